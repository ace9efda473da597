/** Approvals really expire: open plans whose time is over become `expired`. */

import type { Plan } from '../model/plan.ts';
import { isOver, markExpired, type TimedStore } from './may-be-decided.ts';

/** The plans that expired now; those that somebody decided in the same moment are not among them. */
export async function expire(parts: TimedStore): Promise<readonly Plan[]> {
  const expired: Plan[] = [];
  for (const summary of await parts.store.plans.open()) {
    if (!isOver(summary, parts.clock)) continue;
    const plan = await markExpired(parts, summary.id);
    if (plan !== undefined) expired.push(plan);
  }
  return expired;
}
