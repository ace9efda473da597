/** Who holds an address in Zivver now, which mutation releases one, which takes one: the graph that orders all calls. */

import type { Mutation } from '../model/mutation.ts';
import type { TargetSnapshot } from '../model/snapshot.ts';
import { ofKinds } from './mutation-list.ts';

export interface Holder {
  /** Zivver id of the account or person. */
  readonly id: string;
  readonly name: string;
}

/** Which functional accounts and people have one of the asked addresses, as primary address or as alias. */
export function holdersOf(
  target: TargetSnapshot,
  asked: ReadonlyMap<string, unknown>,
): ReadonlyMap<string, readonly Holder[]> {
  const holders = new Map<string, Holder[]>();
  // Stryker disable next-line ConditionalExpression: only saves time
  if (asked.size === 0) return holders;
  const hold = (address: string, id: string, name: string): void => {
    // Stryker disable next-line ConditionalExpression: only saves time and memory
    if (!asked.has(address)) return;
    const present = holders.get(address);
    if (present === undefined) holders.set(address, [{ id, name }]);
    else present.push({ id, name });
  };
  for (const { id, address, aliases, displayName } of target.accounts) {
    hold(address, id, displayName);
    for (const alias of aliases) hold(alias, id, displayName);
  }
  for (const { id, address, aliases, name } of target.people) {
    hold(address, id, name);
    for (const alias of aliases) hold(alias, id, name);
  }
  return holders;
}

/** The address that a mutation takes, if it takes one. */
export function takesOf(mutation: Mutation): string | undefined {
  if (mutation.kind === 'create' || mutation.kind === 'readdress' || mutation.kind === 'add-alias')
    return mutation.after ?? undefined;
  return undefined;
}

/** Those that take an address, in plan order: each kind is of a class of its own. */
export function takersIn(mutations: readonly Mutation[]): readonly Mutation[] {
  return ofKinds(mutations, ['readdress', 'add-alias', 'create']);
}

/** Those that set addresses free, kind by kind. */
export function releasersIn(mutations: readonly Mutation[]): readonly Mutation[] {
  return ofKinds(mutations, ['remove-alias', 'readdress', 'retire', 'delete']);
}

/** The addresses that a mutation sets free. */
export function freesOf(mutation: Mutation): readonly string[] {
  if (mutation.kind === 'remove-alias' || mutation.kind === 'readdress')
    return mutation.before === null ? [] : [mutation.before];
  // A mailbox that takes the primary address holds it: then the account is not missing, and neither retired nor deleted.
  if (mutation.kind === 'retire' || mutation.kind === 'delete') return mutation.emptied?.aliases ?? [];
  return [];
}

/** address → Zivver ids of accounts that release it. */
export function releasesOf(mutations: readonly Mutation[]): ReadonlyMap<string, ReadonlySet<string | null>> {
  const released = new Map<string, Set<string | null>>();
  for (const mutation of releasersIn(mutations)) {
    for (const address of freesOf(mutation)) {
      released.set(address, (released.get(address) ?? new Set()).add(mutation.account.id));
    }
  }
  return released;
}
