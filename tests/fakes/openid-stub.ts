/** The Bot Framework's published keys on loopback, and tokens signed with them: what production validation is tested with. */

import { createSign, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface SigningKey {
  readonly id: string;
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  readonly endorsements: readonly string[];
}

export function makeKey(id: string, endorsements: readonly string[]): SigningKey {
  return { id, endorsements, ...generateKeyPairSync('rsa', { modulusLength: 2048 }) };
}

export function signToken(key: SigningKey, claims: Readonly<Record<string, unknown>>, header: object = {}): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const content = `${part({ alg: 'RS256', typ: 'JWT', kid: key.id, ...header })}.${part(claims)}`;
  return `${content}.${createSign('RSA-SHA256').update(content).sign(key.privateKey, 'base64url')}`;
}

export interface OpenIdStub {
  readonly metadataUrl: string;
  /** How often the keys were fetched. */
  readonly fetches: number;
  close(): Promise<void>;
}

export async function startOpenIdStub(keys: readonly SigningKey[]): Promise<OpenIdStub> {
  let fetches = 0;
  const published = keys.map(({ id, publicKey, endorsements }) => ({
    kid: id,
    use: 'sig',
    endorsements,
    ...publicKey.export({ format: 'jwk' }),
  }));
  const server = createServer((request, response) => {
    const isKeys = request.url === '/keys';
    if (isKeys) fetches += 1;
    const body = isKeys ? { keys: published } : { issuer: 'https://api.botframework.com', jwks_uri: `${url}/keys` };
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify(body));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    metadataUrl: `${url}/openid`,
    get fetches() {
      return fetches;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
