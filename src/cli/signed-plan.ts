/** Which plan a person signs: the fingerprint he types must be the one of the plan he names. */

import type { Sync } from '../sync/index.ts';
import type { Plan } from '../sync/model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../sync/model/refusal.ts';

/** `which` is a plan id with `typed` digits of its fingerprint, or the beginning of a fingerprint itself. */
export async function signedPlan(
  sync: Sync,
  which: string,
  typed: string | undefined,
): Promise<Plan | Refusal | 'fingerprint-needed'> {
  const details = await sync.details(which);
  if (isRefusal(details)) return details;
  const digits = (typed ?? (/^[0-9a-f]{8,64}$/i.test(which) ? which : '')).toLowerCase();
  if (digits.length < 8) return 'fingerprint-needed';
  return details.plan.fingerprint.startsWith(digits)
    ? details.plan
    : refuse('fingerprint-differs', { planId: details.plan.id });
}
