/** Everybody and every group a permission can name, findable by every key Exchange may show. Pure: no I/O. */

import { splitName } from './permission-row.ts';

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
  readonly samAccountName: string;
  /** `DOMAIN\name` or SID of the account elsewhere that opens a linked mailbox; SELF for other mailboxes. */
  readonly linkedMasterAccount: string;
  readonly distinguishedName: string;
  /** Of a group of an Exchange server: its scope, and `SecurityEnabled` if it is one; else empty. */
  readonly groupType: string;
  /** How many members the list of groups shows; 0 or absent where it does not tell. */
  readonly members?: number | undefined;
}

/** A domain of the own forest, and the name that stands in front of its accounts (`EXAMPLE` of `EXAMPLE\jan`). */
export interface DomainRow {
  readonly name: string;
  readonly dnsRoot: string;
}

/** `unsure-group`: it cannot be told whether it is a security group, or who all its members are. */
export type RecipientKind = 'person' | 'security-group' | 'role-group' | 'unsure-group' | 'other-group';

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
  /** SID, id, address, distinguished name, domain and account name, in lower case → everybody who has it. */
  readonly byIdentity: ReadonlyMap<string, readonly Recipient[]>;
  /** Name, display name or alias, in lower case → everybody who has it: a stranger may have the same one. */
  readonly byName: ReadonlyMap<string, readonly Recipient[]>;
  /** Group → how many members the list of groups shows, where it tells. */
  readonly memberCounts: ReadonlyMap<string, number>;
  /** The domains whose SIDs stand in the lists. */
  readonly domains: ReadonlySet<string>;
  /** Name in front of an account, lower case → DNS name of that domain. Empty: not known. */
  readonly domainNames: ReadonlyMap<string, string>;
  /** Every domain of the forest told its name: any other name is another forest's. */
  readonly domainNamesWhole: boolean;
  /** None of the lists failed: a SID of the own domains that is in none of them is nobody's any more. */
  readonly whole: boolean;
  /** Whether a member of a group that is not in here may be a person, or a group of persons, all the same. */
  readonly strangersMayBePeople: boolean;
}

export interface IndexOptions {
  readonly strangersMayBePeople?: boolean;
  readonly whole?: boolean;
  /** As the directory names its domains. Null: after the first part of their DNS names, as Exchange Online does. */
  readonly domains?: readonly DomainRow[] | null;
  readonly domainNamesWhole?: boolean;
}

/** Rows with one id are one recipient: the first row gives its face (recipients before users and groups), all give keys. */
export function buildRecipientIndex(rows: readonly PrincipalRow[], options: IndexOptions = {}): RecipientIndex {
  const { strangersMayBePeople = false, whole = true, domainNamesWhole = true } = options;
  const byId = new Map<string, Recipient>();
  const byIdentity = new Map<string, Recipient[]>();
  const byName = new Map<string, Recipient[]>();
  const roots = new Map<string, string>();
  const groups = new Map(rows.filter(({ groupType }) => groupType !== '').map((row) => [row.id, row]));
  for (const row of rows) {
    const recipient = byId.get(row.id) ?? recipientOf(row, groups.get(row.id) ?? row);
    byId.set(row.id, recipient);
    for (const key of identitiesOf(row, domainOf(row.distinguishedName, roots))) addKey(byIdentity, key, recipient);
    for (const key of [row.name, row.displayName, row.alias]) addKey(byName, key, recipient);
  }
  const domains = new Set(rows.filter(({ sid }) => sid !== '').map(({ sid }) => domainOfSid(sid)));
  const domainNames = new Map(
    (options.domains ?? namedAfterDns(new Set(roots.values()))).map(({ name, dnsRoot }) => [
      name.toLowerCase(),
      dnsRoot.toLowerCase(),
    ]),
  );
  const memberCounts = new Map(rows.flatMap(({ id, members = 0 }) => (members > 0 ? [[id, members] as const] : [])));
  return {
    byId,
    byIdentity,
    byName,
    memberCounts,
    domains,
    domainNames,
    domainNamesWhole,
    whole,
    strangersMayBePeople,
  };
}

function addKey(index: Map<string, Recipient[]>, shown: string, recipient: Recipient): void {
  if (shown === '') return;
  const key = shown.toLowerCase();
  const known = index.get(key);
  if (known === undefined) index.set(key, [recipient]);
  else if (!known.includes(recipient)) known.push(recipient);
}

function namedAfterDns(roots: ReadonlySet<string>): readonly DomainRow[] {
  const named = [...roots]
    .filter((root) => root !== '')
    .map((dnsRoot) => ({ name: dnsRoot.split('.', 1)[0] ?? dnsRoot, dnsRoot }));
  return named.filter(({ name }) => named.filter((other) => other.name === name).length === 1);
}

