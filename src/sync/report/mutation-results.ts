/** What became of each mutation: the items that carry it, and what reading back saw. Pure. */

import type { PlanDetails } from '../index.ts';
import type { ItemState } from '../model/item.ts';
import type { LedgerItem } from '../store/store.ts';

export interface MutationResult {
  readonly state: ItemState;
  /** `ok`, `lost`, or why it did not happen; empty before its turn. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** ISO 8601, UTC; null before its turn. */
  readonly at: string | null;
}

/** From best to worst: a mutation carried by two items is as far as the worse of them. */
const order: readonly ItemState[] = ['done', 'sent', 'planned', 'sending', 'skipped', 'stale', 'failed', 'uncertain'];

export function mutationResults({
  items,
  run,
}: Pick<PlanDetails, 'items' | 'run'>): ReadonlyMap<string, MutationResult> {
  const results = new Map<string, MutationResult>();
  for (const item of items) {
    for (const id of item.item.mutations) {
      const present = results.get(id);
      if (present === undefined || isWorse(item.state, present.state)) results.set(id, resultOf(item));
    }
  }
  for (const id of run?.verification?.lost ?? []) {
    const present = results.get(id);
    if (present !== undefined) results.set(id, { ...present, state: 'failed', code: 'lost' });
  }
  return results;
}

function isWorse(a: ItemState, b: ItemState): boolean {
  return order.indexOf(a) > order.indexOf(b);
}

function resultOf({ state, outcome }: LedgerItem): MutationResult {
  return { state, code: outcome?.code ?? '', params: outcome?.params ?? {}, at: outcome?.at ?? null };
}
