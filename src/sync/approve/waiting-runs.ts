/**
 * Runs that wait for Zivver. They go on by themselves: what they have still to do is signed, may happen at any moment, and is
 * replaced by nothing that anybody merely looks at.
 */

import type { Policy } from '../model/policy.ts';
import { type WaitingRun, waitsUntil } from '../model/run.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import type { Store } from '../store/store.ts';
import { isOver, type TimedStore } from './may-be-decided.ts';

/** So long after the time other work may still be before it. One that is later than that has nobody who goes on with it. */
const lateMs = 60 * 60 * 1000;

export interface UnderRules extends TimedStore {
  /** The rules of today: a plan that was signed under others does not go on. Absent: nobody asks. */
  readonly policy?: Policy;
}

/** The newest first. */
export async function waitingRuns(parts: UnderRules): Promise<readonly WaitingRun[]> {
  const now = parts.clock.now().getTime();
  const inTime = (await runsToldToWait(parts.store)).filter(({ until }) => Date.parse(until) + lateMs > now);
  const mayGoOn = await Promise.all(inTime.map(({ planId }) => goesOn(parts, planId)));
  return inTime.filter((_, index) => mayGoOn[index]);
}

async function goesOn({ store, clock, policy }: UnderRules, planId: string): Promise<boolean> {
  if (policy === undefined) return true;
  const plan = await store.plans.get(planId);
  return plan !== undefined && !isOver(plan, clock) && canonicalJson(plan.content.policy) === canonicalJson(policy);
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
