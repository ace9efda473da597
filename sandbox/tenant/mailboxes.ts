/** Made-up mailboxes with their addresses and permission rows, one for each story. Part of the generator. */

import { foreignDomain } from './address-book.ts';
import type { Case, Story } from './cases.ts';
import { departments, equipment, type OddName, oddMailboxNames, places, slug, topics } from './name-lists.ts';
import { capitalised, type Person } from './people.ts';
import { allow, deny, noise, type Organisation, unresolvable } from './permissions.ts';
import type { WorldMailbox, WorldPermission } from './world.ts';

export interface ToldMailbox {
  readonly story: Story;
  readonly mailbox: WorldMailbox;
  /** The address Zivver still has (readdress); null in every other story. */
  readonly formerAddress: string | null;
}

const optionalTypes = ['GroupMailbox', 'LinkedMailbox', 'LegacyMailbox'];
const remoteTypes = ['RemoteSharedMailbox', 'RemoteRoomMailbox', 'RemoteEquipmentMailbox'];

/** Which new mailbox has which of the odd names: Markdown, another script, what a shell would run, very long. */
const oddAmongNew: Readonly<Record<number, number>> = { 1: 4, 4: 1, 6: 7, 8: 15 };

/** Stories whose mailbox is new to Zivver. */
const newcomers: readonly Case[] = ['create', 'adopt', 'nobody-could-open', 'type-conflict'];

const sureAliases: Partial<Record<Case, number>> = { 'add-alias': 2, 'alias-taken': 1 };

export function makeMailbox(story: Story, number: number, organisation: Organisation): ToldMailbox {
  const { prng, book } = organisation;
  const type = typeFor(story, prng.next());
  const named = nameFor(story, type, number, organisation);
  const displayName = book.word(named.name);
  const suffix = displayName.slice(named.name.length).trim();
  const domain = domainFor(story, prng.next());
  const address = story.case === 'no-address' ? '' : book.address(`${named.local}${suffix}`, domain);
  const moved = story.case === 'readdress' || story.case === 'address-taken';
  const formerAddress = moved ? book.address(`old.${named.local}${suffix}`, domain) : null;
  const shown = prng.chance(0.15) ? capitalised(address) : address;
  const id = prng.guid();

  return {
    story,
    formerAddress,
    mailbox: {
      id,
      displayName,
      userPrincipalName: `${slug(displayName).slice(0, 40) || 'mailbox'}.${id.slice(0, 8)}@example.nl`,
      primaryAddress: shown,
      emailAddresses: proxyAddresses(
        story,
        { shown, local: `${named.local}${suffix}`, formerAddress, id },
        organisation,
      ),
      type,
      organizationalUnit: `example.nl/${prng.pick(['Shared', 'Resources', 'Clinics'])}`,
      permissions: permissionsFor(story, organisation),
    },
  };
}

function typeFor(story: Story, draw: number): string {
  if (story.case === 'optional-type') return optionalTypes[story.nth % optionalTypes.length] ?? 'GroupMailbox';
  if (story.case === 'remote') return remoteTypes[story.nth % remoteTypes.length] ?? 'RemoteSharedMailbox';
  if (story.case === 'equal' && story.nth >= oddMailboxNames.length) {
    const rare = ['SchedulingMailbox', 'TeamMailbox', 'LinkedRoomMailbox', 'EquipmentMailbox', 'RoomMailbox'][
      story.nth % 30
    ];
    if (rare !== undefined) return rare;
  }
  if (draw < 0.1 && story.case === 'equal') return 'RoomMailbox';
  return draw > 0.97 && story.case === 'create' ? 'EquipmentMailbox' : 'SharedMailbox';
}

function nameFor(story: Story, type: string, number: number, organisation: Organisation): OddName {
  const odd = story.case === 'equal' ? oddMailboxNames[story.nth] : undefined;
  if (odd !== undefined) return odd;
  // Odd names among the new ones too: what a card shows first.
  const oddNew = story.case === 'create' ? oddMailboxNames[oddAmongNew[story.nth] ?? -1] : undefined;
  if (oddNew !== undefined) return { name: `${oddNew.name} (new)`, local: `${oddNew.local}.new` };
  const name = plainName(type, number, organisation);
  return { name, local: slug(name) };
}

