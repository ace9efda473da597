/** May this plan be carried out now? Asked at the start, at a resume and at a take-over. It changes nothing. */

import { isOver } from '../approve/may-be-decided.ts';
import { reauthorize } from '../approve/reauthorize.ts';
import { withinLimits } from '../approve/within-limits.ts';
import type { CarryOutParts } from '../carry-out-parts.ts';
import type { Plan } from '../model/plan.ts';
import { mayBecome, type PlanState } from '../model/plan-life.ts';
import { type Refusal, type RefusalCode, refuse } from '../model/refusal.ts';
import { canonicalJson } from '../plan/canonical-json.ts';

/** Undefined: it may. */
export async function mayStart(
  parts: Pick<CarryOutParts, 'store' | 'clock' | 'policy' | 'mayApprove'>,
  plan: Plan,
): Promise<Refusal | undefined> {
  if (plan.state !== 'applying' && plan.state !== 'proposed' && !mayBecome(plan.state, 'applying'))
    return notStartable(plan.id, plan.state);
  if (isOver(plan, parts.clock)) return refuse('plan-expired', { planId: plan.id });
  if (canonicalJson(plan.content.policy) !== canonicalJson(parts.policy))
    return refuse('policy-changed', { planId: plan.id });
  // A proposed plan has too few votes by definition: the same answer.
  const unsigned = reauthorize(plan, await parts.store.plans.votes(plan.id), parts.mayApprove);
  return unsigned ?? (await withinLimits(parts, plan, 'start'));
}

/** Why a plan in this state is not one to start. */
export function notStartable(planId: string, state: PlanState | null): Refusal {
  const codes: Partial<Record<PlanState, RefusalCode>> = {
    blocked: 'plan-blocked',
    superseded: 'plan-superseded',
    expired: 'plan-expired',
    applying: 'plan-running',
  };
  if (state === null) return refuse('unknown-plan', { planId });
  return refuse(codes[state] ?? 'plan-already-decided', { planId, state });
}
