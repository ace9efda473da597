/**
 * What a correct source reading of a world is: the yardstick that every reader of the same world must equal, byte for byte.
 *
 * Rules (the PowerShell source over the stand-in module follows the same ones):
 *
 * Mailboxes
 *  1. Every mailbox is in the reading, whatever its type, except `Remote*`: those are only counted, by type, in `notRead`.
 *  2. Sorted by id (lower case, ordinal). `displayName`, `primaryAddress`, `type` and `proxyAddresses` are the world's own,
 *     unchanged and in the world's order. No primary address: the empty string.
 *  3. `list` is complete, `problems` is empty.
 *
 * Permission rows
 *  4. A mailbox named in `faults.unreadablePermissions` is `{ state: 'unreadable', reason: 'permissions-unreadable' }`.
 *  5. A row counts only when AccessRights holds `FullAccess` (other rights may stand beside it) and it is not inherited.
 *     An inherited Deny does not count either: an explicit allow goes before it.
 *  6. Not counted, and not reported: SELF (SID `S-1-5-10`), any `NT AUTHORITY\…`, and system role groups (`systemGroups`
 *     below: the part of `user` after the last backslash, any case).
 *
 * Trustee → recipient
 *  7. By SID when the row has one that a recipient has; otherwise by `user`, any case, among every recipient's display name,
 *     alias, user principal name, primary address, `SMTP:`/`smtp:` addresses, id and SID; `DOMAIN\name` is looked up whole,
 *     then as the name after the last backslash. Generated worlds give the same answer with and without the SID column.
 *  8. A key of two recipients: unresolved `ambiguous`. A key of none: `orphaned` when it begins with `S-1-5-21-`, else
 *     `unknown`. The unresolved name is `user` as the row shows it.
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
 * 13. A counted Deny row takes its person, or everybody its group expands to, away from all allows, direct ones too. A Deny
 *     whose trustee is unresolved takes nobody away, and no unresolved row is reported for a Deny.
 *
 * Order
 * 14. Persons by lower-cased address (ordinal), then the unresolved by name and reason (ordinal); same name and reason: once.
 */

import type { DelegateReading, SharedMailbox, Trustee, UnresolvedReason } from '../../src/sync/model/mailbox.ts';
import type { SourceSnapshot } from '../../src/sync/model/snapshot.ts';
import type { World, WorldMailbox, WorldPermission, WorldRecipient } from './world.ts';

export interface ReadingOptions {
  readonly source: string;
  /** ISO 8601, UTC. */
  readonly takenAt: string;
  /** On when absent. */
  readonly expandGroups?: boolean;
}

/** Role groups of Exchange and of the directory: they reach every mailbox and are nobody's delegate. Lower case. */
export const systemGroups: readonly string[] = [
  'administrators',
  'delegated setup',
  'domain admins',
  'enterprise admins',
  'exchange domain servers',
  'exchange servers',
  'exchange trusted subsystem',
  'managed availability servers',
  'organization management',
  'public folder management',
  'view-only organization management',
];

type Unresolved = Extract<Trustee, { kind: 'unresolved' }>;

interface Grants {
  /** Recipient id → path of group names; empty for a direct permission. */
  readonly persons: Map<string, readonly string[]>;
  readonly unresolved: Map<string, Unresolved>;
}

interface Directory {
  readonly byId: ReadonlyMap<string, WorldRecipient>;
  readonly byKey: ReadonlyMap<string, readonly WorldRecipient[]>;
  /** What a group gives, computed once per reading. */
  readonly expanded: Map<string, Grants>;
  readonly expandGroups: boolean;
}

export function recordedReading(world: World, options: ReadingOptions): SourceSnapshot {
  const directory = indexRecipients(world.exchange.recipients, options.expandGroups ?? true);
  const unreadable = new Set(world.exchange.faults.unreadablePermissions);
  const readable = world.exchange.mailboxes.filter((mailbox) => !mailbox.type.startsWith('Remote'));

  return {
    source: options.source,
    takenAt: options.takenAt,
    mailboxes: readable
      .map((mailbox) => readMailbox(mailbox, options.source, delegatesOf(mailbox, unreadable, directory)))
      .toSorted((a, b) => ordinal(a.id, b.id)),
    list: { complete: true },
    problems: [],
    notRead: countNotRead(world.exchange.mailboxes),
  };
}

/** Ids of the people who really hold FullAccess, for whoever builds the other side of a world. Direct and through groups. */
export function peopleWithFullAccess(
  permissions: readonly WorldPermission[],
  directory: Directory,
): ReadonlyMap<string, readonly string[]> {
  return collectGrants(permissions, directory).persons;
}

export function indexRecipients(recipients: readonly WorldRecipient[], expandGroups = true): Directory {
  const byKey = new Map<string, WorldRecipient[]>();
  for (const recipient of recipients) {
    for (const key of keysOf(recipient)) {
      const found = byKey.get(key);
      if (found === undefined) byKey.set(key, [recipient]);
      if (found !== undefined) found.push(recipient);
    }
  }
  return {
    byId: new Map(recipients.map((recipient) => [recipient.id, recipient])),
    byKey,
    expanded: new Map(),
    expandGroups,
  };
}

