/** What Zivver accepts on a functional account: addresses, aliases, delegates, units. Pure: values in, value or refusal out. */

import type { WorldScimResource } from '../tenant/world.ts';
import { type Answer, text } from './answer.ts';
import type { Behaviour } from './behaviour.ts';
import {
  addressOf,
  enterprise,
  isObject,
  type JsonObject,
  memberIdsOf,
  readMembers,
  zivverGroup,
} from './scim-resource.ts';
import type { ScimStore } from './scim-store.ts';

export type Checked<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly answer: Answer };

export interface Rules {
  readonly store: ScimStore;
  readonly behaviour: Behaviour;
}

export function accept<T>(value: T): Checked<T> {
  return { ok: true, value };
}

export function refuseWith(message: string): { readonly ok: false; readonly answer: Answer } {
  return { ok: false, answer: text(400, message) };
}

/** Mixed-case input comes back in lower case. */
export function checkAddress(address: unknown, id: string | null, { store }: Rules): Checked<string> {
  if (typeof address !== 'string' || !address.includes('@')) return refuseWith('Missing or invalid externalId');
  const lower = address.toLowerCase();
  // RFC 7644 section 3.3 wants 409 for a duplicate; Zivver answers 400 with a text that speaks of something else (W7, W8).
  if (!store.domains.has(domainOf(lower)) || store.isTaken(lower, id)) {
    return refuseWith('Account is outside the organization');
  }
  return accept(lower);
}

/** Aliases never contain the primary address (O); anything else they may not be is refused by name (W8, W9). */
export function checkAliases(
  aliases: unknown,
  owner: { id: string | null; address: string },
  { store }: Rules,
): Checked<readonly string[]> {
  if (!Array.isArray(aliases) || !aliases.every((alias) => typeof alias === 'string'))
    return refuseWith('Invalid aliases');
  const wanted = [...new Set(aliases.map((alias: string) => alias.toLowerCase()))].filter((a) => a !== owner.address);
  for (const alias of wanted) {
    if (store.guests.has(alias)) return refuseWith(`Error creating alias: Alias is a guest: ${alias}`);
    if (!store.domains.has(domainOf(alias))) return refuseWith('Error creating alias: Domain Not Owned');
    if (store.isTaken(alias, owner.id)) return refuseWith(`Error creating alias: Alias is already taken for ${alias}`);
  }
  return accept(wanted);
}

/**
 * Delegates of an existing account. A new id must be an active person or another account; an id that stands in the set
 * already and is unknown by now is treated as the switch says (W5 and "dangling" in the observed data).
 */
export function checkMembers(members: unknown, present: WorldScimResource, rules: Rules): Checked<readonly string[]> {
  const ids = readMembers(members);
  if (ids === undefined) return refuseWith('Error creating member: Member Not Found');
  const before = new Set(memberIdsOf(present));
  const kept: string[] = [];
  for (const id of ids) {
    const isDangling = before.has(id) && !rules.store.knows(id);
    if (isDangling && rules.behaviour.danglingMember === 'dropped') continue;
    const isFine = before.has(id)
      ? !isDangling || rules.behaviour.danglingMember === 'accepted'
      : mayJoin(id, rules.store);
    if (!isFine) return refuseWith('Error creating member: Member Not Found');
    kept.push(id);
  }
  return accept(kept);
}

/** A delegate must be an active account (R). What the server says of a suspended one is not known: the same text (I). */
export function mayJoin(id: string, store: ScimStore): boolean {
  const user = store.get('users', id);
  return user === undefined ? store.get('groups', id) !== undefined : user['active'] === true;
}

/** An extension object that is sent replaces the stored one whole: keys that are left out are erased (W2). */
export function checkExtension(
  extension: unknown,
  owner: { id: string | null; address: string },
  rules: Rules,
): Checked<JsonObject> {
  if (!isObject(extension)) return refuseWith(`Invalid ${zivverGroup}`);
  const aliases = checkAliases(extension['aliases'] ?? [], owner, rules);
  return aliases.ok ? accept({ ...extension, aliases: aliases.value }) : aliases;
}

/** `"/"` means none and an empty object is ordinary; an unknown unit is refused by name (R). */
export function checkDivision(extension: unknown, { store }: Rules): Checked<JsonObject> {
  if (!isObject(extension)) return refuseWith(`Invalid ${enterprise}`);
  const division = extension['division'];
  if (division === undefined || division === '/') return accept(extension);
  if (typeof division !== 'string') return refuseWith(`Invalid division: ${JSON.stringify(division)}`);
  if (!store.divisions.has(division)) return refuseWith(`Invalid division: ${division}`);
  return accept(extension);
}

/** A new primary address: the switch says whether it can be changed at all. Answers the address the account will have. */
export function checkReaddress(address: unknown, present: WorldScimResource, rules: Rules): Checked<string> {
  const current = addressOf(present);
  if (address === undefined || (typeof address === 'string' && address.toLowerCase() === current))
    return accept(current);
  if (rules.behaviour.externalIdChange === 'ignored') return accept(current);
  if (rules.behaviour.externalIdChange === 'refused') return refuseWith('externalId cannot be changed');
  return checkAddress(address, present.id, rules);
}

function domainOf(address: string): string {
  return address.slice(address.lastIndexOf('@') + 1);
}
