/**
 * A clock for several who wait at once: when nobody can go on without time, it goes on to the moment that the first of them
 * waits for. What real work is under way meanwhile (a call over HTTP) takes no time on it.
 */

import type { Clock } from '../../src/platform/clock.ts';

export interface SteppedClock extends Clock {
  /** Lets time go on until the work is done. */
  whileRunning<T>(work: Promise<T>): Promise<T>;
}

export interface SteppedClockOptions {
  /** Milliseconds since 1970. */
  readonly start?: number;
  /** Real work is under way: time stands still. */
  readonly isBusy?: () => boolean;
}

/** Turns of the event loop in which nothing moved: then everybody waits. */
const quietTurns = 3;

export function createSteppedClock({ start = 0, isBusy = () => false }: SteppedClockOptions = {}): SteppedClock {
  let time = start;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();

  function step(): void {
    const [first] = [...sleepers].sort((a, b) => a.due - b.due);
    if (first === undefined) return;
    sleepers.delete(first);
    time = Math.max(time, first.due);
    first.wake();
  }

  async function untilQuiet(): Promise<void> {
    for (let quiet = 0; quiet < quietTurns; quiet = isBusy() ? 0 : quiet + 1)
      await new Promise((resolve) => {
        setImmediate(resolve);
      });
  }

  return {
    now: () => new Date(time),
    monotonic: () => time,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      const slept = Promise.withResolvers<void>();
      const sleeper = { due: time + ms, wake: slept.resolve };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', () => slept.reject(signal.reason), { once: true });
      await slept.promise.finally(() => sleepers.delete(sleeper));
    },
    async whileRunning(work) {
      const under = { way: true };
      const ended = work.finally(() => {
        under.way = false;
      });
      ended.catch(() => {});
      while (under.way) {
        await untilQuiet();
        if (under.way) step();
      }
      return await ended;
    },
  };
}
