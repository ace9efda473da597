/**
 * After an undo: what it undid is not proposed again until its mailbox changes. Undoing an undo ends those mutes. Recorded
 * before the run ends, so that a process that dies in between does it again.
 */

import type { Clock } from '../../platform/clock.ts';
import type { Plan } from '../model/plan.ts';
import type { Run } from '../model/run.ts';
import { absentMailbox } from '../plan/mailbox-state.ts';
import type { Mute, Store } from '../store/store.ts';

interface MuteParts {
  readonly store: Store;
  readonly clock: Clock;
}

/** @param run of the plan that undoes */
export async function muteUndone(
  { store, clock }: MuteParts,
  plan: Plan,
  run: Pick<Run, 'id' | 'startedBy'>,
): Promise<void> {
  const { undoes } = plan.content;
  if (undoes === undefined) return;
  const undone = await undoneBy(store, plan);
  const at = clock.now().toISOString();
  const entry = (what: string, ids: readonly string[]) => ({
    at,
    actor: run.startedBy,
    what,
    planId: plan.id,
    runId: run.id,
    payload: { undoes, mutations: ids },
  });
  const redone = await undoneByEarlierUndo(store, undoes, undone);
  const muted = new Map((await store.mutes.all()).map((mute) => [mute.mutationId, mute]));
  const again = redone.filter((id) => muted.has(id));
  if (again.length > 0) await store.mutes.end(again, entry('unmuted', again));
  if (redone.length > 0) return;
  const mutes = [...undone].map(([mutationId, { address, sourceState }]): Mute => {
    return { mutationId, address, sourceState, by: run.startedBy, reason: `undo ${undoes}`, at };
  });
  const fresh = mutes.filter(({ mutationId, sourceState }) => muted.get(mutationId)?.sourceState !== sourceState);
  if (fresh.length === 0) return;
  await store.mutes.addAll(
    fresh,
    entry(
      'muted',
      fresh.map(({ mutationId }) => mutationId),
    ),
  );
}

/** Ids of the mutations that were undone in fact. */
async function undoneBy(store: Store, plan: Plan) {
  const items = await store.ledger.items(plan.id);
  const done = new Set(items.filter(({ state }) => state === 'done').flatMap(({ item }) => item.mutations));
  const undone = new Map<string, Pick<Mute, 'address' | 'sourceState'>>();
  for (const { id, account, undoes = [] } of plan.content.mutations) {
    if (!done.has(id)) continue;
    const sourceState = plan.basis.states.get(account.mailboxId ?? '') ?? absentMailbox;
    for (const one of undoes) undone.set(one, { address: account.address, sourceState });
  }
  return undone;
}

/** The run that is undone was an undo itself: what it had undone is done again. */
async function undoneByEarlierUndo(
  store: Store,
  runId: string,
  undone: ReadonlyMap<string, unknown>,
): Promise<readonly string[]> {
  const earlier = await store.ledger.run(runId);
  const plan = earlier === undefined ? undefined : await store.plans.get(earlier.planId);
  if (plan?.content.undoes === undefined) return [];
  return plan.content.mutations.filter(({ id }) => undone.has(id)).flatMap(({ undoes = [] }) => undoes);
}
