/** Plans and votes. Every change of state is one compare-and-set with its audit entry; the table of the plan's life is law. */

import { sql } from 'kysely';
import { InternalError } from '../../../errors.ts';
import { inTurns } from '../../../platform/slices.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { type Plan, waiversOf } from '../../model/plan.ts';
import { mayBecome, openStates, type PlanState, resumableStates } from '../../model/plan-life.ts';
import {
  contentApart,
  contentTogether,
  type Lists,
  longerThan,
  type NamedList,
  readingApart,
  readingTogether,
} from '../../model/plan-lists.ts';
import type { Vote } from '../../model/run.ts';
import type { AuditEntry, PlanSummary, Store, Transition, TransitionResult } from '../store.ts';
import type { AuditLog } from './audit.ts';
import { fromJson, toJson } from './json.ts';
import { planPartsIn, type StagedSet } from './plan-parts.ts';
import { headOf, itemRowsOf, rowOfPlan, rowOfVote, supersededRow, voteOf, waivedRow } from './plan-rows.ts';
import { saveMute, saveWaiver } from './rules.ts';
import type { PlanRow, Tables } from './tables.ts';
import { insertionOrder, rowOrder } from './tables.ts';

const targetReadAt = sql<string>`json_extract(basis, '$.target.takenAt')`;

type Refreshed = Parameters<Store['plans']['refresh']>[1];

const noLists: Lists = new Map();

/** @param longest lists of a plan with more entries stand in rows of their own */
export function plansIn(db: Sqlite<Tables>, audit: AuditLog, longest: number): Store['plans'] {
  const { query } = db;
  const parts = planPartsIn(db);
  const isApart = longerThan(longest);

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

  /** A small plan is one transaction. The lists of a large one come first, piece by piece; it is there with the last. */
  async function insert(plan: Plan, entry: AuditEntry): Promise<void> {
    if (plan.state !== (plan.blocked ? 'blocked' : 'proposed')) {
      throw new InternalError(`A new plan begins as blocked or proposed; "${plan.id}" came as "${plan.state}"`);
    }
    await parts.removeLeftovers(entry.at);
    const content = contentApart(plan.content, isApart);
    const reading = readingApart(plan, isApart);
    const sets = {
      content: await stage(plan.id, content.lists, entry.at),
      reading: await stage(plan.id, reading.lists, entry.at),
    };
    const { items } = plan.content;
    const apart = items.length > longest;
    if (apart) await parts.stageItems(plan.id, items);
    db.write(() => {
      for (const set of [sets.content, sets.reading]) if (set !== null) parts.attach(set);
      db.run(query.insertInto('plans').values(rowOfPlan(plan, { content, reading, sets })));
      if (!apart) db.insertAll('items', itemRowsOf(plan.id, items, 0));
      for (const waiver of waiversOf(plan)) saveWaiver(db, waiver);
      audit.append(entry);
    });
  }

  async function stage(planId: string, lists: readonly NamedList[], at: string): Promise<StagedSet | null> {
    return lists.length === 0 ? null : parts.stage(planId, lists, at);
  }

  function listsApart({ content_set: set }: PlanRow): ReadonlySet<string> {
    return set === null ? new Set() : parts.namesIn(set);
  }

  async function planOf(row: PlanRow): Promise<Plan> {
    const contentLists = row.content_set === null ? noLists : await parts.read(row.content_set);
    const readingLists = row.reading_set === null ? noLists : await parts.read(row.reading_set);
    const written = { basis: fromJson(row.basis), scope: fromJson(row.scope) };
    const reading = await inTurns(readingTogether(written, readingLists));
    return { ...headOf(row), content: contentTogether(fromJson(row.content), contentLists), ...reading };
  }

  async function refresh(id: string, renewed: Refreshed, entry: AuditEntry): Promise<boolean> {
    const reading = readingApart(renewed, isApart);
    const set = await stage(id, reading.lists, entry.at);
    return db.write(() => {
      if (set !== null) parts.attach(set);
      const before = find(id)?.reading_set ?? null;
      const { basis, scope } = reading.head;
      const changed = db.run(
        query
          .updateTable('plans')
          .set({ basis: toJson(basis), scope: toJson(scope), expires_at: renewed.expiresAt })
          .set({ reading_set: set?.id ?? null })
          .where('id', '=', id)
          .where('state', 'in', ['blocked', 'proposed'])
          .where('expires_at', '>', entry.at)
          // Two processes may end with the same plan: what it was read from never becomes older
          .where(({ or, eb }) => or([eb(targetReadAt, '<=', basis.target.takenAt), eb(targetReadAt, '>', entry.at)])),
      );
      if (changed === 0) {
        if (set !== null) parts.detach(set.id, entry.at);
        return false;
      }
      if (before !== null) parts.detach(before, entry.at);
      audit.append(entry);
      return true;
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

  function tryTransition(wish: Transition): Exclude<TransitionResult, { ok: true }> | { ok: true; row: PlanRow } {
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
      const changed: Partial<PlanRow> = { state: wish.to, ...supersededRow(wish), ...waivedRow(wish, listsApart(row)) };
      db.run(query.updateTable('plans').set(changed).where('id', '=', wish.planId));
      for (const waiver of wish.waived?.waivers ?? []) saveWaiver(db, waiver);
      if (wish.vote !== undefined) saveVote(wish.planId, wish.vote);
      for (const mute of wish.mutes ?? []) saveMute(db, mute);
      audit.append(wish.audit);
      return { ok: true, row: { ...row, ...changed } };
    });
  }

  async function transition(wish: Transition): Promise<TransitionResult> {
    const result = tryTransition(wish);
    return result.ok ? { ok: true, plan: await planOf(result.row) } : result;
  }

  return {
    insert,
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
    refresh,
    transition,
    addVote: async (planId, vote, entry) => addVote(planId, vote, entry),
    votes: async (planId) =>
      db
        .all(query.selectFrom('votes').selectAll().where('plan_id', '=', planId).orderBy('at').orderBy(rowOrder))
        .map(voteOf),
  };
}

export function refuseUnlawful(from: readonly PlanState[], to: PlanState): void {
  const unlawful = from.find((state) => !mayBecome(state, to));
  if (unlawful === undefined && from.length > 0) return;
  throw new InternalError(`A plan never goes from "${unlawful ?? 'nothing'}" to "${to}"`);
}
