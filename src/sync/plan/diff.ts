/**
 * Step 4, diff: pairs → mutations, every field separately with before, after and reason. It proposes everything that
 * differs; what must not happen (frozen, unresolved, over a limit) the guards take out and say so.
 */

import type { FunctionalAccount } from '../model/functional-account.ts';
import { isOwned } from '../model/link.ts';
import type { AccountRef, Mutation } from '../model/mutation.ts';
import type { Policy } from '../model/policy.ts';
import type { DesiredAccount } from './desired.ts';
import { type Matched, needsAdoption, type Orphan, type Pair } from './match.ts';
import { mutation } from './mutation-list.ts';
import { canonicalName } from './normalize.ts';
import type { PeopleIndex } from './people-index.ts';

export function diff(matched: Matched, policy: Policy, people: PeopleIndex): Mutation[] {
  const changed = policy.sync.newOrChanged
    ? [...matched.creates.flatMap(created), ...matched.pairs.flatMap((pair) => changes(pair, people))]
    : [];
  return [...changed, ...matched.orphans.flatMap((orphan) => missing(orphan, policy))];
}

function created(desired: DesiredAccount): Mutation[] {
  const account: AccountRef = {
    address: desired.address,
    displayName: desired.displayName,
    id: null,
    mailboxId: desired.mailboxId,
  };
  const people = desired.delegates.state === 'read' ? desired.delegates.people : [];
  return [
    mutation('create', 'new-mailbox', account, { after: desired.address }),
    ...desired.aliases.map((alias) => mutation('add-alias', 'new-mailbox', account, { after: alias })),
    ...people.map(({ person, via }) =>
      mutation('grant', 'new-mailbox', account, { after: person.address, person, via }),
    ),
  ];
}

function changes(pair: Pair, people: PeopleIndex): Mutation[] {
  const { desired, account } = pair;
  const ref: AccountRef = {
    address: account.address,
    displayName: account.displayName,
    id: account.id,
    mailboxId: desired.mailboxId,
  };
  const found: Mutation[] = [];
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
  return [...found, ...aliasChanges(desired, account, ref), ...delegateChanges(pair, ref, people)];
}

function aliasChanges(desired: DesiredAccount, account: FunctionalAccount, ref: AccountRef): Mutation[] {
  const present = new Set(account.aliases);
  // What the mailbox has stays, also where Zivver would not take it anew (foreign domains).
  const wanted = new Set([...desired.aliases, ...desired.foreignAliases]);
  return [
    ...desired.aliases
      .filter((alias) => !present.has(alias))
      .map((alias) => mutation('add-alias', 'alias-missing', ref, { after: alias })),
    ...account.aliases
      // An alias that becomes the primary address is promoted by the readdress itself.
      .filter((alias) => !wanted.has(alias) && alias !== desired.address)
      .map((alias) => mutation('remove-alias', 'alias-surplus', ref, { before: alias })),
  ];
}

function delegateChanges(pair: Pair, ref: AccountRef, people: PeopleIndex): Mutation[] {
  const { delegates } = pair.desired;
  if (delegates.state === 'unreadable') return [];
  const present = new Set(pair.account.members);
  const grants = delegates.people
    .filter(({ person }) => !present.has(person.id))
    .map(({ person, via }) => mutation('grant', 'has-full-access', ref, { after: person.address, person, via }));
  const revokes: Mutation[] = [];
  for (const id of pair.account.members) {
    if (delegates.holders.has(id)) continue;
    const person = people.byId.get(id);
    // Groups, dangling ids and the account's own id are not ours to take.
    if (person === undefined) continue;
    const { address, name } = person;
    const reason = pair.link?.seenDelegates.includes(id) === true ? 'no-full-access' : 'added-in-zivver';
    revokes.push(mutation('revoke', reason, ref, { before: address, person: { address, id, name } }));
  }
  return [...grants, ...revokes];
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
