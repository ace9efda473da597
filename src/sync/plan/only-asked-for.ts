/** `preview <address|person>`: looks at the named mailboxes, and at those where a named person is or should be a delegate. */

import { canonicalAddress } from '../model/address.ts';
import type { Link } from '../model/link.ts';
import type { TargetSnapshot } from '../model/snapshot.ts';
import type { DesiredAccount } from './desired.ts';
import { byAddressThenId, leaveOut, type Normalized } from './normalize.ts';

export function onlyAskedFor(
  normalized: Normalized,
  input: { readonly only: readonly string[]; readonly target: TargetSnapshot; readonly links: readonly Link[] },
): Normalized {
  if (input.only.length === 0) return normalized;
  const asked = new Set(input.only.map((text) => canonicalAddress(text) ?? text.toLowerCase()));
  const people = new Set(
    input.target.people
      .filter(({ address, aliases }) => [address, ...aliases].some((value) => asked.has(value)))
      .map(({ id }) => id),
  );
  const opens = new Set<string | undefined>(
    input.target.accounts.filter(({ members }) => members.some((id) => people.has(id))).map(({ id }) => id),
  );
  const accountAt = new Map(input.target.accounts.map(({ id, address }) => [address, id]));
  const linked = new Map(input.links.map(({ mailboxId, accountId }) => [mailboxId, accountId]));
  const isAsked = ({ mailboxId, address, aliases, delegates }: DesiredAccount): boolean =>
    [address, ...aliases].some((value) => asked.has(value)) ||
    opens.has(linked.get(mailboxId) ?? accountAt.get(address)) ||
    (delegates.state === 'read' && delegates.people.some(({ person }) => people.has(person.id)));
  const others = normalized.desired
    .filter((desired) => !isAsked(desired))
    .map(({ mailboxId: id, source, displayName, type, address }) =>
      leaveOut({ id, source, displayName, type, primaryAddress: address }, address, 'not-asked-for', ''),
    );
  return {
    ...normalized,
    desired: normalized.desired.filter(isAsked),
    leftOut: [...normalized.leftOut, ...others].sort(byAddressThenId),
  };
}
