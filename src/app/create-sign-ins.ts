/** One sign-in for each source that needs an administrator; what comes back in a browser is given to the one that waits. */

import type { Config, MfaSourceConfig } from '../config/config.ts';
import { IdentityError, SourceError } from '../errors.ts';
import {
  createExchangeSignIn,
  type ExchangeSignIn,
  type SignInCallback,
  type SignInOutcome,
} from '../identity/exchange-sign-in.ts';
import type { Clock } from '../platform/clock.ts';
import type { TokenOptions } from '../sync/source/exchange/exchange-access.ts';

/** A person may have to fetch a telephone first. */
const withinMs = 10 * 60_000;

export interface SignIns {
  readonly isNeeded: boolean;
  token(source: string, options: TokenOptions): Promise<{ readonly accessToken: string; readonly expiresAt: string }>;
  complete(callback: SignInCallback): Promise<SignInOutcome>;
  /** Forgets every token. */
  drop(): void;
}

export interface SignInSurroundings {
  readonly clock: Clock;
  readonly fetch: typeof globalThis.fetch;
  /** Where Entra sends the browser back to. */
  readonly redirectUri: (source: MfaSourceConfig) => string;
  readonly whileWaiting?: (source: MfaSourceConfig) => Promise<{ close(): Promise<void> }>;
}

export function createSignIns({ sources }: Config, surroundings: SignInSurroundings): SignIns {
  const entries = sources.flatMap((source) =>
    source.type === 'exchange-online-mfa' ? [[source.name, signInFor(source, surroundings)] as const] : [],
  );
  const bySource = new Map(entries);
  return {
    isNeeded: bySource.size > 0,
    async token(source, options) {
      try {
        return await signInOf(bySource, source).token(options);
      } catch (error) {
        if (!(error instanceof IdentityError)) throw error;
        throw new SourceError(error.code, error.message, { context: error.context, cause: error });
      }
    },
    async complete(callback) {
      for (const signIn of bySource.values()) {
        const outcome = await signIn.complete(callback);
        if (outcome !== 'not-awaited') return outcome;
      }
      return 'not-awaited';
    },
    drop() {
      for (const signIn of bySource.values()) signIn.drop();
    },
  };
}

function signInFor(source: MfaSourceConfig, surroundings: SignInSurroundings): ExchangeSignIn {
  const { userName, tenantId, applicationId, clientSecret } = source;
  const { whileWaiting, redirectUri, ...rest } = surroundings;
  return createExchangeSignIn({
    ...rest,
    userName,
    tenantId,
    applicationId,
    clientSecret: clientSecret === null ? null : () => clientSecret.reveal(),
    redirectUri: () => redirectUri(source),
    withinMs,
    ...(whileWaiting === undefined ? {} : { whileWaiting: () => whileWaiting(source) }),
  });
}

function signInOf(bySource: ReadonlyMap<string, ExchangeSignIn>, source: string): ExchangeSignIn {
  const signIn = bySource.get(source);
  if (signIn === undefined) throw new Error(`no sign-in was made for source "${source}"`);
  return signIn;
}
