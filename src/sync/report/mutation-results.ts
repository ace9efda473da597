/** What became of each mutation: the items that carry it, and what reading back saw. Pure. */

import { atOnce } from '../model/at-once.ts';
import type { ItemState } from '../model/item.ts';
import type { Mutation } from '../model/mutation.ts';
import type { Plan } from '../model/plan.ts';
import type { ItemResult, Run } from '../model/run.ts';

export interface MutationResult {
  readonly state: ItemState;
  /** `ok`, `lost`, `readdress-ignored`, or why it did not happen; empty before its turn. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** ISO 8601, UTC; null before its turn. */
  readonly at: string | null;
}

/** From best to worst: a mutation carried by two items is as far as the worse of them. */
const order: readonly ItemState[] = ['done', 'sent', 'planned', 'sending', 'skipped', 'stale', 'failed', 'uncertain'];

/** By mutation id; without a run everything is `planned`. */
export function mutationResults(plan: Pick<Plan, 'content'>, run: Run | null): ReadonlyMap<string, MutationResult> {
  return atOnce(findingResults(plan, run));
}

/** So many items are looked at in a fraction of a millisecond. */
const stepLength = 100;

/** The same in steps. */
export function* findingResults(
  plan: Pick<Plan, 'content'>,
  run: Run | null,
): Generator<undefined, ReadonlyMap<string, MutationResult>> {
  const ends = new Map(run?.results.map((result) => [result.itemId, result]));
  const results = new Map<string, MutationResult>();
  for (const [index, item] of plan.content.items.entries()) {
    if (index % stepLength === 0) yield;
    const result = resultOf(ends.get(item.id));
    for (const id of item.mutations) {
      const present = results.get(id);
      if (present === undefined || isWorse(result.state, present.state)) results.set(id, result);
    }
  }
  const lost = new Set(run?.verification?.lost ?? []);
  for (const mutation of plan.content.mutations.filter(({ id }) => lost.has(id))) {
    const present = results.get(mutation.id);
    if (present !== undefined) results.set(mutation.id, { ...present, state: 'failed', code: lostCode([mutation]) });
  }
  return results;
}

/** A new address that was accepted and is not there is a case of its own: Zivver may not be able to change it. */
export function lostCode(lost: readonly Pick<Mutation, 'kind'>[]): 'lost' | 'readdress-ignored' {
  return lost.some(({ kind }) => kind === 'readdress') ? 'readdress-ignored' : 'lost';
}

function isWorse(a: ItemState, b: ItemState): boolean {
  return order.indexOf(a) > order.indexOf(b);
}

function resultOf(result: ItemResult | undefined): MutationResult {
  const { state = 'planned', outcome = null } = result ?? {};
  // An item fails as `lost` for any mutation that was not there; which ones, the verification says.
  if (outcome?.code === 'lost') return { state: 'done', code: 'ok', params: {}, at: outcome.at };
  return { state, code: outcome?.code ?? '', params: outcome?.params ?? {}, at: outcome?.at ?? null };
}
