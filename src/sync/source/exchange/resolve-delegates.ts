/**
 * Who really holds FullAccess: permission rows → trustees, through nested groups, Deny taken into account. Pure: no I/O;
 * the caller reads group members first (`groupsIn`). Only FullAccess counts: SendAs and SendOnBehalf are not delegates here.
 */

import type { DelegateReading, Trustee, UnresolvedReason } from '../../model/mailbox.ts';
import { counts, type PermissionRow } from './permission-row.ts';
import {
  domainOfSid,
  findTrustee,
  isForeignSid,
  isOfAnotherForest,
  type Recipient,
  type RecipientIndex,
  type RecipientKind,
} from './recipient-index.ts';

/** Group id → ids of its direct members, or that they could not be read. */
export type Memberships = ReadonlyMap<string, readonly string[] | 'unreadable'>;

/** Stands among the members for a person or group that Exchange does not list: the group is not wholly known. */
export const inNoList = 'in-no-list';

type Unresolved = Extract<Trustee, { kind: 'unresolved' }>;

interface Grants {
  /** Recipient → names of the groups on the way, outermost first. */
  readonly persons: Map<Recipient, readonly string[]>;
  /** By name and reason: each once. */
  readonly unresolved: Map<string, Unresolved>;
  /** Nobody's delegates where they are allowed; where they are denied, whose access that takes is not known. */
  readonly roleGroups: Set<Recipient>;
}

/** Ids of the security groups these rows name directly. */
export function groupsIn(rows: readonly PermissionRow[], index: RecipientIndex): readonly string[] {
  const found = rows.filter(counts).map((row) => findTrustee(index, row.user, row.sid));
  const groups = found.flatMap(([only, ...others]) =>
    only?.kind === 'security-group' && others.length === 0 ? [only.id] : [],
  );
  return [...new Set(groups)];
}

/** Whom a SID would tell: a name that fits two, and one that fits nobody where it matters who is meant. */
export function needsSid(row: PermissionRow, index: RecipientIndex): boolean {
  if (row.sid !== '' || row.user.startsWith('S-1-') || !counts(row)) return false;
  const found = findTrustee(index, row.user, row.sid).length;
  return found > 1 || (found === 0 && (row.deny || row.user.includes('\\')));
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
  const trusteeOf = trusteesOnce();

  function grantsOf(row: PermissionRow): Grants {
    const [only, ...others] = findTrustee(index, row.user, row.sid);
    if (only === undefined) return unresolved(row.user, whyNobody(row, index));
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
      const denials = counted.filter((permission) => permission.deny);
      const reason = whyUnsure(denials, allowed.persons);
      if (reason !== undefined) return { state: 'unreadable', reason };
      for (const person of denials.flatMap((row) => [...grantsOf(row).persons.keys()])) allowed.persons.delete(person);
      return { state: 'read', trustees: sorted(allowed, trusteeOf) };
    },
  };

  /** Somebody who is denied must not be granted by mistake. Where nobody is allowed, nothing can be taken away. */
  function whyUnsure(denials: readonly PermissionRow[], allowed: Grants['persons']): DenyReason | undefined {
    if (allowed.size === 0) return undefined;
    const reasons = denials.flatMap((row) => {
      const denied = grantsOf(row);
      const withheld = denied.roleGroups.size > 0 ? (['deny-group-unreadable'] as const) : [];
      return [...withheld, ...[...denied.unresolved.values()].map((each) => unsure(row, each))];
    });
    return reasons.includes('deny-group-unreadable')
      ? 'deny-group-unreadable'
      : reasons.find((each) => each !== undefined);

    function unsure(row: PermissionRow, { name, reason }: Unresolved): DenyReason | undefined {
      if (reason === 'group-not-expanded') return 'deny-group-unreadable';
      if (reason === 'ambiguous' && !findTrustee(index, row.user, row.sid).some(mayBeAllowed)) return undefined;
      return isCertainlyNobody(name, reason, index) ? undefined : 'deny-unidentified';
    }

    function mayBeAllowed(candidate: Recipient): boolean {
      return groupsThatHoldAccess.has(candidate.kind) || allowed.has(candidate);
    }
  }
}

