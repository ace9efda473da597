/**
 * Waive: a permitted person lifts the blocks of one plan, with a reason. What was signed before does not count: the
 * fingerprint is another one. Approves nothing; where a second person is needed, whoever waived is not that person.
 */

import type { Decision } from '../index.ts';
import type { FindingCode, FindingWaiver } from '../model/finding.ts';
import { notWaivable, type Plan } from '../model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../model/refusal.ts';
import { waived } from '../plan/waived.ts';
import { type DecisionParts, mayBeDecided } from './may-be-decided.ts';

export async function waive(parts: DecisionParts, decision: Decision): Promise<Plan | Refusal> {
  const plan = await mayBeDecided(parts, decision, 'blocked');
  if (isRefusal(plan)) return plan;
  const [hard] = notWaivable(plan.content);
  if (hard !== undefined) return refuse('not-waivable', { planId: plan.id, finding: hard });
  const reason = decision.comment.trim();
  if (reason === '') return refuse('reason-needed', { planId: plan.id });

  const { by, planId, fingerprint } = decision;
  const at = parts.clock.now().toISOString();
  const codes = [...new Set(plan.content.findings.filter(({ effect }) => effect === 'block').map(({ code }) => code))];
  const without = waived(
    plan.content,
    new Map<FindingCode, FindingWaiver>(codes.map((code) => [code, { by, reason, at }])),
  );
  const result = await parts.store.plans.transition({
    planId,
    from: ['blocked'],
    to: 'proposed',
    fingerprint,
    waived: {
      plan: without,
      waivers: codes.map((findingCode) => ({ planId, findingCode, by, reason, at })),
    },
    audit: {
      at,
      actor: by,
      what: 'plan-waived',
      planId,
      runId: null,
      payload: { before: fingerprint, fingerprint: without.fingerprint, findings: codes, reason },
    },
  });
  // Somebody was faster: looking again ends with what he did.
  return result.ok ? result.plan : waive(parts, decision);
}
