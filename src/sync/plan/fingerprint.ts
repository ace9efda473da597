/** SHA-256 of canonical JSON: what people see on the card, what an approval is bound to, what the report cites. */

import { createHash, hash } from 'node:crypto';
import type { PlanContent } from '../model/plan.ts';
import { canonicalJson, canonicalPieces } from './canonical-json.ts';

/** 64 hexadecimal digits. */
export function digest(value: unknown): string {
  return hash('sha256', canonicalJson(value));
}

/**
 * Covers mutations, items, every finding that warns, withholds or blocks, and policy. Findings that only inform stay out:
 * they count things elsewhere, and an unrelated edit must not void an approval (docs/decisions/0003).
 */
export function fingerprintOf(content: PlanContent): string {
  const covered = { ...content, findings: content.findings.filter((finding) => finding.effect !== 'info') };
  const sum = createHash('sha256');
  for (const piece of canonicalPieces(covered)) sum.update(piece);
  return sum.digest('hex');
}
