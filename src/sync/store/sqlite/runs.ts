/** Runs as people read them: their votes and the state of each item beside them. Only reads. */

import type { Sqlite } from '../../../platform/sqlite.ts';
import type { Run } from '../../model/run.ts';
import type { Store } from '../store.ts';
import { fromJson, fromJsonOrNull } from './json.ts';
import { voteOf } from './plan-rows.ts';
import type { RunRow, Tables } from './tables.ts';
import { rowOrder } from './tables.ts';

export interface RunReader {
  /** Inside the caller's transaction. */
  runOf(row: RunRow): Run;
  readonly reads: Pick<Store['ledger'], 'run' | 'latestRunOf' | 'runs' | 'applying'>;
}

export function runsIn(db: Sqlite<Tables>): RunReader {
  const { query } = db;

  function runOf(row: RunRow): Run {
    const votes = query
      .selectFrom('votes')
      .selectAll()
      .where('plan_id', '=', row.plan_id)
      .where('fingerprint', '=', row.fingerprint)
      .orderBy('at')
      .orderBy(rowOrder);
    const items = query
      .selectFrom('items')
      .select(['id', 'state', 'outcome', 'calls'])
      .where('plan_id', '=', row.plan_id)
      .orderBy('position');
    const found = db.all(items);
    return {
      id: row.id,
      planId: row.plan_id,
      fingerprint: row.fingerprint,
      state: row.state,
      startedBy: fromJson(row.started_by),
      votes: db.all(votes).map(voteOf),
      startedAt: row.started_at,
      endedAt: row.ended_at,
      results: found.map(({ id, state, outcome }) => ({ itemId: id, state, outcome: fromJsonOrNull(outcome) })),
      verification: fromJsonOrNull(row.verification),
      calls: found.reduce((sum, item) => sum + item.calls, row.calls),
      stoppedBecause: fromJsonOrNull(row.stopped_because),
    };
  }

  function one(column: 'id' | 'plan_id', value: string): Run | undefined {
    return db.read(() => {
      const row = db.first(query.selectFrom('runs').selectAll().where(column, '=', value));
      return row === undefined ? undefined : runOf(row);
    });
  }

  return {
    runOf,
    reads: {
      run: async (runId) => one('id', runId),
      latestRunOf: async (planId) => one('plan_id', planId),
      runs: async (limit) => {
        const newest = query.selectFrom('runs').selectAll().orderBy('started_at', 'desc').orderBy(rowOrder, 'desc');
        return db.read(() => db.all(newest.limit(limit)).map(runOf));
      },
      applying: async () =>
        db.all(query.selectFrom('plans').select('id').where('state', '=', 'applying')).map(({ id }) => id),
    },
  };
}
