/**
 * Runs that wait for Zivver. They go on by themselves: what they have still to do is signed, may happen at any moment, and is
 * replaced by nothing that anybody merely looks at.
 */

import { type WaitingRun, waitsUntil } from '../model/run.ts';
import type { Store } from '../store/store.ts';
import type { TimedStore } from './may-be-decided.ts';

/** So long after the time other work may still be before it. One that is later than that has nobody who goes on with it. */
const lateMs = 60 * 60 * 1000;

/** The newest first. */
export async function waitingRuns({ store, clock }: TimedStore): Promise<readonly WaitingRun[]> {
  const now = clock.now().getTime();
  return (await runsToldToWait(store)).filter(({ until }) => Date.parse(until) + lateMs > now);
}

/** Those as well whose process died in the wait. */
export async function runsToldToWait({ plans, ledger }: Store): Promise<readonly WaitingRun[]> {
  const found: WaitingRun[] = [];
  for (const { id: planId } of await plans.resumable()) {
    const run = await ledger.latestRunOf(planId);
    const until = run === undefined ? null : waitsUntil(run);
    if (run !== undefined && until !== null) found.push({ planId, runId: run.id, until });
  }
  return found;
}
