/** How often a progress card may be edited. Pure. Teams counts edits like messages: 60 in 30 s, 1,800 an hour, per conversation. */

const second = 1000;
const minute = 60 * second;

const paces = [
  { untilMs: minute, everyMs: 3 * second },
  { untilMs: 10 * minute, everyMs: 15 * second },
  { untilMs: Number.POSITIVE_INFINITY, everyMs: 60 * second },
] as const;

/** Milliseconds between two edits when the work has lasted `elapsedMs`. */
export function paceAfter(elapsedMs: number): number {
  return paces.find((pace) => elapsedMs < pace.untilMs)?.everyMs ?? minute;
}

/** Milliseconds to wait before the next edit; 0 when it may go at once. */
export function waitBeforeEdit(times: {
  readonly startedAt: number;
  readonly lastEditAt: number;
  readonly now: number;
}): number {
  const due = times.lastEditAt + paceAfter(times.now - times.startedAt);
  return Math.max(0, due - times.now);
}
