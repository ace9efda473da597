/**
 * An administrator signs in for Exchange: authorization code with PKCE, or a device code where that is switched on. The
 * token is renewed silently; a person is asked again only when Entra refuses that. Tokens live in memory and nowhere else.
 */

import { randomBytes } from 'node:crypto';
import {
  AuthError,
  type AuthenticationResult,
  ConfidentialClientApplication,
  CryptoProvider,
  InteractionRequiredAuthError,
  PublicClientApplication,
} from '@azure/msal-node';
import { IdentityError } from '../errors.ts';
import type { Clock } from '../platform/clock.ts';
import { checkToken, type ExpectedAccount, exchangeScope } from './exchange-token.ts';
import { fetchNetwork } from './fetch-network.ts';

export interface ExchangeSignInOptions extends ExpectedAccount {
  readonly applicationId: string;
  /** Null: with a device code. */
  readonly clientSecret: (() => string) | null;
  /** Where Entra sends the browser back to. */
  readonly redirectUri: () => string;
  readonly fetch: typeof globalThis.fetch;
  readonly clock: Clock;
  /** How long a person has to sign in. */
  readonly withinMs: number;
  /** Called when a person is awaited; what it answers is closed when that is over. */
  readonly whileWaiting?: () => Promise<{ close(): Promise<void> }>;
}

/** What a person must do. */
export interface SignInRequest {
  readonly url: string;
  readonly account: string;
  readonly code: string | null;
}

export interface TokenOptions {
  readonly signal: AbortSignal;
  readonly onSignIn?: (request: SignInRequest | null) => void;
  /** A token that was not taken, though it should not have ended yet: another one is got. */
  readonly refused?: string;
}

/** What came back in the browser's address. */
export interface SignInCallback {
  readonly state: string;
  readonly code: string;
  readonly error: string;
}

export type SignInOutcome = 'signed-in' | 'not-awaited' | 'other-account' | 'no-access' | 'refused';

export interface ExchangeSignIn {
  /** Renews silently, or waits until the person has signed in. @throws IdentityError, or the signal's reason */
  token(options: TokenOptions): Promise<{ readonly accessToken: string; readonly expiresAt: string }>;
  /** Never throws: whatever it was, a person looks at the page. */
  complete(callback: SignInCallback): Promise<SignInOutcome>;
  /** Forgets every token. */
  drop(): void;
}

const scopes = [`https://outlook.office365.com/${exchangeScope}`];

interface Waiting {
  readonly request: SignInRequest;
  readonly state: string;
  readonly verifier: string;
  readonly done: PromiseWithResolvers<AuthenticationResult>;
}

