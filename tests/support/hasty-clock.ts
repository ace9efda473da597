/** A clock that never lets anybody wait: a sleep ends at once and the time has passed. It keeps what was slept. */

import type { Clock } from '../../src/platform/clock.ts';

export interface HastyClock extends Clock {
  readonly slept: readonly number[];
  /** Time passes while nobody sleeps. */
  move(ms: number): void;
  /** Somebody sets the wall clock: no time passes. */
  set(ms: number): void;
}

export function createHastyClock(start = '2026-03-02T08:00:00.000Z'): HastyClock {
  let time = 0;
  let wall = Date.parse(start);
  const slept: number[] = [];
  return {
    slept,
    now: () => new Date(wall + time),
    monotonic: () => time,
    sleep: async (ms, signal) => {
      signal?.throwIfAborted();
      slept.push(ms);
      time += ms;
      await new Promise((resolve) => setImmediate(resolve));
      signal?.throwIfAborted();
    },
    move: (ms) => {
      time += ms;
    },
    set: (ms) => {
      wall += ms;
    },
  };
}
