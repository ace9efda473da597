/** What cannot stay in a part of a plan because something else is not in it. Pure; asked until nothing more follows. */

import type { Mutation } from '../model/mutation.ts';
import type { ComputedPlan } from '../model/plan.ts';
import type { DropReason } from '../model/split.ts';
import { freesOf, takesOf } from './address-book.ts';
import { accountKey } from './split-choice.ts';

/** Mutation ids that follow from what is dropped already, each with its reason. Empty: nothing more. */
export function dependantReasons(
  whole: ComputedPlan,
  dropped: ReadonlyMap<string, DropReason>,
): ReadonlyMap<string, DropReason> {
  const { mutations, policy } = whole.content;
  const out = mutations.filter(({ id }) => dropped.has(id));
  const unreleased = new Set<string | undefined>(out.flatMap(freesOf));
  const uncreated = new Set(out.filter(({ kind }) => kind === 'create').map(({ account }) => accountKey(account)));
  const withoutGrants = accountsWithoutTheirGrants(mutations, dropped);
  const found = new Map<string, DropReason>();
  for (const mutation of mutations) {
    if (dropped.has(mutation.id)) continue;
    const key = accountKey(mutation.account);
    if (uncreated.has(key)) found.set(mutation.id, 'account-not-created');
    else if (unreleased.has(takesOf(mutation))) found.set(mutation.id, 'address-not-released');
    else if (!withoutGrants.has(key)) continue;
    else if (mutation.kind === 'create' && !policy.guards.createWithoutDelegates)
      found.set(mutation.id, 'nobody-could-open');
    else if (mutation.kind === 'revoke' && wouldBeEmptied(mutation, whole, dropped))
      found.set(mutation.id, 'would-be-emptied');
  }
  return found;
}

/** Accounts that were to gain people and now gain none. */
function accountsWithoutTheirGrants(
  mutations: readonly Mutation[],
  dropped: ReadonlyMap<string, DropReason>,
): ReadonlySet<string> {
  const grants = mutations.filter(({ kind }) => kind === 'grant');
  const accounts = new Set(grants.map(({ account }) => accountKey(account)));
  for (const { id, account } of grants) if (!dropped.has(id)) accounts.delete(accountKey(account));
  return accounts;
}

/** A plan that did not empty an account has no part that does. Of how many members there were, unknown counts as no more. */
function wouldBeEmptied(
  { account }: Mutation,
  { content, basis }: ComputedPlan,
  dropped: ReadonlyMap<string, DropReason>,
): boolean {
  const leaving = content.mutations.filter(
    ({ id, kind, account: other }) => kind === 'revoke' && other.id === account.id && !dropped.has(id),
  );
  return leaving.length >= (basis.members?.[account.id ?? ''] ?? 0);
}
