/** How fast a long piece of work goes and how long it will still take, from the progress it told. Pure: the time is passed in. */

import type { Progress } from './progress.ts';

export interface Pace {
  /** How many in a minute, as measured since this count began. */
  readonly perMinute: number;
  /** Null while the total is not known. */
  readonly remainingMs: number | null;
}

export interface PaceMeter {
  /** Null while there is too little to tell, and for work that is over. @param atMs now, in milliseconds */
  see(progress: Progress, atMs: number): Pace | null;
}

/** A rate from the first few answers says nothing: the first ones wait for connections. */
const leastMs = 5_000;
const leastDone = 5;

interface Count {
  readonly sinceMs: number;
  readonly from: number;
}

export function createPaceMeter(): PaceMeter {
  // Source and target are read at the same time: every count has a beginning of its own.
  const counts = new Map<string, Count>();

  function beginning(key: string, { done }: Progress, atMs: number): Count {
    const known = counts.get(key);
    // A count that went back began anew.
    if (known !== undefined && done >= known.from) return known;
    const begun = { sinceMs: atMs, from: done };
    counts.set(key, begun);
    return begun;
  }

  return {
    see(progress, atMs) {
      const { step, what, where, done, total } = progress;
      const { sinceMs, from } = beginning(`${step}\n${what}\n${where ?? ''}`, progress, atMs);
      const elapsedMs = atMs - sinceMs;
      const counted = done - from;
      if (elapsedMs < leastMs || counted < leastDone || (total !== null && done >= total)) return null;
      const remainingMs = total === null ? null : Math.round(((total - done) * elapsedMs) / counted);
      return { perMinute: Math.round((counted * 60_000) / elapsedMs), remainingMs };
    },
  };
}
