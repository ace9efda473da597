/**
 * The recipients of a world by every key, and what permission rows come down to: people and what could not be resolved.
 * The rules and their numbers stand in recorded-reading.ts.
 */

import type { Trustee, UnresolvedReason } from '../../src/sync/model/mailbox.ts';
import { systemGroups } from '../../src/sync/source/exchange/permission-row.ts';
import type { WorldPermission, WorldRecipient } from './world.ts';

/** What stands in front of the accounts of every made-up organisation. */
const accountDomain = 'EXAMPLE';

type Unresolved = Extract<Trustee, { kind: 'unresolved' }>;

export interface Grants {
  /** Recipient id → path of group names; empty for a direct permission. */
  readonly persons: Map<string, readonly string[]>;
  readonly unresolved: Map<string, Unresolved>;
}

export interface Directory {
  readonly byId: ReadonlyMap<string, WorldRecipient>;
  readonly byKey: ReadonlyMap<string, readonly WorldRecipient[]>;
  /** What a group gives, computed once per reading. */
  readonly expanded: Map<string, Grants>;
  readonly expandGroups: boolean;
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
    `${accountDomain}\\${recipient.samAccountName ?? recipient.alias}`,
    recipient.linkedMasterAccount ?? '',
    ...mail,
  ];
  return new Set(keys.filter((key) => key !== '').map((key) => key.toLowerCase()));
}

/** Or why it cannot be told who is left when the denials are taken away. */
export function collectGrants(
  permissions: readonly WorldPermission[],
  directory: Directory,
): Grants | { readonly unsure: 'deny-group-unreadable' | 'deny-unidentified' } {
  const counted = permissions.filter(isCounted);
  const allowed = newGrants();
  for (const row of counted.filter((permission) => !permission.deny)) mergeInto(allowed, grantsOf(row, directory));
  const denials = counted.filter((permission) => permission.deny);
  const unsure = allowed.persons.size === 0 ? [] : denials.flatMap((row) => whyUnsure(row, allowed, directory));
  if (unsure.includes('deny-group-unreadable')) return { unsure: 'deny-group-unreadable' };
  if (unsure.length > 0) return { unsure: 'deny-unidentified' };
  for (const row of denials) for (const id of grantsOf(row, directory).persons.keys()) allowed.persons.delete(id);
  return allowed;
}

function whyUnsure(row: WorldPermission, allowed: Grants, directory: Directory) {
  const candidates = resolve(row, directory);
  const mayBeAllowed = candidates.some(({ id, kind }) => kind === 'security-group' || allowed.persons.has(id));
  return [...grantsOf(row, directory).unresolved.values()].flatMap(({ reason }) => {
    if (reason === 'group-not-expanded') return ['deny-group-unreadable'] as const;
    const isUnsure = reason === 'unknown' || reason === 'foreign' || (reason === 'ambiguous' && mayBeAllowed);
    return isUnsure ? (['deny-unidentified'] as const) : [];
  });
}

function isCounted(row: WorldPermission): boolean {
  if (row.isInherited || !row.accessRights.includes('FullAccess')) return false;
  if (row.userSid === 'S-1-5-10' || /^NT AUTHORITY\\/i.test(row.user)) return false;
  return !systemGroups.has(row.user.slice(row.user.lastIndexOf('\\') + 1).toLowerCase());
}

function grantsOf(row: WorldPermission, directory: Directory): Grants {
  const found = resolve(row, directory);
  const [only] = found;
  if (only !== undefined && found.length === 1) return grantsThrough(only, directory);
  if (found.length > 1) return unresolvedGrant(row.user, 'ambiguous');
  if (row.user.startsWith('S-1-5-21-')) return unresolvedGrant(row.user, 'orphaned');
  return unresolvedGrant(row.user, isOfAnotherForest(row.user) ? 'foreign' : 'unknown');
}

function isOfAnotherForest(user: string): boolean {
  return user.includes('\\') && !user.toLowerCase().startsWith(`${accountDomain}\\`.toLowerCase());
}

function resolve(row: WorldPermission, directory: Directory): readonly WorldRecipient[] {
  const bySid = row.userSid === '' ? undefined : directory.byKey.get(row.userSid.toLowerCase());
  return bySid ?? directory.byKey.get(row.user.toLowerCase()) ?? [];
}

function grantsThrough(recipient: WorldRecipient, directory: Directory): Grants {
  if (recipient.kind === 'person') return personGrant(recipient, []);
  if (recipient.kind !== 'security-group') return cannotHold(recipient);
  if (!directory.expandGroups) return unresolvedGrant(recipient.displayName, 'group-not-expanded');

  const known = directory.expanded.get(recipient.id);
  if (known !== undefined) return known;
  const grants = expand(recipient, directory);
  directory.expanded.set(recipient.id, grants);
  return grants;
}

interface Reached {
  readonly group: WorldRecipient;
  readonly path: readonly string[];
}

/** Breadth first, every level in order of its paths: the first road to anybody is the shortest and ordinal smallest. */
function expand(root: WorldRecipient, directory: Directory): Grants {
  const grants = newGrants();
  const visited = new Set([root.id]);
  let level: readonly Reached[] = [{ group: root, path: [root.displayName] }];
  while (level.length > 0) {
    const inOrder = level.toSorted((a, b) => comparePaths(a.path, b.path));
    level = inOrder.flatMap((reached) => openGroup(reached, { directory, grants, visited }));
  }
  return grants;
}

/** Adds what stands in the group itself; answers the security groups in it that were not met before. */
function openGroup(
  { group, path }: Reached,
  { directory, grants, visited }: { directory: Directory; grants: Grants; visited: Set<string> },
): readonly Reached[] {
  const members = group.members.map((id) => directory.byId.get(id)).filter((member) => member !== undefined);
  const inside = members.filter((member) => member.kind === 'security-group' && !visited.has(member.id));
  for (const member of members) {
    if (member.kind === 'security-group') visited.add(member.id);
    if (member.kind === 'person') mergeInto(grants, personGrant(member, path));
    if (member.kind !== 'person' && member.kind !== 'security-group') mergeInto(grants, cannotHold(member));
  }
  return inside.map((member) => ({ group: member, path: [...path, member.displayName] }));
}

function cannotHold(group: WorldRecipient): Grants {
  return unresolvedGrant(group.displayName, 'group-cannot-hold-full-access');
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

/** UTF-16 code units, as `String.CompareOrdinal` does. */
export function ordinal(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
