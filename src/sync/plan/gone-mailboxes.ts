/**
 * What has to be asked before a mailbox may count as missing. Each look at a large reading is a generator that yields now
 * and then: it runs between the clicks of people. Pure.
 */

import { canonicalAddress } from '../model/address.ts';
import { atOnce } from '../model/at-once.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { Link } from '../model/link.ts';
import type { SourceSnapshot } from '../model/snapshot.ts';

/** So many mailboxes are looked at in well under a millisecond. */
const step = 200;

/**
 * Mailboxes to look up by their stable id before anything may count as missing: linked, and absent from a *complete*
 * reading of their source. An incomplete list makes nothing missing.
 */
export function* absentLinks(
  links: readonly Link[],
  snapshots: readonly SourceSnapshot[],
): Generator<undefined, readonly Link[]> {
  const complete = new Set(snapshots.filter((snapshot) => snapshot.list.complete).map((snapshot) => snapshot.source));
  const read = new Set<string>();
  for (const { mailboxes } of snapshots)
    for (const [index, { id }] of mailboxes.entries()) {
      if (index % step === 0) yield;
      read.add(id);
    }
  const absent: Link[] = [];
  for (const [index, link] of links.entries()) {
    if (index % step === 0) yield;
    if (complete.has(link.source) && !read.has(link.mailboxId)) absent.push(link);
  }
  return absent;
}

/**
 * Mailbox id → the addresses to ask for before it counts as missing: it may have been made again, with another id and as
 * something that was not read. What a mailbox that was read holds needs no question, nor does anything after a short list.
 */
export function* addressesOfGone(
  gone: readonly Link[],
  accounts: readonly FunctionalAccount[],
  snapshots: readonly SourceSnapshot[],
): Generator<undefined, ReadonlyMap<string, readonly string[]>> {
  if (gone.length === 0 || snapshots.some(({ list }) => !list.complete)) return new Map();
  const addressOf = yield* addressesOf(new Set(gone.map(({ accountId }) => accountId)), accounts);
  const owned = gone.map(({ mailboxId, accountId, address }) => {
    return [mailboxId, [...new Set([address, addressOf.get(accountId) ?? address])]] as const;
  });
  const held = yield* holding(new Set(owned.flatMap(([, addresses]) => addresses)), snapshots);
  const asked = owned.map(([id, addresses]) => [id, addresses.filter((each) => !held.has(each))] as const);
  return new Map(asked.filter(([, addresses]) => addresses.length > 0));
}

function* addressesOf(
  wanted: ReadonlySet<string>,
  accounts: readonly FunctionalAccount[],
): Generator<undefined, ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const [index, { id, address }] of accounts.entries()) {
    if (index % step === 0) yield;
    // Stryker disable next-line ConditionalExpression: only saves memory
    if (wanted.has(id)) found.set(id, address);
  }
  return found;
}

/** Those of the addresses that a mailbox has which was read, as its primary address or as an alias, left out or not. */
export function heldOf(wanted: ReadonlySet<string>, snapshots: readonly SourceSnapshot[]): ReadonlySet<string> {
  return atOnce(holding(wanted, snapshots));
}

function* holding(
  wanted: ReadonlySet<string>,
  snapshots: readonly SourceSnapshot[],
): Generator<undefined, ReadonlySet<string>> {
  const held = new Set<string>();
  const mailboxes = snapshots.flatMap((snapshot) => snapshot.mailboxes);
  for (const [index, { primaryAddress, proxyAddresses }] of mailboxes.entries()) {
    if (index % step === 0) yield;
    const own = [primaryAddress, ...proxyAddresses].flatMap((written) => canonicalAddress(written) ?? []);
    // Stryker disable next-line ConditionalExpression: only saves memory
    for (const address of own) if (wanted.has(address)) held.add(address);
  }
  return held;
}
