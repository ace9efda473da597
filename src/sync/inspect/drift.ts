/**
 * Drift: remembers how a verified run left the linked accounts, and tells what differs now: that was done by others.
 * One list read of Zivver; writes nothing there.
 */

import type { Clock } from '../../platform/clock.ts';
import type { WorkOptions } from '../index.ts';
import type { DriftReport } from '../model/drift.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { ItemState } from '../model/item.ts';
import type { Plan } from '../model/plan.ts';
import { driftOf, isSame } from '../plan/drift.ts';
import type { Store, VerifiedAccount } from '../store/store.ts';
import type { Target } from '../target/target.ts';

const factName = 'last-verified-run';
/** Rows in one transaction: a click in between is answered in time. */
const portion = 500;

/** Null before the first verified run. @throws TargetError when Zivver does not give its whole list */
export async function drift(
  { store, target }: { readonly store: Store; readonly target: Target },
  { signal }: WorkOptions,
): Promise<DriftReport | null> {
  const last = await store.facts.get(factName);
  if (last === undefined) return null;
  const { runId, at } = JSON.parse(last) as Pick<VerifiedAccount, 'runId' | 'at'>;
  const accounts = await target.listAccounts({ signal });
  // Read after the list: what our own run changed meanwhile is known by now, or its plan is being applied.
  const [verified, underWay] = await Promise.all([store.verified.all(), accountsUnderWay(store)]);
  const known = verified.map(({ account }) => account).filter(({ id }) => !underWay.has(id));
  return { since: at, runId, compared: known.length, accounts: driftOf(known, accounts) };
}

/** Accounts that our own run writes at this moment. */
async function accountsUnderWay({ ledger }: Store): Promise<ReadonlySet<string>> {
  const plans = await ledger.applying();
  const items = (await Promise.all(plans.map((planId) => ledger.items(planId)))).flat();
  return new Set(items.flatMap(({ item }) => item.account.id ?? []));
}

const untouched: readonly ItemState[] = ['planned', 'skipped', 'stale'];

/**
 * @param accounts what the verification read; null when it read nothing, or not the whole: then nothing is known any more
 * of the accounts that were written
 */
export async function rememberVerified(
  { store, clock }: { readonly store: Store; readonly clock: Clock },
  run: { readonly id: string; readonly plan: Plan },
  accounts: ReadonlyMap<string, FunctionalAccount> | null,
): Promise<void> {
  if (accounts === null) {
    const items = await store.ledger.items(run.plan.id);
    const written = items.filter(({ state, outcome }) => !untouched.includes(state) && outcome?.code !== 'already-so');
    await store.verified.forget(written.flatMap(({ item, outcome }) => item.account.id ?? outcome?.accountId ?? []));
    return;
  }
  const at = clock.now().toISOString();
  const linked = new Set((await store.links.all()).map(({ accountId }) => accountId));
  const stored = new Map((await store.verified.all()).map((each) => [each.account.id, each.account]));
  const changed = [...linked].flatMap((id): readonly VerifiedAccount[] => {
    const now = accounts.get(id);
    const known = stored.get(id);
    return now === undefined || (known !== undefined && isSame(known, now)) ? [] : [verifiedOf(now, run.id, at)];
  });
  for (let from = 0; from < changed.length; from += portion) {
    await store.verified.save(changed.slice(from, from + portion));
    await clock.sleep(0);
  }
  await store.verified.forget([...stored.keys()].filter((id) => !linked.has(id) || !accounts.has(id)));
  await store.facts.set(factName, JSON.stringify({ runId: run.id, at }));
}

function verifiedOf(now: FunctionalAccount, runId: string, at: string): VerifiedAccount {
  const { id, address, displayName, members, aliases, division } = now;
  return { account: { id, address, displayName, members, aliases, division }, runId, at };
}
