/** Guards over amounts: limits are absolute and relative at once, and never silently off for small sets. */

import { isTaking } from '../mutation-list.ts';
import { detailOf, finding, findingIfAny, type Guard } from './guard.ts';

/** Over the absolute *or* the relative limit blocks; `floor` removals are always allowed. */
export const tooManyRemovals: Guard = ({ mutations, matched, policy }) => {
  const takings = mutations.filter(isTaking);
  const { absolute, percent, floor } = policy.guards.removals;
  const accounts = matched.pairs.length + matched.orphans.length;
  const limit = Math.max(floor, Math.min(absolute, Math.floor((accounts * percent) / 100)));
  if (takings.length <= limit) return [];
  return [
    finding('too-many-removals', 'block', {
      number: takings.length,
      limit,
      details: takings.map(detailOf),
      params: { absolute, percent, accounts },
    }),
  ];
};

/** Somebody said "do not propose this again"; it holds until the source changes. */
export const muted: Guard = ({ mutations, mutes, states }) => {
  const withheld = mutations.filter(
    ({ id, account }) => mutes.has(id) && mutes.get(id) === states.get(account.mailboxId ?? ''),
  );
  return findingIfAny('muted', 'withhold', { details: withheld.map(detailOf), withheld });
};
