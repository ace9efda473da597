/** Runs, leases and items: who may write to the target, what was meant, what came of it. Must not decide what is sent. */

import { setImmediate as turn } from 'node:timers/promises';
import { InternalError, LeaseError } from '../../../errors.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { Item, ItemOutcome } from '../../model/item.ts';
import type { Run } from '../../model/run.ts';
import type { Lease, LedgerItem, LedgerStep, PastItem, Store } from '../store.ts';
import type { AuditLog, Tell } from './audit.ts';
import { claimIn, later } from './claim.ts';
import { fromJson, fromJsonOrNull, toJson } from './json.ts';
import type { LinkWriter } from './links.ts';
import { refuseUnlawful } from './plans.ts';
import { runsIn } from './runs.ts';
import type { ItemRow, RunRow, Tables } from './tables.ts';

/** Seen in Zivver once: it may be found lost (failed, uncertain), but it was sent. */
const neverAfterDone: readonly ItemOutcome['state'][] = ['sent', 'stale', 'skipped'];

/** So many are read in a few milliseconds. */
const itemsAtOnce = 500;

type End = Parameters<Store['ledger']['finish']>[1];

/** The rest, people's interventions, is in interventions.ts. */
type Ledger = Omit<Store['ledger'], 'askToStop' | 'stopWish' | 'resolve'>;

