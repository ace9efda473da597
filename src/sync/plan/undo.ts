/**
 * The inverse of a run, as an ordinary plan: what it granted is revoked, what it took comes back, names, addresses and
 * organisational units return. What cannot be inverted, and what changed since, is left alone and named. Pure and total.
 */

import type { Finding, FindingCode, FindingEffect } from '../model/finding.ts';
import { isOwned, type Link } from '../model/link.ts';
import type { Mutation } from '../model/mutation.ts';
import type { ComputedPlan, PlanContent } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import type { SourceSnapshot, TargetSnapshot } from '../model/snapshot.ts';
import { type AccountIndex, indexAccounts } from './account-index.ts';
import { approvalOf } from './approval.ts';
import { basisOf, statesOf } from './basis.ts';
import { guard } from './compute-plan.ts';
import { fingerprintOf } from './fingerprint.ts';
import { type Draft, findingIfAny } from './guards/guard.ts';
import { undoGuards } from './guards/guards.ts';
import type { PlanHistory } from './history.ts';
import { inverseOf, type LeftAlone, type LeftReason } from './inverse.ts';
import { itemsOf } from './items.ts';
import { inOrder } from './mutation-list.ts';
import { indexPeople } from './people-index.ts';

export interface UndoInput {
  readonly runId: string;
  /** The mutations of the run's plan. */
  readonly mutations: readonly Mutation[];
  /** Ids of those that took hold, by the run's own doing. */
  readonly happened: ReadonlySet<string>;
  /** Zivver ids that its creates answered with, by mailbox id. */
  readonly created: ReadonlyMap<string, string>;
  readonly target: TargetSnapshot;
  /** The mailboxes of the run, read again: what is undone is muted until they change. */
  readonly sources: readonly SourceSnapshot[];
  readonly links: readonly Link[];
  readonly policy: Policy;
  readonly history: PlanHistory;
}

export function computeUndo(input: UndoInput): ComputedPlan {
  const accounts = indexAccounts(input.target.accounts);
  const { undo, left } = inverseOfRun(input, accounts);
  const draft = draftOf(input, accounts, undo);
  const { findings, mutations } = guard(draft, undoGuards);
  const content: PlanContent = {
    mutations,
    items: itemsOf(mutations, accounts, () => null),
    findings: [...findings, ...findingsOf(left)],
    policy: input.policy,
    undoes: input.runId,
  };
  return {
    fingerprint: fingerprintOf(content),
    content,
    basis: { ...basisOf(input, mutations, draft), states: new Map(statesOf(input.sources, mutations)) },
    scope: { inScope: [], leftOut: [], notRead: {} },
    approval: approvalOf(content),
    blocked: findings.some(({ effect }) => effect === 'block'),
  };
}

function inverseOfRun(input: UndoInput, accounts: AccountIndex) {
  const people = indexPeople(input.target.people).byId;
  const linkOf = new Map<string | null | undefined, Link>(input.links.map((link) => [link.mailboxId, link]));
  const created: ReadonlyMap<string | null, string> = input.created;
  const undo: Mutation[] = [];
  const left: LeftAlone[] = input.mutations
    .filter(({ id }) => !input.happened.has(id))
    .map((mutation) => ({ mutation, reason: 'not-happened' }));
  const happened = input.mutations.filter(({ id }) => input.happened.has(id));
  const idOf = ({ account }: Mutation): string => account.id ?? created.get(account.mailboxId) ?? account.address;
  for (const [id, own] of Map.groupBy(happened, idOf)) {
    const link = linkOf.get(own[0]?.account.mailboxId);
    const owned = link !== undefined && isOwned(link) && link.accountId === id;
    const inverse = inverseOf(own, accounts.get(id), { people, accounts, owned });
    undo.push(...inverse.undo);
    left.push(...inverse.left);
  }
  return { undo: inOrder(undo), left };
}

/** The guards that make sense: over the readings, over addresses, over amounts. The source is not asked what it wants. */
function draftOf(
  { target, policy, sources, links, history }: UndoInput,
  accounts: AccountIndex,
  mutations: readonly Mutation[],
): Draft {
  return {
    ...ofSource,
    policy,
    target,
    links,
    history,
    accounts,
    mutations,
    snapshots: sources,
    people: indexPeople(target.people),
    desired: [],
    matched: linkedPairs(links, accounts),
    askedFor: true,
  };
}

// What only guards over a source look at, and an undo has none of them.
// Stryker disable ArrayDeclaration, StringLiteral: nothing reads these
const ofSource = {
  leftOut: [],
  baselines: [],
  scopeDigest: '',
  states: new Map<string, string>(),
  mutes: new Map<string, string>(),
  filterValues: [],
} as const satisfies Partial<Draft>;

const notMatched = {
  creates: [],
  unopenable: [],
  typeConflicts: [],
  ambiguous: [],
  zivverOnly: [],
} as const satisfies Partial<Draft['matched']>;
// Stryker restore ArrayDeclaration, StringLiteral

/** Amounts are measured against the accounts we know. */
function linkedPairs(links: readonly Link[], accounts: AccountIndex): Draft['matched'] {
  const pairs = links.flatMap((link) => {
    const account = accounts.get(link.accountId);
    return account === undefined ? [] : [{ desired: { mailboxId: link.mailboxId }, account, link, sameMembers: false }];
  });
  const staleLinks = links.filter(({ accountId }) => !accounts.has(accountId));
  return { ...notMatched, pairs, orphans: [], staleLinks };
}

/** In the order in which they are told. */
const saidOf = {
  deleted: { code: 'undo-deleted', effect: 'warn' },
  'changed-since': { code: 'undo-changed-since', effect: 'warn' },
  'person-gone': { code: 'undo-person-gone', effect: 'warn' },
  'adoption-stays': { code: 'undo-adoption-stays', effect: 'info' },
  'account-stays': { code: 'undo-account-stays', effect: 'info' },
  'not-happened': { code: 'undo-not-happened', effect: 'info' },
} as const satisfies Record<LeftReason, { readonly code: FindingCode; readonly effect: FindingEffect }>;

function findingsOf(left: readonly LeftAlone[]): readonly Finding[] {
  const reasons = Object.keys(saidOf) as LeftReason[];
  return reasons.flatMap((reason) => {
    const details = left
      .filter((each) => each.reason === reason)
      .map(({ mutation: { account, before, after, person }, value }) => ({
        address: account.address,
        detail: value ?? person?.name ?? after ?? before ?? '',
      }));
    const { code, effect } = saidOf[reason];
    return findingIfAny(code, effect, { details });
  });
}
