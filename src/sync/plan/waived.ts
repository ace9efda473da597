/** A plan without the blocks that a person lifted: other findings, another fingerprint, the same mutations. Pure. */

import type { FindingCode, FindingWaiver } from '../model/finding.ts';
import { type ComputedPlan, notWaivable, type PlanContent } from '../model/plan.ts';
import { approvalOf } from './approval.ts';
import { fingerprintOf } from './fingerprint.ts';

export type Waived = Pick<ComputedPlan, 'fingerprint' | 'content' | 'approval' | 'blocked'>;

/** Blocks of other codes, and those the policy does not let people lift, stand. */
export function waived(content: PlanContent, waivers: ReadonlyMap<FindingCode, FindingWaiver>): Waived {
  const hard = new Set(notWaivable(content));
  const findings = content.findings.map((finding) => {
    const waiver = waivers.get(finding.code);
    if (finding.effect !== 'block' || waiver === undefined || hard.has(finding.code)) return finding;
    return { ...finding, effect: 'warn' as const, waiver };
  });
  const lifted = { ...content, findings };
  return {
    fingerprint: fingerprintOf(lifted),
    content: lifted,
    approval: approvalOf(lifted),
    blocked: findings.some(({ effect }) => effect === 'block'),
  };
}
