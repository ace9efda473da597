/** Made-up people: as Exchange knows them, and whether Zivver does. Part of the generator. */

import { type AddressBook, foreignDomain } from './address-book.ts';
import { ambiguousName, firstNames, lastNames, type OddName, oddPersonNames, slug } from './name-lists.ts';
import type { Prng } from './prng.ts';
import type { WorldRecipient } from './world.ts';

export interface Person {
  readonly recipient: WorldRecipient;
  /** `none`: in Exchange only. `suspended`: an account that is not active. */
  readonly account: 'active' | 'suspended' | 'none';
  /** Zivver's id; unused without an account. */
  readonly zivverId: string;
  /** Mostly the primary address; for some, one of their other addresses. */
  readonly zivverAddress: string;
  readonly zivverAliases: readonly string[];
}

export interface People {
  /** Whom mailboxes are given to. */
  readonly ordinary: readonly Person[];
  readonly active: readonly Person[];
  readonly withoutActive: readonly Person[];
  /** Two people of one name; they are given nothing under it that could be resolved. */
  readonly ambiguous: readonly Person[];
  readonly withoutAddress: Person;
  readonly all: readonly Person[];
  /** By id of the recipient. */
  readonly byId: ReadonlyMap<string, Person>;
}

export const sidBase = 'S-1-5-21-1004336348-1177238915-682003330';

export interface Draw {
  readonly prng: Prng;
  readonly book: AddressBook;
}

export function makePeople(count: number, draw: Draw): People {
  const names = Array.from({ length: count }, (_, index) => oddPersonNames[index] ?? ordinaryName(draw.prng));
  const ordinary = names.map((name, index) => makePerson(name, index, draw));
  const twins = [0, 1].map((index) =>
    makePerson({ name: ambiguousName, local: slug(ambiguousName) }, count + index, draw),
  );
  const withoutAddress = bare(makePerson({ name: 'Badge Printer', local: 'badge.printer' }, count + 2, draw));
  const all = [...ordinary, ...twins, withoutAddress];
  return {
    ordinary,
    active: ordinary.filter((person) => person.account === 'active'),
    withoutActive: ordinary.filter((person) => person.account !== 'active'),
    ambiguous: twins,
    withoutAddress,
    all,
    byId: new Map(all.map((person) => [person.recipient.id, person])),
  };
}

function ordinaryName(prng: Prng): OddName {
  const name = `${prng.pick(firstNames)} ${prng.pick(lastNames)}`;
  return { name, local: slug(name) };
}

function makePerson({ name, local }: OddName, index: number, { prng, book }: Draw): Person {
  const domain = prng.chance(0.08) ? 'example.com' : 'example.nl';
  const address = book.address(local, domain);
  const aliases = prng.chance(0.3) ? [book.address(`${local.slice(0, 1)}.${local.split('.').at(-1)}`, domain)] : [];
  const elsewhere = prng.chance(0.1) ? [book.address(local, foreignDomain)] : [];
  const zivverAddress = prng.chance(0.08) ? (aliases[0] ?? address) : address;
  const shown = prng.chance(0.1) ? capitalised(address) : address;
  return {
    recipient: {
      kind: 'person',
      id: prng.guid(),
      sid: `${sidBase}-${1100 + index}`,
      displayName: name,
      alias: address.replace('@', '.at.'),
      userPrincipalName: address,
      primaryAddress: shown,
      emailAddresses: [
        `SMTP:${shown}`,
        ...[...aliases, ...elsewhere].map((alias) => `smtp:${alias}`),
        ...(prng.chance(0.5) ? [`SIP:${address}`] : []),
      ],
      members: [],
    },
    account: accountFor(index, prng),
    zivverId: prng.guid(),
    zivverAddress,
    zivverAliases: aliases.filter((alias) => alias !== zivverAddress && prng.chance(0.7)),
  };
}

/** Every twentieth has no account, every fortieth a suspended one: sure to occur, whatever the seed. */
function accountFor(index: number, prng: Prng): Person['account'] {
  if (index % 20 === 11) return 'none';
  if (index % 40 === 14) return 'suspended';
  return prng.chance(0.005) ? 'suspended' : 'active';
}

function bare(person: Person): Person {
  const recipient = { ...person.recipient, userPrincipalName: null, primaryAddress: '', emailAddresses: [] };
  return { ...person, account: 'none', recipient };
}

/** `Anna.Bos@Example.nl`: the same address to mail, another string to a careless program. */
export function capitalised(address: string): string {
  return address.replaceAll(
    /(^|[.@])([a-z])(?!l$)/g,
    (_, before: string, letter: string) => before + letter.toUpperCase(),
  );
}
