/**
 * So many calls in any stretch of time, some of them promised for a moment that is still to come: when may the next ones
 * leave? Pure arithmetic over times; who waits, and for what, is the budget's business.
 */

/** One call of the window. */
export interface Place {
  /** When its call left; while it has not, when it may. Milliseconds. */
  at: number;
  left: boolean;
  /** A call that has not left by then does not come. */
  until: number;
  /** From leaving to its answer; null before it. */
  tookMs: number | null;
}

export interface WindowSize {
  readonly calls: number;
  readonly lastsMs: number;
}

export interface Moment {
  readonly now: number;
  /** See `fastestOf`. */
  readonly fastestMs: number;
}

/** A list that takes seconds is not on its way for seconds. */
const mostOnTheWayMs = 500;

/**
 * When a call counts. The server counts when it arrives: for one that was slow that may be later than when it left, and
 * the next one may be quick. One that may leave and has not yet leaves now at the earliest, and counts as if it did.
 */
export function timeOf({ at, left, until, tookMs }: Place, { now, fastestMs }: Moment): number {
  if (!left) return Math.min(Math.max(at, now), until);
  return Math.min(now, at + (tookMs === null ? 0 : Math.min(Math.max(0, tookMs - fastestMs), mostOnTheWayMs)));
}

/** The quickest answer lately: what a call took longer, it may have been on its way for. */
export function fastestOf(places: readonly Place[]): number {
  return Math.min(...places.map(({ tookMs }) => tookMs ?? Number.POSITIVE_INFINITY));
}

/**
 * The earliest start, not before `now`, at which calls may leave `offsets` after it, each promise among `taken` kept.
 * @param taken times of the calls that count, ascending; those of promises lie ahead
 */
export function earliestStart(
  taken: readonly number[],
  offsets: readonly number[],
  size: WindowSize,
  now: number,
): number {
  let start = now;
  for (;;) {
    const later = startAfterConflict(taken, offsets, size, start);
    if (later === undefined || later <= start) return start;
    start = later;
  }
}

interface Wanted {
  readonly time: number;
  readonly offset: number | null;
}

/** Undefined when nothing is in the way. */
function startAfterConflict(
  taken: readonly number[],
  offsets: readonly number[],
  { calls, lastsMs }: WindowSize,
  start: number,
): number | undefined {
  const added = offsets.map((offset): Wanted => ({ time: start + offset, offset }));
  const all = [...taken.map((time): Wanted => ({ time, offset: null })), ...added].sort((a, b) => a.time - b.time);
  for (let index = calls; index < all.length; index += 1) {
    const [last, first] = [all[index], all[index - calls]];
    if (last === undefined || first === undefined || last.time - first.time >= lastsMs) continue;
    if (last.offset !== null) return first.time + lastsMs - last.offset;
    // A promise would not be kept: the first of ours that counts beside it leaves after it
    const ours = all.slice(index - calls, index).find(({ offset }) => offset !== null);
    if (ours !== undefined) return last.time - (ours.offset ?? 0);
  }
  return undefined;
}