export function createExchangeSignIn(options: ExchangeSignInOptions): ExchangeSignIn {
  let client = createClient(options);
  let account: NonNullable<AuthenticationResult['account']> | null = null;
  let waiting: Promise<Waiting> | null = null;

  function accept(result: AuthenticationResult): AuthenticationResult {
    checkToken(result, options);
    account = result.account;
    return result;
  }

  async function renewed(unwanted: string | undefined): Promise<AuthenticationResult | null> {
    if (account === null) return null;
    try {
      const known = accept(await client.acquireTokenSilent({ account, scopes }));
      if (known.accessToken !== unwanted) return known;
      return accept(await client.acquireTokenSilent({ account, scopes, forceRefresh: true }));
    } catch (error) {
      if (!needsPerson(error)) throw refused(error);
      account = null;
      return null;
    }
  }

  function askPerson(): Promise<Waiting> {
    waiting ??= begin().catch((error: unknown) => {
      waiting = null;
      throw refused(error);
    });
    return waiting;
  }

  async function begin(): Promise<Waiting> {
    const done = Promise.withResolvers<AuthenticationResult>();
    done.promise.catch(() => undefined);
    const open = await options.whileWaiting?.();
    const over = new AbortController();
    void options.clock.sleep(options.withinMs, over.signal).then(
      () => done.reject(tooLate(options)),
      () => undefined,
    );
    void done.promise
      .catch(() => undefined)
      .finally(() => {
        over.abort();
        waiting = null;
        void open?.close();
      });
    const started =
      client instanceof PublicClientApplication
        ? deviceCode(client, done, over.signal)
        : authorizationCode(client, done);
    return await started.catch((error: unknown) => {
      done.reject(error);
      throw error;
    });
  }

  async function authorizationCode(app: ConfidentialClientApplication, done: Waiting['done']): Promise<Waiting> {
    const state = randomBytes(24).toString('base64url');
    const { verifier, challenge } = await new CryptoProvider().generatePkceCodes();
    const url = await app.getAuthCodeUrl({
      scopes,
      state,
      redirectUri: options.redirectUri(),
      codeChallenge: challenge,
      codeChallengeMethod: 'S256',
      loginHint: options.userName,
    });
    return { request: { url, account: options.userName, code: null }, state, verifier, done };
  }

  async function deviceCode(app: PublicClientApplication, done: Waiting['done'], over: AbortSignal): Promise<Waiting> {
    const shown = Promise.withResolvers<Waiting>();
    const request = {
      scopes,
      cancel: false,
      deviceCodeCallback: (answer: { readonly verificationUri: string; readonly userCode: string }) =>
        shown.resolve({
          request: { url: answer.verificationUri, account: options.userName, code: answer.userCode },
          state: '',
          verifier: '',
          done,
        }),
    };
    over.addEventListener('abort', () => {
      request.cancel = true;
    });
    app.acquireTokenByDeviceCode(request).then(
      (result) => {
        if (result === null) return done.reject(tooLate(options));
        try {
          done.resolve(accept(result));
        } catch (error) {
          done.reject(error);
        }
      },
      (error: unknown) => {
        shown.reject(error);
        done.reject(refused(error));
      },
    );
    return await shown.promise;
  }

  return {
    async token({ signal, onSignIn, refused: unwanted }) {
      signal.throwIfAborted();
      const known = await renewed(unwanted);
      if (known !== null) return tokenOf(known);
      const { request, done } = await askPerson();
      onSignIn?.(request);
      try {
        return tokenOf(await unlessAborted(done.promise, signal));
      } finally {
        onSignIn?.(null);
      }
    },
    async complete({ state, code, error }) {
      const open = waiting === null ? null : await waiting.catch(() => null);
      if (open === null || open.state === '' || open.state !== state) return 'not-awaited';
      if (error !== '' || !(client instanceof ConfidentialClientApplication)) return 'refused';
      try {
        const request = { code, scopes, redirectUri: options.redirectUri(), codeVerifier: open.verifier };
        open.done.resolve(accept(await client.acquireTokenByCode(request)));
        return 'signed-in';
      } catch (failure) {
        // The right person may still come, by the same address, until the time is over.
        return outcomeOf(failure);
      }
    },
    drop() {
      account = null;
      void waiting?.then(({ done }) => done.reject(tooLate(options))).catch(() => undefined);
      client = createClient(options);
    },
  };
}

function createClient({ applicationId, tenantId, clientSecret, fetch }: ExchangeSignInOptions) {
  const auth = { clientId: applicationId, authority: `https://login.microsoftonline.com/${tenantId}` };
  const system = { networkClient: fetchNetwork(fetch) };
  return clientSecret === null
    ? new PublicClientApplication({ auth, system })
    : new ConfidentialClientApplication({ auth: { ...auth, clientSecret: clientSecret() }, system });
}

function tokenOf({ accessToken, expiresOn }: AuthenticationResult) {
  return { accessToken, expiresAt: (expiresOn ?? new Date(0)).toISOString() };
}

/** A refresh token that ran out, or was withdrawn, is an `invalid_grant` and not always said to need interaction. */
function needsPerson(error: unknown): boolean {
  if (error instanceof InteractionRequiredAuthError) return true;
  return error instanceof AuthError && error.errorCode === 'invalid_grant';
}

function outcomeOf(error: unknown): SignInOutcome {
  if (!(error instanceof IdentityError)) return 'refused';
  return error.code === 'exchange-sign-in-other-account' ? 'other-account' : 'no-access';
}

function tooLate({ userName }: ExchangeSignInOptions): IdentityError {
  return new IdentityError('exchange-sign-in-needed', 'signing in for Exchange: nobody signed in in time', {
    context: { account: userName },
  });
}

/** What msal says holds codes and no secrets; only its first line is kept. */
function refused(error: unknown): unknown {
  if (error instanceof IdentityError) return error;
  const said = (error instanceof Error ? error.message : String(error)).split('\n')[0]?.slice(0, 300) ?? '';
  return new IdentityError('exchange-sign-in-refused', `signing in for Exchange: ${said}`, { context: { said } });
}

async function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([promise, stopped.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
