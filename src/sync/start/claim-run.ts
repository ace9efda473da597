/** The claim: of two who start the same plan, one gets it. Also how a stopped run goes on and a dead one is taken over. */

import type { CarryOutParts } from '../carry-out-parts.ts';
import type { Person } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import { type PlanState, resumableStates } from '../model/plan-life.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { Run } from '../model/run.ts';
import type { Lease } from '../store/store.ts';
import { notStartable } from './may-start.ts';

export type Beginning = 'started' | 'resumed' | 'taken-over';

export interface ClaimedRun {
  readonly lease: Lease;
  readonly beginning: Beginning;
}

interface ClaimOptions {
  readonly by: Person;
  readonly leaseMs: number;
  /** The run that goes on, as it was looked at; undefined where none has ended. */
  readonly ended: Run | undefined;
}

export async function claimRun(
  { store, clock, ids }: Pick<CarryOutParts, 'store' | 'clock' | 'ids'>,
  plan: Plan,
  { by, leaseMs, ended }: ClaimOptions,
): Promise<ClaimedRun | Refusal> {
  const beginning = beginningOf(plan);
  const endedAt = ended?.endedAt ?? null;
  const now = clock.now().toISOString();
  const claim = await store.ledger.claim({
    planId: plan.id,
    from: startsFrom[beginning],
    ...(endedAt === null ? {} : { endedAt }),
    runId: ids.next('run'),
    holder: ids.next('process'),
    startedBy: by,
    now,
    leaseMs,
    audit: {
      at: now,
      actor: by,
      what: `run-${beginning}`,
      planId: plan.id,
      runId: null,
      payload: { fingerprint: plan.fingerprint },
    },
  });
  if (claim.ok) return { lease: claim.lease, beginning };
  if (claim.reason === 'busy') return refuse('plan-running', { planId: plan.id });
  if (claim.reason === 'target-busy') return refuse('busy', { planId: plan.id });
  return notStartable(plan.id, claim.state);
}

/** Only from where the plan was seen: one that ran and stopped meanwhile is not started again by whoever comes late. */
const startsFrom = {
  started: ['approved'],
  resumed: resumableStates,
  'taken-over': [],
} as const satisfies Record<Beginning, readonly PlanState[]>;

function beginningOf(plan: Plan): Beginning {
  if (plan.state === 'approved') return 'started';
  return plan.state === 'applying' ? 'taken-over' : 'resumed';
}
