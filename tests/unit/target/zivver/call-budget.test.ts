import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Reservation } from '../../../../src/sync/target/target.ts';
import { CallBudget, type CallSlot } from '../../../../src/sync/target/zivver/call-budget.ts';
import { usageOfKey } from '../../../../src/sync/target/zivver/key-usage.ts';
import { createHastyClock } from '../../../support/hasty-clock.ts';
import { createSteppedClock } from '../../../support/stepped-clock.ts';

const signal = new AbortController().signal;

function zivverBudget(more: { readonly inFlight?: number; readonly longestWaitMs?: number } = {}) {
  const clock = createHastyClock();
  const budget = new CallBudget({ clock, calls: 50, perMs: 10_000, inFlight: 4, longestWaitMs: 15_000, ...more });
  return { clock, budget };
}

async function use(slot: Promise<CallSlot>): Promise<void> {
  const { sent, release } = await slot;
  sent();
  release();
}

async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  await new Promise((resolve) => setImmediate(resolve));
  return (
    (await Promise.race([
      promise.then(
        () => 'settled',
        () => 'settled',
      ),
      Promise.resolve('waiting'),
    ])) === 'settled'
  );
}

describe('the call budget', () => {
  it('never lets more than 50 calls leave within 10 seconds, and uses at least 98 % of that', async () => {
    const { clock, budget } = zivverBudget();
    const left: number[] = [];

    for (let call = 0; call < 501; call += 1) {
      const slot = await budget.take({ signal });
      slot.sent();
      left.push(clock.now().getTime());
      clock.move(call % 7);
      slot.release();
    }

    const closest = Math.min(...left.slice(50).map((time, index) => time - (left[index] ?? 0)));
    expect(closest).toBeGreaterThanOrEqual(10_000);
    const tookMs = (left.at(-1) ?? 0) - (left[0] ?? 0);
    expect((500 / tookMs) * 1000).toBeGreaterThanOrEqual(5 * 0.98);
  });

  it('counts a call from the moment it leaves, not from the moment it was allowed to', async () => {
    const { clock, budget } = zivverBudget();
    const slow = await budget.take({ signal });
    clock.move(9_000);
    slow.sent();
    slow.release();
    for (let call = 0; call < 49; call += 1) await use(budget.take({ signal }));

    clock.move(9_000);
    await use(budget.take({ signal }));

    expect(clock.slept).toEqual([1_100]);
  });

  it('does not count a call that was never sent', async () => {
    const { clock, budget } = zivverBudget();
    for (let call = 0; call < 200; call += 1) (await budget.take({ signal })).release();

    await use(budget.take({ signal }));

    expect(clock.slept).toEqual([]);
  });

  it('lets the fifth caller wait until one of four has its answer', async () => {
    const { budget } = zivverBudget();
    const flying = await Promise.all([1, 2, 3, 4].map(() => budget.take({ signal })));

    const fifth = budget.take({ signal });
    const waited = !(await isSettled(fifth));
    flying[2]?.release();
    await fifth;

    expect(waited).toBe(true);
  });

  it('serves callers in the order in which they came, and skips who has gone away', async () => {
    const { budget } = zivverBudget({ inFlight: 1 });
    const first = await budget.take({ signal });
    const gone = new AbortController();
    const served: string[] = [];
    const serve = async (name: string, take: Promise<CallSlot>) => {
      const slot = await take;
      served.push(name);
      slot.release();
    };

    const second = serve('second', budget.take({ signal }));
    const third = serve('third', budget.take({ signal: gone.signal }));
    const fourth = serve('fourth', budget.take({ signal }));
    gone.abort(new Error('gone away'));
    await expect(third).rejects.toThrow('gone away');
    first.release();
    await Promise.all([second, fourth]);

    expect(served).toEqual(['second', 'fourth']);
  });

  it('makes everybody wait when Zivver asked to, and says until when', async () => {
    const { clock, budget } = zivverBudget();
    const until: string[] = [];

    budget.pauseFor(7_000);
    await use(budget.take({ signal, onWait: (date) => until.push(date.toISOString()) }));

    expect(clock.slept).toEqual([7_000]);
    expect(until).toEqual(['2026-03-02T08:00:07.000Z']);
  });

  it('hands a long wait back instead of waiting it out, with the time that is left', async () => {
    const { clock, budget } = zivverBudget();

    budget.pauseFor(15_001);

    await expect(budget.take({ signal })).rejects.toMatchObject({
      code: 'target-rate-limited',
      retry: { afterMs: 15_001 },
    });
    expect(clock.slept).toEqual([]);
  });

  it('goes on after a refused wait once the time has passed', async () => {
    const { clock, budget } = zivverBudget();
    budget.pauseFor(60_000);
    await budget.take({ signal }).catch(() => undefined);

    clock.move(60_000);

    await expect(budget.take({ signal })).resolves.toBeDefined();
  });

  it('makes nobody wait longer than one window when the clock was set back an hour', async () => {
    const { clock, budget } = zivverBudget();
    for (let call = 0; call < 50; call += 1) await use(budget.take({ signal }));

    clock.set(-3_600_000);
    await use(budget.take({ signal }));

    expect(clock.slept).toEqual([10_100]);
  });

  it('lets nobody leave early when the clock was set forward an hour', async () => {
    const { clock, budget } = zivverBudget();
    for (let call = 0; call < 50; call += 1) await use(budget.take({ signal }));
    budget.pauseFor(12_000);

    clock.set(3_600_000);
    await use(budget.take({ signal }));

    expect(clock.slept).toEqual([12_000]);
  });
});

