/** Plans and votes. Every change of state is one compare-and-set with its audit entry; the table of the plan's life is law. */

import { sql } from 'kysely';
import { InternalError } from '../../../errors.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { Plan } from '../../model/plan.ts';
import { mayBecome, openStates, type PlanState, resumableStates } from '../../model/plan-life.ts';
import type { Vote } from '../../model/run.ts';
import type { AuditEntry, PlanSummary, Store, Transition, TransitionResult } from '../store.ts';
import type { AuditLog } from './audit.ts';
import { fromJson, toJson } from './json.ts';
import { saveMute, saveWaiver } from './rules.ts';
import type { ItemRow, PlanRow, Tables, VoteRow } from './tables.ts';
import { insertionOrder, rowOrder } from './tables.ts';

const targetReadAt = sql<string>`json_extract(basis, '$.target.takenAt')`;

export function plansIn(db: Sqlite<Tables>, audit: AuditLog): Store['plans'] {
  const { query } = db;

  function find(id: string): PlanRow | undefined {
    return db.first(query.selectFrom('plans').selectAll().where('id', '=', id));
  }

  function summaries(states: readonly PlanState[] | null, limit: number): PlanSummary[] {
    const all = query
      .selectFrom('plans')
      .leftJoin('runs', 'runs.plan_id', 'plans.id')
      .select(['plans.id', 'plans.fingerprint', 'plans.state', 'created_at', 'expires_at', 'requester', 'mutations'])
      .select(['plans.undoes', 'plans.sibling_of', 'runs.id as run_id', 'runs.state as run_state'])
      .select(insertionOrder.as('sequence'))
      .orderBy(insertionOrder, 'desc')
      .limit(limit);
    const rows = db.all(states === null ? all : all.where('plans.state', 'in', states));
    return rows.map((row) => ({
      id: row.id,
      sequence: row.sequence,
      fingerprint: row.fingerprint,
      state: row.state,
      createdAt: row.created_at,
      expiresAt: row.expires_at,
      requester: fromJson(row.requester),
      mutations: row.mutations,
      lastRunId: row.run_id,
      lastRunState: row.run_state,
      undoes: row.undoes,
      siblingOf: row.sibling_of === null ? null : fromJson(row.sibling_of).planId,
    }));
  }

  function insert(plan: Plan, entry: AuditEntry): void {
    if (plan.state !== (plan.blocked ? 'blocked' : 'proposed')) {
      throw new InternalError(`A new plan begins as blocked or proposed; "${plan.id}" came as "${plan.state}"`);
    }
    db.write(() => {
      db.run(query.insertInto('plans').values(rowOfPlan(plan)));
      db.insertAll('items', itemRowsOf(plan));
      audit.append(entry);
    });
  }

  function saveVote(planId: string, vote: Vote): boolean {
    const row = rowOfVote(planId, vote);
    return (
      db.run(
        query
          .insertInto('votes')
          .values(row)
          .onConflict((conflict) => conflict.doNothing()),
      ) === 1
    );
  }

  function addVote(planId: string, vote: Vote, entry: AuditEntry): boolean {
    return db.write(() => {
      const row = find(planId);
      if (row?.state !== 'proposed' || row.fingerprint !== vote.fingerprint) return false;
      const mine = query
        .selectFrom('votes')
        .select('decision')
        .where('plan_id', '=', planId)
        .where('fingerprint', '=', vote.fingerprint)
        .where('person_id', '=', vote.person.id);
      if (db.first(mine) !== undefined || !saveVote(planId, vote)) return false;
      audit.append(entry);
      return true;
    });
  }

  function transition(wish: Transition): TransitionResult {
    refuseUnlawful(wish.from, wish.to);
    if (wish.to === 'applying' || wish.from.includes('applying')) {
      throw new InternalError(`Plan "${wish.planId}": a run begins by claim and ends by finish, never by a transition`);
    }
    return db.write(() => {
      const row = find(wish.planId);
      if (row === undefined) return { ok: false, reason: 'unknown', state: null };
      const { state } = row;
      if (!wish.from.includes(state)) return { ok: false, reason: 'state', state };
      if (wish.fingerprint !== undefined && wish.fingerprint !== row.fingerprint) {
        return { ok: false, reason: 'fingerprint', state };
      }
      const changed: Partial<PlanRow> = { state: wish.to, ...supersededRow(wish), ...waivedRow(wish) };
      db.run(query.updateTable('plans').set(changed).where('id', '=', wish.planId));
      for (const waiver of wish.waived?.waivers ?? []) saveWaiver(db, waiver);
      if (wish.vote !== undefined) saveVote(wish.planId, wish.vote);
      for (const mute of wish.mutes ?? []) saveMute(db, mute);
      audit.append(wish.audit);
      return { ok: true, plan: planOf({ ...row, ...changed }) };
    });
  }

  return {
    insert: async (plan, entry) => insert(plan, entry),
    get: async (id) => {
      const row = find(id);
      return row === undefined ? undefined : planOf(row);
    },
    openWithFingerprint: async (fingerprint) => {
      const matching = query.selectFrom('plans').selectAll().where('fingerprint', '=', fingerprint);
      const row = db.first(matching.where('state', 'in', openStates).orderBy('created_at', 'desc').limit(1));
      return row === undefined ? undefined : planOf(row);
    },
    open: async () => summaries(openStates, -1),
    resumable: async () => summaries(resumableStates, -1),
    history: async (limit) => summaries(null, limit),
    refresh: async (id, { basis, scope, expiresAt }, entry) =>
      db.write(() => {
        const renewed = { basis: toJson(basis), scope: toJson(scope), expires_at: expiresAt };
        const changed = db.run(
          query
            .updateTable('plans')
            .set(renewed)
            .where('id', '=', id)
            .where('state', 'in', ['blocked', 'proposed'])
            .where('expires_at', '>', entry.at)
            // Two processes may end with the same plan: what it was read from never becomes older
            .where(({ or, eb }) => or([eb(targetReadAt, '<=', basis.target.takenAt), eb(targetReadAt, '>', entry.at)])),
        );
        if (changed === 0) return false;
        audit.append(entry);
        return true;
      }),
    transition: async (wish) => transition(wish),
    addVote: async (planId, vote, entry) => addVote(planId, vote, entry),
    votes: async (planId) =>
      db
        .all(query.selectFrom('votes').selectAll().where('plan_id', '=', planId).orderBy('at').orderBy(rowOrder))
        .map(voteOf),
  };
}