const groupsThatHoldAccess: ReadonlySet<RecipientKind> = new Set(['security-group', 'unsure-group', 'role-group']);

/** Why the delegates of a mailbox cannot be told although its permissions were read (decision 0018). */
type DenyReason = 'deny-group-unreadable' | 'deny-unidentified';

/** What is no security principal takes nobody's access away, nor does an account of the own domains that is gone. */
function isCertainlyNobody(name: string, reason: UnresolvedReason, index: RecipientIndex): boolean {
  if (reason === 'group-cannot-hold-full-access' || reason === 'no-address') return true;
  return reason === 'orphaned' && index.whole && index.domains.has(domainOfSid(name));
}

function whyNobody({ user, sid }: PermissionRow, index: RecipientIndex): UnresolvedReason {
  if (user.startsWith('S-1-5-21-')) return 'orphaned';
  return isOfAnotherForest(index, user) || isForeignSid(index, sid) ? 'foreign' : 'unknown';
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
    merge(grants, unresolved(group.displayName, 'group-not-expanded'));
    return [];
  }
  // Somebody of another forest has a SID and nothing else.
  for (const sid of ids.filter((id) => id.startsWith('S-1-')))
    merge(grants, unresolved(sid, sid.startsWith('S-1-5-21-') ? 'foreign' : 'unknown'));
  const members = ids.map((id) => index.byId.get(id)).filter((member) => member !== undefined);
  const strangers = ids.filter((id) => !id.startsWith('S-1-') && !index.byId.has(id));
  // Half a page looks like a whole one: who is missing from it keeps what he has.
  const isShort = ids.length < (index.memberCounts.get(group.id) ?? 0);
  if (isShort || strangers.includes(inNoList) || (index.strangersMayBePeople && strangers.length > 0))
    merge(grants, unresolved(group.displayName, 'group-not-expanded'));
  for (const member of members) if (member.kind !== 'security-group') merge(grants, grantsOfOne(member, path));
  return members
    .filter((member) => member.kind === 'security-group')
    .map((member) => ({ group: member, path: [...path, member.displayName] }));
}

function grantsOfOne(recipient: Recipient, via: readonly string[]): Grants {
  if (recipient.kind === 'role-group') return { ...noGrants(), roleGroups: new Set([recipient]) };
  if (recipient.kind === 'unsure-group') return unresolved(recipient.displayName, 'group-not-expanded');
  if (recipient.kind !== 'person') return unresolved(recipient.displayName, 'group-cannot-hold-full-access');
  if (recipient.primaryAddress === '') return unresolved(recipient.displayName, 'no-address');
  return { ...noGrants(), persons: new Map([[recipient, via]]) };
}

function noGrants(): Grants {
  return { persons: new Map(), unresolved: new Map(), roleGroups: new Set() };
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
  for (const group of added.roleGroups) into.roleGroups.add(group);
}

type PersonTrustee = Extract<Trustee, { kind: 'person' }>;

/** Whoever opens many mailboxes directly is one trustee in all of them. */
function trusteesOnce(): (person: Recipient, via: readonly string[]) => PersonTrustee {
  const direct = new Map<Recipient, PersonTrustee>();
  return (person, via) => {
    if (via.length > 0) return personTrustee(person, via);
    const trustee = direct.get(person) ?? personTrustee(person, []);
    direct.set(person, trustee);
    return trustee;
  };
}

function sorted(grants: Grants, trusteeOf: ReturnType<typeof trusteesOnce>): readonly Trustee[] {
  const persons = [...grants.persons].map(([person, via]) => trusteeOf(person, via));
  return [
    ...persons.toSorted((a, b) => ordinal(a.address.toLowerCase(), b.address.toLowerCase())),
    ...[...grants.unresolved.values()].toSorted((a, b) => ordinal(a.name, b.name) || ordinal(a.reason, b.reason)),
  ];
}

function personTrustee(person: Recipient, via: readonly string[]): PersonTrustee {
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
