/** What `reread`, `lookUp` and `lookUpAddresses` mean for a source whose whole reading is cheap: parts of one fresh reading. Pure. */

import { canonicalAddress } from '../model/address.ts';
import type { LookUpAnswer, SourceSnapshot } from '../model/snapshot.ts';

/** Only these mailboxes. The list is complete when all of them are there, or when absence can be trusted. */
export function onlyThese(reading: SourceSnapshot, ids: readonly string[]): SourceSnapshot {
  const asked = new Set(ids.map((id) => id.toLowerCase()));
  const mailboxes = reading.mailboxes.filter((mailbox) => asked.has(mailbox.id));
  const { secondHand, ...rest } = reading;
  const part = secondHand === undefined ? rest : { ...rest, secondHand: secondHand.filter((id) => asked.has(id)) };
  const have = new Set(mailboxes.map((mailbox) => mailbox.id)).size;
  if (have === asked.size) return { ...part, mailboxes, list: { complete: true } };
  const list = reading.list.complete ? reading.list : { ...reading.list, have, expected: asked.size };
  return { ...part, mailboxes, list };
}

/** Absence is an answer only when the reading is complete. */
export function lookUpIn(reading: SourceSnapshot, ids: readonly string[]): ReadonlyMap<string, LookUpAnswer> {
  const present = new Set(reading.mailboxes.map((mailbox) => mailbox.id));
  const absent = reading.list.complete ? 'not-found' : 'unknown';
  return new Map(ids.map((id) => [id, present.has(id.toLowerCase()) ? 'found' : absent]));
}

export function holdersIn(reading: SourceSnapshot, addresses: readonly string[]): ReadonlyMap<string, LookUpAnswer> {
  const held = new Set(
    reading.mailboxes.flatMap(({ primaryAddress, proxyAddresses }) =>
      [primaryAddress, ...proxyAddresses].map((address) => canonicalAddress(address)),
    ),
  );
  const absent = reading.list.complete ? 'not-found' : 'unknown';
  return new Map(addresses.map((address) => [address, answerFor(canonicalAddress(address))]));

  function answerFor(address: string | undefined): LookUpAnswer {
    if (address === undefined) return 'unknown';
    return held.has(address) ? 'found' : absent;
  }
}
