/**
 * Step 4, diff: pairs → mutations, every field separately with before, after and reason. It proposes everything that
 * differs; what must not happen (frozen, unresolved, over a limit) the guards take out and say so.
 */

import { sameTexts } from '../model/address.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import { isOwned } from '../model/link.ts';
import type { AccountRef, Mutation } from '../model/mutation.ts';
import type { Policy } from '../model/policy.ts';
import { type DesiredAccount, holdersOf } from './desired.ts';
import { type Matched, needsAdoption, type Orphan, type Pair } from './match.ts';
import { mutation } from './mutation-list.ts';
import { canonicalName } from './normalize.ts';
import type { PeopleIndex } from './people-index.ts';

export function diff(matched: Matched, policy: Policy, people: PeopleIndex): Mutation[] {
  const found: Mutation[] = [];
  if (policy.sync.newOrChanged) {
    for (const desired of matched.creates) create(desired, found);
    for (const pair of matched.pairs) change(pair, people, found);
  }
  for (const orphan of matched.orphans) found.push(...missing(orphan, policy));
  return found;
}

function create(desired: DesiredAccount, found: Mutation[]): void {
  const account: AccountRef = {
    address: desired.address,
    displayName: desired.displayName,
    id: null,
    mailboxId: desired.mailboxId,
  };
  found.push(mutation('create', 'new-mailbox', account, { after: desired.address }));
  for (const alias of desired.aliases) found.push(mutation('add-alias', 'new-mailbox', account, { after: alias }));
  if (desired.delegates.state !== 'read') return;
  for (const { person, via } of desired.delegates.people)
    found.push(mutation('grant', 'new-mailbox', account, { after: person.address, person, via }));
}

function change(pair: Pair, people: PeopleIndex, found: Mutation[]): void {
  const { desired, account } = pair;
  const ref: AccountRef = {
    address: account.address,
    displayName: account.displayName,
    id: account.id,
    mailboxId: desired.mailboxId,
  };
  if (needsAdoption(pair)) found.push(mutation('adopt', 'account-exists', ref, { after: account.id }));
  if (account.address !== desired.address) {
    const moved = mutation('readdress', 'address-changed', ref, { before: account.address, after: desired.address });
    found.push(account.aliases.includes(desired.address) ? { ...moved, promotes: true } : moved);
  }
  if (canonicalName(account.displayName) !== desired.displayName) {
    found.push(mutation('rename', 'name-differs', ref, { before: account.displayName, after: desired.displayName }));
  }
  if (desired.division !== undefined && desired.division !== account.division) {
    found.push(mutation('reassign-ou', 'ou-differs', ref, { before: account.division, after: desired.division }));
  }
  aliasChanges(desired, account, ref, found);
  delegateChanges(pair, ref, people, found);
}

function aliasChanges(
  { address, aliases, foreignAliases }: DesiredAccount,
  account: FunctionalAccount,
  ref: AccountRef,
  found: Mutation[],
): void {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (sameTexts(aliases, account.aliases)) return;
  const present = new Set(account.aliases);
  // What the mailbox has stays, also where Zivver would not take it anew (foreign domains).
  const wanted = new Set([...aliases, ...foreignAliases]);
  for (const alias of aliases)
    if (!present.has(alias)) found.push(mutation('add-alias', 'alias-missing', ref, { after: alias }));
  // An alias that becomes the primary address is promoted by the readdress itself.
  for (const alias of account.aliases)
    if (!wanted.has(alias) && alias !== address)
      found.push(mutation('remove-alias', 'alias-surplus', ref, { before: alias }));
}

function delegateChanges(pair: Pair, ref: AccountRef, people: PeopleIndex, found: Mutation[]) {
  const { account, link, sameMembers } = pair;
  const { delegates } = pair.desired;
  if (sameMembers || delegates.state === 'unreadable') return;
  const present = new Set(account.members);
  for (const { person, via } of delegates.people)
    if (!present.has(person.id))
      found.push(mutation('grant', 'has-full-access', ref, { after: person.address, person, via }));
  const entitled = new Set(holdersOf(delegates));
  for (const id of account.members) {
    if (entitled.has(id)) continue;
    const person = people.byId.get(id);
    // Groups, dangling ids and the account's own id are not ours to take.
    if (person === undefined) continue;
    const { address, name } = person;
    const reason = link?.seenDelegates.includes(id) === true ? 'no-full-access' : 'added-in-zivver';
    found.push(mutation('revoke', reason, ref, { before: address, person: { address, id, name } }));
  }
}

function missing(orphan: Orphan, policy: Policy): Mutation[] {
  const { account, link, answer } = orphan;
  if (answer !== 'not-found' || policy.sync.missing === 'keep' || !isOwned(link)) return [];
  const ref: AccountRef = {
    address: account.address,
    displayName: account.displayName,
    id: account.id,
    mailboxId: link.mailboxId,
  };
  const emptied = { members: account.members, aliases: account.aliases };
  if (policy.sync.missing === 'delete')
    return [mutation('delete', 'mailbox-gone', ref, { before: account.address, emptied })];
  // Already without members and aliases: that is what retired means.
  if (account.members.length === 0 && account.aliases.length === 0) return [];
  return [mutation('retire', 'mailbox-gone', ref, { before: account.address, emptied })];
}