export function ledgerIn(db: Sqlite<Tables>, audit: AuditLog, links: LinkWriter): Ledger {
  const { query } = db;
  const runs = runsIn(db);

  /** The first thing inside every transaction of a run: a lost lease stops writing. */
  function heldRun(lease: Lease): RunRow {
    const run = db.first(query.selectFrom('runs').selectAll().where('id', '=', lease.runId));
    if (run?.state === 'running' && run.fence === lease.fence && run.holder === lease.holder) return run;
    throw new LeaseError('lease-lost', `Writing for run "${lease.runId}": its lease is no longer ours`, {
      context: { runId: lease.runId, fence: lease.fence, found: run?.fence ?? null },
    });
  }

  function renew(lease: Lease, now: string, leaseMs: number): void {
    db.write(() => {
      heldRun(lease);
      db.run(
        query
          .updateTable('runs')
          .set({ lease_until: later(now, leaseMs) })
          .where('id', '=', lease.runId),
      );
    });
  }

  function step(lease: Lease, { at, outcomes, intents, links: seen, endedLinks, unsent = [] }: LedgerStep): void {
    db.write(() => {
      const tell = teller(heldRun(lease), at);
      for (const { itemId, outcome } of outcomes) end(lease, itemId, outcome, tell);
      for (const link of seen) links.record(link, tell);
      for (const mailboxId of endedLinks) links.end(mailboxId, tell);
      for (const itemId of unsent) takeBack(lease.planId, itemId, tell);
      for (const { itemId, detail } of intents) begin(lease, itemId, { at, detail, tell });
    });
  }

  /** An entry in the name of who started the run. */
  function teller(run: RunRow, at: string): Tell {
    const actor = fromJson(run.started_by);
    return (what, payload) => audit.append({ at, actor, what, planId: run.plan_id, runId: run.id, payload });
  }

  function takeBack(planId: string, itemId: string, tell: Tell): void {
    const { state } = rowOf(planId, itemId);
    if (state !== 'sending')
      throw new InternalError(`Item "${itemId}" of "${planId}" is ${state}: nothing to take back`);
    update(planId, itemId, { state: 'planned', outcome: null, intent_at: null, fence: null });
    tell('item-unsent', { itemId });
  }

  function end(lease: Lease, itemId: string, outcome: ItemOutcome, tell: Tell): void {
    const row = rowOf(lease.planId, itemId);
    if (row.state === 'done' && neverAfterDone.includes(outcome.state)) {
      throw new InternalError(`Item "${itemId}" of "${lease.planId}" is done: it cannot become ${outcome.state}`);
    }
    const calls = Math.max(row.calls, outcome.calls);
    update(lease.planId, itemId, { state: outcome.state, outcome: toJson(outcome), calls });
    const { call, account, mutations } = fromJson(row.item);
    tell('item-outcome', { itemId, call, address: account.address, mutations, outcome });
  }

  function begin(
    lease: Lease,
    itemId: string,
    intent: { readonly at: string; readonly detail: object; readonly tell: Tell },
  ): void {
    const row = rowOf(lease.planId, itemId);
    if (row.state === 'uncertain') {
      throw new InternalError(
        `Item "${itemId}" of "${lease.planId}" is uncertain: a person decides before it is sent again`,
      );
    }
    const { call, account, mutations } = fromJson(row.item);
    update(lease.planId, itemId, { state: 'sending', outcome: null, intent_at: intent.at, fence: lease.fence });
    intent.tell('item-intent', {
      itemId,
      call,
      address: account.address,
      mutations,
      fence: lease.fence,
      detail: intent.detail,
    });
  }

  function rowOf(planId: string, itemId: string): ItemRow {
    const row = db.first(query.selectFrom('items').selectAll().where('plan_id', '=', planId).where('id', '=', itemId));
    if (row === undefined) throw new InternalError(`Plan "${planId}" has no item "${itemId}"`);
    return row;
  }

  function update(planId: string, itemId: string, changes: Partial<ItemRow>): void {
    db.run(query.updateTable('items').set(changes).where('plan_id', '=', planId).where('id', '=', itemId));
  }

  function finish(lease: Lease, ending: End): Run {
    refuseUnlawful(['applying'], ending.state);
    return db.write(() => {
      const run = heldRun(lease);
      const ended = {
        state: ending.state,
        ended_at: ending.at,
        verification: ending.verification === null ? null : toJson(ending.verification),
        stopped_because: ending.stoppedBecause === null ? null : toJson(ending.stoppedBecause),
        calls: run.calls + (ending.calls ?? 0),
        holder: null,
        lease_until: null,
      };
      db.run(query.updateTable('runs').set(ended).where('id', '=', run.id));
      db.run(query.updateTable('plans').set({ state: ending.state }).where('id', '=', run.plan_id));
      audit.append({ ...ending.audit, runId: run.id });
      return runs.runOf({ ...run, ...ended });
    });
  }

  async function items(planId: string): Promise<readonly LedgerItem[]> {
    const found: LedgerItem[] = [];
    for (let last = -1; ; await turn()) {
      const page = query.selectFrom('items').selectAll().where('plan_id', '=', planId).where('position', '>', last);
      const rows = db.all(page.orderBy('position').limit(itemsAtOnce));
      for (const row of rows) found.push(ledgerItemOf(row));
      last = rows.at(-1)?.position ?? last;
      if (rows.length < itemsAtOnce) return found;
    }
  }

  /** Runs that ended before wrote nothing since; their items need not be looked at. */
  function pastItems(since: string): PastItem[] {
    const rows = query
      .selectFrom('items')
      .innerJoin('runs', 'runs.plan_id', 'items.plan_id')
      .selectAll('items')
      .where((or) => or.or([or('ended_at', 'is', null), or('ended_at', '>=', since)]))
      .where('items.state', '<>', 'planned')
      .orderBy('started_at')
      .orderBy('position');
    return db
      .all(rows)
      .map((row) => ({ ...ledgerItemOf(row), planId: row.plan_id }))
      .filter(({ outcome, intentAt }) => (outcome?.at ?? intentAt ?? '') >= since);
  }

  return {
    claim: claimIn(db, audit),
    renew: async (lease, now, leaseMs) => renew(lease, now, leaseMs),
    step: async (lease, content) => step(lease, content),
    items,
    itemsSince: async (since) => pastItems(since),
    finish: async (lease, ending) => finish(lease, ending),
    ...runs.reads,
  };
}

function ledgerItemOf(row: ItemRow): LedgerItem {
  return {
    item: fromJson<Item>(row.item),
    state: row.state,
    outcome: fromJsonOrNull(row.outcome),
    intentAt: row.intent_at,
    fence: row.fence,
  };
}
