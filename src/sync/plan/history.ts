/**
 * What earlier runs did, as the planner looks at it: how much of each kind, what was applied to which field, and what
 * Zivver refused. Pure: the store gives the items, the reading the moment.
 */

import type { FindingCode } from '../model/finding.ts';
import type { Item, ItemOutcome, ItemState } from '../model/item.ts';
import type { Mutation, MutationKind } from '../model/mutation.ts';

export interface AppliedMutation {
  readonly kind: MutationKind;
  readonly mutationId: string;
  readonly planId: string;
  /** What it changed, whatever the value: a grant and a revoke of one person on one mailbox have the same field. */
  readonly field: string;
  /** ISO 8601, UTC. */
  readonly at: string;
  /** In the last 24 hours. */
  readonly withinDay: boolean;
  /** Seen in Zivver afterwards. */
  readonly seen: boolean;
  /** On an account that its plan created. */
  readonly newAccount: boolean;
  /** Address of the account that its call leaves without anybody; absent where somebody stays. */
  readonly empties?: string;
  /** Blocks that a person lifted from its plan: those amounts were accepted and are not held against later plans. */
  readonly waived: readonly FindingCode[];
}

export interface PlanHistory {
  /** Of the last seven days. */
  readonly applied: readonly AppliedMutation[];
  /** Organisational units that Zivver refused in the last 24 hours. */
  readonly refusedUnits: readonly string[];
}

export const noHistory: PlanHistory = { applied: [], refusedUnits: [] };

/** 24 hours and 7 days before now; ISO 8601, UTC. */
export interface Since {
  readonly day: string;
  readonly week: string;
}

/** An item of an earlier run, as the store remembers it. */
export interface PastItem {
  readonly planId: string;
  readonly item: Item;
  readonly state: ItemState;
  readonly outcome: ItemOutcome | null;
  readonly intentAt: string | null;
}

/** What has no outcome yet, or none that is known, may have happened: it counts. */
const mayHaveHappened: ReadonlySet<ItemState> = new Set(['sending', 'sent', 'done', 'uncertain']);

export function historyOf(
  items: readonly PastItem[],
  waived: ReadonlyMap<string, readonly FindingCode[]>,
  since: Since,
): PlanHistory {
  const applied = new Map<string, AppliedMutation>();
  const refusedUnits = new Set<string>();
  for (const past of items) {
    const at = momentOf(past);
    if (at < since.week) continue;
    if (past.outcome?.code === 'target-unknown-ou' && at >= since.day) refusedUnits.add(unitOf(past.item));
    if (!mayHaveHappened.has(past.state)) continue;
    for (const mutationId of past.item.mutations) {
      const one = appliedBy(past, mutationId, { since, waived: waived.get(past.planId) ?? [] });
      const key = `${past.planId} ${mutationId}`;
      // A retire takes two calls: it is one mutation, seen when both were.
      const other = applied.get(key);
      applied.set(key, other === undefined ? one : { ...one, seen: one.seen && other.seen });
    }
  }
  refusedUnits.delete('');
  return { applied: [...applied.values()], refusedUnits: [...refusedUnits].sort() };
}

function momentOf({ outcome, intentAt }: PastItem): string {
  return outcome?.at ?? intentAt ?? '';
}

function unitOf({ changes, draft }: Item): string {
  return changes.division?.after ?? draft?.division ?? '';
}

function appliedBy(
  past: PastItem,
  mutationId: string,
  { since, waived }: { readonly since: Since; readonly waived: readonly FindingCode[] },
): AppliedMutation {
  const { account } = past.item;
  const kind = mutationId.slice(0, mutationId.indexOf(':')) as MutationKind;
  return {
    kind,
    mutationId,
    planId: past.planId,
    field: fieldOf({ id: mutationId, kind, account }),
    at: momentOf(past),
    withinDay: momentOf(past) >= since.day,
    seen: past.state === 'done',
    newAccount: account.id === null,
    ...(past.item.empties && kind === 'revoke' ? { empties: account.address } : {}),
    waived,
  };
}

/** Kinds that undo each other change the same set. */
const setOf: Partial<Record<MutationKind, string>> = {
  grant: 'members',
  revoke: 'members',
  'add-alias': 'aliases',
  'remove-alias': 'aliases',
};

export function fieldOf({ id, kind, account }: Pick<Mutation, 'id' | 'kind' | 'account'>): string {
  const set = setOf[kind];
  if (set !== undefined) return `${set}:${id.slice(kind.length + 1)}`;
  return `${kind}:${account.mailboxId ?? account.id ?? account.address}`;
}
