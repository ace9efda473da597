/** What a target holds before a test begins, in the words of the model; each harness turns it into its own world. */

import type { FunctionalAccount, ZivverPerson } from '../../src/sync/model/functional-account.ts';

export interface TargetSeed {
  readonly accounts: readonly FunctionalAccount[];
  readonly people: readonly ZivverPerson[];
  /** Domains the organisation has claimed. */
  readonly domains: readonly string[];
  /** Organisational units that exist. */
  readonly divisions: readonly string[];
  /** Addresses somebody registered as a guest. */
  readonly guests: readonly string[];
}

/** A UUID that people can tell apart: `uuid(7)` ends in 7. */
export function uuid(number: number): string {
  return `00000000-0000-4000-8000-${number.toString().padStart(12, '0')}`;
}

export function anAccount(fields: Partial<FunctionalAccount> & { readonly id: string }): FunctionalAccount {
  return {
    address: `account-${Number(fields.id.slice(-12))}@example.nl`,
    displayName: `Account ${Number(fields.id.slice(-12))}`,
    members: [],
    aliases: [],
    division: null,
    extension: {},
    ...fields,
  };
}

export function aZivverPerson(fields: Partial<ZivverPerson> & { readonly id: string }): ZivverPerson {
  return {
    address: `person-${Number(fields.id.slice(-12))}@example.nl`,
    aliases: [],
    name: `Person ${Number(fields.id.slice(-12))}`,
    active: true,
    ...fields,
  };
}

export const emptySeed: TargetSeed = { accounts: [], people: [], domains: ['example.nl'], divisions: [], guests: [] };