describe('two clients of one process', () => {
  function twoClients(keys: readonly [string, string], limits: readonly [number, number] = [50, 50]) {
    const clock = createHastyClock();
    const [first, second] = keys.map((key, index) => {
      const calls = limits[index] ?? 50;
      const options = { clock, calls, perMs: 10_000, inFlight: 4, longestWaitMs: 15_000 };
      return new CallBudget(options, usageOfKey(clock, 'app.example.nl', key));
    });
    if (first === undefined || second === undefined) throw new Error('two clients');
    return { clock, first, second };
  }

  it('with the same key leave 50 calls within 10 seconds between them, not 50 each', async () => {
    const { clock, first, second } = twoClients(['key', 'key']);
    for (let call = 0; call < 30; call += 1) await use(first.take({ signal }));
    for (let call = 0; call < 20; call += 1) await use(second.take({ signal }));

    await use(first.take({ signal }));

    expect(clock.slept).toEqual([10_100]);
  });

  it('with the same key wait together when one of them was told to', async () => {
    const { clock, first, second } = twoClients(['key', 'key']);

    first.pauseFor(5_000);
    await use(second.take({ signal }));

    expect(clock.slept).toEqual([5_000]);
  });

  it('with the same key have four calls in flight between them', async () => {
    const { first, second } = twoClients(['key', 'key']);
    const flying = await Promise.all([first, first, second, second].map((budget) => budget.take({ signal })));

    const fifth = second.take({ signal });
    const waited = !(await isSettled(fifth));
    flying[0]?.release();
    await fifth;

    expect(waited).toBe(true);
  });

  it('with the same key and limits of their own each keep to theirs', async () => {
    const { clock, first, second } = twoClients(['key', 'key'], [50, 10]);
    for (let call = 0; call < 10; call += 1) await use(first.take({ signal }));

    await use(first.take({ signal }));
    const unhindered = [...clock.slept];
    await use(second.take({ signal }));

    expect(unhindered).toEqual([]);
    expect(clock.slept).toEqual([10_100]);
  });

  it('with two keys do not hinder each other', async () => {
    const { clock, first, second } = twoClients(['key', 'another']);
    for (let call = 0; call < 50; call += 1) await use(first.take({ signal }));

    await use(second.take({ signal }));

    expect(clock.slept).toEqual([]);
  });
});

