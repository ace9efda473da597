import { setImmediate as turnOver } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { createPacedEdits } from '../../../src/bot/paced-edits.ts';
import type { Clock } from '../../../src/platform/clock.ts';
import type { Progress } from '../../../src/sync/model/progress.ts';

function progress(done: number): Progress {
  return { step: 'read', what: 'mailboxes', done, total: 100, where: null, waitingUntil: null };
}

/** Time that stands still until a test moves it. */
function standingClock() {
  let now = 0;
  let sleeper = { until: Number.POSITIVE_INFINITY, wake: () => {} };
  const clock: Clock = {
    now: () => new Date(now),
    monotonic: () => now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        sleeper = { until: now + ms, wake: resolve };
        signal?.addEventListener('abort', () => reject(signal.reason as Error));
      }),
  };
  return {
    clock,
    async pass(ms: number) {
      now += ms;
      if (now >= sleeper.until) sleeper.wake();
      for (let turn = 0; turn < 10; turn += 1) await turnOver();
    },
  };
}

function editsOn(clock: Clock) {
  const shown: number[] = [];
  const edits = createPacedEdits({ clock, edit: ({ done }) => void shown.push(done) });
  return { shown, edits };
}

describe('progress that comes often', () => {
  test('is shown at the pace, and then the newest only', async () => {
    const time = standingClock();
    const { shown, edits } = editsOn(time.clock);

    for (let done = 1; done <= 50; done += 1) edits.offer(progress(done));
    await time.pass(0);
    const atOnce = [...shown];
    await time.pass(3_000);

    expect(atOnce).toEqual([]);
    expect(shown).toEqual([50]);
  });

  test('is shown at the end too when the last word came between two edits', async () => {
    const time = standingClock();
    const { shown, edits } = editsOn(time.clock);

    edits.offer(progress(1));
    await time.pass(3_000);
    edits.offer(progress(2));
    await time.pass(3_000);

    expect(shown).toEqual([1, 2]);
  });

  test('is not shown again when it is the same', async () => {
    const time = standingClock();
    const { shown, edits } = editsOn(time.clock);

    edits.offer(progress(1));
    await time.pass(3_000);
    edits.offer(progress(1));
    await time.pass(3_000);

    expect(shown).toEqual([1]);
  });

  test('is not shown any more after it was stopped: the last card must stay', async () => {
    const time = standingClock();
    const { shown, edits } = editsOn(time.clock);

    edits.offer(progress(1));
    edits.stop();
    edits.offer(progress(2));
    await time.pass(60_000);

    expect(shown).toEqual([]);
  });
});
