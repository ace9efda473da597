import type { ServerResponse } from 'node:http';
import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import type { TargetError } from '../../../src/errors.ts';
import { createZivverTarget, type ZivverTargetOptions } from '../../../src/sync/target/zivver/zivver-target.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';
import { type Script, type ScriptedServer, startScriptedServer } from '../../support/scripted-server.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const key = 'zv-key-0123456789-abcdef';
const options = { signal: new AbortController().signal };
const desk = anAccount({ id: uuid(1), address: 'desk@example.nl' });
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function zivverThat(script: Script, more: Partial<ZivverTargetOptions> = {}) {
  const server = await startScriptedServer(script);
  const clock = createHastyClock();
  const target = createZivverTarget({ url: server.url, apiKey: () => key, clock, deadlineMs: 5_000, ...more });
  closing.push(
    () => server.close(),
    () => target.close(),
  );
  return { server, clock, target };
}

const answering =
  (status: number, body = '', headers: Record<string, string> = {}): Script =>
  (_, response) =>
    void response.writeHead(status, headers).end(body);
const list = (total: number) => JSON.stringify({ totalResults: total, Resources: [] });

/** The first answers go wrong, then all is well. */
const firstThen =
  (wrong: Script, times = 1): Script =>
  (request, response, number) =>
    number <= times ? wrong(request, response, number) : answering(200, list(0))(request, response, number);

async function failureOf(promise: Promise<unknown>): Promise<TargetError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  return error as TargetError;
}

const update = { displayName: 'Desk 2' };
const hangUp: Script = (_, response) => void response.destroy();

function linesOf(server: ScriptedServer): readonly string[] {
  return server.seen.map(({ method, path }) => `${method} ${path}`);
}

describe('what reaches Zivver', () => {
  it('carries the key, the name of the program, and the media types Zivver accepts', async () => {
    const { server, target } = await zivverThat(
      (request, response, number) =>
        answering(request.method === 'POST' ? 201 : 200, request.method === 'GET' ? list(0) : '{"id":"x"}')(
          request,
          response,
          number,
        ),
      { userAgent: 'Countersign/0.1.0', apiKey: () => ` ${key}\n` },
    );

    await target.listAccounts(options);
    await target.create({ address: 'a@example.nl', displayName: 'A', division: null }, options);
    await target.update(desk, update, options);
    await target.emptyMembers(desk.id, options);
    await target.delete(desk.id, options);

    expect(linesOf(server)).toEqual([
      'GET /api/scim/v2/Groups',
      'POST /api/scim/v2/Groups',
      `PUT /api/scim/v2/Groups/${uuid(1)}`,
      `PATCH /api/scim/v2/Groups/${uuid(1)}`,
      `DELETE /api/scim/v2/Groups/${uuid(1)}`,
    ]);
    expect(new Set(server.seen.map(({ headers }) => headers.authorization))).toEqual(new Set([`Bearer ${key}`]));
    expect(new Set(server.seen.map(({ headers }) => headers['user-agent']))).toEqual(new Set(['Countersign/0.1.0']));
    expect(server.seen[3]?.headers).toMatchObject({
      'content-type': 'application/scim+json',
      accept: 'application/scim+json',
    });
    expect(server.seen[4]?.body).toBe('');
  });

  it.each(['../Users/1', 'not-a-uuid', ''])('never has the id “%s” in its path', async (id) => {
    const { server, target } = await zivverThat(answering(200));

    await expect(target.update({ ...desk, id }, update, options)).rejects.toThrow('no UUID');
    expect(server.seen).toEqual([]);
  });

  it('is counted once for all clients of this process that have the same key', async () => {
    const clock = createHastyClock();
    const rate = { calls: 5, perMs: 10_000 };
    const { server, target } = await zivverThat(answering(200, list(0)), { clock, rate });
    const second = createZivverTarget({ url: server.url, apiKey: () => key, clock, rate });
    closing.push(() => second.close());
    for (let call = 0; call < 3; call += 1) await target.listAccounts(options);
    for (let call = 0; call < 2; call += 1) await second.listAccounts(options);
    const before = [...clock.slept];

    await second.listAccounts(options);

    expect(before).toEqual([]);
    expect(clock.slept).toEqual([10_100]);
  });

  it('is nothing at all when the key has a character no key has', async () => {
    const { server, target } = await zivverThat(answering(200), { apiKey: () => 'two\r\nlines' });

    expect(await failureOf(target.listAccounts(options))).toMatchObject({ code: 'target-key-refused' });
    expect(server.seen).toEqual([]);
  });

  it('never leaves unencrypted for another machine', () => {
    const creating = () => createZivverTarget({ url: 'http://scim.example.com/v2', apiKey: () => key });

    expect(creating).toThrow(expect.objectContaining({ code: 'target-url-insecure' }));
  });
});

