import { describe, expect, it } from 'vitest';
import { createPaceMeter, type Pace } from '../../../src/sync/model/pace.ts';
import type { Progress } from '../../../src/sync/model/progress.ts';

const reading: Progress = {
  step: 'read',
  what: 'delegates',
  done: 0,
  total: 1000,
  where: 'exchange',
  waitingUntil: null,
};

/** [second, done] in order; the last answer. */
function after(...seen: readonly (readonly [second: number, done: number])[]): Pace | null {
  const meter = createPaceMeter();
  return seen.map(([second, done]) => meter.see({ ...reading, done }, second * 1000)).at(-1) ?? null;
}

describe('The pace of a reading', () => {
  it('is how many a minute, and how long the rest takes at that rate', () => {
    expect(after([0, 0], [30, 100])).toEqual({ perMinute: 200, remainingMs: 270_000 });
  });

  it('counts from where the count was first seen', () => {
    expect(after([100, 400], [130, 500])).toEqual({ perMinute: 200, remainingMs: 150_000 });
  });

  it.each([
    ['after less than five seconds', [0, 0], [4.9, 100]],
    ['after fewer than five answers', [0, 0], [60, 4]],
    ['when the work is done', [0, 0], [60, 1000]],
  ] as const)('is not guessed %s', (_, first, second) => {
    expect(after(first, second)).toBeNull();
  });

  it('says a speed and no end while the total is not known', () => {
    const meter = createPaceMeter();
    const unknown = { ...reading, what: 'mailboxes', total: null } as const;
    meter.see({ ...unknown, done: 0 }, 0);

    expect(meter.see({ ...unknown, done: 600 }, 60_000)).toEqual({ perMinute: 600, remainingMs: null });
  });

  it('keeps the counts of two sides that are read at once apart', () => {
    const meter = createPaceMeter();
    const accounts = { ...reading, what: 'accounts', where: 'Zivver' } as const;
    meter.see(reading, 0);
    meter.see(accounts, 0);
    meter.see({ ...accounts, done: 900 }, 10_000);

    expect(meter.see({ ...reading, done: 10 }, 10_000)?.perMinute).toBe(60);
  });

  it('begins anew when a count went back', () => {
    expect(after([0, 500], [10, 0], [40, 100])).toEqual({ perMinute: 200, remainingMs: 270_000 });
  });

  it('slows down while it is told to wait', () => {
    const before = after([0, 0], [10, 100])?.perMinute ?? 0;
    const later = after([0, 0], [10, 100], [40, 101])?.perMinute ?? 0;

    expect(later).toBeLessThan(before);
  });
});
