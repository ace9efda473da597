/**
 * Decides, from an item and the account as it is right now, what is sent. Sets are changed, never replaced, so what
 * others added survives; a field that moved since the plan was signed makes the item stale. Pure.
 */

import { InternalError } from '../../errors.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { FieldChanges, Item } from '../model/item.ts';
import type { AccountWrite } from '../target/target.ts';

export type StaleCode = 'changed-meanwhile' | 'account-gone' | 'nobody-would-be-left' | 'delegates-added-meanwhile';

export type Check =
  | { readonly kind: 'update'; readonly write: AccountWrite }
  | { readonly kind: 'empty-members' }
  | { readonly kind: 'delete' }
  /** Everything is already as the item wants it. */
  | { readonly kind: 'nothing-to-write' }
  | { readonly kind: 'stale'; readonly code: StaleCode; readonly params: Readonly<Record<string, string | number>> };

/**
 * @param account the account as read right before the write; undefined when Zivver has none with this id
 * @param expectedAddress its address as planned, or as our own earlier item of this plan left it
 */
export function checkBeforeWrite(item: Item, account: FunctionalAccount | undefined, expectedAddress: string): Check {
  if (account === undefined) return item.call === 'delete' ? { kind: 'nothing-to-write' } : stale('account-gone', {});
  const moved = movedSincePlan(item, account, expectedAddress);
  if (moved !== undefined) return moved;
  if (item.call === 'delete') return { kind: 'delete' };

  const write = { ...scalarWrites(item.changes, account), ...setWrites(item.changes, account) };
  if (write.members?.length === 0) return emptied(item, write, account);
  if (Object.keys(write).length === 0) return { kind: 'nothing-to-write' };
  return { kind: 'update', write };
}

/** The set as it will be: current − removed + added, sorted. */
export function changedSet(
  current: readonly string[],
  change: { readonly add: readonly string[]; readonly remove: readonly string[] },
): readonly string[] {
  const next = new Set(current);
  for (const value of change.remove) next.delete(value);
  for (const value of change.add) next.add(value);
  return [...next].sort();
}

function movedSincePlan(item: Item, account: FunctionalAccount, expectedAddress: string): Check | undefined {
  const { displayName, division, address } = item.changes;
  if (address === undefined && account.address !== expectedAddress)
    return changed('address', expectedAddress, account.address);
  if (address !== undefined && ![address.before, address.after].includes(account.address))
    return changed('address', address.before, account.address);
  if (displayName !== undefined && ![displayName.before, displayName.after].includes(account.displayName)) {
    return changed('displayName', displayName.before, account.displayName);
  }
  if (division !== undefined && ![division.before, division.after].includes(account.division))
    return changed('division', division.before, account.division);
  if (item.call === 'adopt' && account.displayName !== item.account.displayName)
    return changed('displayName', item.account.displayName, account.displayName);
  if (item.call === 'delete') return unsignedMembers(item, account) ?? unsignedRest(item, account);
  return item.empties ? unsignedMembers(item, account) : undefined;
}

/** Emptying and deleting take access from everybody: also from somebody whom the signed plan does not name. */
function unsignedMembers(item: Item, account: FunctionalAccount): Check | undefined {
  const signed = item.changes.members?.revoke ?? [];
  const added = account.members.filter((id) => !signed.includes(id));
  return added.length === 0 ? undefined : stale('delegates-added-meanwhile', { number: added.length });
}

/** With an account go its name and every alias: another name, or an alias nobody signed away, and it is another account. */
function unsignedRest({ account: planned, changes }: Item, account: FunctionalAccount): Check | undefined {
  if (account.displayName !== planned.displayName)
    return changed('displayName', planned.displayName, account.displayName);
  const added = account.aliases.filter((alias) => !changes.aliases?.remove.includes(alias));
  return added.length === 0 ? undefined : changed('aliases', '', added.join(', '));
}

function scalarWrites(changes: FieldChanges, account: FunctionalAccount): AccountWrite {
  return {
    ...(changes.address !== undefined &&
      changes.address.after !== account.address && { address: changes.address.after }),
    ...(changes.displayName !== undefined &&
      changes.displayName.after !== account.displayName && { displayName: changes.displayName.after }),
    ...(changes.division !== undefined &&
      changes.division.after !== account.division && { division: changes.division.after }),
  };
}

function setWrites(changes: FieldChanges, account: FunctionalAccount): AccountWrite {
  const aliases = changes.aliases && changedSet(account.aliases, changes.aliases);
  const members =
    changes.members && changedSet(account.members, { add: changes.members.grant, remove: changes.members.revoke });
  return {
    ...(aliases !== undefined && !sameSet(aliases, account.aliases) && { aliases }),
    ...(members !== undefined && !sameSet(members, account.members) && { members }),
  };
}

/** An empty member set is never a by-product: without the plan's word for it, the item is stale. */
function emptied(item: Item, write: AccountWrite, account: FunctionalAccount): Check {
  if (!item.empties) return stale('nobody-would-be-left', { number: account.members.length });
  if (Object.keys(write).length > 1)
    throw new InternalError(`item "${item.id}" empties the members beside other fields: that is two calls (W3)`);
  return { kind: 'empty-members' };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const values = new Set(b);
  return a.length === values.size && a.every((value) => values.has(value));
}

function changed(field: string, expected: string | null, found: string | null): Check {
  return stale('changed-meanwhile', { field, expected: expected ?? '', found: found ?? '' });
}

function stale(code: StaleCode, params: Readonly<Record<string, string | number>>): Check {
  return { kind: 'stale', code, params };
}
