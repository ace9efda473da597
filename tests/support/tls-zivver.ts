/** A TLS server that answers every call with an empty list, and what this process trusts while a test runs. */

import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { getCACertificates, type SecureVersion, setDefaultCACertificates } from 'node:tls';
import { onTestFinished } from 'vitest';
import { selfSigned } from './self-signed.ts';

export interface TlsZivver {
  readonly port: number;
  /** Headers of each call that came through. */
  readonly seen: readonly { readonly path: string; readonly userAgent: string; readonly protocol: string }[];
}

/** @param only the one version of TLS it speaks */
export async function startTlsZivver(only: SecureVersion): Promise<TlsZivver> {
  const { key, cert } = selfSigned(['localhost', 'zivver.example.nl']);
  trust(cert);
  const seen: { path: string; userAgent: string; protocol: string }[] = [];
  // OpenSSL offers the versions before 1.2 at security level 0 only
  const server = createServer({ key, cert, minVersion: only, maxVersion: only, ciphers: 'DEFAULT@SECLEVEL=0' });
  server.on('request', (request, response) => {
    const protocol = (request.socket as unknown as { getProtocol(): string }).getProtocol();
    seen.push({ path: request.url ?? '', userAgent: request.headers['user-agent'] ?? '', protocol });
    response.end(JSON.stringify({ totalResults: 0, Resources: [] }));
  });
  server.on('tlsClientError', () => {});
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return { port: (server.address() as AddressInfo).port, seen };
}

/** As an administrator does with NODE_EXTRA_CA_CERTS. */
function trust(cert: string): void {
  const before = getCACertificates('default');
  setDefaultCACertificates([...before, cert]);
  onTestFinished(() => setDefaultCACertificates(before));
}
