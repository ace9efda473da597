import { setTimeout as pause } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../src/platform/clock.ts';

describe('sleeping', () => {
  it.each([2 ** 31, 2 ** 41])('for %i ms, longer than a timer of Node lasts, does not end at once', async (ms) => {
    const over = new AbortController();
    const woke: string[] = [];
    const asleep = systemClock.sleep(ms, over.signal).then(
      () => woke.push('by itself'),
      () => woke.push('by the signal'),
    );

    await pause(20);
    over.abort();
    await asleep;

    expect(woke).toEqual(['by the signal']);
  });

  it('ends by itself after a moment', async () => {
    await expect(systemClock.sleep(1)).resolves.toBeUndefined();
  });
});
