/**
 * Split: a part of a plan as a plan of its own, with items, findings, approval and fingerprint of its own. Whatever depends
 * on something dropped is dropped too, with that reason. Pure: everything it needs stands in the plan.
 */

import { byText } from '../model/address.ts';
import type { Item } from '../model/item.ts';
import type { AccountRef, Mutation } from '../model/mutation.ts';
import type { ComputedPlan } from '../model/plan.ts';
import { type DroppedForReason, type DropReason, dropReasons, type SplitChoice } from '../model/split.ts';
import { approvalOf } from './approval.ts';
import { fingerprintOf } from './fingerprint.ts';
import { itemsOf } from './items.ts';
import { chosenBy } from './split-choice.ts';
import { dependantReasons } from './split-dependants.ts';
import { findingsOfPart } from './split-findings.ts';

export interface Dropped {
  readonly mutation: Mutation;
  readonly reason: DropReason;
}

export interface Split {
  /** What is kept. */
  readonly plan: ComputedPlan;
  /** In the order of the whole plan. What is kept and what is dropped together are the whole. */
  readonly dropped: readonly Dropped[];
}

export function splitPlan(whole: ComputedPlan, choice: SplitChoice): Split {
  const { mutations } = whole.content;
  const isChosen = chosenBy(whole.content, choice);
  const reasons = new Map<string, DropReason>();
  for (const mutation of mutations) if (!isChosen(mutation)) reasons.set(mutation.id, 'not-chosen');
  for (;;) {
    const dependants = dependantReasons(whole, reasons);
    if (dependants.size === 0) break;
    for (const [id, reason] of dependants) reasons.set(id, reason);
  }
  return {
    plan: planOfPart(
      whole,
      mutations.filter(({ id }) => !reasons.has(id)),
    ),
    dropped: mutations.flatMap((mutation) => {
      const reason = reasons.get(mutation.id);
      return reason === undefined ? [] : [{ mutation, reason }];
    }),
  };
}

function planOfPart(whole: ComputedPlan, mutations: readonly Mutation[]): ComputedPlan {
  const { content, basis } = whole;
  const findings = findingsOfPart(content.findings, mutations);
  const { accounts, unitOf } = knownFrom(content.items);
  const part = { ...content, mutations, findings, items: itemsOf(mutations, accounts, unitOf) };
  const mailboxes = new Set(mutations.map(({ account }) => account.mailboxId));
  return {
    ...whole,
    content: part,
    fingerprint: fingerprintOf(part),
    basis: {
      ...basis,
      states: new Map([...basis.states].filter(([mailboxId]) => mailboxes.has(mailboxId))),
    },
    approval: approvalOf(part),
    blocked: findings.some(({ effect }) => effect === 'block'),
  };
}

/** What the items need to be made again: who is emptied on purpose, and the unit that a new account starts in. */
function knownFrom(items: readonly Item[]) {
  const accounts = new Map<string, { readonly members: readonly string[] }>();
  const units = new Map<string, string | null>();
  for (const { account, empties, changes, draft } of items) {
    if (empties && account.id !== null) accounts.set(account.id, { members: changes.members?.revoke ?? [] });
    if (draft !== null) units.set(account.address, draft.division);
  }
  return { accounts, unitOf: ({ address }: AccountRef) => units.get(address) };
}

const examples = 10;

/** What was dropped, small enough to be remembered with the part and shown on its card. */
export function droppedForReasons(dropped: readonly Dropped[]): readonly DroppedForReason[] {
  return dropReasons.flatMap((reason) => {
    const own = dropped.filter((one) => one.reason === reason);
    if (own.length === 0) return [];
    const addresses = [...new Set(own.map(({ mutation }) => mutation.account.address))].sort(byText);
    return [{ reason, mutations: own.length, accounts: addresses.length, examples: addresses.slice(0, examples) }];
  });
}
