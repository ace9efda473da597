/** Reject: one permitted person with a reason is enough. */

import type { Decision } from '../index.ts';
import type { Plan } from '../model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../model/refusal.ts';
import { type DecisionParts, mayBeDecided } from './may-be-decided.ts';
import { mutesOf } from './mutes-of.ts';

export async function reject(parts: DecisionParts, decision: Decision): Promise<Plan | Refusal> {
  const plan = await mayBeDecided(parts, decision);
  if (isRefusal(plan)) return plan;
  const reason = decision.comment.trim();
  if (reason === '') return refuse('reason-needed', { planId: plan.id });

  const { planId, fingerprint, by } = decision;
  const at = parts.clock.now().toISOString();
  // An undo is not proposed by itself: there is nothing to mute.
  const mutes = decision.mute === true && plan.content.undoes === undefined;
  const result = await parts.store.plans.transition({
    planId,
    from: ['proposed'],
    to: 'rejected',
    fingerprint,
    vote: { person: by, decision: 'reject', fingerprint, comment: reason, at },
    audit: { at, actor: by, what: 'plan-rejected', planId, runId: null, payload: { fingerprint, reason, mutes } },
    ...(mutes ? { mutes: mutesOf(plan, plan.content.mutations, { by, reason, at }) } : {}),
  });
  // Somebody was faster: looking again ends with what he did.
  return result.ok ? result.plan : reject(parts, decision);
}
