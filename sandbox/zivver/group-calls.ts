/** The calls on `/Groups`: each reads a request, applies the rules, changes the store, answers. Nothing here knows HTTP. */

import type { WorldScimResource } from '../tenant/world.ts';
import { type Answer, json, noContent, text } from './answer.ts';
import {
  accept,
  type Checked,
  checkAddress,
  checkDivision,
  checkExtension,
  checkMembers,
  checkReaddress,
  mayJoin,
  type Rules,
  refuseWith,
} from './group-rules.ts';
import {
  aliasesOf,
  enterprise,
  groupResource,
  isObject,
  type JsonObject,
  memberIdsOf,
  patchOp,
  readMembers,
  zivverGroup,
} from './scim-resource.ts';

export interface NewAccount {
  readonly id: string;
  /** `2022-07-20`. */
  readonly created: string;
  /** Aliases and delegates of this POST are stored; otherwise they are lost without a word (W6). */
  readonly keepsFill: boolean;
}

export function createGroup(body: JsonObject, account: NewAccount, rules: Rules): Answer {
  const address = checkAddress(body['externalId'], null, rules);
  if (!address.ok) return address.answer;
  const division = checkDivision(body[enterprise] ?? {}, rules);
  if (!division.ok) return division.answer;
  const extension = checkExtension(body[zivverGroup] ?? {}, { id: null, address: address.value }, rules);
  if (!extension.ok) return extension.answer;
  const members = readMembers(body['members'] ?? []);
  // The same mistake has two texts: this one in POST, another in PUT (W5).
  if (members === undefined || !members.every((id) => mayJoin(id, rules.store))) return text(400, 'Unknown in set');

  const draft = groupResource({
    id: account.id,
    address: address.value,
    displayName: typeof body['displayName'] === 'string' ? body['displayName'] : address.value,
    members: account.keepsFill ? members : [],
    aliases: [],
    division: null,
    created: account.created,
  });
  // 201 with an account that lacks what was sent is no RFC 7644 behaviour: aliases and delegates of a POST get lost (W6).
  const created = {
    ...draft,
    [zivverGroup]: account.keepsFill ? extension.value : { ...extension.value, aliases: [] },
    [enterprise]: rules.behaviour.divisionWrite === 'accepted' ? division.value : {},
  };
  rules.store.set('groups', created);
  return json(201, created);
}

/** Partial at the top level: what is left out stays, unlike the replacement of RFC 7644 section 3.5.1 (W1). */
export function putGroup(id: string, body: JsonObject, rules: Rules): Answer {
  const present = rules.store.get('groups', id);
  if (present === undefined) return unknownGroup(id);
  const changed = changeGroup(present, body, rules);
  if (!changed.ok) return changed.answer;
  rules.store.set('groups', changed.value);
  return json(200, changed.value);
}

function changeGroup(present: WorldScimResource, body: JsonObject, rules: Rules): Checked<WorldScimResource> {
  const address = checkReaddress(body['externalId'], present, rules);
  if (!address.ok) return address;
  const owner = { id: present.id, address: address.value };
  const extension =
    body[zivverGroup] === undefined
      ? accept(withoutAlias(present, owner.address))
      : checkExtension(body[zivverGroup], owner, rules);
  if (!extension.ok) return extension;
  const division = body[enterprise] === undefined ? undefined : checkDivision(body[enterprise], rules);
  if (division?.ok === false) return division;
  const members = replacementFor(body['members'], present, rules);
  if (!members.ok) return members;

  return accept({
    ...present,
    externalId: address.value,
    ...(typeof body['displayName'] === 'string' && { displayName: body['displayName'] }),
    ...(division !== undefined && rules.behaviour.divisionWrite === 'accepted' && { [enterprise]: division.value }),
    [zivverGroup]: extension.value,
    members: members.value.map((value) => ({ value })),
  });
}

/** The stored extension; an alias that becomes the primary address is no alias any more (O). */
function withoutAlias(present: WorldScimResource, address: string): JsonObject {
  const stored = present[zivverGroup];
  return { ...(isObject(stored) ? stored : {}), aliases: aliasesOf(present).filter((alias) => alias !== address) };
}

/** An empty list changes nothing although the answer is 200 (W3); any other list replaces the whole set (W4). */
function replacementFor(members: unknown, present: WorldScimResource, rules: Rules): Checked<readonly string[]> {
  if (members === undefined || (Array.isArray(members) && members.length === 0)) return accept(memberIdsOf(present));
  return checkMembers(members, present, rules);
}

/** Only `replace members` and `remove members` are known to work (C). */
export function patchGroup(id: string, body: JsonObject, rules: Rules): Answer {
  const present = rules.store.get('groups', id);
  if (present === undefined) return unknownGroup(id);
  if (!Array.isArray(body['schemas']) || !body['schemas'].includes(patchOp)) return text(400, 'Invalid PatchOp');
  let changed = present;
  for (const operation of Array.isArray(body['Operations']) ? body['Operations'] : []) {
    const members = isObject(operation) ? patchedMembers(operation, changed, rules) : refuseWith('Invalid PatchOp');
    if (!members.ok) return members.answer;
    changed = { ...changed, members: members.value.map((value) => ({ value })) };
  }
  rules.store.set('groups', changed);
  return json(200, changed);
}

function patchedMembers(operation: JsonObject, present: WorldScimResource, rules: Rules): Checked<readonly string[]> {
  if (operation['path'] !== 'members') return refuseWith(`Unsupported path: ${String(operation['path'])}`);
  const op = String(operation['op']).toLowerCase();
  if (op === 'replace') return replacementFor(operation['value'], present, rules);
  if (op !== 'remove') return refuseWith(`Unsupported operation: ${op}`);
  if (operation['value'] === undefined) return accept([]);
  const removed = readMembers(operation['value']);
  return removed === undefined
    ? refuseWith('Error creating member: Member Not Found')
    : accept(memberIdsOf(present).filter((member) => !removed.includes(member)));
}

/** Irreversible: every message of the account is lost (R). Ids of it stay behind in other accounts' member sets (O). */
export function deleteGroup(id: string, rules: Rules): Answer {
  if (rules.store.get('groups', id) === undefined) return unknownGroup(id);
  rules.store.remove('groups', id);
  return noContent();
}

export function readGroup(id: string, rules: Rules): Answer {
  const group = rules.store.get('groups', id);
  return group === undefined ? unknownGroup(id) : json(200, group);
}

/** 400 with a text where RFC 7644 section 3.12 wants 404 (C). The text itself was not recorded (I). */
function unknownGroup(id: string): Answer {
  return text(400, `Unknown group: ${id}`);
}