/**
 * By SID where somebody has it; else by what is shown, whole (a linked mailbox by the account that opens it); else by domain
 * and account name. Never by the account name alone: another domain or forest may have somebody of that name. Whoever is of
 * a known domain and in no list (it may have failed) is not somebody else of the same name, nor is a stranger by his SID.
 */
export function findTrustee(index: RecipientIndex, user: string, sid: string): readonly Recipient[] {
  const bySid = sid === '' ? undefined : index.byIdentity.get(sid.toLowerCase());
  if (bySid !== undefined) return bySid;
  if (sid !== '' && index.domains.has(domainOfSid(sid))) return [];
  const identified = index.byIdentity.get(user.toLowerCase()) ?? byAccountName(index, user);
  if (isForeignSid(index, sid)) return identified;
  const named = index.byName.get(user.toLowerCase()) ?? [];
  return named.length === 0 ? identified : [...new Set([...identified, ...named])];
}

function byAccountName(index: RecipientIndex, user: string): readonly Recipient[] {
  const { domain, name } = splitName(user);
  const dnsRoot = index.domainNames.get(domain.toLowerCase()) ?? '';
  return (dnsRoot === '' ? undefined : index.byIdentity.get(accountKey(dnsRoot, name))) ?? [];
}

function accountKey(dnsRoot: string, samAccountName: string): string {
  return `${dnsRoot}\\${samAccountName}`.toLowerCase();
}

/** Shown with a domain in front that is none of the own forest's. One that did not tell its name may be that domain. */
export function isOfAnotherForest({ domainNames, domainNamesWhole }: RecipientIndex, user: string): boolean {
  const { domain } = splitName(user);
  return domain !== '' && domainNamesWhole && domainNames.size > 0 && !domainNames.has(domain.toLowerCase());
}

/** Of a domain that none of the lists shows: an account of another forest has a SID here, and nothing else. */
export function isForeignSid({ domains }: RecipientIndex, sid: string): boolean {
  return sid.startsWith('S-1-5-21-') && domains.size > 0 && !domains.has(domainOfSid(sid));
}

/** DNS name of the domain that the last parts of a distinguished name tell; few of many names differ in them. */
function domainOf(distinguishedName: string, known: Map<string, string>): string {
  const end = distinguishedName.slice(distinguishedName.indexOf(',DC='));
  const found =
    known.get(end) ??
    [...end.matchAll(/,DC=([^,]+)/g)]
      .map(([, part]) => part)
      .join('.')
      .toLowerCase();
  known.set(end, found);
  return found;
}

export function domainOfSid(sid: string): string {
  return sid.slice(0, sid.lastIndexOf('-')).toUpperCase();
}

function recipientOf(row: PrincipalRow, group: PrincipalRow): Recipient {
  const { id, type, displayName, primaryAddress, emailAddresses } = row;
  return { id, kind: kindOf(type, group), type, displayName, primaryAddress, emailAddresses };
}

function kindOf(type: string, group: PrincipalRow): RecipientKind {
  if (type === 'RoleGroup') return 'role-group';
  if (type.endsWith('SecurityGroup')) return 'security-group';
  if (type.endsWith('NonUniversalGroup')) return kindOfNonUniversal(group);
  if (type.endsWith('Group') || type === 'GroupMailbox' || type === 'RoomList') return 'other-group';
  return 'person';
}

/** Global and domain-local ones, for security or for mail: the type does not tell. */
function kindOfNonUniversal({ groupType, sid }: PrincipalRow): RecipientKind {
  if (/^(Global|DomainLocal)$/.test(groupType)) return 'other-group';
  // A domain-local one counts on servers of its own domain only.
  if (groupType !== 'Global, SecurityEnabled') return 'unsure-group';
  // Those that Windows brings itself, such as Domain Users, hold people whom no list of members shows.
  const number = /^S-1-5-21-.+-(\d+)$/.exec(sid)?.[1] ?? '0';
  return Number(number) < 1000 ? 'unsure-group' : 'security-group';
}

function identitiesOf(row: PrincipalRow, dnsRoot: string): readonly string[] {
  const mail = row.emailAddresses.filter((address) => /^smtp:/i.test(address)).map((address) => address.slice(5));
  const { id, guid, primaryAddress, userPrincipalName, sid, distinguishedName } = row;
  const keys = [id, guid, primaryAddress, userPrincipalName, sid, distinguishedName, ...mail];
  if (row.samAccountName !== '' && dnsRoot !== '') keys.push(accountKey(dnsRoot, row.samAccountName));
  // Other mailboxes name themselves there, or whom they belonged to once.
  if (row.type.startsWith('Linked')) keys.push(row.linkedMasterAccount);
  return keys;
}
