/** Everybody and every group a permission can name, findable by every key Exchange may show. Pure: no I/O. */

import { afterBackslash } from './permission-row.ts';

/** As the script answers it; users and groups come without proxy addresses, recipients without SID. */
export interface PrincipalRow {
  readonly id: string;
  readonly guid: string;
  readonly name: string;
  readonly displayName: string;
  readonly alias: string;
  readonly primaryAddress: string;
  readonly emailAddresses: readonly string[];
  /** RecipientTypeDetails. */
  readonly type: string;
  readonly userPrincipalName: string;
  readonly sid: string;
  readonly distinguishedName: string;
}

export type RecipientKind = 'person' | 'security-group' | 'role-group' | 'other-group';

export interface Recipient {
  readonly id: string;
  readonly kind: RecipientKind;
  readonly type: string;
  readonly displayName: string;
  readonly primaryAddress: string;
  readonly emailAddresses: readonly string[];
}

export interface RecipientIndex {
  readonly byId: ReadonlyMap<string, Recipient>;
  /** Key in lower case → everybody who has it. More than one: ambiguous. */
  readonly byKey: ReadonlyMap<string, readonly Recipient[]>;
  /** The domains whose SIDs stand in the lists. */
  readonly domains: ReadonlySet<string>;
  /** Whether a member of a group that is not in here may be a person, or a group of persons, all the same. */
  readonly strangersMayBePeople: boolean;
}

/** Rows with one id are one recipient: the first row gives its face (recipients before users and groups), all give keys. */
export function buildRecipientIndex(rows: readonly PrincipalRow[], strangersMayBePeople = false): RecipientIndex {
  const byId = new Map<string, Recipient>();
  const holders = new Map<string, Map<string, Recipient>>();
  for (const row of rows) {
    const recipient = byId.get(row.id) ?? recipientOf(row);
    byId.set(row.id, recipient);
    for (const key of keysOf(row)) {
      const known = holders.get(key) ?? new Map<string, Recipient>();
      holders.set(key, known.set(recipient.id, recipient));
    }
  }
  const byKey = new Map([...holders].map(([key, found]) => [key, [...found.values()]]));
  const domains = new Set(rows.filter(({ sid }) => sid !== '').map(({ sid }) => domainOfSid(sid)));
  return { byId, byKey, domains, strangersMayBePeople };
}

/**
 * By SID where somebody has it; else by what is shown, whole, then without the domain before the backslash. Whoever is of a
 * known domain and in no list (it may have failed) is not somebody else of the same name.
 */
export function findTrustee(index: RecipientIndex, user: string, sid: string): readonly Recipient[] {
  const bySid = sid === '' ? undefined : index.byKey.get(sid.toLowerCase());
  if (bySid === undefined && sid !== '' && index.domains.has(domainOfSid(sid))) return [];
  return bySid ?? index.byKey.get(user.toLowerCase()) ?? index.byKey.get(afterBackslash(user).toLowerCase()) ?? [];
}

function domainOfSid(sid: string): string {
  return sid.slice(0, sid.lastIndexOf('-')).toUpperCase();
}

function recipientOf(row: PrincipalRow): Recipient {
  const { id, type, displayName, primaryAddress, emailAddresses } = row;
  return { id, kind: kindOf(type), type, displayName, primaryAddress, emailAddresses };
}

function kindOf(type: string): RecipientKind {
  if (type === 'RoleGroup') return 'role-group';
  if (type.endsWith('SecurityGroup')) return 'security-group';
  if (type.endsWith('Group') || type === 'GroupMailbox' || type === 'RoomList') return 'other-group';
  return 'person';
}

function keysOf(row: PrincipalRow): ReadonlySet<string> {
  const mail = row.emailAddresses.filter((address) => /^smtp:/i.test(address)).map((address) => address.slice(5));
  const { id, guid, name, displayName, alias, primaryAddress, userPrincipalName, sid, distinguishedName } = row;
  const keys = [id, guid, name, displayName, alias, primaryAddress, userPrincipalName, sid, distinguishedName, ...mail];
  return new Set(keys.filter((key) => key !== '').map((key) => key.toLowerCase()));
}