function plainName(type: string, number: number, { prng }: Organisation): string {
  const [topic, department, place] = [prng.pick(topics), prng.pick(departments), prng.pick(places)];
  if (type.includes('Room')) return `Room ${place} ${1 + (number % 9)}.${String(number % 40).padStart(2, '0')}`;
  if (type.includes('Equipment')) return `${equipment[number % equipment.length]} ${place}`;
  if (type === 'SchedulingMailbox') return `Bookings ${department}`;
  return number % 3 === 0 ? `${topic} ${department} ${place}` : `${topic} ${department}`;
}

function domainFor(story: Story, draw: number): string {
  if (story.case === 'foreign-domain') return foreignDomain;
  return draw < 0.12 ? 'example.com' : 'example.nl';
}

function proxyAddresses(
  story: Story,
  names: { readonly shown: string; readonly local: string; readonly formerAddress: string | null; readonly id: string },
  { prng, book }: Organisation,
): readonly string[] {
  const more = sureAliases[story.case] ?? Number(prng.chance(0.3));
  const aliases = Array.from({ length: more }, (_, index) => book.address(`${names.local}.${index + 1}`, 'example.nl'));
  const elsewhere = prng.chance(0.1) ? [book.address(names.local, foreignDomain)] : [];
  const former = names.formerAddress === null ? [] : [names.formerAddress];
  return [
    ...(names.shown === '' ? [] : [`SMTP:${names.shown}`]),
    ...[...aliases.map((alias) => (prng.chance(0.2) ? capitalised(alias) : alias)), ...elsewhere, ...former].map(
      (alias) => `smtp:${alias}`,
    ),
    ...(prng.chance(0.4) ? [`X500:/o=Example/ou=Exchange/cn=Recipients/cn=${names.id.slice(0, 12)}`] : []),
    ...(prng.chance(0.2) && names.shown !== '' ? [`SIP:${names.shown.toLowerCase()}`] : []),
  ];
}

function permissionsFor(story: Story, organisation: Organisation): readonly WorldPermission[] {
  const { prng } = organisation;
  return prng.shuffled([...noise(organisation), ...delegateRows(story, organisation)]);
}

function delegateRows(story: Story, organisation: Organisation): readonly WorldPermission[] {
  const { prng, people } = organisation;
  const rows = (persons: readonly Person[]): readonly WorldPermission[] =>
    persons.map((person) => allow(person.recipient, organisation));
  if (story.case === 'nobody-could-open') return story.nth % 2 === 0 ? rows(prng.sample(people.withoutActive, 2)) : [];
  if (story.case === 'emptied') return rows([prng.pick(people.withoutActive)]);

  const sure = prng.sample(people.active, story.case === 'equal' ? 1 : 3);
  const further = prng.sample(people.ordinary, prng.int(4)).filter((person) => !sure.includes(person));
  return [
    ...rows([...sure, ...further]),
    ...groupRows(story, organisation),
    ...(story.case === 'unresolved' ? unresolvable(story.nth, organisation) : []),
  ];
}

function groupRows(story: Story, organisation: Organisation): readonly WorldPermission[] {
  const { prng, groups, people } = organisation;
  const isSure = story.case === 'grant' && story.nth % 2 === 1;
  if (!isSure && !prng.chance(newcomers.includes(story.case) ? 0.4 : 0.2)) return [];
  const group = prng.pick(groups.usable);
  const rows = [allow(group, organisation)];
  if (prng.chance(0.15)) rows.push(allow(groups.empty, organisation));
  const denied = group.members.map((id) => people.byId.get(id)).find((person) => person !== undefined);
  if (denied !== undefined && prng.chance(0.25)) rows.push(deny(denied.recipient));
  return rows;
}
