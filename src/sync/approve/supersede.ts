/** A newer plan takes the place of older ones that still wait, or that stopped half-way: nobody may approve or resume those. */

import { countersign } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import { statesBefore } from '../model/plan-life.ts';
import type { PlanSummary } from '../store/store.ts';
import type { TimedStore } from './may-be-decided.ts';

/** What comes: a plan that is in the store, or, with null, a reading from which there was nothing to do. */
export interface Newer {
  readonly id: Plan['id'] | null;
  /** The run that it undoes. */
  readonly undoes?: string;
}

/**
 * The plans that are superseded now.
 * @param spared ids of plans that live beside the newer one: its siblings
 */
export async function supersede(
  { store, clock }: TimedStore,
  newer: Newer,
  spared: readonly string[] = [],
): Promise<readonly Plan[]> {
  const waiting = [...(await store.plans.open()), ...(await store.plans.resumable())];
  const superseded: Plan[] = [];
  const since = newer.id === null ? Number.POSITIVE_INFINITY : sequenceOf(waiting, newer.id);
  for (const { id } of waiting.filter(
    (plan) => (plan.sequence ?? 0) < since && isReplaced(plan, newer) && !spared.includes(plan.id),
  )) {
    const result = await store.plans.transition({
      planId: id,
      from: statesBefore('superseded'),
      to: 'superseded',
      audit: {
        at: clock.now().toISOString(),
        actor: countersign,
        what: 'plan-superseded',
        planId: id,
        runId: null,
        payload: { by: newer.id ?? 'nothing-to-do' },
      },
    });
    if (result.ok) superseded.push(result.plan);
  }
  return superseded;
}

/**
 * A preview and an undo live beside each other. A preview takes the place of earlier previews; an undo that of an earlier
 * undo of the same run, and of that run's own plan: who undoes it does not want it to go on.
 */
function isReplaced(plan: PlanSummary, { undoes }: Newer): boolean {
  const earlier = plan.undoes ?? null;
  if (undoes === undefined) return earlier === null;
  return earlier === undoes || plan.lastRunId === undoes;
}

/**
 * A strict order: of two plans proposed in the same moment, exactly one stays. It is the order in which the store got them,
 * not that of a clock, which may be set back. A plan that waits no more is newer than nothing.
 */
function sequenceOf(waiting: readonly PlanSummary[], id: string): number {
  return waiting.find((plan) => plan.id === id)?.sequence ?? Number.NEGATIVE_INFINITY;
}
