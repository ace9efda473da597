/**
 * Makes up an organisation from a seed: pure, and the same seed and size give the same world, byte for byte. What Zivver
 * holds is partly synchronised already, so that a first preview has every kind of mutation. Which story each mailbox
 * tells stands in cases.ts.
 */

import { userResource } from '../zivver/scim-resource.ts';
import { AddressBook, claimedDomains } from './address-book.ts';
import { planStories } from './cases.ts';
import { collectGrants, type Directory, indexRecipients } from './directory.ts';
import { makeGroups } from './groups.ts';
import { makeMailbox, type ToldMailbox } from './mailboxes.ts';
import { type Draw, makePeople, type People, type Person } from './people.ts';
import type { Organisation } from './permissions.ts';
import { Prng } from './prng.ts';
import type { World, WorldMailbox, WorldRecipient, WorldScimResource } from './world.ts';
import { leftovers, type Told, type ZivverSide, zivverSideOf } from './zivver-side.ts';

export interface WorldSize {
  readonly seed: number;
  /** At least 1; those that live elsewhere and those of other types included. */
  readonly mailboxes: number;
  /** Name of the source under which the earlier run recorded its links; `exchange` when absent. */
  readonly source?: string;
  /** Zivver has its people and no functional account yet, and nothing is linked: what a new customer begins with. */
  readonly firstRun?: boolean;
}

export function generateWorld({ seed, mailboxes, source = 'exchange', firstRun = false }: WorldSize): World {
  const prng = new Prng(seed);
  const draw: Draw = { prng, book: new AddressBook() };
  const people = makePeople(Math.min(20_000, Math.max(60, 3 * mailboxes)), draw);
  const groups = makeGroups(Math.min(200, Math.max(4, Math.floor(mailboxes / 15))), people, draw);
  const recipients = [...people.all.map((person) => person.recipient), ...groups.all];
  const organisation: Organisation = { ...draw, people, groups, uniqueNames: uniqueNames(recipients) };

  const made = planStories(mailboxes, { prng, seed }).map((story, number) => makeMailbox(story, number, organisation));
  const told = withDelegates(withTwins(made), people, indexRecipients(recipients));
  const sides = firstRun ? [] : zivverSides(told, people, draw);
  const accounts = sides.flatMap((side) => side.groups);

  return {
    seed,
    organisation: 'Example Care',
    domains: claimedDomains,
    exchange: {
      mailboxes: prng.shuffled(told.map(({ mailbox }) => mailbox)),
      recipients: prng.shuffled(recipients),
      faults: { unreadablePermissions: idsOf(told, 'frozen'), connectError: null, delayMs: 0 },
    },
    zivver: {
      apiKey: `sandbox-${prng.guid()}`,
      users: prng.shuffled([...zivverUsers(people), ...sides.flatMap((side) => side.users)]),
      groups: prng.shuffled(withGroupIds(accounts, told)),
      divisions: [...claimedDomains, 'NL-01'],
      guests: ['guest@example.org'],
    },
    links: sides
      .flatMap((side) => side.links)
      .map((link) => ({ ...link, source }))
      .toSorted((a, b) => (a.mailboxId < b.mailboxId ? -1 : 1)),
  };
}

function zivverSides(told: readonly Told[], people: People, draw: Draw): readonly ZivverSide[] {
  const sides = told.map((mailbox) => zivverSideOf(mailbox, people, draw));
  return [...sides, leftovers(told.length, people, draw)];
}

function uniqueNames(recipients: readonly WorldRecipient[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  for (const { displayName } of recipients) {
    const key = displayName.toLowerCase();
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  const names = recipients.map(({ displayName }) => displayName);
  return new Set(names.filter((name) => counts.get(name.toLowerCase()) === 1));
}

/** Each `duplicate-address` takes the primary address of a mailbox that is equal and has its account already. */
function withTwins(made: readonly ToldMailbox[]): readonly ToldMailbox[] {
  const elder = made.filter(({ story }) => story.case === 'equal').map(({ mailbox }) => mailbox);
  return made.map((twin) => {
    const original: WorldMailbox | undefined =
      twin.story.case === 'duplicate-address' ? elder[twin.story.nth] : undefined;
    if (original === undefined) return twin;
    const { primaryAddress } = original;
    return { ...twin, mailbox: { ...twin.mailbox, primaryAddress, emailAddresses: [`SMTP:${primaryAddress}`] } };
  });
}

function withDelegates(made: readonly ToldMailbox[], people: People, directory: Directory): readonly Told[] {
  return made.map((told) => {
    const grants = collectGrants(told.mailbox.permissions, directory);
    const granted = ('unsure' in grants ? [] : [...grants.persons])
      .map(([id, via]) => ({ person: people.byId.get(id), via }))
      .filter(({ person }) => person?.account === 'active');
    const ids = (list: typeof granted): string[] => list.map(({ person }) => person?.zivverId ?? '').toSorted();
    return { ...told, delegates: ids(granted), throughGroups: ids(granted.filter(({ via }) => via.length > 0)) };
  });
}

function zivverUsers(people: People): readonly WorldScimResource[] {
  return people.all.filter((person) => person.account !== 'none').map(personalAccount);
}

function personalAccount(person: Person, index: number): WorldScimResource {
  return userResource({
    id: person.zivverId,
    address: person.zivverAddress,
    name: person.recipient.displayName,
    active: person.account === 'active',
    aliases: person.zivverAliases,
    division: index % 5 === 0 ? null : '/',
    created: '2021-02-01',
  });
}

/** Member sets that hold another account's id, beside the own id they have already (O). */
function withGroupIds(accounts: readonly WorldScimResource[], told: readonly Told[]): readonly WorldScimResource[] {
  const strange = new Set(
    told
      .filter(({ story }) => story.case === 'foreign-members')
      .map(({ mailbox }) => mailbox.primaryAddress.toLowerCase()),
  );
  const other = accounts.find((account) => !strange.has(String(account['externalId'])));
  return accounts.map((account) => {
    const members = account['members'];
    if (!strange.has(String(account['externalId'])) || !Array.isArray(members) || other === undefined) return account;
    return { ...account, members: [...(members as readonly unknown[]), { value: other.id }] };
  });
}

function idsOf(told: readonly Told[], name: Told['story']['case']): readonly string[] {
  return told.filter(({ story }) => story.case === name).map(({ mailbox }) => mailbox.id);
}
