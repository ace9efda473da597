/** What Zivver holds about each told mailbox, and the link an earlier run left. Part of the generator. */

import type { Link } from '../../src/sync/model/link.ts';
import { type GroupDraft, groupResource, userResource } from '../zivver/scim-resource.ts';
import { claimedDomains } from './address-book.ts';
import type { Case } from './cases.ts';
import type { ToldMailbox } from './mailboxes.ts';
import type { Draw, People, Person } from './people.ts';
import type { WorldMailbox, WorldScimResource } from './world.ts';

export interface ZivverSide {
  readonly groups: readonly WorldScimResource[];
  readonly users: readonly WorldScimResource[];
  readonly links: readonly Link[];
}

export interface Told extends ToldMailbox {
  /** Zivver ids of the active people who hold FullAccess. */
  readonly delegates: readonly string[];
  /** Those among them who hold it through a group only. */
  readonly throughGroups: readonly string[];
}

/** No account of their own, and no link. */
const unknownToZivver: readonly Case[] = [
  'create',
  'nobody-could-open',
  'foreign-domain',
  'no-address',
  'optional-type',
  'remote',
];

interface Account {
  readonly group: GroupDraft;
  readonly link: Link | null;
}

type Linked = Account & { readonly link: Link };

const nothing: ZivverSide = { groups: [], users: [], links: [] };

export function zivverSideOf(told: Told, people: People, draw: Draw): ZivverSide {
  if (unknownToZivver.includes(told.story.case)) return nothing;
  if (told.story.case === 'type-conflict') return { ...nothing, users: [personalAccount(told.mailbox, draw)] };

  const equal = equalAccount(told, draw);
  if (told.story.case === 'link-stale') return { ...nothing, links: [equal.link] };
  // The elder of the two is told under its own story.
  if (told.story.case === 'duplicate-address') return nothing;
  const { group, link } = tell(told, equal, people, draw);
  const neighbours = neighboursOf(told, draw).map(groupResource);
  return { groups: [groupResource(group), ...neighbours], users: [], links: link === null ? [] : [link] };
}

function equalAccount({ mailbox, delegates }: Told, { prng }: Draw): Linked {
  const address = mailbox.primaryAddress.toLowerCase();
  const id = prng.guid();
  const created = `202${1 + prng.int(4)}-0${1 + prng.int(9)}-1${prng.int(10)}`;
  return {
    group: {
      id,
      address,
      displayName: mailbox.displayName,
      members: prng.shuffled(delegates),
      aliases: claimedAliases(mailbox, address),
      division: address.slice(address.indexOf('@') + 1),
      created,
      ...(prng.chance(0.1) && { extension: { ExternalAccountId: prng.guid() } }),
    },
    link: {
      mailboxId: mailbox.id,
      source: 'exchange',
      accountId: id,
      origin: prng.chance(0.75) ? 'create' : 'adopt',
      address,
      seenDelegates: delegates.toSorted(),
      since: `${created}T08:30:00.000Z`,
    },
  };
}

function claimedAliases(mailbox: WorldMailbox, address: string): readonly string[] {
  return mailbox.emailAddresses
    .filter((proxy) => proxy.startsWith('smtp:'))
    .map((proxy) => proxy.slice(5).toLowerCase())
    .filter((alias) => alias !== address && claimedDomains.includes(alias.slice(alias.indexOf('@') + 1)));
}

interface Telling extends Draw {
  readonly told: Told;
  readonly equal: Linked;
  /** Zivver id of an active person who has no access. */
  readonly outsider: string;
}

type Teller = (telling: Telling) => Account;

/** What each story changes about the equal account. A story that is not here changes nothing. */
const tellers: Partial<Record<Case, Teller>> = {
  adopt: ({ told, equal, outsider }) => ({ group: adoptable(told, equal.group, outsider), link: null }),
  rename: ({ told, equal }) => withGroup(equal, { displayName: formerName(told.story.nth, equal.group.displayName) }),
  'add-alias': ({ equal }) => withGroup(equal, { aliases: equal.group.aliases.slice(2) }),
  'alias-taken': ({ equal }) => withGroup(equal, { aliases: equal.group.aliases.slice(1) }),
  'remove-alias': ({ equal, book }) => {
    return withGroup(equal, { aliases: [...equal.group.aliases, book.address('formerly.known', 'example.nl')] });
  },
  grant: ({ told, equal }) => lacking(told, equal, []),
  'dangling-members': ({ told, equal, prng }) => lacking(told, equal, [prng.guid()]),
  revoke: ({ equal, outsider }) => onceGranted(equal, outsider),
  frozen: ({ equal, outsider }) => onceGranted(equal, outsider),
  emptied: ({ equal, outsider }) => onceGranted(equal, outsider),
  unresolved: ({ told, equal, outsider }) => (told.story.nth % 2 === 0 ? onceGranted(equal, outsider) : equal),
  'added-in-zivver': ({ equal, outsider }) => withGroup(equal, { members: [...equal.group.members, outsider] }),
  'other-ou': ({ told, equal }) => withGroup(equal, { division: told.story.nth % 2 === 0 ? 'NL-01' : null }),
  'foreign-members': ({ equal }) => withGroup(equal, { members: [...equal.group.members, equal.group.id] }),
  readdress: ({ told, equal }) => movedFrom(told.formerAddress ?? equal.group.address, equal),
  'address-taken': ({ told, equal }) => movedFrom(told.formerAddress ?? equal.group.address, equal),
};

