/** Resume: which stopped plan is meant, and may it go on under the approval it has? Starts nothing; `carryOut` does. */

import type { CarryOutParts } from '../carry-out-parts.ts';
import type { ResumeOutcome, ResumeRequest } from '../index.ts';
import { planDetails } from '../inspect/plan-details.ts';
import { resumableStates } from '../model/plan-life.ts';
import { isRefusal, type Refusal, refuse } from '../model/refusal.ts';
import { mayStart, notStartable } from './may-start.ts';

export async function mayResume(
  parts: Pick<CarryOutParts, 'store' | 'clock' | 'policy' | 'mayApprove'>,
  { which }: ResumeRequest,
): Promise<ResumeOutcome | Refusal> {
  const wanted = which ?? (await parts.store.plans.resumable())[0]?.id;
  if (wanted === undefined) return refuse('nothing-to-resume');
  const details = await planDetails(parts.store, wanted);
  if (isRefusal(details)) return details;
  const { plan, run } = details;
  if (!(resumableStates as readonly string[]).includes(plan.state)) {
    const neverStarted = plan.state === 'proposed' || plan.state === 'approved' || plan.state === 'applied';
    return neverStarted ? refuse('nothing-to-resume', { planId: plan.id }) : notStartable(plan.id, plan.state);
  }
  if (run?.results.every(({ state }) => state === 'done' || state === 'uncertain') === true)
    return refuse('nothing-to-resume', { planId: plan.id });
  return (await mayStart(parts, plan)) ?? { plan, resumes: run?.endedAt ?? '' };
}