function supersededRow({ supersededBy }: Transition): Partial<PlanRow> {
  return supersededBy === undefined ? {} : { superseded_by: toJson(supersededBy) };
}

/** What people can sign never changes: only the step from blocked to proposed may bring other content. */
function waivedRow({ planId, from, to, waived }: Transition): Partial<PlanRow> {
  if (waived === undefined) return {};
  if (to !== 'proposed' || from.some((state) => state !== 'blocked')) {
    throw new InternalError(`Plan "${planId}" is waived on its way from blocked to proposed, nowhere else`);
  }
  const { fingerprint, content, approval, blocked } = waived.plan;
  return { fingerprint, content: toJson(content), approval: toJson(approval), blocked: blocked ? 1 : 0 };
}

export function refuseUnlawful(from: readonly PlanState[], to: PlanState): void {
  const unlawful = from.find((state) => !mayBecome(state, to));
  if (unlawful === undefined && from.length > 0) return;
  throw new InternalError(`A plan never goes from "${unlawful ?? 'nothing'}" to "${to}"`);
}

function rowOfPlan(plan: Plan): PlanRow {
  return {
    id: plan.id,
    fingerprint: plan.fingerprint,
    state: plan.state,
    requester: toJson(plan.requester),
    created_at: plan.createdAt,
    expires_at: plan.expiresAt,
    content: toJson(plan.content),
    basis: toJson(plan.basis),
    scope: toJson(plan.scope),
    approval: toJson(plan.approval),
    blocked: plan.blocked ? 1 : 0,
    mutations: plan.content.mutations.length,
    undoes: plan.content.undoes ?? null,
    sibling_of: plan.siblingOf === undefined ? null : toJson(plan.siblingOf),
    superseded_by: plan.supersededBy === undefined ? null : toJson(plan.supersededBy),
  };
}

function itemRowsOf(plan: Plan): ItemRow[] {
  return plan.content.items.map((item, position) => ({
    plan_id: plan.id,
    id: item.id,
    position,
    item: toJson(item),
    state: 'planned',
    outcome: null,
    intent_at: null,
    fence: null,
    calls: 0,
  }));
}

function planOf(row: PlanRow): Plan {
  return {
    id: row.id,
    fingerprint: row.fingerprint,
    content: fromJson(row.content),
    basis: fromJson(row.basis),
    scope: fromJson(row.scope),
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

function rowOfVote(planId: string, vote: Vote): VoteRow {
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
