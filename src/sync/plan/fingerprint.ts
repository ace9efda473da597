/** SHA-256 of canonical JSON: what people see on the card, what an approval is bound to, what the report cites. */

import { createHash, hash } from 'node:crypto';
import { atOnce } from '../model/at-once.ts';
import type { PlanContent } from '../model/plan.ts';
import { canonicalJson } from './canonical-json.ts';
import { contentPieces } from './plan-text.ts';

/** 64 hexadecimal digits. */
export function digest(value: unknown): string {
  return digestOfText(canonicalJson(value));
}

export function digestOfText(text: string): string {
  return hash('sha256', text);
}

/**
 * Covers mutations, items, every finding that warns, withholds or blocks, and policy. Findings that only inform stay out:
 * they count things elsewhere, and an unrelated edit must not void an approval (docs/decisions/0003).
 */
export function fingerprintOf(content: PlanContent): string {
  return atOnce(fingerprinting(content));
}

/** The same piece by piece: whoever has other things to do goes on when there is time. */
export function* fingerprinting(content: PlanContent): Generator<undefined, string> {
  const covered = { ...content, findings: content.findings.filter((finding) => finding.effect !== 'info') };
  const sum = createHash('sha256');
  for (const piece of contentPieces(covered)) {
    sum.update(piece);
    yield;
  }
  return sum.digest('hex');
}
