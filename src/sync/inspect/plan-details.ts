/** Finds one plan with everything that belongs to it, by whatever a person typed. Reads only. */

import type { PlanDetails } from '../index.ts';
import type { Plan } from '../model/plan.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { Run } from '../model/run.ts';
import type { Store } from '../store/store.ts';

/** How far back a fingerprint is looked for. */
const lookBack = 1000;

/** @param which a plan id, a run id, at least six first digits of a fingerprint, or nothing: the newest */
export async function planDetails(store: Store, which: string | undefined): Promise<PlanDetails | Refusal> {
  const wanted = which?.trim().toLowerCase();
  const run = wanted?.startsWith('run-') === true ? await store.ledger.run(wanted) : undefined;
  const planId = run?.planId ?? (await planIdOf(store, wanted));
  const plan = planId === undefined ? undefined : await store.plans.get(planId);
  if (plan === undefined)
    return refuse(wanted?.startsWith('run-') === true ? 'unknown-run' : 'unknown-plan', { planId: wanted ?? '' });
  return detailsOf(store, plan, run);
}

async function planIdOf(store: Store, wanted: string | undefined): Promise<string | undefined> {
  if (wanted === undefined || wanted === '') return (await store.plans.history(1))[0]?.id;
  if (!/^[0-9a-f]{6,64}$/.test(wanted)) return wanted;
  const matches = (await store.plans.history(lookBack)).filter(({ fingerprint }) => fingerprint.startsWith(wanted));
  // One plan may have been proposed, expired and proposed again with the same fingerprint: the newest is meant.
  const fingerprints = new Set(matches.map(({ fingerprint }) => fingerprint));
  return fingerprints.size === 1 ? matches[0]?.id : undefined;
}

async function detailsOf(store: Store, plan: Plan, named: Run | undefined): Promise<PlanDetails> {
  const [votes, latest, items] = await Promise.all([
    store.plans.votes(plan.id),
    store.ledger.latestRunOf(plan.id),
    store.ledger.items(plan.id),
  ]);
  return { plan, votes, run: named ?? latest ?? null, items };
}
