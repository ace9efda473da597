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

/** Node waits no longer than this, and answers at once to whoever asks for more. */
const longestMs = 2 ** 31 - 1;

export const systemClock: Clock = {
  now: () => new Date(),
  monotonic: () => performance.now(),
  sleep: async (ms, signal) => {
    for (let left = ms; ; left -= longestMs) {
      await pause(Math.min(left, longestMs), undefined, signal === undefined ? {} : { signal });
      if (left <= longestMs) return;
    }
  },
};
