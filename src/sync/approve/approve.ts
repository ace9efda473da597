/**
 * Approve: a permitted person signs one fingerprint, in time. The vote that meets the quorum moves the plan, by
 * compare-and-set: of two approvers at once, one moves it. Applies nothing.
 */

import type { ApproveOutcome, Decision } from '../index.ts';
import type { Plan } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import { isRefusal, type Refusal, refuse } from '../model/refusal.ts';
import type { Vote } from '../model/run.ts';
import { canonicalJson } from '../plan/canonical-json.ts';
import type { AuditEntry } from '../store/store.ts';
import { type DecisionParts, mayBeDecided } from './may-be-decided.ts';
import { type MayApprove, validVotes, whyNotThisPerson } from './valid-votes.ts';
import { withinLimits } from './within-limits.ts';

export interface ApproveParts extends DecisionParts {
  /** The rules of this moment: a plan made under others is refused. */
  readonly policy: Policy;
  /** For the votes of others, which may have been cast hours ago. */
  readonly mayApprove: MayApprove;
}

export async function approve(parts: ApproveParts, decision: Decision): Promise<ApproveOutcome | Refusal> {
  const plan = await mayBeDecided(parts, decision);
  if (isRefusal(plan)) return plan;
  if (policyChanged(plan, parts.policy)) return refuse('policy-changed', { planId: plan.id });
  const notThisPerson = whyNotThisPerson(plan, decision.by);
  if (notThisPerson !== undefined) return notThisPerson;
  const { typed, namedFor = [] } = plan.approval;
  if (namedFor.length > 0 && !parts.mayApprove(decision.by, namedFor))
    return refuse('not-named-for-class', { planId: plan.id, classes: namedFor.join(' ') });
  if (typed !== undefined && decision.typed !== typed) return refuse('number-differs', { planId: plan.id });
  const overLimit = await withinLimits(parts, plan, 'approval');
  if (overLimit !== undefined) return overLimit;

  const mine = voteOf(parts, decision);
  const earlier = await parts.store.plans.votes(plan.id);
  if (meetsQuorum(parts, plan, [...earlier, mine])) return seal(parts, decision, mine);
  await parts.store.plans.addVote(plan.id, mine, auditOf('plan-vote', decision, mine));
  // Two people who vote at the same moment each saw the other's vote missing: whoever looks last moves the plan.
  const votes = await parts.store.plans.votes(plan.id);
  if (meetsQuorum(parts, plan, votes)) return seal(parts, decision, mine);
  return { plan, quorumMet: false, votes };
}

function policyChanged(plan: Plan, policy: Policy): boolean {
  return canonicalJson(plan.content.policy) !== canonicalJson(policy);
}

function meetsQuorum({ mayApprove }: ApproveParts, plan: Plan, votes: readonly Vote[]): boolean {
  return validVotes(plan, votes, mayApprove).length >= plan.approval.votes;
}

async function seal(parts: ApproveParts, decision: Decision, vote: Vote): Promise<ApproveOutcome | Refusal> {
  const { plans } = parts.store;
  const result = await plans.transition({
    planId: decision.planId,
    from: ['proposed'],
    to: 'approved',
    fingerprint: decision.fingerprint,
    vote,
    audit: auditOf('plan-approved', decision, vote),
  });
  if (result.ok) return { plan: result.plan, quorumMet: true, votes: await plans.votes(result.plan.id) };
  // Somebody was faster. States only move forward, so looking again ends with what he did.
  return approve(parts, decision);
}

function voteOf({ clock }: ApproveParts, { by, fingerprint, comment }: Decision): Vote {
  return { person: by, decision: 'approve', fingerprint, comment: comment.trim(), at: clock.now().toISOString() };
}

function auditOf(what: 'plan-vote' | 'plan-approved', { planId, by, typed }: Decision, vote: Vote): AuditEntry {
  const payload = {
    fingerprint: vote.fingerprint,
    comment: vote.comment,
    ...(typed === undefined ? {} : { typed }),
  };
  return { at: vote.at, actor: by, what, planId, runId: null, payload };
}