describe('a read', () => {
  it.each([
    ['a broken connection', hangUp],
    ['500', answering(500, 'oops')],
    ['502 from a proxy', answering(502, '<html>')],
    ['503', answering(503)],
    ['429 with a body only', answering(429, '{"code":429,"emptiedBucketDetails":{"windowSeconds":10}}')],
  ])('is repeated after %s', async (_, wrong) => {
    const { server, target } = await zivverThat(firstThen(wrong, 2));

    await expect(target.listAccounts(options)).resolves.toEqual([]);
    expect(server.seen).toHaveLength(3);
  });

  it.each([
    ['401', 401, 'target-key-refused'],
    ['403', 403, 'target-key-refused'],
    ['a redirect', 302, 'target-unexpected-answer'],
    ['a refusal', 400, 'target-refused'],
  ])('is not repeated after %s', async (_, status, code) => {
    const { server, target } = await zivverThat(answering(status));

    expect(await failureOf(target.listAccounts(options))).toMatchObject({ code, context: { status } });
    expect(server.seen).toHaveLength(1);
  });

  it('is not repeated when the answer is the page of a portal', async () => {
    const { server, target } = await zivverThat(answering(200, '<html>Sign in to the network</html>'));

    expect(await failureOf(target.listAccounts(options))).toMatchObject({ code: 'target-unexpected-answer' });
    expect(server.seen).toHaveLength(1);
  });

  it('gives up after four tries, with growing pauses', async () => {
    const { server, clock, target } = await zivverThat(answering(503));

    expect(await failureOf(target.listAccounts(options))).toMatchObject({
      code: 'target-unavailable',
      retry: 'backoff',
    });
    expect(server.seen).toHaveLength(4);
    expect(clock.slept).toEqual([500, 1_000, 2_000]);
  });

  it('waits as long as Retry-After says, and tells until when', async () => {
    const { clock, target } = await zivverThat(firstThen(answering(429, '', { 'retry-after': '3' })));
    const until: (string | null)[] = [];

    await target.listAccounts({ ...options, onProgress: ({ waitingUntil }) => until.push(waitingUntil) });

    expect(clock.slept).toEqual([3_000]);
    expect(until).toContain('2026-03-02T08:00:03.000Z');
  });

  it('comes back to the caller when Zivver asks for a longer wait than is waited out here', async () => {
    const { server, clock, target } = await zivverThat(answering(429, '', { 'retry-after': '120' }));

    expect(await failureOf(target.listAccounts(options))).toMatchObject({
      code: 'target-rate-limited',
      retry: { afterMs: 120_000 },
    });
    expect(server.seen).toHaveLength(1);
    expect(clock.slept).toEqual([]);
  });

  it('waits for the reset when a good answer says that nothing is left', async () => {
    const { clock, target } = await zivverThat(
      answering(200, list(0), { 'ratelimit-remaining': '0', 'ratelimit-reset': '2' }),
    );

    await target.listAccounts(options);
    await target.listAccounts(options);

    expect(clock.slept).toEqual([2_000]);
  });

  it('that nobody answers ends at its deadline', async () => {
    const { target } = await zivverThat(() => {}, { listDeadlineMs: 1_000 });

    expect(await failureOf(target.listAccounts(options))).toMatchObject({
      code: 'target-unavailable',
      context: { reason: 'deadline' },
    });
  });

  it('ends with the reason of the person who stopped it', async () => {
    const stop = new AbortController();
    const { target } = await zivverThat(() => stop.abort(new Error('stopped by a person')));

    await expect(target.read({ signal: stop.signal })).rejects.toThrow('stopped by a person');
  });
});

