/** Does a mailbox still exist, does anything hold an address? Asked of Exchange without type, OU or filter. Never guessed. */

import { canonicalAddress } from '../../model/address.ts';
import type { LookUpAnswer } from '../../model/snapshot.ts';
import { findHolders, findMailboxes, type Reading } from './read-exchange.ts';

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Only a clear "there is no such mailbox" counts as not found; an id that is no GUID is never asked. */
export async function lookUp(ids: readonly string[], reading: Reading): Promise<ReadonlyMap<string, LookUpAnswer>> {
  const answers = new Map<string, LookUpAnswer>(ids.map((id) => [id, 'unknown']));
  const byStableId = new Map(ids.map((id) => [id.toLowerCase(), id]));
  const set = (stableId: string, answer: LookUpAnswer) => answers.set(byStableId.get(stableId) ?? stableId, answer);
  const answer = await findMailboxes(reading, guids(ids));
  for (const row of answer.rows) set(row.id, 'found');
  for (const [id, error] of answer.failed) if (error.code === 'exchange-object-gone') set(id, 'not-found');
  return answers;
}

/** Only a clear "nothing has this address" counts as not found; what is no address is never asked. */
export async function lookUpAddresses(
  addresses: readonly string[],
  reading: Reading,
): Promise<ReadonlyMap<string, LookUpAnswer>> {
  const canonical = new Map(addresses.map((address) => [address, canonicalAddress(address)]));
  const asked = [...new Set([...canonical.values()].filter((address) => address !== undefined))];
  const { rows, failed } = await findHolders(reading, asked);
  const held = new Set(rows.map(({ address }) => address));
  const answerFor = (address: string): LookUpAnswer => {
    if (held.has(address)) return 'found';
    return failed.get(address)?.code === 'exchange-object-gone' ? 'not-found' : 'unknown';
  };
  return new Map([...canonical].map(([as, address]) => [as, address === undefined ? 'unknown' : answerFor(address)]));
}

/** The ids that may be asked: a null or unknown identity makes Exchange answer everything. */
export function guids(ids: readonly string[]): readonly string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))].filter((id) => guid.test(id));
}