function keysOf(recipient: WorldRecipient): ReadonlySet<string> {
  const mail = recipient.emailAddresses.filter((address) => /^smtp:/i.test(address)).map((address) => address.slice(5));
  const keys = [
    recipient.displayName,
    recipient.alias,
    recipient.userPrincipalName ?? '',
    recipient.primaryAddress,
    recipient.id,
    recipient.sid,
    ...mail,
  ];
  return new Set(keys.filter((key) => key !== '').map((key) => key.toLowerCase()));
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

function countNotRead(mailboxes: readonly WorldMailbox[]): Readonly<Record<string, number>> {
  const types = mailboxes.map((mailbox) => mailbox.type).filter((type) => type.startsWith('Remote'));
  const counts: Record<string, number> = {};
  for (const type of types.toSorted(ordinal)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

function delegatesOf(mailbox: WorldMailbox, unreadable: ReadonlySet<string>, directory: Directory): DelegateReading {
  if (unreadable.has(mailbox.id)) return { state: 'unreadable', reason: 'permissions-unreadable' };

  const grants = collectGrants(mailbox.permissions, directory);
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

function collectGrants(permissions: readonly WorldPermission[], directory: Directory): Grants {
  const counted = permissions.filter(isCounted);
  const allowed = newGrants();
  for (const row of counted.filter((permission) => !permission.deny)) mergeInto(allowed, grantsOf(row, directory));
  for (const row of counted.filter((permission) => permission.deny)) {
    for (const id of grantsOf(row, directory).persons.keys()) allowed.persons.delete(id);
  }
  return allowed;
}

function isCounted(row: WorldPermission): boolean {
  if (row.isInherited || !row.accessRights.includes('FullAccess')) return false;
  if (row.userSid === 'S-1-5-10' || /^NT AUTHORITY\\/i.test(row.user)) return false;
  return !systemGroups.includes(afterBackslash(row.user).toLowerCase());
}

function grantsOf(row: WorldPermission, directory: Directory): Grants {
  const found = resolve(row, directory);
  const [only] = found;
  if (only !== undefined && found.length === 1) return grantsThrough(only, directory);
  if (found.length > 1) return unresolvedGrant(row.user, 'ambiguous');
  return unresolvedGrant(row.user, row.user.startsWith('S-1-5-21-') ? 'orphaned' : 'unknown');
}

function resolve(row: WorldPermission, directory: Directory): readonly WorldRecipient[] {
  const bySid = row.userSid === '' ? undefined : directory.byKey.get(row.userSid.toLowerCase());
  return (
    bySid ??
    directory.byKey.get(row.user.toLowerCase()) ??
    directory.byKey.get(afterBackslash(row.user).toLowerCase()) ??
    []
  );
}

function afterBackslash(user: string): string {
  return user.slice(user.lastIndexOf('\\') + 1);
}

function grantsThrough(recipient: WorldRecipient, directory: Directory): Grants {
  if (recipient.kind === 'person') return personGrant(recipient, []);
  if (recipient.kind !== 'security-group') {
    return unresolvedGrant(recipient.displayName, 'group-cannot-hold-full-access');
  }
  if (!directory.expandGroups) return unresolvedGrant(recipient.displayName, 'group-not-expanded');

  const known = directory.expanded.get(recipient.id);
  if (known !== undefined) return known;
  const grants = expand(recipient, directory);
  directory.expanded.set(recipient.id, grants);
  return grants;
}

/** Breadth first, every level in order of its paths: the first road to anybody is the shortest and ordinal smallest. */
function expand(root: WorldRecipient, directory: Directory): Grants {
  const grants = newGrants();
  const visited = new Set([root.id]);
  let level = [{ group: root, path: [root.displayName] }];
  while (level.length > 0) {
    const next: { group: WorldRecipient; path: string[] }[] = [];
    for (const { group, path } of level.toSorted((a, b) => comparePaths(a.path, b.path))) {
      const members = group.members.map((id) => directory.byId.get(id)).filter((member) => member !== undefined);
      for (const member of members) {
        if (member.kind === 'person') mergeInto(grants, personGrant(member, path));
        if (member.kind !== 'person' && member.kind !== 'security-group') {
          mergeInto(grants, unresolvedGrant(member.displayName, 'group-cannot-hold-full-access'));
        }
        if (member.kind !== 'security-group' || visited.has(member.id)) continue;
        visited.add(member.id);
        next.push({ group: member, path: [...path, member.displayName] });
      }
    }
    level = next;
  }
  return grants;
}

function newGrants(): Grants {
  return { persons: new Map(), unresolved: new Map() };
}

function personGrant(person: WorldRecipient, via: readonly string[]): Grants {
  if (person.primaryAddress === '') return unresolvedGrant(person.displayName, 'no-address');
  return { persons: new Map([[person.id, via]]), unresolved: new Map() };
}

function unresolvedGrant(name: string, reason: UnresolvedReason): Grants {
  return { persons: new Map(), unresolved: new Map([[`${name}\n${reason}`, { kind: 'unresolved', name, reason }]]) };
}

function mergeInto(grants: Grants, added: Grants): void {
  for (const [id, via] of added.persons) {
    const present = grants.persons.get(id);
    if (present === undefined || comparePaths(via, present) < 0) grants.persons.set(id, via);
  }
  for (const [key, trustee] of added.unresolved) grants.unresolved.set(key, trustee);
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || ordinal(a.join('\n'), b.join('\n'));
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

/** UTF-16 code units, as `String.CompareOrdinal` does. */
function ordinal(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
