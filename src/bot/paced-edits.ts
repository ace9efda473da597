/** Turns a stream of progress into few edits: at the pace of progress-pace.ts, the newest only, and only when it differs. */

import { setImmediate as turnOver } from 'node:timers/promises';
import type { Clock } from '../platform/clock.ts';
import type { Progress } from '../sync/model/progress.ts';
import { waitBeforeEdit } from './progress-pace.ts';

export interface PacedEdits {
  offer(progress: Progress): void;
  /** Nothing is edited after this: the final card must not be overwritten. */
  stop(): void;
}

export interface PacedEditsOptions {
  readonly clock: Clock;
  /** Must not throw. */
  readonly edit: (progress: Progress) => Promise<void> | void;
}

export function createPacedEdits(options: PacedEditsOptions): PacedEdits {
  const startedAt = options.clock.monotonic();
  const ended = new AbortController();
  // The card that was just posted counts as the first edit.
  let lastEditAt = startedAt;
  let newest: Progress | null = null;
  let shown = '';
  let working = false;

  async function work(): Promise<void> {
    while (newest !== null && !ended.signal.aborted) {
      const wait = waitBeforeEdit({ startedAt, lastEditAt, now: options.clock.monotonic() });
      if (wait > 0) await options.clock.sleep(wait, ended.signal);
      if (ended.signal.aborted) return;
      const progress: Progress = newest;
      newest = null;
      const text = JSON.stringify(progress);
      if (text === shown) continue;
      shown = text;
      lastEditAt = options.clock.monotonic();
      await options.edit(progress);
      // A clock that is faked must not turn this loop into one that never yields.
      await turnOver();
    }
  }

  function begin(): void {
    if (working || newest === null || ended.signal.aborted) return;
    working = true;
    work()
      .catch(() => {
        // Only the sleep rejects, when stopped.
      })
      .finally(() => {
        working = false;
        begin();
      });
  }

  return {
    offer(progress) {
      newest = progress;
      begin();
    },
    stop() {
      ended.abort();
    },
  };
}
