/** Guards over what happens to one account: many people coming or going, nobody left, sensitive mailboxes, fights with other programs. */

import type { FindingCode, FindingEffect } from '../../model/finding.ts';
import type { Mutation } from '../../model/mutation.ts';
import type { AmountLimit } from '../../model/policy.ts';
import { matchesFilter, parseFilter } from '../filter.ts';
import { fieldOf } from '../history.ts';
import { ofKinds } from '../mutation-list.ts';
import { limitOf } from './amounts.ts';
import { type Draft, detailOf, finding, findingIfAny, type Guard, personOf } from './guard.ts';

/** Held back, so that one account does not stop the others … */
export const accountsThatChangeMuch: Guard = (draft) =>
  draft.askedFor ? [] : [...muchChanged(draft, 'revoke', 'withhold'), ...muchChanged(draft, 'grant', 'withhold')];

/** … until somebody asks for just these mailboxes: then it blocks, and can be waived. */
export const askedAccountsThatChangeMuch: Guard = (draft) =>
  draft.askedFor ? [...muchChanged(draft, 'revoke', 'block'), ...muchChanged(draft, 'grant', 'block')] : [];

function muchChanged(draft: Draft, kind: 'grant' | 'revoke', effect: FindingEffect) {
  const { guards } = draft.policy;
  const amount: AmountLimit = kind === 'revoke' ? guards.removalsPerAccount : guards.accessPerAccount;
  const code: FindingCode = kind === 'revoke' ? 'account-loses-many' : 'account-gains-many';
  const tooMuch = [...byAccount(draft.mutations, kind)].flatMap(([id, own]) => {
    const limit = limitOf(amount, draft.accounts.get(id)?.members.length ?? 0);
    return own.length > limit ? [{ own, limit }] : [];
  });
  return findingIfAny(code, effect, {
    number: tooMuch.length,
    details: tooMuch.map(({ own, limit }) => ({
      address: own[0].account.address,
      detail: `${own.length} > ${limit}`,
    })),
    withheld: effect === 'withhold' ? tooMuch.flatMap(({ own }) => own) : [],
    params: { absolute: amount.absolute, percent: amount.percent },
  });
}

type SomeMutations = [Mutation, ...Mutation[]];

/** Of accounts that exist: what a new account starts with is judged with its creation. */
function byAccount(mutations: readonly Mutation[], kind: Mutation['kind']): ReadonlyMap<string, SomeMutations> {
  const groups = new Map<string, SomeMutations>();
  for (const mutation of ofKinds(mutations, [kind])) {
    if (mutation.account.id === null) continue;
    const group = groups.get(mutation.account.id);
    if (group === undefined) groups.set(mutation.account.id, [mutation]);
    else group.push(mutation);
  }
  return groups;
}

/** After the plan nobody could open the account. Looks at what still stands. */
export const accountsEmptied: Guard = ({ mutations, matched, policy }) => {
  const leaving = new Map<string | null, number>();
  const step = ({ account: { id } }: Mutation, by: 1 | -1): void => {
    leaving.set(id, (leaving.get(id) ?? 0) + by);
  };
  for (const revoke of ofKinds(mutations, ['revoke'])) step(revoke, 1);
  // Stryker disable next-line ConditionalExpression: only saves time
  if (leaving.size === 0) return [];
  for (const grant of ofKinds(mutations, ['grant'])) step(grant, -1);
  const emptied = matched.pairs.filter(({ account }) => {
    const net = leaving.get(account.id) ?? 0;
    return net > 0 && net === account.members.length;
  });
  if (emptied.length === 0) return [];
  const details = emptied.map(({ account }) => ({ address: account.address, detail: account.displayName }));
  const { absolute, percent } = policy.guards.emptied;
  const limit = limitOf(policy.guards.emptied, matched.pairs.length + matched.orphans.length);
  if (emptied.length <= limit) return [finding('account-emptied', 'warn', { details, limit })];
  return [finding('too-many-emptied', 'block', { details, limit, params: { absolute, percent } })];
};

/** Nobody gains access to a mailbox that was named as sensitive without being seen. */
export const sensitiveGainsAccess: Guard = ({ mutations, policy }) => {
  const { sensitiveMailboxes } = policy.guards;
  const parsed = sensitiveMailboxes === null ? undefined : parseFilter(sensitiveMailboxes);
  if (parsed?.ok !== true) return [];
  const gaining = ofKinds(mutations, ['grant']).filter(({ account }) => matchesFilter(parsed.filter, account.address));
  return findingIfAny('sensitive-gains-access', 'warn', {
    details: gaining.map(personOf),
  });
};

/** "Never touched" holds for the account, and for the address that would come or go. */
export const protectedAddresses: Guard = ({ mutations, policy }) => {
  const never: ReadonlySet<string | null> = new Set(policy.scope.protectedAddresses);
  // Stryker disable next-line ConditionalExpression: only saves time
  if (never.size === 0) return [];
  const withheld = mutations.filter(({ account, before, after, emptied }) =>
    [account.address, before, after, ...(emptied?.aliases ?? [])].some((address) => never.has(address)),
  );
  return findingIfAny('protected-address', 'withhold', { details: withheld.map(detailOf), withheld });
};

/**
 * What an earlier run did, and was seen to have done, is to be done again: another program writes here. Once it is said;
 * from the second time on it is not fought.
 */
export const changedBack: Guard = ({ mutations, history }) => {
  const last = new Map<string, { readonly at: string; readonly mutationId: string }>();
  const times = new Map<string, number>();
  for (const { seen, field, at, mutationId } of history.applied) {
    if (!seen) continue;
    times.set(mutationId, (times.get(mutationId) ?? 0) + 1);
    const earlier = last.get(field);
    if (earlier === undefined || earlier.at < at) last.set(field, { at, mutationId });
  }
  // Stryker disable next-line ConditionalExpression: only saves time
  if (last.size === 0) return [];
  const undone = mutations.filter((mutation) => last.get(fieldOf(mutation))?.mutationId === mutation.id);
  const again = undone.filter(({ id }) => (times.get(id) ?? 0) > 1);
  const once = undone.filter(({ id }) => times.get(id) === 1);
  return [
    ...findingIfAny('changed-back', 'warn', { details: once.map(detailOf), params: { times: 'once' } }),
    ...findingIfAny('changed-back', 'withhold', {
      details: again.map(detailOf),
      withheld: again,
      params: { times: 'again' },
    }),
  ];
};
