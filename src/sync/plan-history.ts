/** Asks the store what the runs of the last seven days did, for the guards that look over more than one plan. Reads only. */

import type { FindingCode } from './model/finding.ts';
import { historyOf, type PastItem, type PlanHistory, type Since } from './plan/history.ts';
import type { Store } from './store/store.ts';

const dayMs = 24 * 60 * 60 * 1000;

/** @param now ISO 8601, UTC */
export async function planHistory(store: Store, now: string): Promise<PlanHistory> {
  const since = sinceBefore(now);
  return historyOfItems(store, await store.ledger.itemsSince(since.week), since);
}

/** @param now ISO 8601, UTC */
export function sinceBefore(now: string): Since {
  const before = (days: number): string => new Date(Date.parse(now) - days * dayMs).toISOString();
  return { day: before(1), week: before(7) };
}

/** With the blocks that people lifted from the plans of these items. */
export async function historyOfItems(
  { waivers }: Pick<Store, 'waivers'>,
  items: readonly PastItem[],
  since: Since,
): Promise<PlanHistory> {
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
