/**
 * What a correct source reading of a world is: the yardstick that every reader of the same world must equal, byte for byte.
 *
 * Rules (the PowerShell source over the stand-in module follows the same ones):
 *
 * Mailboxes
 *  1. Every mailbox is in the reading, whatever its type, except `Remote*`: those are only counted, by type, in `notRead`.
 *  2. Sorted by id (lower case, ordinal). `displayName`, `primaryAddress`, `type` and `proxyAddresses` are the world's own,
 *     unchanged and in the world's order. No primary address: the empty string.
 *  3. `list` is complete, `problems` says why the mailboxes of rule 4 are not known, and nothing else.
 *
 * Permission rows
 *  4. A mailbox named in `faults.unreadablePermissions` is `{ state: 'unreadable', reason: 'permissions-unreadable' }`.
 *  5. A row counts only when AccessRights holds `FullAccess` (other rights may stand beside it) and it is not inherited.
 *     An inherited Deny does not count either: an explicit allow goes before it.
 *  6. Not counted, and not reported: SELF (SID `S-1-5-10`), any `NT AUTHORITY\…`, and system role groups (`systemGroups`
 *     of permission-row.ts: the part of `user` after the last backslash, any case).
 *
 * Trustee → recipient
 *  7. By SID when the row has one that a recipient has; otherwise by `user`, any case, among every recipient's display name,
 *     alias, user principal name, primary address, `SMTP:`/`smtp:` addresses, id, SID, `DOMAIN\account name` and the account
 *     elsewhere that opens a linked mailbox; never the account name without its domain. Generated worlds give the same answer
 *     with and without the SID column.
 *  8. A key of two recipients: unresolved `ambiguous`. A key of none: `orphaned` when it begins with `S-1-5-21-`, `foreign`
 *     with the name of another domain in front, else `unknown`. The unresolved name is `user` as the row shows it.
 *
 * Expansion
 *  9. A person with a primary address is a trustee: address and name as the world has them; aliases = the `smtp:` addresses
 *     (lower-case prefix) without the prefix, in the world's order. Without a primary address: unresolved `no-address`
 *     under the display name.
 * 10. A security group is expanded breadth first, its members in the same way, each group once, so loops end. Member ids that
 *     no recipient has are nothing. An empty group gives nobody and is not reported. With `expandGroups: false` it is
 *     unresolved `group-not-expanded` under its display name.
 * 11. Any other group (distribution, dynamic, Microsoft 365), as a trustee or met inside a group, is unresolved
 *     `group-cannot-hold-full-access` under its display name.
 * 12. `via` = display names of the groups, outermost first. Several roads to one person: a direct permission, else the
 *     shortest path, else the ordinal smallest (names joined by a line feed).
 * 13. A counted Deny row takes its person, or everybody its group expands to, away from all allows, direct ones too. No
 *     unresolved row is reported for a Deny. Where somebody is allowed and a Deny names somebody who cannot be identified
 *     (`unknown`, `foreign`, `ambiguous` with somebody allowed among them, a group that was not expanded), nobody can tell
 *     whose access it takes: `{ state: 'unreadable', reason: 'deny-unidentified' }`, of a group `deny-group-unreadable`.
 *     An account of the own domains that is gone (`orphaned`), and what is no security principal, take nobody away.
 *
 * Order
 * 14. Persons by lower-cased address (ordinal), then the unresolved by name and reason (ordinal); same name and reason: once.
 */

import type { DelegateReading, SharedMailbox, Trustee } from '../../src/sync/model/mailbox.ts';
import type { SourceSnapshot } from '../../src/sync/model/snapshot.ts';
import { collectGrants, type Directory, indexRecipients, ordinal } from './directory.ts';
import type { World, WorldMailbox } from './world.ts';

export interface ReadingOptions {
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** On when absent. */
  readonly expandGroups?: boolean;
  /** Which command was asked; `Get-EXOMailboxPermission` when absent. */
  readonly permissionCommand?: string;
}

