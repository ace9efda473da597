/** The three ways to Exchange, and what each needs. Secrets are functions: called right before they leave for PowerShell. */

import type { SignInRequest } from '../../model/progress.ts';

export interface OnlineCertificate {
  readonly kind: 'online-certificate';
  /** Absolute path of a .pfx file. */
  readonly certificateFile: string;
  readonly certificatePassword: () => string;
  readonly applicationId: string;
  readonly organization: string;
}

export interface ExchangeToken {
  readonly accessToken: string;
  /** ISO 8601, UTC. */
  readonly expiresAt: string;
}

export interface TokenOptions {
  readonly signal: AbortSignal;
  /** Told when a person must sign in; null when it is done. */
  readonly onSignIn?: (request: SignInRequest | null) => void;
  /** An access token that Exchange did not take: another one is wanted, though this one should not have ended yet. */
  readonly refused?: string;
}

/** An administrator signed in with MFA; the token is renewed silently as long as Entra lets it. */
export interface OnlineSignIn {
  readonly kind: 'online-sign-in';
  readonly userName: string;
  readonly token: (options: TokenOptions) => Promise<ExchangeToken>;
}

export interface OnPremise {
  readonly kind: 'on-premise';
  /** http:// with Kerberos, https:// without; a full host name. */
  readonly serverUrl: string;
  readonly kerberos: boolean;
  /** `company\name` */
  readonly userName: string;
  readonly password: () => string;
}

export type ExchangeAccess = OnlineCertificate | OnlineSignIn | OnPremise;

/** Where it connects to, for sentences. */
export function placeOf(access: ExchangeAccess): string {
  if (access.kind === 'online-certificate') return access.organization;
  return access.kind === 'online-sign-in' ? access.userName : access.serverUrl;
}
