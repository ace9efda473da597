/** Can this plan still be decided on, by this person, from this card? The checks approve and reject share, in order. */

import { InternalError } from '../../errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { inTurns } from '../../platform/slices.ts';
import type { Announcer } from '../announcer.ts';
import type { Decision } from '../index.ts';
import { countersign } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanState } from '../model/plan-life.ts';
import { type Refusal, type RefusalCode, refuse } from '../model/refusal.ts';
import type { Vote } from '../model/run.ts';
import { matchingFingerprint } from '../plan/fingerprint.ts';
import type { Store } from '../store/store.ts';

export interface TimedStore {
  readonly store: Store;
  readonly clock: Clock;
}

export interface DecisionParts extends TimedStore {
  readonly announcer: Announcer;
}

/**
 * The plan, proposed (or blocked, for a waiver) and in time; or why not. A plan whose time is over becomes `expired` on the way.
 */
export async function mayBeDecided(
  parts: DecisionParts,
  decision: Decision,
  waits: 'proposed' | 'blocked' = 'proposed',
): Promise<Plan | Refusal> {
  const { store, clock, announcer } = parts;
  const plan = await store.plans.get(decision.planId);
  if (plan === undefined) return refuse('unknown-plan', { planId: decision.planId });
  if (!decision.mayDecide) return refuse('not-authorized', { planId: plan.id });
  if (isOver(plan, clock) && (plan.state === 'proposed' || plan.state === 'blocked')) {
    const expired = await markExpired(parts, plan.id);
    if (expired !== undefined) await announcer.planChanged(expired);
    return refuse('plan-expired', { planId: plan.id });
  }
  if (plan.state !== waits) return notWaiting(plan, await store.plans.votes(plan.id));
  if (plan.fingerprint !== decision.fingerprint) return refuse('fingerprint-differs', { planId: plan.id });
  if (!(await inTurns(matchingFingerprint(plan.content, plan.fingerprint)))) {
    throw new InternalError(`Plan "${plan.id}" in the store is not what its fingerprint says`);
  }
  return plan;
}

export function isOver(plan: { readonly expiresAt: string }, clock: Clock): boolean {
  return Date.parse(plan.expiresAt) <= clock.now().getTime();
}

/** Compare-and-set: undefined when somebody decided first. */
export async function markExpired({ store, clock }: TimedStore, planId: string): Promise<Plan | undefined> {
  const result = await store.plans.transition({
    planId,
    from: ['blocked', 'proposed', 'approved'],
    to: 'expired',
    audit: {
      at: clock.now().toISOString(),
      actor: countersign,
      what: 'plan-expired',
      planId,
      runId: null,
      payload: {},
    },
  });
  return result.ok ? result.plan : undefined;
}

/** The other states mean that somebody decided. */
const refusalOf: Partial<Record<PlanState, RefusalCode>> = {
  blocked: 'plan-blocked',
  applying: 'plan-running',
  superseded: 'plan-superseded',
  expired: 'plan-expired',
};

function notWaiting(plan: Plan, votes: readonly Vote[]): Refusal {
  if (plan.state === 'proposed') return refuse('nothing-to-waive', { planId: plan.id });
  const code = refusalOf[plan.state];
  if (code !== undefined) return refuse(code, { planId: plan.id });
  return refuse('plan-already-decided', { planId: plan.id, state: plan.state, ...decidedBy(plan.state, votes) });
}

/** Who said the word that counted, and when. */
function decidedBy(state: PlanState, votes: readonly Vote[]): Readonly<Record<string, string>> {
  const decision = state === 'rejected' ? 'reject' : 'approve';
  const last = votes.findLast((vote) => vote.decision === decision);
  return last === undefined ? {} : { decision, by: last.person.name, at: last.at };
}
