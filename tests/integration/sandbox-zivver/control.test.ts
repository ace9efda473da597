import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeWorld } from '../../../sandbox/tenant/write-world.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';
import { call, members, read, startServer } from './seeded-server.ts';

describe('the journal of the sandbox Zivver', () => {
  it('holds every write with its effect, before and after, and counts calls by method', async () => {
    const server = await startServer();

    await call(server, 'GET /Groups');
    await call(server, 'POST /Groups', { body: { externalId: 'new@example.nl' } });
    await call(server, 'PUT /Groups/desk', { body: { displayName: 'The desk' } });
    await call(server, 'PUT /Groups/desk', { body: { displayName: 'Renamed' } });
    await call(server, 'DELETE /Groups/new-1');
    await call(server, 'GET /Groups/nobody');

    const journal = (await call(server, 'GET /_control/journal')).json();
    expect(journal).toMatchObject({
      calls: { GET: 2, POST: 1, PUT: 2, DELETE: 1, total: 6 },
      effects: 3,
      refused: [{ seq: 6, status: 400, path: '/Groups/nobody' }],
      entries: [
        { seq: 2, status: 201, effect: { kind: 'created', id: 'new-1', before: null } },
        { seq: 3, status: 200, effect: null },
        {
          seq: 4,
          body: { displayName: 'Renamed' },
          effect: { kind: 'changed', before: { displayName: 'The desk' }, after: { displayName: 'Renamed' } },
        },
        { seq: 5, status: 204, effect: { kind: 'removed', id: 'new-1', after: null } },
      ],
    });
    expect(server.journal()).toEqual(journal);
  });

  it('can be read from a number on', async () => {
    const server = await startServer();

    await call(server, 'PUT /Groups/desk', { body: { displayName: 'One' } });
    await call(server, 'PUT /Groups/desk', { body: { displayName: 'Two' } });

    expect(server.journal(1).entries).toMatchObject([{ seq: 2, body: { displayName: 'Two' } }]);
    expect((await call(server, 'GET /_control/journal?after=2')).json()['entries']).toEqual([]);
  });

  it('tells an outside edit from a call of the client', async () => {
    const server = await startServer();

    await call(server, 'POST /_control/edits', {
      body: [
        { type: 'groups', id: 'info', set: { members: members('bob') } },
        { type: 'users', id: 'ann', set: null },
        { type: 'groups', id: 'fresh', set: { externalId: 'fresh@example.nl', displayName: 'Fresh', members: [] } },
      ],
    });

    expect(await read(server, 'info')).toMatchObject({ displayName: 'The info', members: members('bob') });
    expect((await call(server, 'GET /Users/ann')).status).toBe(400);
    expect((await call(server, 'POST /Groups', { body: { externalId: 'fresh@example.nl' } })).status).toBe(400);
    expect(server.journal()).toMatchObject({
      effects: 0,
      entries: [{ by: 'outside' }, { by: 'outside' }, {}, { by: 'client' }],
    });
  });
});

describe('the control calls of the sandbox Zivver', () => {
  it('arms, shows and disarms faults', async () => {
    const server = await startServer();
    const body = [
      { kind: 'status', status: 500, times: 3 },
      { kind: 'drop-after', match: { method: 'PUT' } },
    ];

    const armed = await call(server, 'POST /_control/faults', { body });
    await call(server, 'GET /Groups');
    const shown = (await call(server, 'GET /_control/faults')).json();
    await call(server, 'DELETE /_control/faults');

    expect(armed.status).toBe(200);
    expect(shown).toMatchObject([
      { fault: { kind: 'status' }, left: 2 },
      { fault: { kind: 'drop-after' }, left: 1 },
    ]);
    expect((await call(server, 'GET /Groups')).status).toBe(200);
  });

  it('turns switches', async () => {
    const server = await startServer();

    const reply = await call(server, 'PATCH /_control/behaviour', { body: { externalIdChange: 'refused' } });

    expect(reply.json()).toMatchObject({ externalIdChange: 'refused', danglingMember: 'refused', postFill: 'lost' });
    expect((await call(server, 'PUT /Groups/desk', { body: { externalId: 'x@example.nl' } })).status).toBe(400);
  });

  it('goes back to the first day', async () => {
    const server = await startServer();
    const before = server.state();
    server.addFault({ kind: 'status', status: 500, match: { method: 'DELETE' }, times: null });
    server.setBehaviour({ postFill: 'kept' });
    await call(server, 'PUT /Groups/desk', { body: { displayName: 'Renamed' } });

    await call(server, 'POST /_control/reset');

    expect(server.state()).toEqual(before);
    expect(server.journal()).toMatchObject({ entries: [], effects: 0, calls: { total: 0 } });
    expect((await call(server, 'DELETE /Groups/desk')).status).toBe(204);
  });

  it.each([
    ['an unknown call', 'GET /_control/nothing', undefined, 404],
    ['an unknown fault', 'POST /_control/faults', { kind: 'flood' }, 400],
    ['a body that is no JSON', 'POST /_control/faults', '{', 400],
    ['an unknown switch', 'PATCH /_control/behaviour', { colour: 'red' }, 400],
  ])('refuses %s', async (_what, line, body, status) => {
    const server = await startServer();

    const reply = await call(server, line, { body });

    expect(reply.status).toBe(status);
  });

  it('refuses a caller that reached it under another name than loopback', async () => {
    const server = await startServer();

    // undici would connect to the name; node:http only says it.
    const [reply] = (await once(
      get(`${server.controlUrl}/state`, { headers: { host: 'sandbox.example.org' } }),
      'response',
    )) as [IncomingMessage];

    expect(reply.resume().statusCode).toBe(403);
  });

  it('needs no key and costs no budget', async () => {
    const server = await startServer({ rate: { calls: 1, perMs: 10_000 } });

    await call(server, 'GET /_control/state', { headers: { authorization: '' } });
    await call(server, 'GET /_control/state', { headers: { authorization: '' } });

    expect((await call(server, 'GET /Groups')).status).toBe(200);
    expect(server.journal().calls).toEqual({ GET: 1, total: 1 });
  });
});

describe('the sandbox Zivver as a process', () => {
  it('serves a written world, prints its addresses, and ends on SIGTERM', async () => {
    const folder = temporaryFolder();
    const { worldFile, world } = await writeWorld({
      folder,
      seed: 5,
      mailboxes: 20,
      takenAt: '2026-01-05T08:00:00.000Z',
    });
    const child = spawn(process.execPath, ['sandbox/zivver/main.ts', '--world', worldFile], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    onTestFinished(() => void child.kill('SIGKILL'));

    const [line] = (await once(createInterface(child.stdout), 'line')) as [string];
    const { url } = JSON.parse(line) as { url: string };
    const reply = await fetch(`${url}/Groups`, { headers: { authorization: `Bearer ${world.zivver.apiKey}` } });
    const list = (await reply.json()) as { totalResults: number };
    child.kill('SIGTERM');
    const [code] = (await once(child, 'exit')) as [number];

    expect(list.totalResults).toBe(world.zivver.groups.length);
    expect(code).toBe(0);
  });
});
