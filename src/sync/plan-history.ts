/** Asks the store what the runs of the last seven days did, for the guards that look over more than one plan. Reads only. */

import type { FindingCode } from './model/finding.ts';
import { historyOf, type PlanHistory } from './plan/history.ts';
import type { Store } from './store/store.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** @param now ISO 8601, UTC */
export async function planHistory({ ledger, waivers }: Store, now: string): Promise<PlanHistory> {
  const before = (days: number): string => new Date(Date.parse(now) - days * dayMs).toISOString();
  const since = { day: before(1), week: before(7) };
  const items = await ledger.itemsSince(since.week);
  const waived = new Map<string, readonly FindingCode[]>();
  for (const planId of new Set(items.map((item) => item.planId))) {
    const ofPlan = await waivers.of(planId);
    waived.set(
      planId,
      ofPlan.map(({ findingCode }) => findingCode as FindingCode),
    );
  }
  return historyOf(items, waived, since);
}
