/** Which mailboxes a reading asks itself, and which it takes from memory. Pure. */

import { createHash } from 'node:crypto';
import { byText } from '../../model/address.ts';
import type { RememberedDelegates } from '../../model/mailbox.ts';
import type { ListedMailbox } from '../source.ts';

export interface Choice {
  readonly known: ReadonlyMap<string, RememberedDelegates>;
  /** Digest of one entry of the list, as it stands in the memory. */
  readonly entryOf: (mailbox: ListedMailbox) => string;
  readonly now: Date;
  readonly maxAgeMs: number;
}

/** The new first, then the changed, then those whose time has come, the longest due first. A frozen one is new: it is not remembered. */
export function chooseMailboxes(listed: readonly ListedMailbox[], choice: Choice): readonly string[] {
  const { known, entryOf, now, maxAgeMs } = choice;
  const unknown = listed.filter(({ id }) => !known.has(id));
  const changed = listed.filter((mailbox) => {
    const memory = known.get(mailbox.id);
    return memory !== undefined && memory.entry !== entryOf(mailbox);
  });
  const chosen = new Set([...unknown, ...changed].map(({ id }) => id));
  const due = listed
    .filter(({ id }) => !chosen.has(id))
    .map(({ id }) => ({ id, overdue: overdueMs(known.get(id), now, maxAgeMs) }))
    .filter(({ overdue }) => overdue >= 0)
    .sort((a, b) => b.overdue - a.overdue || byText(a.id, b.id));
  return [...chosen, ...due.map(({ id }) => id)];
}

/** A reading of the future was made by another clock: nobody knows how old it is. */
function overdueMs(memory: RememberedDelegates | undefined, now: Date, maxAgeMs: number): number {
  if (memory === undefined) return Number.POSITIVE_INFINITY;
  const age = now.getTime() - Date.parse(memory.readAt);
  return age < 0 ? Number.POSITIVE_INFINITY : age - holdsMs(memory.mailboxId, maxAgeMs);
}

/** Between half of the set time and all of it, each mailbox its own: those of one day do not all come back on one day. */
function holdsMs(mailboxId: string, maxAgeMs: number): number {
  const share = createHash('sha256').update(mailboxId).digest().readUInt32BE() / 2 ** 32;
  return (maxAgeMs * (1 + share)) / 2;
}
