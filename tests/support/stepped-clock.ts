/** A clock for several who wait at once: when all of them do, time goes on to the first that is due. */

import type { Clock } from '../../src/platform/clock.ts';

export interface SteppedClock extends Clock {
  /** Lets time go on until the work is done. */
  whileRunning<T>(work: Promise<T>): Promise<T>;
}

export function createSteppedClock(start = 0): SteppedClock {
  let time = start;
  const sleepers = new Set<{ readonly due: number; readonly wake: () => void }>();

  function step(): void {
    const [first] = [...sleepers].sort((a, b) => a.due - b.due);
    if (first === undefined) return;
    sleepers.delete(first);
    time = Math.max(time, first.due);
    first.wake();
  }

  return {
    now: () => new Date(time),
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      const slept = Promise.withResolvers<void>();
      const sleeper = { due: time + ms, wake: slept.resolve };
      sleepers.add(sleeper);
      signal?.addEventListener('abort', () => slept.reject(signal.reason), { once: true });
      await slept.promise.finally(() => sleepers.delete(sleeper));
    },
    async whileRunning(work) {
      let running = true;
      const ended = work.finally(() => {
        running = false;
      });
      ended.catch(() => {});
      while (running) {
        // Whoever can go on without time does so first
        await new Promise((resolve) => setImmediate(resolve));
        if (running) step();
      }
      return await ended;
    },
  };
}