export function recordedReading(world: World, options: ReadingOptions): SourceSnapshot {
  const directory = indexRecipients(world.exchange.recipients, options.expandGroups ?? true);
  const unreadable = new Set(world.exchange.faults.unreadablePermissions);
  const readable = world.exchange.mailboxes.filter((mailbox) => !mailbox.type.startsWith('Remote'));

  return {
    source: options.source,
    takenAt: options.takenAt,
    madeFrom: 'source',
    mailboxes: readable
      .map((mailbox) => readMailbox(mailbox, options.source, delegatesOf(mailbox, unreadable, directory)))
      .toSorted((a, b) => ordinal(a.id, b.id)),
    list: { complete: true },
    problems: unreadProblems(
      readable.map(({ id }) => id).filter((id) => unreadable.has(id)),
      options,
    ),
    notRead: countNotRead(world.exchange.mailboxes),
    ...remoteIn(world.exchange.mailboxes),
  };
}

function unreadProblems(
  ids: readonly string[],
  { permissionCommand: place = 'Get-EXOMailboxPermission' }: ReadingOptions,
): SourceSnapshot['problems'] {
  const [smallest] = ids.toSorted(ordinal);
  if (smallest === undefined) return [];
  const said = `Error while querying REST service. HttpStatusCode=503 ErrorMessage=The service is unavailable. Mailbox '${smallest}'`;
  return [{ code: 'exchange-unavailable', place, params: { said }, unread: ids.length }];
}

function readMailbox(mailbox: WorldMailbox, source: string, delegates: DelegateReading): SharedMailbox {
  return {
    id: mailbox.id.toLowerCase(),
    source,
    displayName: mailbox.displayName,
    primaryAddress: mailbox.primaryAddress,
    proxyAddresses: mailbox.emailAddresses,
    type: mailbox.type,
    delegates,
  };
}

function remoteIn(mailboxes: readonly WorldMailbox[]): Pick<SourceSnapshot, 'remoteAddresses'> {
  const remote = mailboxes.filter(({ type }) => type.startsWith('Remote')).map(({ primaryAddress }) => primaryAddress);
  return remote.length === 0 ? {} : { remoteAddresses: remote.toSorted(ordinal) };
}

function countNotRead(mailboxes: readonly WorldMailbox[]): Readonly<Record<string, number>> {
  const types = mailboxes.map((mailbox) => mailbox.type).filter((type) => type.startsWith('Remote'));
  const counts: Record<string, number> = {};
  for (const type of types.toSorted(ordinal)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function delegatesOf(mailbox: WorldMailbox, unreadable: ReadonlySet<string>, directory: Directory): DelegateReading {
  if (unreadable.has(mailbox.id)) return { state: 'unreadable', reason: 'permissions-unreadable' };

  const grants = collectGrants(mailbox.permissions, directory);
  if ('unsure' in grants) return { state: 'unreadable', reason: grants.unsure };
  const persons = [...grants.persons].map(([id, via]) => personTrustee(directory, id, via));
  const unresolved = [...grants.unresolved.values()];
  return {
    state: 'read',
    trustees: [
      ...persons.toSorted((a, b) => ordinal(a.address.toLowerCase(), b.address.toLowerCase())),
      ...unresolved.toSorted((a, b) => ordinal(a.name, b.name) || ordinal(a.reason, b.reason)),
    ],
  };
}

function personTrustee(directory: Directory, id: string, via: readonly string[]): Extract<Trustee, { kind: 'person' }> {
  const person = directory.byId.get(id);
  if (person === undefined) throw new Error(`recipient "${id}" is not in the directory it was found in`);
  return {
    kind: 'person',
    address: person.primaryAddress,
    aliases: person.emailAddresses.filter((address) => address.startsWith('smtp:')).map((address) => address.slice(5)),
    name: person.displayName,
    via,
  };
}
