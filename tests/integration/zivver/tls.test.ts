import { once } from 'node:events';
import tls, { type SecureVersion } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';
import { startTlsZivver } from '../../support/tls-zivver.ts';

const options = { signal: new AbortController().signal };

function targetAt(port: number) {
  const target = createZivverTarget({ url: `https://localhost:${port}/api/scim/v2`, apiKey: () => 'key' });
  onTestFinished(() => target.close());
  return target;
}

/** What a client that takes anything agrees on with this server. */
async function anyVersion(port: number): Promise<string | null> {
  const socket = tls.connect({
    port,
    host: '127.0.0.1',
    rejectUnauthorized: false,
    minVersion: 'TLSv1',
    ciphers: 'DEFAULT@SECLEVEL=0',
  });
  await once(socket, 'secureConnect');
  const version = socket.getProtocol();
  socket.destroy();
  return version;
}

describe('the connection to Zivver', () => {
  it.each(['TLSv1.2', 'TLSv1.3'] as const)('is made with %s', async (version) => {
    const server = await startTlsZivver(version);

    await targetAt(server.port).listAccounts(options);

    expect(server.seen.map(({ protocol }) => protocol)).toEqual([version]);
  });

  it.each(['TLSv1', 'TLSv1.1'] as const)('is not made with %s, and a write was certainly not sent', async (version) => {
    const server = await startTlsZivver(version);
    lowerTheDefault('TLSv1');

    const writing = targetAt(server.port).update(anAccount({ id: uuid(1) }), { displayName: 'X' }, options);

    await expect(writing).rejects.toMatchObject({ code: 'target-unreachable', context: { host: expect.any(String) } });
    expect(server.seen).toEqual([]);
    // The server is there and speaks this version with whoever takes it.
    expect(await anyVersion(server.port)).toBe(version);
  });

  it('is not made with a server whose certificate nobody vouches for', async () => {
    const server = await startTlsZivver('TLSv1.3');
    tls.setDefaultCACertificates(tls.getCACertificates('bundled'));

    const reading = targetAt(server.port).update(anAccount({ id: uuid(1) }), { displayName: 'X' }, options);

    await expect(reading).rejects.toMatchObject({
      code: 'target-unreachable',
      context: { reason: expect.stringMatching(/SELF_SIGNED|UNABLE_TO_VERIFY/) },
    });
  });
});

/** As the flag --tls-min-v1.0 would: what the client asks for itself must hold all the same. */
function lowerTheDefault(version: SecureVersion): void {
  const { DEFAULT_MIN_VERSION, DEFAULT_CIPHERS } = tls;
  tls.DEFAULT_MIN_VERSION = version;
  tls.DEFAULT_CIPHERS = 'DEFAULT@SECLEVEL=0';
  onTestFinished(() => {
    tls.DEFAULT_MIN_VERSION = DEFAULT_MIN_VERSION;
    tls.DEFAULT_CIPHERS = DEFAULT_CIPHERS;
  });
}
