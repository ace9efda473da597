/** What Zivver refuses and how it tidies what it keeps (W5, W7–W9); used by the fake target only. */

import { type Retry, TargetError } from '../../src/errors.ts';
import type { FunctionalAccount, ZivverPerson } from '../../src/sync/model/functional-account.ts';
import type { Completeness } from '../../src/sync/model/snapshot.ts';
import type { AccountWrite, TargetCode } from '../../src/sync/target/target.ts';
import type { TargetSeed } from '../support/target-seed.ts';

type Accounts = ReadonlyMap<string, FunctionalAccount>;

/** Mixed-case input comes back in lower case; sets are sorted and unique; aliases never contain the primary. */
export function tidy(account: FunctionalAccount): FunctionalAccount {
  const address = account.address.toLowerCase();
  const aliases = new Set(account.aliases.map((alias) => alias.toLowerCase()).filter((alias) => alias !== address));
  return { ...account, address, aliases: [...aliases].sort(), members: [...new Set(account.members)].sort() };
}

export function tidyPerson(person: ZivverPerson): ZivverPerson {
  return {
    ...person,
    address: person.address.toLowerCase(),
    aliases: [...new Set(person.aliases.map((alias) => alias.toLowerCase()))].sort(),
  };
}

export function completenessOf(have: number, expected: number): Completeness {
  return have === expected
    ? { complete: true }
    : { complete: false, reason: 'list-shorter-than-total', have, expected };
}

export interface WriteAttempt {
  readonly before: FunctionalAccount;
  readonly write: AccountWrite;
  readonly readdress: 'accepted' | 'refused' | 'ignored';
}

export function refuseWrite(seed: TargetSeed, accounts: Accounts, { before, write, readdress }: WriteAttempt): void {
  const address = write.address?.toLowerCase();
  if (address !== undefined && address !== before.address) {
    if (readdress === 'refused')
      throw refusal('target-readdress-refused', { status: 400, said: 'externalId cannot be changed' });
    refuseAddress(seed, accounts, address, before.id);
  }
  refuseDivision(seed, write.division ?? null);
  // Who is not active cannot join; who is in the set already may stay
  const active = seed.people.filter((person) => person.active).map((person) => person.id);
  const known = new Set([...accounts.keys(), ...active, ...before.members]);
  if (write.members?.some((member) => !known.has(member)) === true)
    throw refusal('target-unknown-member', { status: 400 });
  for (const alias of write.aliases ?? []) refuseAlias(seed, accounts, alias.toLowerCase(), before.id);
}

export function refuseAddress(
  seed: TargetSeed,
  accounts: Accounts,
  address: string,
  exceptId: string | undefined,
): void {
  const taken = isTaken(seed, accounts, address, exceptId) || seed.guests.includes(address);
  // Zivver gives both the same text (W7, W8)
  if (taken || !isClaimed(seed, address)) throw refusal('target-address-taken', { status: 400 });
}

function refuseAlias(seed: TargetSeed, accounts: Accounts, alias: string, exceptId: string): void {
  if (!isClaimed(seed, alias)) throw refusal('target-foreign-domain', { status: 400 });
  if (seed.guests.includes(alias)) throw refusal('target-alias-guest', { status: 400, alias });
  if (isTaken(seed, accounts, alias, exceptId)) throw refusal('target-alias-taken', { status: 400, alias });
}

export function refuseDivision(seed: TargetSeed, division: string | null): void {
  if (division !== null && !seed.divisions.includes(division))
    throw refusal('target-unknown-ou', { status: 400, division });
}

function isTaken(seed: TargetSeed, accounts: Accounts, address: string, exceptId: string | undefined): boolean {
  const others = [...accounts.values()].filter((account) => account.id !== exceptId);
  return [...others, ...seed.people.map(tidyPerson)].some(
    (each) => each.address === address || each.aliases.includes(address),
  );
}

function isClaimed(seed: TargetSeed, address: string): boolean {
  return seed.domains.includes(address.slice(address.lastIndexOf('@') + 1));
}

export function retryOf(code: TargetCode): Retry {
  if (code === 'target-rate-limited') return { afterMs: 10_000 };
  return code === 'target-unreachable' || code === 'target-unavailable' ? 'backoff' : 'never';
}

export function refusal(code: TargetCode, context: Readonly<Record<string, string | number>>): TargetError {
  return new TargetError(code, `fake Zivver refused: ${code}`, { context, retry: retryOf(code) });
}
