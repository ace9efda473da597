/** Plans and votes as rows, and back. */

import { InternalError } from '../../../errors.ts';
import type { Item } from '../../model/item.ts';
import type { Plan, PlanContent } from '../../model/plan.ts';
import { type Apart, contentApart, type WrittenReading } from '../../model/plan-lists.ts';
import type { Vote } from '../../model/run.ts';
import type { Transition } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import type { ItemRow, PlanRow, VoteRow } from './tables.ts';

export function supersededRow({ supersededBy }: Transition): Partial<PlanRow> {
  return supersededBy === undefined ? {} : { superseded_by: toJson(supersededBy) };
}

/**
 * What people can sign never changes: only the step from blocked to proposed may bring other content, and that differs in
 * what its findings say, never in a list. Its lists stay where they are.
 * @param apart the names of those that stand in rows of their own, as the program that stored them chose
 */
export function waivedRow({ planId, from, to, waived }: Transition, apart: ReadonlySet<string>): Partial<PlanRow> {
  if (waived === undefined) return {};
  if (to !== 'proposed' || from.some((state) => state !== 'blocked')) {
    throw new InternalError(`Plan "${planId}" is waived on its way from blocked to proposed, nowhere else`);
  }
  const { fingerprint, content, approval, blocked } = waived.plan;
  return {
    fingerprint,
    content: toJson(contentApart(content, (name) => apart.has(name)).head),
    approval: toJson(approval),
    blocked: blocked ? 1 : 0,
  };
}

/** What of a plan stands in its row, and where the rest is. */
interface InRows {
  readonly content: Apart<PlanContent>;
  readonly reading: Apart<WrittenReading>;
  readonly sets: { readonly content: { readonly id: number } | null; readonly reading: { readonly id: number } | null };
}

export function rowOfPlan(plan: Plan, { content, reading, sets }: InRows): PlanRow {
  return {
    id: plan.id,
    fingerprint: plan.fingerprint,
    state: plan.state,
    requester: toJson(plan.requester),
    created_at: plan.createdAt,
    expires_at: plan.expiresAt,
    content: toJson(content.head),
    basis: toJson(reading.head.basis),
    scope: toJson(reading.head.scope),
    approval: toJson(plan.approval),
    blocked: plan.blocked ? 1 : 0,
    mutations: plan.content.mutations.length,
    undoes: plan.content.undoes ?? null,
    sibling_of: plan.siblingOf === undefined ? null : toJson(plan.siblingOf),
    superseded_by: plan.supersededBy === undefined ? null : toJson(plan.supersededBy),
    content_set: sets.content?.id ?? null,
    reading_set: sets.reading?.id ?? null,
  };
}

/** @param first the place of the first of them in the plan */
export function itemRowsOf(planId: string, items: readonly Item[], first: number): ItemRow[] {
  return items.map((item, index) => ({
    plan_id: planId,
    id: item.id,
    position: first + index,
    item: toJson(item),
    state: 'planned',
    outcome: null,
    intent_at: null,
    fence: null,
    calls: 0,
  }));
}

/** Everything but what may stand elsewhere. */
export function headOf(row: PlanRow): Omit<Plan, 'content' | 'basis' | 'scope'> {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    approval: fromJson(row.approval),
    blocked: row.blocked === 1,
    state: row.state,
    requester: fromJson(row.requester),
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    ...(row.sibling_of === null ? {} : { siblingOf: fromJson(row.sibling_of) }),
    ...(row.superseded_by === null ? {} : { supersededBy: fromJson(row.superseded_by) }),
  };
}

export function rowOfVote(planId: string, vote: Vote): VoteRow {
  return {
    plan_id: planId,
    fingerprint: vote.fingerprint,
    person_id: vote.person.id,
    decision: vote.decision,
    person: toJson(vote.person),
    comment: vote.comment,
    at: vote.at,
  };
}

export function voteOf(row: VoteRow): Vote {
  return {
    person: fromJson(row.person),
    decision: row.decision,
    fingerprint: row.fingerprint,
    comment: row.comment,
    at: row.at,
  };
}
