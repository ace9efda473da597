import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';
import { startTlsZivver } from '../../support/tls-zivver.ts';

const options = { signal: new AbortController().signal };

interface Proxy {
  readonly url: string;
  /** `host:port` of each tunnel that was asked for, and the credentials that came with it. */
  readonly asked: { readonly tunnel: string; readonly authorization: string | undefined }[];
  /** Everything that passed through, as the proxy could read it. */
  readonly passed: () => string;
}

/** A real CONNECT proxy; it takes every name for this machine. With `answer` it lets nobody through. */
async function startProxy(options: { readonly port?: number; readonly answer?: string }): Promise<Proxy> {
  const asked: Proxy['asked'] = [];
  const chunks: Buffer[] = [];
  const server = createServer();
  server.on('connect', (request, socket, head) => {
    asked.push({ tunnel: String(request.url), authorization: request.headers['proxy-authorization'] });
    if (options.answer !== undefined) return void socket.end(`HTTP/1.1 ${options.answer}\r\n\r\n`);
    const upstream = connect(options.port ?? 0, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.write(head);
      upstream.pipe(socket);
      socket.on('data', (chunk: Buffer) => chunks.push(chunk)).pipe(upstream);
    });
    upstream.on('error', () => socket.destroy());
    socket.on('error', () => upstream.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  return { url, asked, passed: () => Buffer.concat(chunks).toString('latin1') };
}

function environment(variables: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(variables)) {
    const before = process.env[name];
    process.env[name] = value;
    onTestFinished(() => {
      if (before === undefined) delete process.env[name];
      else process.env[name] = before;
    });
  }
}

function zivver(url = 'https://zivver.example.nl/api/scim/v2') {
  const target = createZivverTarget({ url, apiKey: () => 'key-nobody-may-read', userAgent: 'Countersign/1.2.3' });
  onTestFinished(() => target.close());
  return target;
}

describe('behind a proxy that the environment names', () => {
  it('calls go through its tunnel, and it cannot read the key', async () => {
    const server = await startTlsZivver('TLSv1.3');
    const proxy = await startProxy({ port: server.port });
    environment({ HTTPS_PROXY: proxy.url });

    await zivver().listAccounts(options);

    expect(proxy.asked).toEqual([{ tunnel: 'zivver.example.nl:443', authorization: undefined }]);
    expect(server.seen).toEqual([{ path: '/api/scim/v2/Groups', userAgent: 'Countersign/1.2.3', protocol: 'TLSv1.3' }]);
    expect(proxy.passed().length).toBeGreaterThan(100);
    expect(proxy.passed()).not.toContain('key-nobody-may-read');
  });

  it('the proxy gets the name and password that stand in its address', async () => {
    const server = await startTlsZivver('TLSv1.2');
    const proxy = await startProxy({ port: server.port });
    environment({ HTTPS_PROXY: proxy.url.replace('http://', 'http://mail:secret@') });

    await zivver().listAccounts(options);

    const basic = `Basic ${Buffer.from('mail:secret').toString('base64')}`;
    expect(proxy.asked).toEqual([{ tunnel: 'zivver.example.nl:443', authorization: basic }]);
  });

  it('a tunnel is no way around TLS 1.2', async () => {
    const server = await startTlsZivver('TLSv1.1');
    const proxy = await startProxy({ port: server.port });
    environment({ HTTPS_PROXY: proxy.url });

    const writing = zivver().update(anAccount({ id: uuid(1) }), { displayName: 'X' }, options);

    await expect(writing).rejects.toMatchObject({ code: 'target-unreachable' });
    expect(proxy.asked).toHaveLength(1);
    expect(server.seen).toEqual([]);
  });

  it('a host in NO_PROXY is called directly', async () => {
    const server = await startTlsZivver('TLSv1.3');
    const proxy = await startProxy({ port: server.port });
    environment({ HTTPS_PROXY: proxy.url, NO_PROXY: 'zivver.invalid' });

    const writing = zivver('https://zivver.invalid/api').update(
      anAccount({ id: uuid(1) }),
      { displayName: 'X' },
      options,
    );

    await expect(writing).rejects.toMatchObject({ code: 'target-unreachable', context: { host: 'zivver.invalid' } });
    expect(proxy.asked).toEqual([]);
  });

  it('a Zivver on this machine is called directly', async () => {
    const server = await startTlsZivver('TLSv1.3');
    const proxy = await startProxy({ port: server.port });
    environment({ HTTPS_PROXY: proxy.url });

    await zivver(`https://localhost:${server.port}/api`).listAccounts(options);

    expect(server.seen).toHaveLength(1);
    expect(proxy.asked).toEqual([]);
  });

  it.each(['407 Proxy Authentication Required', '503 Service Unavailable'])(
    'a write the proxy does not let through (%s) was certainly not sent',
    async (answer) => {
      const proxy = await startProxy({ answer });
      environment({ HTTPS_PROXY: proxy.url });

      const writing = zivver().update(anAccount({ id: uuid(1) }), { displayName: 'X' }, options);

      await expect(writing).rejects.toMatchObject({ code: 'target-unreachable', retry: 'backoff' });
      expect(proxy.asked.map(({ tunnel }) => tunnel)).toEqual(['zivver.example.nl:443']);
    },
  );
});
