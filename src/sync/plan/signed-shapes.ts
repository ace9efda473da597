/**
 * What may stand in a signed text as a row: nothing but its own fields, each of its own kind. Content comes from a store, where
 * anything could have been written; what has another shape is no row, so that nothing can be taken for one.
 */

import type { FieldChanges, Item } from '../model/item.ts';
import type { AccountRef, Mutation, PersonRef } from '../model/mutation.ts';

export function isMutationRow(one: Mutation, known: Mutation | undefined): boolean {
  return (
    hasKeys(one, 10) &&
    isText(one.id) &&
    isText(one.kind) &&
    isText(one.class) &&
    isText(one.reason) &&
    isTextOrNull(one.before) &&
    isTextOrNull(one.after) &&
    areTexts(one.via) &&
    ((known !== undefined && one.account === known.account) || isAccount(one.account)) &&
    (one.person === null || isPerson(one.person)) &&
    (one.emptied === null ||
      (hasKeys(one.emptied, 2) && areTexts(one.emptied.members) && areTexts(one.emptied.aliases)))
  );
}

export function isItemRow(one: Item): boolean {
  return (
    hasKeys(one, 8) &&
    isText(one.id) &&
    isText(one.call) &&
    typeof one.empties === 'boolean' &&
    areTexts(one.dependsOn) &&
    areTexts(one.mutations) &&
    isAccount(one.account) &&
    (one.draft === null || isDraft(one.draft)) &&
    isChanges(one.changes)
  );
}

function isAccount(one: AccountRef): boolean {
  return (
    hasKeys(one, 4) &&
    isText(one.address) &&
    isText(one.displayName) &&
    isTextOrNull(one.id) &&
    isTextOrNull(one.mailboxId)
  );
}

function isPerson(one: PersonRef): boolean {
  return hasKeys(one, 3) && isText(one.address) && isText(one.id) && isText(one.name);
}

function isDraft(one: NonNullable<Item['draft']>): boolean {
  return hasKeys(one, 3) && isText(one.address) && isText(one.displayName) && isTextOrNull(one.division);
}

function isChanges(changes: FieldChanges): boolean {
  if (!isObject(changes)) return false;
  const { address, aliases, displayName, division, members } = changes;
  const present = [address, aliases, displayName, division, members].filter((change) => change !== undefined);
  return (
    hasKeys(changes, present.length) &&
    (address === undefined || isStep(address)) &&
    (displayName === undefined || isStep(displayName)) &&
    (division === undefined || isStep(division)) &&
    (aliases === undefined || (hasKeys(aliases, 2) && areTexts(aliases.add) && areTexts(aliases.remove))) &&
    (members === undefined || (hasKeys(members, 2) && areTexts(members.grant) && areTexts(members.revoke)))
  );
}

function isStep(one: { readonly before: string | null; readonly after: string | null }): boolean {
  return hasKeys(one, 2) && isTextOrNull(one.before) && isTextOrNull(one.after);
}

/** So many: with each of its fields looked at, it has no other. */
function hasKeys(one: unknown, number: number): boolean {
  if (!isObject(one)) return false;
  let count = 0;
  for (const _ in one) count += 1;
  return count === number;
}

function isObject(one: unknown): one is object {
  return typeof one === 'object' && one !== null && !Array.isArray(one);
}

/** By index: `every` would pass over a hole. */
function areTexts(list: readonly string[]): boolean {
  if (!Array.isArray(list)) return false;
  for (let at = 0; at < list.length; at += 1) if (!isText(list[at])) return false;
  return true;
}

function isText(one: unknown): boolean {
  return typeof one === 'string';
}

function isTextOrNull(one: unknown): boolean {
  return one === null || typeof one === 'string';
}
