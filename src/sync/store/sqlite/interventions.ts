/** What people say to a run: stop, and what became of an item that nobody else can tell. Must not touch a held lease. */

import type { Sqlite } from '../../../platform/sqlite.ts';
import { mayBecome } from '../../model/plan-life.ts';
import { waitsUntil } from '../../model/run.ts';
import type { AuditEntry, StopWish, Store } from '../store.ts';
import type { AuditLog } from './audit.ts';
import { later } from './claim.ts';
import { fromJsonOrNull, toJson } from './json.ts';
import type { LinkWriter } from './links.ts';
import type { RunRow, Tables } from './tables.ts';

type Asked = Awaited<ReturnType<Store['ledger']['askToStop']>>;
type Resolution = Parameters<Store['ledger']['resolve']>[0];

export function interventionsIn(
  db: Sqlite<Tables>,
  audit: AuditLog,
  links: LinkWriter,
): Pick<Store['ledger'], 'askToStop' | 'stopWish' | 'resolve'> {
  const { query } = db;

  function runOf(planId: string) {
    const columns = ['id', 'state', 'stop_wish', 'stopped_because', 'ended_at'] as const;
    return db.first(query.selectFrom('runs').select(columns).where('plan_id', '=', planId));
  }

  /** A plan that something newer took the place of does not go on, whatever its run says. */
  function waits(planId: string, { stopped_because }: Pick<RunRow, 'stopped_because'>): boolean {
    const plan = db.first(query.selectFrom('plans').select('state').where('id', '=', planId));
    const mayGoOn = plan !== undefined && mayBecome(plan.state, 'applying') && plan.state !== 'approved';
    return mayGoOn && waitsUntil({ stoppedBecause: fromJsonOrNull(stopped_because) }) !== null;
  }

  /** Whoever looked at the end before must find another one, also within one millisecond: by it a resume tells two ends apart. */
  function anotherEnd({ ended_at: before }: Pick<RunRow, 'ended_at'>, { at }: StopWish): string {
    return at === before ? later(at, 1) : at;
  }

  function askToStop(planId: string, wish: StopWish, entry: AuditEntry): Asked {
    return db.write(() => {
      const run = runOf(planId);
      if (run !== undefined && run.state !== 'running' && waits(planId, run)) {
        const stopped_because = toJson({ code: 'stopped-by-person', params: { by: wish.by.name, at: wish.at } });
        db.run(
          query
            .updateTable('runs')
            .set({ stopped_because, ended_at: anotherEnd(run, wish) })
            .where('id', '=', run.id),
        );
        audit.append({ ...entry, runId: run.id });
        return 'waited';
      }
      if (run?.state !== 'running') return 'not-running';
      if (run.stop_wish !== null) return 'already';
      db.run(
        query
          .updateTable('runs')
          .set({ stop_wish: toJson(wish) })
          .where('id', '=', run.id),
      );
      audit.append({ ...entry, runId: run.id });
      return 'asked';
    });
  }

  function resolve(wish: Resolution): boolean {
    return db.write(() => {
      const plan = db.first(query.selectFrom('plans').select('state').where('id', '=', wish.planId));
      const run = runOf(wish.planId);
      if (plan === undefined || run === undefined || run.state === 'running') return false;
      if (!isAsRead(wish)) return false;
      saveOutcome(wish);
      db.run(query.updateTable('runs').set({ state: wish.runState }).where('id', '=', run.id));
      if (plan.state !== wish.runState && mayBecome(plan.state, wish.runState))
        db.run(query.updateTable('plans').set({ state: wish.runState }).where('id', '=', wish.planId));
      audit.append({ ...wish.audit, runId: run.id });
      return true;
    });
  }

  function isAsRead({ planId, itemId, states }: Resolution): boolean {
    const items = db.all(
      query.selectFrom('items').select(['id', 'state']).where('plan_id', '=', planId).orderBy('position'),
    );
    const uncertain = items.some(({ id, state }) => id === itemId && state === 'uncertain');
    return uncertain && items.length === states.length && items.every(({ state }, index) => state === states[index]);
  }

  function saveOutcome({ planId, itemId, outcome, ...wish }: Resolution): void {
    const ended = { state: outcome.state, outcome: toJson(outcome) };
    db.run(query.updateTable('items').set(ended).where('plan_id', '=', planId).where('id', '=', itemId));
    const tell = (what: string, payload: AuditEntry['payload']) => audit.append({ ...wish.audit, what, payload });
    for (const link of wish.links) links.record(link, tell);
    for (const mailboxId of wish.endedLinks) links.end(mailboxId, tell);
  }

  return {
    askToStop: async (planId, wish, entry) => askToStop(planId, wish, entry),
    stopWish: async (runId) => {
      const row = db.first(query.selectFrom('runs').select('stop_wish').where('id', '=', runId));
      return row === undefined ? undefined : (fromJsonOrNull<StopWish>(row.stop_wish) ?? undefined);
    },
    resolve: async (wish) => resolve(wish),
  };
}
