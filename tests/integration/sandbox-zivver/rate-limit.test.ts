import { describe, expect, it } from 'vitest';
import type { Clock } from '../../../src/platform/clock.ts';
import { clockOf } from '../../support/clock-of.ts';
import { call, startServer } from './seeded-server.ts';

function handClock(): Clock & { advance: (ms: number) => void } {
  let now = Date.parse('2026-01-05T08:00:00.000Z');
  return {
    ...clockOf(() => new Date(now)),
    advance: (ms) => {
      now += ms;
    },
  };
}

describe('the rate limit of the sandbox Zivver', () => {
  it('refuses the 51st call within ten seconds with the documented body', async () => {
    const server = await startServer({ clock: handClock() });

    const replies = [];
    for (let number = 1; number <= 51; number += 1) replies.push(await call(server, 'GET /Groups/desk'));

    expect(replies.map((reply) => reply.status)).toEqual([...Array.from({ length: 50 }, () => 200), 429]);
    expect(replies[50]?.json()).toEqual({
      code: 429,
      message: 'Too Many Requests',
      emptiedBucketDetails: { limiterId: 'cab', budget: 50, windowSeconds: 10 },
      reference: 'https://datatracker.ietf.org/doc/html/draft-polli-ratelimit-headers-02',
    });
    expect(replies[50]?.headers['retry-after']).toBeUndefined();
  });

  it('slides: each call is free again ten seconds after it was made', async () => {
    const clock = handClock();
    const server = await startServer({ clock, rate: { calls: 2, perMs: 10_000 } });

    const statuses: number[] = [];
    for (const ms of [0, 6_000, 3_999, 1, 5_998, 1, 1]) {
      clock.advance(ms);
      statuses.push((await call(server, 'GET /Groups/desk')).status);
    }

    expect(statuses).toEqual([200, 200, 429, 200, 429, 429, 200]);
  });

  it('says when to come back in a header only when the switch says so', async () => {
    const clock = handClock();
    const server = await startServer({ clock, rate: { calls: 1, perMs: 10_000 }, retryAfterHeader: true });

    await call(server, 'GET /Groups/desk');
    clock.advance(2_500);
    const reply = await call(server, 'GET /Groups/desk');

    expect([reply.status, reply.headers['retry-after']]).toEqual([429, '8']);
  });

  it('has no effect when it refuses a write', async () => {
    const server = await startServer({ clock: handClock(), rate: { calls: 1, perMs: 10_000 } });

    await call(server, 'GET /Groups/desk');
    await call(server, 'PUT /Groups/desk', { body: { displayName: 'Never' } });

    expect(server.journal()).toMatchObject({ effects: 0, refused: [{ status: 429, method: 'PUT' }] });
  });

  it('can be switched off', async () => {
    const server = await startServer({ rate: null });

    const replies = await Promise.all(Array.from({ length: 60 }, () => call(server, 'GET /Groups/desk')));

    expect(replies.every((reply) => reply.status === 200)).toBe(true);
  });
});
