/** Reads from the target with patience: waits when told, tries again when Zivver cannot be reached. It never writes. */

import { TargetError } from '../../errors.ts';
import type { Effort } from './effort.ts';
import { slept } from './keep-lease.ts';
import type { OpenRun } from './open-run.ts';

type Asking = Pick<OpenRun, 'clock' | 'settings' | 'throttle'>;

/** A reading may be repeated whatever became of it. */
const passing: readonly string[] = [
  'target-unreachable',
  'target-unavailable',
  'target-outcome-unknown',
  'target-list-short',
];

/** @throws TargetError when it is refused, or patience has run out; the signal's reason when aborted */
export async function ask<T>(
  run: Asking,
  effort: Effort,
  signal: AbortSignal,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  for (;;) {
    run.throttle.refuseLongWait();
    if (!(await run.throttle.pass(signal))) signal.throwIfAborted();
    try {
      effort.calls += 1;
      return await read(signal);
    } catch (error) {
      if (!(error instanceof TargetError) || signal.aborted) throw error;
      if (error.code === 'target-rate-limited' || waitOf(error, 0) > run.settings.longestPauseMs)
        run.throttle.holdFor(waitOf(error, 1_000));
      else if (!passing.includes(error.code) || !(await pauseAfter(run, effort, error, signal))) throw error;
    }
  }
}

/** Takes the next pause; false when there is none left or the signal cut it short. */
export async function pauseAfter(
  run: Pick<OpenRun, 'clock' | 'settings'>,
  effort: Effort,
  error: TargetError,
  signal: AbortSignal,
): Promise<boolean> {
  const planned = run.settings.pausesMs[effort.pauses];
  if (planned === undefined) return false;
  effort.pauses += 1;
  return await slept(run.clock, waitOf(error, planned), signal);
}

/** The time told by the other side goes before our own. */
export function waitOf(error: TargetError, otherwiseMs: number): number {
  return typeof error.retry === 'object' ? error.retry.afterMs : otherwiseMs;
}
