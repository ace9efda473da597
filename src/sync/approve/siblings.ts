/**
 * Whole and part: whoever approves one of them takes the other out of the hands of the next, because what it was computed
 * from is about to change. The rest is proposed by the next preview. Parts of one plan live side by side.
 */

import { countersign } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import type { SupersededBy } from '../model/split.ts';
import type { TimedStore } from './may-be-decided.ts';

/** The plans that no longer wait, because this one was approved. */
export async function supersedeWholeAndParts(parts: TimedStore, approved: Plan): Promise<readonly Plan[]> {
  const superseded: Plan[] = [];
  for (const id of await wholesOf(parts, approved))
    superseded.push(...(await supersedeOne(parts, id, { planId: approved.id, because: 'part-approved' })));
  for (const id of await partsOf(parts, approved))
    superseded.push(...(await supersedeOne(parts, id, { planId: approved.id, because: 'whole-approved' })));
  return superseded;
}

/** A part of a part has two wholes. */
async function wholesOf({ store }: TimedStore, plan: Plan): Promise<readonly string[]> {
  const ids: string[] = [];
  for (let next = plan.siblingOf?.planId; next !== undefined; ) {
    ids.push(next);
    next = (await store.plans.get(next))?.siblingOf?.planId;
  }
  return ids;
}

async function partsOf({ store }: TimedStore, plan: Plan): Promise<readonly string[]> {
  const open = await store.plans.open();
  const within = new Set([plan.id]);
  // A part is younger than its whole; the list is newest first.
  for (const { id, siblingOf } of open.toReversed()) if (within.has(siblingOf ?? '')) within.add(id);
  within.delete(plan.id);
  return [...within];
}

/** Of two people who approve whole and part in the same moment both are heard: what runs second finds what changed. */
async function supersedeOne(
  { store, clock }: TimedStore,
  planId: string,
  supersededBy: SupersededBy,
): Promise<readonly Plan[]> {
  const result = await store.plans.transition({
    planId,
    from: ['blocked', 'proposed'],
    to: 'superseded',
    supersededBy,
    audit: {
      at: clock.now().toISOString(),
      actor: countersign,
      what: 'plan-superseded',
      planId,
      runId: null,
      payload: { by: supersededBy.planId, because: supersededBy.because },
    },
  });
  return result.ok ? [result.plan] : [];
}
