/** Finds the Zivver account of a person by every address: the primary one first, then aliases. Guesses nothing. */

import { byText, canonicalAddress, inOrderOf } from '../model/address.ts';
import type { ZivverPerson } from '../model/functional-account.ts';
import type { Trustee } from '../model/mailbox.ts';
import type { PersonRef } from '../model/mutation.ts';
import { byKey } from './by-key.ts';

export type PersonAnswer =
  | {
      readonly kind: 'active' | 'suspended';
      readonly person: PersonRef;
      /** Ids of further accounts of the same person: they have access as well, and none of them is revoked. */
      readonly also: readonly string[];
      /** Among all people by id. */
      readonly place: number;
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly people: readonly ZivverPerson[] };

type KnownPerson = Extract<PersonAnswer, { person: unknown }>;

export interface PeopleIndex {
  readonly byId: ReadonlyMap<string, ZivverPerson>;
  /** Whose primary address or alias this is. */
  at(address: string): readonly ZivverPerson[];
  find(trustee: Extract<Trustee, { kind: 'person' }>): PersonAnswer;
}

export function indexPeople(people: readonly ZivverPerson[]): PeopleIndex {
  const byPrimary = new Map<string | undefined, KnownPerson>();
  const byPerson = knownInOrder(people);
  // Of two people with one primary address the last by id, in whatever order Zivver lists them.
  for (const known of byPerson.values()) byPrimary.set(known.person.address, known);
  const byAny = new Map<string | undefined, ZivverPerson[]>();
  for (const person of people) {
    // Stryker disable next-line ConditionalExpression: only saves time
    const addresses = person.aliases.length === 0 ? [person.address] : new Set([person.address, ...person.aliases]);
    for (const address of addresses) {
      const present = byAny.get(address);
      if (present === undefined) byAny.set(address, [person]);
      else present.push(person);
    }
  }
  const at: PeopleAt = (address) => byAny.get(address) ?? [];
  return {
    byId: byKey(people, ({ id }) => id),
    at,
    find: (trustee) => {
      const exact = byPrimary.get(canonicalAddress(trustee.address));
      if (exact === undefined) return findByAny(peopleAt(trustee, at), byPerson);
      const also = peopleAt(trustee, at).flatMap(({ id }) => (id === exact.person.id ? [] : [id]));
      // Stryker disable next-line ConditionalExpression: only saves memory
      return also.length === 0 ? exact : { ...exact, also };
    },
  };
}

/** One id has one place. */
function knownInOrder(people: readonly ZivverPerson[]): ReadonlyMap<ZivverPerson, KnownPerson> {
  const inOrder = new Map<ZivverPerson, KnownPerson>();
  let place = -1;
  let last: string | undefined;
  for (const person of inOrderOf([...people], (a, b) => byText(a.id, b.id))) {
    if (person.id !== last) place += 1;
    last = person.id;
    inOrder.set(person, known(person, place));
  }
  return inOrder;
}

/** What is no address is nobody's. */
type PeopleAt = (address: string | undefined) => readonly ZivverPerson[];

function peopleAt(trustee: Extract<Trustee, { kind: 'person' }>, at: PeopleAt): readonly ZivverPerson[] {
  return [...new Set([trustee.address, ...trustee.aliases].flatMap((written) => at(canonicalAddress(written))))];
}

function findByAny(found: readonly ZivverPerson[], byPerson: ReadonlyMap<ZivverPerson, KnownPerson>): PersonAnswer {
  const [one] = found;
  if (one === undefined) return { kind: 'none' };
  return found.length > 1 ? { kind: 'ambiguous', people: found } : (byPerson.get(one) as KnownPerson);
}

function known({ id, address, name, active }: ZivverPerson, place: number): KnownPerson {
  const person: PersonRef = { address, id, name };
  return { kind: active ? 'active' : 'suspended', person, also: nothing, place };
}

const nothing: readonly never[] = [];
