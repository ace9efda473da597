/** What somebody asked not to see again. */

import { absentMailbox } from '../mailbox-state.ts';
import { detailOf, findingIfAny, type Guard } from './guard.ts';

/** Somebody said "do not propose this again"; it holds until the source changes. */
export const muted: Guard = ({ mutations, mutes, states }) => {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (mutes.size === 0) return [];
  const stateOf: ReadonlyMap<string | null, string> = states;
  const withheld = mutations.filter(
    ({ id, account }) => mutes.get(id) === (stateOf.get(account.mailboxId) ?? absentMailbox),
  );
  return findingIfAny('muted', 'withhold', { details: withheld.map(detailOf), withheld });
};
