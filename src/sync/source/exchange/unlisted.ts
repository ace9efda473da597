/** Is the list of mailboxes whole? What Exchange knows as a recipient and did not list is asked for by its id. */

import type { MailboxType } from '../../model/mailbox.ts';
import type { MailboxRow } from './exchange-rows.ts';
import { guids } from './look-up.ts';
import { findMailboxes, type Reading } from './read-exchange.ts';
import type { readMailboxList } from './read-mailbox-list.ts';
import type { RecipientIndex } from './recipient-index.ts';
import { isOffered } from './recipient-types.ts';

type MailboxList = Awaited<ReturnType<typeof readMailboxList>>;

/** More suspects than this are not looked up one by one: the list is plainly short. */
const lookUpLimit = 200;

export interface Unlisted {
  readonly found: readonly MailboxRow[];
  /** How many the list should have had more. */
  readonly missing: number;
}

export const notShort: Unlisted = { found: [], missing: 0 };

/** Half a page looks like a whole one: mailboxes that Exchange knows as recipients and did not list are looked up by id. */
export async function findUnlisted(
  types: readonly MailboxType[],
  list: MailboxList,
  { index, reading }: { readonly index: RecipientIndex; readonly reading: Reading },
): Promise<Unlisted> {
  const asked = types.filter((type) => isOffered(type) && !list.failedTypes.includes(type));
  const listed = new Set(list.mailboxes.map((mailbox) => mailbox.id));
  const suspects = [...index.byId.values()].filter(
    ({ id, type }) => asked.some((each) => each === type) && !listed.has(id),
  );
  if (suspects.length === 0) return notShort;
  if (suspects.length > lookUpLimit) return { found: [], missing: suspects.length };
  const ids = guids(suspects.map(({ id }) => id));
  const { rows, failed } = await findMailboxes(reading, ids);
  const found = rows.filter((row) => asked.some((type) => type === row.type));
  const unclear = [...failed.values()].filter((error) => error.code !== 'exchange-object-gone').length;
  return { found, missing: found.length + unclear };
}
