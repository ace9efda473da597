/** Watches the permission calls of one reading: when each was done, and what processor time they took on both sides. */

import type { Progress } from '../../src/sync/model/progress.ts';
import { childrenNow } from './children.ts';

export interface Watched {
  readonly total: number;
  /** Connecting, lists and all calls. */
  readonly wholeMs: number;
  /** The middle eight tenths: before that workers start, after it they run out of work. */
  readonly steady: { readonly calls: number; readonly ms: number };
  /** Milliseconds for each mailbox, from the first call to the last; `children` is null where the system does not tell. */
  readonly cpuMs: { readonly own: number; readonly children: number | null };
}

export function watchCalls(): { note(progress: Progress): void; end(): Watched } {
  const began = performance.now();
  const done: number[] = [];
  let first: Cpu | undefined;
  let last: Cpu | undefined;
  return {
    note({ what, done: count, total }) {
      if (what !== 'delegates') return;
      first ??= cpuNow();
      while (done.length < count) done.push(performance.now());
      // The processes are gone when the reading is over.
      if (count === total) last ??= cpuNow();
    },
    end() {
      const [from, to] = [Math.floor(done.length * 0.1), Math.floor(done.length * 0.9) - 1];
      return {
        total: done.length,
        wholeMs: performance.now() - began,
        steady: { calls: to - from, ms: (done[to] ?? 0) - (done[from] ?? 0) },
        cpuMs: {
          own: ((last?.own ?? 0) - (first?.own ?? 0)) / done.length,
          children: perMailbox(first?.children ?? null, last?.children ?? null, done.length),
        },
      };
    },
  };
}

function perMailbox(from: number | null, to: number | null, mailboxes: number): number | null {
  return from === null || to === null ? null : (to - from) / mailboxes;
}

interface Cpu {
  readonly own: number;
  readonly children: number | null;
}

function cpuNow(): Cpu {
  const { user, system } = process.cpuUsage();
  return { own: (user + system) / 1000, children: childrenNow()?.cpuMs ?? null };
}
