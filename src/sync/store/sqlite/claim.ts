/** The claim: the one door through which a plan becomes `applying`, by start, resume or take-over. */

import type { Sqlite } from '../../../platform/sqlite.ts';
import type { PlanState } from '../../model/plan-life.ts';
import { waitsUntil } from '../../model/run.ts';
import type { Lease, Store } from '../store.ts';
import type { AuditLog } from './audit.ts';
import { fromJsonOrNull, toJson } from './json.ts';
import { refuseUnlawful } from './plans.ts';
import type { RunRow, Tables } from './tables.ts';

type Claim = Parameters<Store['ledger']['claim']>[0];
type ClaimResult = Awaited<ReturnType<Store['ledger']['claim']>>;

export function claimIn(db: Sqlite<Tables>, audit: AuditLog): Store['ledger']['claim'] {
  const { query } = db;

  function tryClaim(wish: Claim): ClaimResult {
    const plan = db.first(query.selectFrom('plans').select(['state', 'fingerprint']).where('id', '=', wish.planId));
    if (plan === undefined) return { ok: false, reason: 'unknown', state: null };
    const earlier = db.first(query.selectFrom('runs').selectAll().where('plan_id', '=', wish.planId));
    const no = whyNot(wish, plan.state, earlier);
    if (no === 'busy') shortenFarLease(wish, earlier);
    if (no !== null) return { ok: false, reason: no, state: plan.state };
    db.run(query.updateTable('plans').set({ state: 'applying' }).where('id', '=', wish.planId));
    const lease = earlier === undefined ? startRun(wish, plan.fingerprint) : continueRun(wish, earlier);
    audit.append({ ...wish.audit, runId: lease.runId });
    return { ok: true, lease, resumed: earlier !== undefined };
  }

  function whyNot(wish: Claim, state: PlanState, earlier: RunRow | undefined): 'busy' | 'state' | 'target-busy' | null {
    if (state === 'applying') return leaseRuns(earlier, wish.now) ? 'busy' : null;
    if (!wish.from.includes(state)) return 'state';
    if (wish.endedAt !== undefined && earlier?.ended_at !== wish.endedAt) return 'state';
    const other = db.first(query.selectFrom('plans').select('id').where('state', '=', 'applying'));
    return other === undefined ? null : 'target-busy';
  }

  /**
   * A lease never ends later than it was taken for: this one is from before the clock was set back. From now on it holds as
   * long as any other: whoever lives renews it meanwhile, and whoever does not is not waited for until the old hour comes.
   */
  function shortenFarLease({ now, leaseMs }: Claim, run: RunRow | undefined): void {
    const furthest = later(now, leaseMs);
    if (run === undefined || run.lease_until === null || run.lease_until <= furthest) return;
    db.run(query.updateTable('runs').set({ lease_until: furthest }).where('id', '=', run.id));
  }

  function startRun({ runId, planId, holder, startedBy, now, leaseMs }: Claim, fingerprint: string): Lease {
    const fence = 1;
    db.run(
      query.insertInto('runs').values({
        id: runId,
        plan_id: planId,
        fingerprint,
        state: 'running',
        started_by: toJson(startedBy),
        started_at: now,
        ended_at: null,
        verification: null,
        stopped_because: null,
        calls: 0,
        fence,
        holder,
        lease_until: later(now, leaseMs),
        stop_wish: null,
      }),
    );
    return { runId, planId, holder, fence };
  }

  /** The fence only rises: a holder that was frozen and wakes up finds a higher one and stops. */
  function continueRun({ planId, holder, now, leaseMs }: Claim, run: RunRow): Lease {
    // A wish outlives the process that was to hear it; a resume is a new word.
    const goesOn =
      run.state === 'running' || waitsUntil({ stoppedBecause: fromJsonOrNull(run.stopped_because) }) !== null;
    const stopWish = goesOn ? run.stop_wish : null;
    const fence = run.fence + 1;
    const running = { state: 'running', ended_at: null, stopped_because: null, verification: null } as const;
    db.run(
      query
        .updateTable('runs')
        .set({ ...running, fence, holder, lease_until: later(now, leaseMs), stop_wish: stopWish })
        .where('id', '=', run.id),
    );
    return { runId: run.id, planId, holder, fence };
  }

  return async (wish) => {
    const others = wish.from.filter((state) => state !== 'applying');
    if (others.length > 0) refuseUnlawful(others, 'applying');
    return db.write(() => tryClaim(wish));
  };
}

/** ISO 8601 in UTC sorts as text. */
function leaseRuns(run: RunRow | undefined, now: string): boolean {
  return run !== undefined && run.lease_until !== null && run.lease_until > now;
}

export function later(now: string, ms: number): string {
  return new Date(Date.parse(now) + ms).toISOString();
}
