/**
 * Who really holds FullAccess: permission rows → trustees, through nested groups, Deny taken into account. Pure: no I/O;
 * the caller reads group members first (`groupsIn`). Only FullAccess counts: SendAs and SendOnBehalf are not delegates here.
 */

import type { DelegateReading, Trustee, UnresolvedReason } from '../../model/mailbox.ts';
import { counts, type PermissionRow } from './permission-row.ts';
import { findTrustee, type Recipient, type RecipientIndex } from './recipient-index.ts';

/** Group id → ids of its direct members, or that they could not be read. */
export type Memberships = ReadonlyMap<string, readonly string[] | 'unreadable'>;

type Unresolved = Extract<Trustee, { kind: 'unresolved' }>;

interface Grants {
  /** Recipient → names of the groups on the way, outermost first. */
  readonly persons: Map<Recipient, readonly string[]>;
  /** By name and reason: each once. */
  readonly unresolved: Map<string, Unresolved>;
  /** A group on the way could not be read: more people may be meant. */
  partial: boolean;
}

/** Ids of the security groups these rows name directly. */
export function groupsIn(rows: readonly PermissionRow[], index: RecipientIndex): readonly string[] {
  const found = rows.filter(counts).map((row) => findTrustee(index, row.user, row.sid));
  const groups = found.flatMap(([only, ...others]) =>
    only?.kind === 'security-group' && others.length === 0 ? [only.id] : [],
  );
  return [...new Set(groups)];
}

export function isAmbiguous(row: PermissionRow, index: RecipientIndex): boolean {
  return counts(row) && findTrustee(index, row.user, row.sid).length > 1;
}

/** Who is allowed and denied directly, by recipient: the same for two readings that show one person under two names. */
export function directAccess(rows: readonly PermissionRow[], index: RecipientIndex): readonly string[] {
  const keys = rows.filter(counts).map((row) => {
    const ids = findTrustee(index, row.user, row.sid).map(({ id }) => id);
    return `${row.deny ? 'deny' : 'allow'} ${ids.length === 0 ? row.user.toLowerCase() : ids.toSorted().join(' or ')}`;
  });
  return [...new Set(keys)].toSorted();
}

export interface DelegateResolver {
  resolve(rows: readonly PermissionRow[]): DelegateReading;
}

/** Remembers what each group gives, so that every group is walked once. Null memberships: groups are not expanded. */
export function createDelegateResolver(index: RecipientIndex, memberships: Memberships | null): DelegateResolver {
  const walked = new Map<string, Grants>();

  function grantsOf(row: PermissionRow): Grants {
    const [only, ...others] = findTrustee(index, row.user, row.sid);
    if (only === undefined) return unresolved(row.user, row.user.startsWith('S-1-5-21-') ? 'orphaned' : 'unknown');
    if (others.length > 0) return unresolved(row.user, 'ambiguous');
    if (only.kind !== 'security-group') return grantsOfOne(only, []);
    if (memberships === null) return unresolved(only.displayName, 'group-not-expanded');
    const known = walked.get(only.id) ?? walkGroup(only, memberships, index);
    walked.set(only.id, known);
    return known;
  }

  return {
    resolve(rows) {
      const counted = rows.filter(counts);
      const allowed = noGrants();
      for (const row of counted.filter((permission) => !permission.deny)) merge(allowed, grantsOf(row));
      const denied = counted.filter((permission) => permission.deny).map(grantsOf);
      // Somebody who is denied must not be granted by mistake: without the group's members that cannot be told.
      if (denied.some((grants) => grants.partial)) return { state: 'unreadable', reason: 'deny-group-unreadable' };
      for (const person of denied.flatMap((grants) => [...grants.persons.keys()])) allowed.persons.delete(person);
      return { state: 'read', trustees: sorted(allowed) };
    },
  };
}

