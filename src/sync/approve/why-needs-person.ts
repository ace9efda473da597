/**
 * May a plan ever be approved without a person? Only one whose readings are all known to have been made from the sources
 * themselves. What does not say so, of a recording or of an earlier version, needs a person. Pure.
 */

import type { Plan } from '../model/plan.ts';
import { type Refusal, refuse } from '../model/refusal.ts';

/** Undefined: a written policy may allow it. */
export function whyNeedsPerson({ id, basis }: Pick<Plan, 'id' | 'basis'>): Refusal | undefined {
  const [first] = basis.sources;
  if (first === undefined) return refuse('person-needed', { planId: id, source: '', madeFrom: 'unknown' });
  const other = basis.sources.find(({ madeFrom }) => madeFrom !== 'source');
  if (other === undefined) return undefined;
  return refuse('person-needed', { planId: id, source: other.source, madeFrom: other.madeFrom ?? 'unknown' });
}