describe('places for a reading and its write', () => {
  /** Four lanes that read and write by turns, each call 300 ms; the clock goes on when all of them wait. */
  async function lanes(until: number, reserving: boolean) {
    const clock = createSteppedClock();
    const budget = new CallBudget({ clock, calls: 50, perMs: 10_000, inFlight: 4, longestWaitMs: 15_000 });
    const left: number[] = [];
    const gaps: number[] = [];
    const callOnce = async (reservation?: Reservation) => {
      const slot = await budget.take({ signal, ...(reservation && { reservation }) });
      slot.sent();
      left.push(clock.now().getTime());
      await clock.sleep(300);
      slot.release();
      return clock.now().getTime();
    };
    const lane = async () => {
      while (clock.now().getTime() < until) {
        const reservation = reserving ? await budget.reserve(2, { signal }) : undefined;
        const answered = await callOnce(reservation);
        const sent = (await callOnce(reservation)) - 300;
        gaps.push(sent - answered);
      }
    };
    await clock.whileRunning(Promise.all([lane(), lane(), lane(), lane()]));
    left.sort((a, b) => a - b);
    return { left, gaps };
  }

  it('use at least 98 % of the allowed rate, and never more: a place does not lie idle while its reading is under way', async () => {
    const { left } = await lanes(120_000, true);

    const closest = Math.min(...left.slice(50).map((time, index) => time - (left[index] ?? 0)));
    const windows = Math.floor((left.length - 60) / 50);
    const took = (left[50 + 50 * windows] ?? 0) - (left[50] ?? 0);
    expect(closest).toBeGreaterThanOrEqual(10_000);
    expect(windows).toBeGreaterThan(8);
    expect((windows * 10_000) / took).toBeGreaterThanOrEqual(0.98);
  });

  it('keep the write near its reading, where without them it would wait for seconds', async () => {
    const reserved = await lanes(60_000, true);
    const without = await lanes(60_000, false);

    expect(Math.max(...reserved.gaps)).toBeLessThanOrEqual(500);
    expect(Math.max(...without.gaps)).toBeGreaterThan(2_000);
  });

  it('never let more than the allowed number leave in any window, whatever comes in between', async () => {
    const latency = fc.integer({ min: 0, max: 900 });
    const call = fc.record({ reserves: fc.boolean(), first: latency, between: latency, second: latency });
    const work = fc.array(fc.array(call, { minLength: 10, maxLength: 25 }), { minLength: 1, maxLength: 6 });
    await fc.assert(
      fc.asyncProperty(work, async (lanes) => {
        const clock = createSteppedClock();
        const budget = new CallBudget({ clock, calls: 12, perMs: 5_000, inFlight: 4, longestWaitMs: 60_000 });
        const left: number[] = [];
        const callOnce = async (ms: number, reservation?: Reservation) => {
          const slot = await budget.take({ signal, ...(reservation && { reservation }) });
          slot.sent();
          left.push(clock.now().getTime());
          await clock.sleep(ms);
          slot.release();
        };
        const lane = async (calls: (typeof lanes)[number]) => {
          for (const { reserves, first, between, second } of calls) {
            const reservation = reserves ? await budget.reserve(2, { signal }) : undefined;
            await callOnce(first, reservation);
            await clock.sleep(between);
            await callOnce(second, reservation);
          }
        };
        await clock.whileRunning(Promise.all(lanes.map(lane)));

        left.sort((a, b) => a - b);
        expect(left).toHaveLength(lanes.flat().length * 2);
        const closest = Math.min(...left.slice(12).map((time, index) => time - (left[index] ?? 0)));
        expect(closest).toBeGreaterThanOrEqual(5_000);
      }),
      { numRuns: 60 },
    );
  });

  it('leave room for a call that was long on its way: what arrives counts, not what leaves', async () => {
    const clock = createSteppedClock();
    const budget = new CallBudget({ clock, calls: 50, perMs: 10_000, inFlight: 4, longestWaitMs: 15_000 });
    const arrived: number[] = [];
    let number = 0;
    const callOnce = async (reservation: Reservation) => {
      const slot = await budget.take({ signal, reservation });
      slot.sent();
      number += 1;
      await clock.sleep(number % 17 === 0 ? 350 : 20);
      arrived.push(clock.now().getTime());
      await clock.sleep(280);
      slot.release();
    };
    const lane = async () => {
      while (clock.now().getTime() < 120_000) {
        const reservation = await budget.reserve(2, { signal });
        await callOnce(reservation);
        await callOnce(reservation);
      }
    };
    await clock.whileRunning(Promise.all([lane(), lane(), lane(), lane()]));

    arrived.sort((a, b) => a - b);
    const closest = Math.min(...arrived.slice(50).map((time, index) => time - (arrived[index] ?? 0)));
    expect(closest).toBeGreaterThanOrEqual(10_000);
    expect(arrived.length).toBeGreaterThan(580);
  });

  it('lapse by themselves: whoever never comes for them does not make the others wait for good', async () => {
    const { clock, budget } = zivverBudget();
    await budget.reserve(2, { signal });
    for (let call = 0; call < 48; call += 1) await use(budget.take({ signal }));

    clock.move(12_200);
    for (let call = 0; call < 50; call += 1) await use(budget.take({ signal }));

    expect(clock.slept).toEqual([]);
  });
});
