/** From rows of mailboxes to shared mailboxes: each with the people who can open it, or with the reason why they are not known. */

import { notAsked, type SharedMailbox } from '../../model/mailbox.ts';
import type { ReadOptions } from '../source.ts';
import type { MailboxRow } from './exchange-rows.ts';
import { readAllPermissions } from './read-all-permissions.ts';
import { readDelegates } from './read-delegates.ts';
import type { Reading } from './read-exchange.ts';
import type { RecipientIndex } from './recipient-index.ts';

export interface DelegateWork {
  readonly source: string;
  readonly expandGroups: boolean;
  readonly index: RecipientIndex;
  readonly bulk: boolean;
  readonly reading: Reading;
  /** Only these are asked, and the others say so; what comes with the list comes for all. Undefined: all. */
  readonly choose?: ReadOptions['choose'] | undefined;
}

interface Opened {
  readonly mailboxes: readonly SharedMailbox[];
  /** Ids of those whose permissions came with the list. */
  readonly secondHand: readonly string[];
}

export async function withDelegates(rows: readonly MailboxRow[], work: DelegateWork): Promise<Opened> {
  const { source, expandGroups, index, bulk, reading } = work;
  const { say } = reading;
  const chosen = chosenFrom(rows, work);
  const asked = new Set(chosen.map(({ id }) => id));
  let done = 0;
  say('delegates', 0, chosen.length);
  const onRead = (sample: number | null) => {
    done += 1;
    if (sample === null) say('delegates', Math.min(done, chosen.length), chosen.length);
    else say('sample', Math.min(done, sample), sample);
  };
  const permissions = await readAllPermissions(reading, chosen, { index, bulk, onRead });
  say('delegates', chosen.length, chosen.length);
  const delegates = await readDelegates(reading, permissions.rows, index, expandGroups);
  const unread = (id: string) =>
    ({ state: 'unreadable', reason: asked.has(id) ? 'permissions-unreadable' : notAsked }) as const;
  const mailboxes = rows
    .filter(({ id }) => !permissions.gone.has(id))
    .map((row): SharedMailbox => {
      const { descriptor: _, changeMark, ...mailbox } = row;
      const marked = reading.road.changeMarks && changeMark !== '' ? { ...mailbox, changeMark } : mailbox;
      return { ...marked, source, delegates: delegates.get(row.id) ?? unread(row.id) };
    })
    .toSorted((a, b) => (a.id < b.id ? -1 : Number(a.id > b.id)));
  return { mailboxes, secondHand: [...permissions.secondHand].toSorted() };
}

/** In the order of the choice. */
function chosenFrom(rows: readonly MailboxRow[], { choose, bulk }: DelegateWork): readonly MailboxRow[] {
  if (choose === undefined || bulk) return rows;
  const byId = new Map(rows.map((row) => [row.id, row]));
  return choose(rows).flatMap((id) => byId.get(id) ?? []);
}
