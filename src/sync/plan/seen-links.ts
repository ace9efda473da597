/** The links a reading shows: every pair is remembered by stable ids, with everybody its source was ever seen to grant. */

import { sortedUnique } from '../model/address.ts';
import type { Link } from '../model/link.ts';
import type { Matched, Pair } from './match.ts';

/**
 * Only links that are new or differ. A link records what was seen; it gives no ownership.
 * @param now ISO 8601, UTC
 */
export function seenLinks({ pairs }: Matched, now: string): readonly Link[] {
  return pairs.map((pair) => seen(pair, now)).filter((link) => link !== undefined);
}

function seen({ desired, account, link }: Pair, now: string): Link | undefined {
  const { mailboxId, source, delegates } = desired;
  const granted = delegates.state === 'read' ? delegates.holders : new Set<string>();
  const known = new Set(link?.seenDelegates);
  const isSame = known.size === link?.seenDelegates.length && isWithin(granted, known);
  if (isSame && link.address === account.address && link.source === source) return undefined;
  const seenDelegates = sortedUnique([...known, ...granted]);
  if (link === undefined) {
    return {
      mailboxId,
      source,
      accountId: account.id,
      origin: 'match',
      address: account.address,
      seenDelegates,
      since: now,
    };
  }
  return { ...link, source, address: account.address, seenDelegates };
}

function isWithin(some: ReadonlySet<string>, all: ReadonlySet<string>): boolean {
  for (const one of some) if (!all.has(one)) return false;
  return true;
}
