/** SHA-256 of the signed text: what people see on the card, what an approval is bound to, what the report cites. */

import { createHash, hash } from 'node:crypto';
import { atOnce } from '../model/at-once.ts';
import type { PlanContent } from '../model/plan.ts';
import { canonicalJson, canonicalPieces } from './canonical-json.ts';
import { signedPieces } from './signed-text.ts';

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
  return yield* summing(signedPieces(covered(content)));
}

/** Whether this content is what people saw under this fingerprint, and signed or may sign. */
export function* matchingFingerprint(content: PlanContent, fingerprint: string): Generator<undefined, boolean> {
  if ((yield* fingerprinting(content)) === fingerprint) return true;
  // Earlier versions summed another text of the same content (docs/decisions/0020): what waits since then stays valid.
  return (yield* summing(canonicalPieces(covered(content)))) === fingerprint;
}

function covered(content: PlanContent): PlanContent {
  return { ...content, findings: content.findings.filter((finding) => finding.effect !== 'info') };
}

function* summing(pieces: Iterable<string>): Generator<undefined, string> {
  const sum = createHash('sha256');
  for (const piece of pieces) {
    sum.update(piece);
    yield;
  }
  return sum.digest('hex');
}
