/**
 * Hears a person's stop, also when it was said in another process: the wish stands in the store and is asked for every
 * second. It ends nothing itself; whoever is given the signal does.
 */

import type { Clock } from '../../platform/clock.ts';
import { slept } from '../apply/keep-lease.ts';
import type { StopWish, Store } from '../store/store.ts';

export interface StopWatch {
  /** Aborted with `stopped-by-person` when somebody wished it. */
  readonly signal: AbortSignal;
  wish(): StopWish | undefined;
  /** At once: a wish that an earlier process did not live to hear stops the first call. */
  ask(): Promise<void>;
  /** Ends the asking. */
  release(): Promise<void>;
}

export interface StopWatchOptions {
  readonly ledger: Pick<Store['ledger'], 'stopWish'>;
  readonly runId: string;
  readonly clock: Clock;
  readonly everyMs: number;
}

export function watchStopWish({ ledger, runId, clock, everyMs }: StopWatchOptions): StopWatch {
  const released = new AbortController();
  const stop = new AbortController();
  let heard: StopWish | undefined;

  async function ask(): Promise<void> {
    heard = await ledger.stopWish(runId);
    if (heard !== undefined) stop.abort('stopped-by-person');
  }

  async function askRegularly(): Promise<void> {
    while (heard === undefined && (await slept(clock, everyMs, released.signal))) await ask();
  }

  // A store that cannot be asked cannot be written either: the run ends by its lease.
  const asking = askRegularly().catch(() => {});
  return {
    signal: stop.signal,
    wish: () => heard,
    ask,
    release: async () => {
      released.abort();
      await asking;
    },
  };
}
