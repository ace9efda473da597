/** What became of every mutation of a run: from the ends of its items and from what was read back. Pure. */

import type { Item, ItemOutcome, ItemState } from '../sync/model/item.ts';
import type { Mutation, MutationKind } from '../sync/model/mutation.ts';
import type { Plan } from '../sync/model/plan.ts';
import type { Run } from '../sync/model/run.ts';
import { mutationResults } from '../sync/report/mutation-results.ts';

export interface ItemEnd {
  readonly item: Item;
  readonly state: ItemState;
  readonly outcome: ItemOutcome | null;
  readonly mutations: readonly Mutation[];
  /** Accepted, and in part not there when read back: only the mutations that are lost count as failed. */
  readonly lost: boolean;
}

/** Every item of the plan in its order; an item without a result was never started. */
export function itemEnds(plan: Plan, run: Run): readonly ItemEnd[] {
  const mutations = new Map(plan.content.mutations.map((mutation) => [mutation.id, mutation]));
  const results = new Map(run.results.map((result) => [result.itemId, result]));
  const lost = new Set(run.verification?.lost ?? []);
  return plan.content.items.map((item) => {
    const result = results.get(item.id);
    return {
      item,
      state: result?.state ?? 'planned',
      outcome: result?.outcome ?? null,
      mutations: item.mutations.flatMap((id) => mutations.get(id) ?? []),
      lost: item.mutations.some((id) => lost.has(id)),
    };
  });
}

/** Nothing is left to explain about it. */
export function happened(end: ItemEnd): boolean {
  return end.state === 'done' && !end.lost;
}

export type OutcomeCounts = ReadonlyMap<MutationKind, ReadonlyMap<ItemState, number>>;

/**
 * Mutations by kind and by what became of them. A mutation may ride on two items (a create and its fill): the one that
 * is not done decides.
 */
export function countOutcomes(plan: Plan, run: Run): OutcomeCounts {
  const results = mutationResults(plan, run);
  const counts = new Map<MutationKind, Map<ItemState, number>>();
  for (const { id, kind } of plan.content.mutations) {
    const state = results.get(id)?.state ?? 'planned';
    const ofKind = counts.get(kind) ?? new Map<ItemState, number>();
    counts.set(kind, ofKind.set(state, (ofKind.get(state) ?? 0) + 1));
  }
  return counts;
}

export function countDone(counts: OutcomeCounts): number {
  return [...counts.values()].reduce((sum, ofKind) => sum + (ofKind.get('done') ?? 0), 0);
}
