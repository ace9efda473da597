import { describe, expect, test } from 'vitest';
import { paceAfter, waitBeforeEdit } from '../../../src/bot/progress-pace.ts';

const minute = 60_000;

describe('a progress card is edited', () => {
  test.each([
    ['from the start', 0, 3_000],
    ['just under a minute', minute - 1, 3_000],
    ['at a minute', minute, 15_000],
    ['just under ten minutes', 10 * minute - 1, 15_000],
    ['at ten minutes', 10 * minute, 60_000],
    ['after a day', 24 * 60 * minute, 60_000],
  ])('%s: at most every so often', (_when, elapsed, every) => {
    expect(paceAfter(elapsed)).toBe(every);
  });

  test.each([
    ['right after an edit waits the whole pace', { startedAt: 0, lastEditAt: 1_000, now: 1_000 }, 3_000],
    ['just before it is due waits the rest', { startedAt: 0, lastEditAt: 1_000, now: 3_999 }, 1],
    ['when it is due goes at once', { startedAt: 0, lastEditAt: 1_000, now: 4_000 }, 0],
    ['long after goes at once', { startedAt: 0, lastEditAt: 1_000, now: 40_000 }, 0],
    ['slows down once a minute has passed', { startedAt: 0, lastEditAt: 59_000, now: 60_000 }, 14_000],
  ])('%s', (_what, times, wait) => {
    expect(waitBeforeEdit(times)).toBe(wait);
  });

  test('never more often than Teams allows in half a minute and in an hour', () => {
    const edits: number[] = [];
    let now = 0;
    for (let last = 0; now < 60 * minute; last = now) {
      now += waitBeforeEdit({ startedAt: 0, lastEditAt: last, now: last });
      edits.push(now);
    }

    expect(edits.length).toBeLessThan(200);
    expect(edits.filter((at) => at <= 30_000)).toHaveLength(10);
  });
});
