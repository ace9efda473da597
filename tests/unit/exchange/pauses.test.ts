import { describe, expect, it } from 'vitest';
import { Prng } from '../../../sandbox/tenant/prng.ts';
import { pauseBefore } from '../../../src/sync/source/exchange/exchange-connection.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';

async function pause(attempt: number, code: string, random: () => number) {
  const clock = createHastyClock();
  const waits: (string | null)[] = [];
  const onWait = (until: string | null) => void waits.push(until);
  await pauseBefore(attempt, code, { clock, random }, { signal: new AbortController().signal, onWait });
  return { ms: clock.slept[0] ?? 0, waits, now: clock.now().toISOString() };
}

describe('A pause before asking Exchange again', () => {
  it.each([
    ['exchange-unavailable', 1, 375, 625],
    ['exchange-unavailable', 2, 750, 1_250],
    ['exchange-throttled', 1, 15_000, 25_000],
    ['exchange-throttled', 3, 60_000, 100_000],
  ])('%s, attempt %i: from %i to less than %i milliseconds', async (code, attempt, least, most) => {
    expect((await pause(attempt, code, () => 0)).ms).toBe(least);
    expect((await pause(attempt, code, () => 0.5)).ms).toBe((least + most) / 2);
    expect((await pause(attempt, code, () => 1 - 2 ** -32)).ms).toBeLessThanOrEqual(most);
  });

  it('is another one for each worker: they are spread evenly over a window as long as half the pause', async () => {
    const prng = new Prng(7);
    const pauses = await Promise.all(
      Array.from({ length: 400 }, () => pause(1, 'exchange-throttled', () => prng.next()).then(({ ms }) => ms)),
    );

    const quarters = [0, 1, 2, 3].map((at) => {
      const from = 15_000 + at * 2_500;
      return pauses.filter((ms) => ms >= from && ms < from + 2_500).length;
    });
    expect(quarters.reduce((a, b) => a + b, 0)).toBe(400);
    expect(Math.min(...quarters)).toBeGreaterThan(70);
    expect(new Set(pauses).size).toBeGreaterThan(380);
  });

  it('is told with its end, and ends as told', async () => {
    const { waits, now } = await pause(1, 'exchange-throttled', () => 0.25);

    expect(waits).toEqual([now, null]);
  });
});
