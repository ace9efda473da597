/**
 * How long ago something was. A clock that people set may be put back; one that nobody can set stands still while a machine
 * sleeps. Where too little would be dangerous, the longer of both counts.
 */

import type { Clock } from './clock.ts';

export interface Moment {
  /** Milliseconds of the calendar. */
  readonly wall: number;
  readonly monotonic: number;
}

/** Before anything. */
export const longAgo: Moment = { wall: Number.NEGATIVE_INFINITY, monotonic: Number.NEGATIVE_INFINITY };

export function momentOn(clock: Clock): Moment {
  return { wall: clock.now().getTime(), monotonic: clock.monotonic() };
}

/** Milliseconds; at least as many as have passed, unless the machine slept and its clock was then put back. */
export function elapsedSince(clock: Clock, moment: Moment): number {
  const { wall, monotonic } = momentOn(clock);
  return Math.max(wall - moment.wall, monotonic - moment.monotonic);
}
