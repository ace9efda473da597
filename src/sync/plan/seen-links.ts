/** The links a reading shows: every pair is remembered by stable ids, with everybody its source was ever seen to grant. */

import { sameTexts, sortedUnique } from '../model/address.ts';
import type { Link } from '../model/link.ts';
import { type DesiredDelegates, holdersOf } from './desired.ts';
import type { Matched, Pair } from './match.ts';

/**
 * Only links that are new or differ. A link records what was seen; it gives no ownership.
 * @param now ISO 8601, UTC
 */
export function seenLinks({ pairs }: Matched, now: string): readonly Link[] {
  const links: Link[] = [];
  for (const pair of pairs) {
    const link = seen(pair, now);
    if (link !== undefined) links.push(link);
  }
  return links;
}

function seen({ desired, account, link, sameMembers }: Pair, now: string): Link | undefined {
  const { mailboxId, source } = desired;
  const { address } = account;
  const seenDelegates = sameMembers ? account.members : grantedBy(desired.delegates);
  if (link === undefined) {
    return { mailboxId, source, accountId: account.id, origin: 'match', address, seenDelegates, since: now };
  }
  const isAtItsPlace = link.address === address && link.source === source;
  // Stryker disable next-line ConditionalExpression: only saves time
  if (isAtItsPlace && sameTexts(link.seenDelegates, seenDelegates)) return undefined;
  const known = new Set(link.seenDelegates);
  const isKnown = known.size === link.seenDelegates.length && seenDelegates.every((id) => known.has(id));
  if (isAtItsPlace && isKnown) return undefined;
  return { ...link, source, address, seenDelegates: sortedUnique([...known, ...seenDelegates]) };
}

function grantedBy(delegates: DesiredDelegates): readonly string[] {
  return delegates.state === 'read' ? holdersOf(delegates) : [];
}
