import { describe, expect, it } from 'vitest';
import type { FaultInput } from '../../../sandbox/zivver/faults.ts';
import type { ZivverServer } from '../../../sandbox/zivver/zivver-server.ts';
import { call, members, patch, read, startServer, zivverGroup } from './seeded-server.ts';

const rename = { body: { displayName: 'Renamed' } };

async function nameOf(server: ZivverServer, id = 'desk'): Promise<unknown> {
  return (await read(server, id))['displayName'];
}

describe('faults on demand of the sandbox Zivver', () => {
  it('answers a status without any effect', async () => {
    const server = await startServer();
    server.addFault({ kind: 'status', status: 503, body: 'Busy', headers: { 'Retry-After': '3' } });

    const reply = await call(server, 'PUT /Groups/desk', rename);

    expect([reply.status, reply.text, reply.headers['retry-after']]).toEqual([503, 'Busy', '3']);
    expect(await nameOf(server)).toBe('The desk');
  });

  it('breaks the connection before the effect', async () => {
    const server = await startServer();
    server.addFault({ kind: 'drop-before' });

    await expect(call(server, 'PUT /Groups/desk', rename)).rejects.toThrow('other side closed');

    expect(await nameOf(server)).toBe('The desk');
    expect(server.journal().entries).toMatchObject([{ fault: 'drop-before', effect: null, answered: false }]);
  });

  it('loses the answer after the effect', async () => {
    const server = await startServer();
    server.addFault({ kind: 'drop-after' });

    await expect(call(server, 'PUT /Groups/desk', rename)).rejects.toThrow('other side closed');

    expect(await nameOf(server)).toBe('Renamed');
    expect(server.journal().entries).toMatchObject([
      { fault: 'drop-after', status: 200, effect: { kind: 'changed', id: 'desk' }, answered: false },
    ]);
  });

  it('lets the effect come later, when it is released', async () => {
    const server = await startServer();
    server.addFault({ kind: 'late-effect' });

    await expect(call(server, 'PUT /Groups/desk', rename)).rejects.toThrow('other side closed');
    const before = await nameOf(server);
    const released = (await call(server, 'POST /_control/release')).json();

    expect([before, await nameOf(server)]).toEqual(['The desk', 'Renamed']);
    expect(released).toEqual({ released: 1 });
    expect(server.releaseLate()).toBe(0);
  });

  it('lets the effect come later by itself', async () => {
    const server = await startServer();
    server.addFault({ kind: 'late-effect', ms: 5 });

    await expect(call(server, 'PUT /Groups/desk', rename)).rejects.toThrow('other side closed');

    await expect.poll(() => server.journal().effects).toBe(1);
  });

  it('answers late, with the effect there at once', async () => {
    const server = await startServer();
    server.addFault({ kind: 'latency', ms: 60_000 });
    const abort = new AbortController();
    const pending = fetch(`${server.url}/Groups/desk`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${server.apiKey}`, 'content-type': 'application/json' },
      body: JSON.stringify(rename.body),
      signal: abort.signal,
    });

    await expect.poll(() => server.journal().effects).toBe(1);
    abort.abort();

    await expect(pending).rejects.toThrow('aborted');
  });

  it.each([
    ['honest about the total', { total: 'honest' }, [4, 1], [4, 1]],
    ['lying about the total', { total: 'lying' }, [1, 1], [1, 1]],
    ['with the rest on further pages', { pages: true }, [4, 1], [4, 1]],
  ] as const)('shortens a list, %s', async (_what, more, first, second) => {
    const server = await startServer();
    server.addFault({ kind: 'short-list', keep: 1, times: null, ...more });

    const pages = [await call(server, 'GET /Groups'), await call(server, 'GET /Groups?startIndex=3&count=50')];

    const seen = pages.map((page) => [page.json()['totalResults'], page.json().Resources.length]);
    expect(seen).toEqual([first, second]);
    const isPaged = 'pages' in more;
    expect(pages[1]?.json().Resources[0]?.['id']).toBe(isPaged ? 'strange' : 'desk');
  });

  it('sends a storm of 429', async () => {
    const server = await startServer();
    server.addFault({ kind: 'too-many-requests', times: 2, retryAfterSeconds: 4 });

    const replies = [];
    for (let number = 0; number < 3; number += 1) replies.push(await call(server, 'GET /Groups/desk'));

    expect(replies.map((reply) => reply.status)).toEqual([429, 429, 200]);
    expect(replies[0]?.headers['retry-after']).toBe('4');
    expect(replies[0]?.json()['emptiedBucketDetails']).toMatchObject({ budget: 50 });
  });

  it('accepts a write and stores only a part of it', async () => {
    const server = await startServer();
    server.addFault({ kind: 'silent-loss', fields: ['members', 'aliases'], times: 2 });

    await call(server, 'PUT /Groups/info', {
      body: { ...rename.body, members: members('ann'), [zivverGroup]: { aliases: ['n@example.nl'] } },
    });
    const emptied = await call(server, 'PATCH /Groups/info', { body: patch({ op: 'remove', path: 'members' }) });

    expect(emptied.status).toBe(200);
    expect(await read(server, 'info')).toMatchObject({
      displayName: 'Renamed',
      members: members('ann', 'bob'),
      [zivverGroup]: { aliases: [] },
    });
  });

  it.each<[string, FaultInput, number[]]>([
    ['the next one only', { kind: 'status', status: 500 }, [500, 200, 200, 200]],
    ['so many', { kind: 'status', status: 500, times: 2 }, [500, 500, 200, 200]],
    ['all from now on', { kind: 'status', status: 500, times: null }, [500, 500, 500, 500]],
    ['after some that go well', { kind: 'status', status: 500, skip: 2 }, [200, 200, 500, 200]],
    ['one method', { kind: 'status', status: 500, match: { method: 'PUT' } }, [200, 500, 200, 200]],
    ['one path', { kind: 'status', status: 500, match: { path: '^/Groups/info$' } }, [200, 200, 500, 200]],
    ['one body', { kind: 'status', status: 500, match: { body: 'Renamed' } }, [200, 500, 200, 200]],
  ])('strikes %s', async (_what, fault, statuses) => {
    const server = await startServer();
    server.addFault(fault);

    const replies = [
      await call(server, 'GET /Groups/desk'),
      await call(server, 'PUT /Groups/desk', rename),
      await call(server, 'GET /Groups/info'),
      await call(server, 'GET /Users/ann'),
    ];

    expect(replies.map((reply) => reply.status)).toEqual(statuses);
  });
});