/** Breadth first, every level in order of its paths: the first road to anybody is the shortest, then the ordinal smallest. */
function walkGroup(root: Recipient, memberships: Memberships, index: RecipientIndex): Grants {
  const grants = noGrants();
  const seen = new Set([root.id]);
  let level: readonly Step[] = [{ group: root, path: [root.displayName] }];
  while (level.length > 0) {
    const steps = level
      .toSorted((a, b) => comparePaths(a.path, b.path))
      .flatMap((step) => takeStep(step, { grants, memberships, index }));
    // The first step to a group is its shortest path; loops end here.
    level = steps.filter(({ group }) => !seen.has(group.id) && seen.add(group.id));
  }
  return grants;
}

interface Step {
  readonly group: Recipient;
  /** Names of the groups so far, this one included. */
  readonly path: readonly string[];
}

interface Walk {
  readonly grants: Grants;
  readonly memberships: Memberships;
  readonly index: RecipientIndex;
}

/** Collects the people of one group; answers the groups inside it. */
function takeStep({ group, path }: Step, { grants, memberships, index }: Walk): readonly Step[] {
  const ids = memberships.get(group.id) ?? 'unreadable';
  if (ids === 'unreadable') {
    merge(grants, { ...unresolved(group.displayName, 'group-not-expanded'), partial: true });
    return [];
  }
  // Somebody of another forest has a SID and nothing else.
  for (const sid of ids.filter((id) => id.startsWith('S-1-'))) merge(grants, unresolved(sid, 'unknown'));
  const members = ids.map((id) => index.byId.get(id)).filter((member) => member !== undefined);
  if (index.strangersMayBePeople && ids.some((id) => !id.startsWith('S-1-') && !index.byId.has(id)))
    merge(grants, { ...unresolved(group.displayName, 'group-not-expanded'), partial: true });
  for (const member of members) if (member.kind !== 'security-group') merge(grants, grantsOfOne(member, path));
  return members
    .filter((member) => member.kind === 'security-group')
    .map((member) => ({ group: member, path: [...path, member.displayName] }));
}

function grantsOfOne(recipient: Recipient, via: readonly string[]): Grants {
  if (recipient.kind === 'role-group') return noGrants();
  if (recipient.kind !== 'person') return unresolved(recipient.displayName, 'group-cannot-hold-full-access');
  if (recipient.primaryAddress === '') return unresolved(recipient.displayName, 'no-address');
  return { ...noGrants(), persons: new Map([[recipient, via]]) };
}

function noGrants(): Grants {
  return { persons: new Map(), unresolved: new Map(), partial: false };
}

function unresolved(name: string, reason: UnresolvedReason): Grants {
  return { ...noGrants(), unresolved: new Map([[`${name}\n${reason}`, { kind: 'unresolved', name, reason }]]) };
}

function merge(into: Grants, added: Grants): void {
  for (const [person, via] of added.persons) {
    const present = into.persons.get(person);
    if (present === undefined || comparePaths(via, present) < 0) into.persons.set(person, via);
  }
  for (const [key, trustee] of added.unresolved) into.unresolved.set(key, trustee);
  into.partial ||= added.partial;
}

function sorted(grants: Grants): readonly Trustee[] {
  const persons = [...grants.persons].map(([person, via]) => personTrustee(person, via));
  return [
    ...persons.toSorted((a, b) => ordinal(a.address.toLowerCase(), b.address.toLowerCase())),
    ...[...grants.unresolved.values()].toSorted((a, b) => ordinal(a.name, b.name) || ordinal(a.reason, b.reason)),
  ];
}

function personTrustee(person: Recipient, via: readonly string[]): Extract<Trustee, { kind: 'person' }> {
  const aliases = person.emailAddresses
    .filter((address) => address.startsWith('smtp:'))
    .map((address) => address.slice(5));
  return { kind: 'person', address: person.primaryAddress, aliases, name: person.displayName, via };
}

function comparePaths(a: readonly string[], b: readonly string[]): number {
  return a.length - b.length || ordinal(a.join('\n'), b.join('\n'));
}

function ordinal(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
