/** Time, passed in everywhere so that tests own it. */

import { setTimeout as pause } from 'node:timers/promises';

export interface Clock {
  /** What the calendar and other processes read. People and time servers set it, also back. */
  now(): Date;
  /**
   * Milliseconds on a clock that nobody can set, from any beginning: only differences mean anything, and only inside this
   * process. For how long something took, or holds.
   */
  monotonic(): number;
  /** Resolves after `ms` milliseconds; rejects with the signal's reason when it is aborted. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    await pause(ms, undefined, signal === undefined ? {} : { signal });
  },
};
