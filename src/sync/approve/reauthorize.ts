/** Do the recorded votes still carry the plan? Asked when a run starts and when it resumes: people lose roles in between. Pure. */

import type { Plan } from '../model/plan.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { Vote } from '../model/run.ts';
import { type MayApprove, validVotes } from './valid-votes.ts';

/** Undefined: they do. */
export function reauthorize(plan: Plan, votes: readonly Vote[], mayApprove: MayApprove): Refusal | undefined {
  const valid = validVotes(plan, votes, mayApprove).length;
  const needed = plan.approval.votes;
  return valid >= needed ? undefined : refuse('approval-void', { planId: plan.id, valid, needed });
}
