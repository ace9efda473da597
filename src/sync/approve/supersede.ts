/**
 * A newer plan takes the place of older ones that still wait, or that stopped half-way: nobody may approve or resume those. A
 * run that waits for Zivver did not stop: it goes on, as one that is under way does, until a person stops it.
 */

import { countersign } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import { statesBefore } from '../model/plan-life.ts';
import type { PlanSummary } from '../store/store.ts';
import type { TimedStore } from './may-be-decided.ts';
import { type UnderRules, waitingRuns } from './waiting-runs.ts';

/** What comes: a plan that is in the store, or, with null, a reading from which there was nothing to do. */
export interface Newer {
  readonly id: Plan['id'] | null;
  /** Of nothing to do: the sequence of the newest plan there was when the reading became the newest. */
  readonly since?: number;
  /** The run that it undoes. */
  readonly undoes?: string;
}

/**
 * The plans that are superseded now.
 * @param spared ids of plans that live beside the newer one: its siblings
 */
export async function supersede(
  parts: UnderRules,
  newer: Newer,
  spared: readonly string[] = [],
): Promise<readonly Plan[]> {
  const { store, clock } = parts;
  const waiting = [...(await store.plans.open()), ...(await store.plans.resumable())];
  const goesOn = new Set((await waitingRuns(parts)).map(({ planId }) => planId));
  const superseded: Plan[] = [];
  const last = newer.id === null ? (newer.since ?? Number.POSITIVE_INFINITY) : sequenceOf(waiting, newer.id) - 1;
  for (const { id } of waiting.filter(
    (plan) =>
      (plan.sequence ?? 0) <= last && isReplaced(plan, newer) && !spared.includes(plan.id) && !goesOn.has(plan.id),
  )) {
    const plan = await supersedeBy({ store, clock }, id, newer.id ?? 'nothing-to-do');
    if (plan !== undefined) superseded.push(plan);
  }
  return superseded;
}

/** Undefined when the plan does not wait any more. */
export async function supersedeBy({ store, clock }: TimedStore, planId: string, by: string): Promise<Plan | undefined> {
  const result = await store.plans.transition({
    planId,
    from: statesBefore('superseded'),
    to: 'superseded',
    audit: {
      at: clock.now().toISOString(),
      actor: countersign,
      what: 'plan-superseded',
      planId,
      runId: null,
      payload: { by },
    },
  });
  return result.ok ? result.plan : undefined;
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
