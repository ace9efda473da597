/**
 * Microsoft's sign-in endpoints on this machine, as strict as they are: a code works once, with its own PKCE verifier,
 * redirect address and secret. The test plays the person and the browser.
 */

import { createHash, randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

export const entraTenant = '99999999-8888-4777-8666-555555555555';
export const entraSecret = 'a-client-secret-for-tests';

export interface StubAccount {
  readonly userName: string;
  readonly tenantId?: string;
  /** What the access token says was granted. */
  readonly scp?: string;
}

export interface EntraStub {
  /** For whoever would ask login.microsoftonline.com; anything else is refused. */
  readonly fetch: typeof globalThis.fetch;
  /** The person opens the address and signs in: answers the address the browser is sent back to. */
  signIn(url: string, account: StubAccount): string;
  /** The person types the code of a device. */
  typeCode(code: string, account: StubAccount): void;
  /** Refresh tokens given so far stop working. */
  revoke(): void;
  /** Seconds the next access tokens live. */
  lifetime: number;
  /** Grant types asked for, in order. */
  readonly grants: readonly string[];
  close(): Promise<void>;
}

interface Issued {
  readonly account: StubAccount;
  readonly challenge: string;
  readonly redirectUri: string;
}

export async function startEntraStub(): Promise<EntraStub> {
  const codes = new Map<string, Issued>();
  const refreshTokens = new Map<string, StubAccount>();
  const devices = new Map<string, StubAccount | null>();
  const grants: string[] = [];
  const state = { lifetime: 3600, count: 0 };

  const server = createServer((request, response) => {
    void answer(request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    });
  });

  async function answer(request: IncomingMessage) {
    const url = new URL(request.url ?? '', 'http://stub');
    const form = new URLSearchParams(await textOf(request));
    if (url.pathname.endsWith('/token')) return token(form);
    if (url.pathname.endsWith('/devicecode')) return deviceCode();
    if (url.pathname.endsWith('/openid-configuration')) return { status: 200, body: metadata() };
    return { status: 404, body: { error: 'not_found' } };
  }

  function token(form: URLSearchParams) {
    const grant = form.get('grant_type') ?? '';
    grants.push(grant);
    if (grant === 'authorization_code') return byCode(form);
    if (grant === 'refresh_token') return byRefreshToken(form);
    const account = devices.get(form.get('device_code') ?? '');
    if (account === undefined) return no('expired_token', 'AADSTS70020: the device code is unknown.');
    return account === null ? no('authorization_pending', 'AADSTS70016: pending.') : tokens(account);
  }

  function byCode(form: URLSearchParams) {
    const code = form.get('code') ?? '';
    const issued = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (issued === undefined) return no('invalid_grant', 'AADSTS70008: the code has expired or was used.');
    if (issued.challenge !== challenge) return no('invalid_grant', 'AADSTS50148: the code_verifier does not match.');
    if (issued.redirectUri !== form.get('redirect_uri')) return no('invalid_grant', 'AADSTS50011: another redirect.');
    if (form.get('client_secret') !== entraSecret) return no('invalid_client', 'AADSTS7000215: Invalid client secret.');
    return tokens(issued.account);
  }

  function byRefreshToken(form: URLSearchParams) {
    const account = refreshTokens.get(form.get('refresh_token') ?? '');
    return account === undefined ? no('invalid_grant', 'AADSTS50078: sign in again with MFA.') : tokens(account);
  }

  function tokens(account: StubAccount) {
    const refreshToken = randomBytes(16).toString('hex');
    refreshTokens.set(refreshToken, account);
    const tid = account.tenantId ?? entraTenant;
    const oid = createHash('md5').update(account.userName).digest('hex');
    const scp = account.scp ?? 'Exchange.Manage';
    return {
      status: 200,
      body: {
        token_type: 'Bearer',
        scope: 'https://outlook.office365.com/Exchange.Manage',
        expires_in: state.lifetime,
        ext_expires_in: state.lifetime,
        access_token: jwt({ aud: 'https://outlook.office365.com', scp, upn: account.userName, n: ++state.count }),
        refresh_token: refreshToken,
        id_token: jwt({ tid, oid, sub: oid, preferred_username: account.userName, name: 'Admin', ver: '2.0' }),
        client_info: base64({ uid: oid, utid: tid }),
      },
    };
  }

  function deviceCode() {
    const code = randomBytes(4).toString('hex').toUpperCase();
    devices.set(code, null);
    const verification_uri = 'https://login.microsoft.com/device';
    return {
      status: 200,
      body: { device_code: code, user_code: code, verification_uri, expires_in: 900, interval: 1, message: 'type it' },
    };
  }

  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    fetch: async (input, init) => {
      const url = new URL(input instanceof Request ? input.url : input);
      if (url.host !== 'login.microsoftonline.com') throw new Error(`nobody may ask ${url.host}`);
      return await globalThis.fetch(`${base}${url.pathname}${url.search}`, init);
    },
    signIn(address, account) {
      const query = new URL(address).searchParams;
      const code = randomBytes(16).toString('hex');
      const redirectUri = query.get('redirect_uri') ?? '';
      codes.set(code, { account, redirectUri, challenge: query.get('code_challenge') ?? '' });
      return `${redirectUri}?${new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()}`;
    },
    typeCode: (code, account) => void devices.set(code, account),
    revoke: () => refreshTokens.clear(),
    get lifetime() {
      return state.lifetime;
    },
    set lifetime(seconds) {
      state.lifetime = seconds;
    },
    grants,
    close: async () => {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

function no(error: string, description: string) {
  return { status: 400, body: { error, error_description: description, error_codes: [] } };
}

function metadata() {
  const base = `https://login.microsoftonline.com/${entraTenant}`;
  return {
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  };
}

function jwt(claims: Readonly<Record<string, unknown>>): string {
  const now = Math.floor(Date.now() / 1000);
  return [base64({ alg: 'none' }), base64({ iat: now, exp: now + 3600, ...claims }), 'x'].join('.');
}

function base64(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

async function textOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