describe('a write', () => {
  const writes = {
    create: (target: ReturnType<typeof createZivverTarget>) =>
      target.create({ address: 'a@example.nl', displayName: 'A', division: null }, options),
    update: (target: ReturnType<typeof createZivverTarget>) => target.update(desk, update, options),
    emptyMembers: (target: ReturnType<typeof createZivverTarget>) => target.emptyMembers(desk.id, options),
    delete: (target: ReturnType<typeof createZivverTarget>) => target.delete(desk.id, options),
  };
  const kinds = Object.keys(writes) as (keyof typeof writes)[];

  it.each(kinds)('is sent once and its outcome is unknown when the connection breaks: %s', async (kind) => {
    const { server, target } = await zivverThat(hangUp);

    expect(await failureOf(writes[kind](target))).toMatchObject({ code: 'target-outcome-unknown', retry: 'never' });
    expect(server.seen).toHaveLength(1);
  });

  it.each(kinds)('is sent once when Zivver answers 500, and is not called repeatable: %s', async (kind) => {
    const { server, target } = await zivverThat(answering(500));

    expect(await failureOf(writes[kind](target))).toMatchObject({ code: 'target-unavailable', retry: 'never' });
    expect(server.seen).toHaveLength(1);
  });

  it('is sent once when the rate limit refuses it; the wait is told', async () => {
    const { server, target } = await zivverThat(answering(429, '{"emptiedBucketDetails":{"windowSeconds":10}}'));

    expect(await failureOf(writes.update(target))).toMatchObject({
      code: 'target-rate-limited',
      retry: { afterMs: 10_000 },
    });
    expect(server.seen).toHaveLength(1);
  });

  it('has an unknown outcome when nobody answers before the deadline', async () => {
    const { server, target } = await zivverThat(() => {}, { deadlineMs: 1_000 });

    expect(await failureOf(writes.update(target))).toMatchObject({
      code: 'target-outcome-unknown',
      context: { reason: 'deadline' },
    });
    expect(server.seen).toHaveLength(1);
  });

  it('has an unknown outcome when the answer breaks off in the middle', async () => {
    const { target } = await zivverThat((_, response) => {
      response.writeHead(201, { 'content-length': '100' });
      response.write('{"id":');
      setImmediate(() => response.destroy());
    });

    expect(await failureOf(writes.create(target))).toMatchObject({ code: 'target-outcome-unknown' });
  });

  it('has an unknown outcome when a person stops it while it is under way', async () => {
    const stop = new AbortController();
    const { target } = await zivverThat(() => stop.abort());

    expect(await failureOf(target.update(desk, update, { signal: stop.signal }))).toMatchObject({
      code: 'target-outcome-unknown',
      context: { reason: 'aborted' },
    });
  });

  it('has an unknown outcome when an account was made and the answer does not say its id', async () => {
    const { target } = await zivverThat(answering(201, 'Created'));

    expect(await failureOf(writes.create(target))).toMatchObject({ code: 'target-outcome-unknown' });
  });

  it('was certainly not sent when nobody listens at the address', async () => {
    const { server, target } = await zivverThat(answering(200));
    await server.close();
    closing.shift();

    expect(await failureOf(writes.update(target))).toMatchObject({
      code: 'target-unreachable',
      retry: 'backoff',
      context: { reason: 'ECONNREFUSED' },
    });
  });

  it('was certainly not sent when it is stopped while it waits for its turn', async () => {
    const [stopFirst, stopSecond] = [new AbortController(), new AbortController()];
    const { server, target } = await zivverThat(() => stopSecond.abort(), { inFlight: 1 });

    const first = failureOf(target.update(desk, update, { signal: stopFirst.signal }));
    const second = await failureOf(target.update(desk, update, { signal: stopSecond.signal }));
    stopFirst.abort();

    expect(second).toMatchObject({ code: 'target-unreachable', context: { reason: 'aborted' } });
    expect(await first).toMatchObject({ code: 'target-outcome-unknown' });
    expect(server.seen).toHaveLength(1);
  });

  it('flies with three others and no more', async () => {
    const held: ServerResponse[] = [];
    let most = 0;
    const { target } = await zivverThat((_, response) => {
      most = Math.max(most, held.push(response));
      if (held.length === 4) setTimeout(() => held.splice(0).map((each) => each.end()), 10);
    });

    await Promise.all(Array.from({ length: 24 }, () => writes.update(target)));

    expect(most).toBe(4);
  });
});

describe('the API key', () => {
  it.each([
    ['an answer that repeats it', answering(400, `bad token ${key}`)],
    ['a broken connection', hangUp],
    ['a refused key', answering(401, `Bearer ${key} is not valid`)],
  ])('stands in no error, whatever happens: %s', async (_, script) => {
    const { target } = await zivverThat(script);

    const error = await failureOf(target.update(desk, update, options));

    expect(inspect(error, { depth: 10, showHidden: true })).not.toContain(key);
    expect(JSON.stringify(error.context)).not.toContain(key);
  });
});
