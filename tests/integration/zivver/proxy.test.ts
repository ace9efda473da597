import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const options = { signal: new AbortController().signal };
const asked: string[] = [];
const before = process.env.HTTPS_PROXY;
const proxy = createServer();

beforeEach(async () => {
  asked.length = 0;
  proxy.on('connect', (request, socket) => {
    asked.push(String(request.url));
    socket.end('HTTP/1.1 407 Proxy Authentication Required\r\n\r\n');
  });
  proxy.listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  process.env.HTTPS_PROXY = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
});
afterEach(async () => {
  if (before === undefined) delete process.env.HTTPS_PROXY;
  else process.env.HTTPS_PROXY = before;
  proxy.closeAllConnections();
  proxy.close();
  await once(proxy, 'close');
});

describe('behind a proxy', () => {
  it('a write the proxy does not let through was certainly not sent', async () => {
    const target = createZivverTarget({ url: 'https://zivver.example.nl/api/scim/v2', apiKey: () => 'key' });

    const writing = target.update(anAccount({ id: uuid(1) }), { displayName: 'X' }, options);

    await expect(writing).rejects.toMatchObject({ code: 'target-unreachable', retry: 'backoff' });
    expect(asked).toEqual(['zivver.example.nl:443']);
    await target.close();
  });
});
