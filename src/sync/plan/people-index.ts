/** Finds the Zivver account of a person by every address: the primary one first, then aliases. Guesses nothing. */

import type { ZivverPerson } from '../model/functional-account.ts';
import type { Trustee } from '../model/mailbox.ts';
import { canonicalAddress } from './address.ts';

export type PersonAnswer =
  | { readonly kind: 'active' | 'suspended'; readonly person: ZivverPerson }
  | { readonly kind: 'none' }
  | { readonly kind: 'ambiguous'; readonly people: readonly ZivverPerson[] };

export interface PeopleIndex {
  readonly byId: ReadonlyMap<string, ZivverPerson>;
  /** Whose primary address or alias this is. */
  at(address: string): readonly ZivverPerson[];
  find(trustee: Extract<Trustee, { kind: 'person' }>): PersonAnswer;
}

export function indexPeople(people: readonly ZivverPerson[]): PeopleIndex {
  const byPrimary = new Map<string, ZivverPerson>();
  const byAny = new Map<string, ZivverPerson[]>();
  for (const person of people) {
    byPrimary.set(person.address, person);
    for (const address of new Set([person.address, ...person.aliases])) {
      const present = byAny.get(address);
      if (present === undefined) byAny.set(address, [person]);
      else present.push(person);
    }
  }
  const at = (address: string): readonly ZivverPerson[] => byAny.get(address) ?? [];
  return {
    byId: new Map(people.map((person) => [person.id, person])),
    at,
    find: (trustee) => find(trustee, byPrimary, at),
  };
}

function find(
  trustee: Extract<Trustee, { kind: 'person' }>,
  byPrimary: ReadonlyMap<string, ZivverPerson>,
  at: PeopleIndex['at'],
): PersonAnswer {
  const primary = canonicalAddress(trustee.address);
  const exact = primary === undefined ? undefined : byPrimary.get(primary);
  if (exact !== undefined) return known(exact);
  const addresses = [trustee.address, ...trustee.aliases]
    .map(canonicalAddress)
    .filter((address) => address !== undefined);
  const found = [...new Set(addresses.flatMap((address) => at(address)))];
  if (found.length > 1) return { kind: 'ambiguous', people: found };
  return found[0] === undefined ? { kind: 'none' } : known(found[0]);
}

function known(person: ZivverPerson): PersonAnswer {
  return { kind: person.active ? 'active' : 'suspended', person };
}
