/** What an item that took hold means for the link between mailbox and account. Pure. */

import type { Item } from '../model/item.ts';
import type { Link, LinkOrigin } from '../model/link.ts';

export interface LinkChange {
  readonly save: Link | undefined;
  /** Mailbox id whose link ends. */
  readonly end: string | undefined;
}

export interface LinkFacts {
  readonly previous: Link | undefined;
  /** Name of the source the mailbox was read from. */
  readonly source: string;
  readonly accountId: string | null;
  /** The create was not answered: the account was found by reading back, so it may be somebody else's. */
  readonly assumed: boolean;
  /** The plan undoes a run: who gets access back was not seen to have it at the source. */
  readonly undoes?: boolean;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export function linkChange(item: Item, facts: LinkFacts): LinkChange {
  const { mailboxId } = item.account;
  if (mailboxId === null) return { save: undefined, end: undefined };
  if (item.call === 'delete') return { save: undefined, end: mailboxId };
  const accountId = facts.accountId ?? item.account.id ?? facts.previous?.accountId;
  if (accountId === undefined) return { save: undefined, end: undefined };

  const samePair = facts.previous?.accountId === accountId;
  const origin = originAfter(item, facts, samePair);
  const link: Link = {
    mailboxId,
    source: facts.source,
    accountId,
    origin,
    address: item.changes.address?.after ?? (samePair ? facts.previous.address : item.account.address),
    seenDelegates: [
      ...new Set([
        ...(samePair ? facts.previous.seenDelegates : []),
        ...(facts.undoes === true ? [] : (item.changes.members?.grant ?? [])),
      ]),
    ].sort(),
    since: samePair && facts.previous.origin === origin ? facts.previous.since : facts.at,
  };
  return { save: link, end: undefined };
}

function originAfter(item: Item, facts: LinkFacts, samePair: boolean): LinkOrigin {
  // That a name is written once more to an account we only assume to be ours does not make it ours.
  const assumed = facts.assumed || (samePair && facts.previous?.origin === 'assumed');
  if (item.call === 'create') return assumed ? 'assumed' : 'create';
  if (item.call === 'adopt') return 'adopt';
  return facts.previous?.origin ?? 'match';
}
