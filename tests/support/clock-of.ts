/** A clock that shows what the test says, and on which nobody sleeps unless the test lets them. Its time is never set. */

import type { Clock } from '../../src/platform/clock.ts';

export function clockOf(
  now: () => Date,
  sleep: Clock['sleep'] = () => Promise.reject(new Error('nobody sleeps here')),
): Clock {
  return { now, monotonic: () => now().getTime(), sleep };
}