function tell(told: Told, equal: Linked, people: People, draw: Draw): Account {
  const teller = tellers[told.story.case];
  if (teller === undefined) return equal;
  return teller({ ...draw, told, equal, outsider: strangerTo(told, people, draw).zivverId });
}

function formerName(nth: number, name: string): string {
  return nth === 1 ? `**${name}** [old](http://evil.example)` : `${name} (old name)`;
}

function withGroup({ group, link }: Linked, change: Partial<GroupDraft>): Account {
  return { group: { ...group, ...change }, link };
}

/** Somebody with an active account who has no access to this mailbox. */
function strangerTo({ delegates }: Told, people: People, { prng }: Draw): Person {
  let person = prng.pick(people.active);
  while (delegates.includes(person.zivverId)) person = prng.pick(people.active);
  return person;
}

/** Made by hand before Countersign came: another name, one delegate short, one too many. */
function adoptable({ story, delegates }: Told, group: GroupDraft, outsider: string): GroupDraft {
  if (story.nth % 3 === 0) return group;
  const members = [...delegates.slice(1), outsider];
  return { ...group, members, ...(story.nth % 3 === 2 && { displayName: group.displayName.toUpperCase() }) };
}

/** People got access after the last run, through a group where there is one. */
function lacking({ delegates, throughGroups }: Told, { group, link }: Linked, more: readonly string[]): Account {
  const newcomers = [...throughGroups, ...delegates].slice(0, delegates.length > 2 ? 2 : 1);
  const before = delegates.filter((id) => !newcomers.includes(id));
  return { group: { ...group, members: [...before, ...more] }, link: { ...link, seenDelegates: before.toSorted() } };
}

function onceGranted({ group, link }: Linked, leaver: string): Account {
  return {
    group: { ...group, members: [...group.members, leaver] },
    link: { ...link, seenDelegates: [...link.seenDelegates, leaver].toSorted() },
  };
}

function movedFrom(address: string, { group, link }: Linked): Account {
  const aliases = group.aliases.filter((alias) => alias !== address);
  return { group: { ...group, address, aliases }, link: { ...link, address } };
}

/** Accounts that have nothing to do with any mailbox and stand in the way of this one. */
function neighboursOf({ story, mailbox }: Told, { prng }: Draw): readonly GroupDraft[] {
  const alias = claimedAliases(mailbox, mailbox.primaryAddress.toLowerCase())[0];
  if (story.case === 'address-taken') return [lonely(prng.guid(), mailbox.primaryAddress.toLowerCase())];
  return story.case === 'alias-taken' && alias !== undefined ? [lonely(prng.guid(), alias)] : [];
}

function lonely(id: string, address: string): GroupDraft {
  return {
    id,
    address,
    displayName: `Made by hand: ${address.slice(0, address.indexOf('@'))}`,
    members: [],
    aliases: [],
    division: '/',
    created: '2020-11-02',
  };
}

/** A personal account under a shared address: cannot be changed by any API (W11). */
function personalAccount(mailbox: WorldMailbox, { prng }: Draw): WorldScimResource {
  const address = mailbox.primaryAddress.toLowerCase();
  const name = mailbox.displayName;
  return userResource({
    id: prng.guid(),
    address,
    name,
    active: true,
    aliases: [],
    division: null,
    created: '2019-03-14',
  });
}

/** Accounts without any mailbox: made by hand, and one whose mailbox was deleted in Exchange after Countersign made it. */
export function leftovers(mailboxes: number, people: People, { prng, book }: Draw): ZivverSide {
  const byHand = Array.from({ length: Math.max(2, Math.floor(mailboxes / 70)) }, (_, index) =>
    groupResource({
      ...lonely(prng.guid(), book.address(`byhand.${index + 1}`, 'example.nl')),
      members: index === 0 ? [prng.pick(people.active).zivverId] : [],
    }),
  );
  const members = prng.sample(people.active, 2).map((person) => person.zivverId);
  const address = book.address('closed.clinic', 'example.nl');
  const alias = book.address('clinic.closed', 'example.nl');
  const id = prng.guid();
  const orphan = groupResource({
    id,
    address,
    displayName: 'Closed clinic',
    members,
    aliases: [alias],
    division: 'example.nl',
    created: '2022-07-20',
  });
  const link: Link = {
    mailboxId: prng.guid(),
    source: 'exchange',
    accountId: id,
    origin: 'create',
    address,
    seenDelegates: members.toSorted(),
    since: '2022-07-20T08:30:00.000Z',
  };
  return { groups: [...byHand, orphan], users: [], links: [link] };
}
