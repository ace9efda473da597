/**
 * Is the plan still within the limits, together with what was done since its reading and with what others signed? Asked when
 * it is signed and when it starts. Parts of one plan share the limits of their whole. Changes nothing.
 */

import type { Plan } from '../model/plan.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { PastItem } from '../plan/history.ts';
import { limitsAgain, type OtherMutation } from '../plan/limits-again.ts';
import { historyOfItems, sinceBefore } from '../plan-history.ts';
import type { Store } from '../store/store.ts';
import type { TimedStore } from './may-be-decided.ts';
import { runsToldToWait } from './waiting-runs.ts';

/**
 * Undefined: it is.
 * @param moment at its start only what was done counts: of two parts that were signed together, the first one goes ahead
 */
export async function withinLimits(
  { store, clock }: TimedStore,
  plan: Plan,
  moment: 'approval' | 'start',
): Promise<Refusal | undefined> {
  const signed = moment === 'approval' ? await signedByOthers(store, plan) : [];
  // Nothing was done since: the limits hold as they were counted. What is older only falls out of them.
  if (signed.length === 0 && !(await othersDidAnything(store, plan))) return undefined;
  const now = clock.now().toISOString();
  const others = await otherMutations(store, plan, { signed, now });
  const exceeded = limitsAgain(plan, others);
  return exceeded === undefined ? undefined : refuse('limits-exceeded', { planId: plan.id, ...exceeded });
}

async function othersDidAnything({ ledger }: Store, { id, basis }: Plan): Promise<boolean> {
  const items = await ledger.itemsSince(basis.target.takenAt);
  return items.some(({ planId }) => planId !== id);
}

/** What is approved, runs, or goes on after a wait. */
async function signedByOthers(store: Store, { id }: Plan): Promise<readonly Plan[]> {
  const { plans, ledger } = store;
  const open = await plans.open();
  const approved = open.filter(({ state }) => state === 'approved').map((plan) => plan.id);
  const waiting = (await runsToldToWait(store)).map(({ planId }) => planId);
  const ids = new Set([...approved, ...(await ledger.applying()), ...waiting]);
  ids.delete(id);
  const found = await Promise.all([...ids].map((each) => plans.get(each)));
  return found.filter((plan) => plan !== undefined);
}

async function otherMutations(
  store: Store,
  plan: Plan,
  { signed, now }: { readonly signed: readonly Plan[]; readonly now: string },
): Promise<readonly OtherMutation[]> {
  const since = sinceBefore(now);
  const leftOut = new Set([plan.id, ...signed.map(({ id }) => id)]);
  const done = (await store.ledger.itemsSince(since.week)).filter(({ planId }) => !leftOut.has(planId));
  const { applied } = await historyOfItems(store, [...done, ...signed.flatMap((each) => asIfSent(each, now))], since);
  const siblings = await siblingsAmong(store, plan, new Set(applied.map(({ planId }) => planId)));
  return applied.map((one) => ({ ...one, sibling: siblings.has(one.planId) }));
}

/** What somebody signed may happen at any moment: it counts as if it had. */
function asIfSent({ id: planId, content }: Plan, now: string): readonly PastItem[] {
  return content.items.map((item) => ({ planId, item, state: 'sending', outcome: null, intentAt: now }));
}

async function siblingsAmong(store: Store, plan: Plan, planIds: ReadonlySet<string>): Promise<ReadonlySet<string>> {
  const siblings = new Set<string>();
  if (plan.siblingOf === undefined) return siblings;
  const origin = await originOf(store, plan);
  for (const id of planIds) {
    const other = await store.plans.get(id);
    if (other !== undefined && (await originOf(store, other)) === origin) siblings.add(id);
  }
  return siblings;
}

/** Of a part of a part, the whole that neither is a part of. */
async function originOf({ plans }: Store, plan: Plan): Promise<string> {
  let origin = plan;
  for (let next: Plan | undefined = plan; next !== undefined; ) {
    origin = next;
    next = next.siblingOf === undefined ? undefined : await plans.get(next.siblingOf.planId);
  }
  return origin.id;
}
