/** The inverse of what one run did to one account, held against the account as it is now. Pure. */

import type { FunctionalAccount, ZivverPerson } from '../model/functional-account.ts';
import type { AccountRef, Mutation, PersonRef } from '../model/mutation.ts';
import type { AccountIndex } from './account-index.ts';
import { mutation } from './mutation-list.ts';

export type LeftReason =
  | 'deleted' // gone for good
  | 'changed-since' // no longer as the run left it
  | 'person-gone' // nobody with an active account to give access back to
  | 'adoption-stays' // managed from now on: nothing was written for it
  | 'account-stays' // made by the run: emptied, never deleted
  | 'not-happened';

/** What is not undone, and why. */
export interface LeftAlone {
  readonly mutation: Mutation;
  readonly reason: LeftReason;
  /** What of it, when not all. */
  readonly value?: string;
}

export interface Inverse {
  readonly undo: readonly Mutation[];
  readonly left: readonly LeftAlone[];
}

export interface Surroundings {
  readonly people: ReadonlyMap<string, ZivverPerson>;
  readonly accounts: Pick<AccountIndex, 'get'>;
  /** Countersign made this account, or a person signed that it manages it. */
  readonly owned: boolean;
}

/** @param done what the run did to this account; `now`: undefined when Zivver has no such account */
export function inverseOf(
  done: readonly Mutation[],
  now: FunctionalAccount | undefined,
  around: Surroundings,
): Inverse {
  if (now === undefined) {
    const reasonOf = ({ kind }: Mutation): LeftReason => (kind === 'delete' ? 'deleted' : 'changed-since');
    return { undo: [], left: done.map((each) => ({ mutation: each, reason: reasonOf(each) })) };
  }
  const create = done.find(({ kind }) => kind === 'create');
  if (create !== undefined && around.owned && isAsCreated(done, now)) return emptied(create, done, now);
  const parts = done.map((each) => inverseOfOne(each, now, around));
  return { undo: mergedPromotion(parts.flatMap(({ undo }) => undo)), left: parts.flatMap(({ left }) => left) };
}

/** Nobody and nothing was added to the new account since: it may be emptied as a whole. */
function isAsCreated(done: readonly Mutation[], now: FunctionalAccount): boolean {
  const given = new Set<string | null | undefined>(
    done.map(({ kind, after, person }) => (kind === 'grant' ? person?.id : after)),
  );
  return [...now.members, ...now.aliases].every((value) => given.has(value));
}

/** An account that the run made is taken out of use. It is never deleted: messages may have arrived in it. */
function emptied(create: Mutation, done: readonly Mutation[], now: FunctionalAccount): Inverse {
  const left: LeftAlone[] = [{ mutation: create, reason: 'account-stays' }];
  const { members, aliases } = now;
  if (members.length + aliases.length === 0) return { undo: [], left };
  const undoes = done.map(({ id }) => id).sort();
  const retire = mutation('retire', 'undoes-run', refOf(create, now), {
    before: now.address,
    emptied: { members, aliases },
  });
  return { undo: [{ ...retire, undoes }], left };
}

/** An address that becomes the primary one again is no alias to be removed: the same call promotes it. */
function mergedPromotion(undo: readonly Mutation[]): readonly Mutation[] {
  const back = undo.find(({ kind }) => kind === 'readdress');
  if (back === undefined) return undo;
  const promoted = undo.find(({ kind, before }) => kind === 'remove-alias' && before === back.after);
  const undoes = [back, promoted].flatMap((each) => each?.undoes ?? []).sort();
  return undo.filter((each) => each !== promoted).map((each) => (each === back ? { ...back, undoes } : each));
}

function inverseOfOne(done: Mutation, now: FunctionalAccount, around: Surroundings): Inverse {
  const ref = refOf(done, now);
  const back = (...undo: readonly Mutation[]): Inverse => ({
    undo: undo.map((each) => ({ ...each, undoes: [done.id] })),
    left: [],
  });
  const leave = (reason: LeftReason): Inverse => ({ undo: [], left: [{ mutation: done, reason }] });
  const { before, after, person } = done;
  switch (done.kind) {
    case 'create':
      return leave(around.owned ? 'changed-since' : 'account-stays');
    case 'adopt':
      return leave('adoption-stays');
    case 'delete':
      return leave('deleted');
    case 'grant':
      if (person === null || !now.members.includes(person.id)) return leave('changed-since');
      return back(mutation('revoke', 'undoes-run', ref, { before: person.address, person }));
    case 'revoke': {
      if (person === null || now.members.includes(person.id)) return leave('changed-since');
      const present = memberOf(person.id, around);
      return present === undefined ? leave('person-gone') : back(granted(ref, present));
    }
    case 'add-alias':
      if (after === null || !now.aliases.includes(after)) return leave('changed-since');
      return back(mutation('remove-alias', 'undoes-run', ref, { before: after }));
    case 'remove-alias':
      if (before === null || holds(now, before)) return leave('changed-since');
      return back(mutation('add-alias', 'undoes-run', ref, { after: before }));
    case 'rename':
      if (now.displayName !== after) return leave('changed-since');
      return back(mutation('rename', 'undoes-run', ref, { before: after, after: before }));
    case 'reassign-ou':
      if (now.division !== after) return leave('changed-since');
      return back(mutation('reassign-ou', 'undoes-run', ref, { before: after, after: before }));
    case 'readdress':
      if (now.address !== after) return leave('changed-since');
      return back(
        mutation('readdress', 'undoes-run', ref, { before: after, after: before }),
        // It was an alias before the run made it the primary address.
        ...(done.promotes === true ? [mutation('add-alias', 'undoes-run', ref, { after })] : []),
      );
    case 'retire':
      return refilled(done, now, around);
  }
}

/** Members and aliases exactly as they were, as far as they are not there already. */
function refilled(retire: Mutation, now: FunctionalAccount, around: Surroundings): Inverse {
  const ref = refOf(retire, now);
  const undo: Mutation[] = [];
  const left: LeftAlone[] = [];
  for (const id of retire.emptied?.members ?? []) {
    const present = memberOf(id, around);
    if (now.members.includes(id)) left.push({ mutation: retire, reason: 'changed-since', value: present?.name ?? id });
    else if (present === undefined) left.push({ mutation: retire, reason: 'person-gone', value: id });
    else undo.push(granted(ref, present));
  }
  for (const alias of retire.emptied?.aliases ?? []) {
    if (holds(now, alias)) left.push({ mutation: retire, reason: 'changed-since', value: alias });
    else undo.push(mutation('add-alias', 'undoes-run', ref, { after: alias }));
  }
  return { undo: undo.map((each) => ({ ...each, undoes: [retire.id] })), left };
}

/** Who can be a member: people with an active account, and groups or accounts that were members before. */
function memberOf(id: string, { people, accounts }: Surroundings): PersonRef | undefined {
  const person = people.get(id);
  if (person !== undefined) return person.active ? { id, address: person.address, name: person.name } : undefined;
  const account = accounts.get(id);
  return account === undefined ? undefined : { id, address: account.address, name: account.displayName };
}

function granted(ref: AccountRef, person: PersonRef): Mutation {
  return mutation('grant', 'undoes-run', ref, { after: person.address, person });
}

function holds({ address, aliases }: FunctionalAccount, value: string): boolean {
  return address === value || aliases.includes(value);
}

function refOf({ account }: Mutation, now: FunctionalAccount): AccountRef {
  return { id: now.id, mailboxId: account.mailboxId, address: now.address, displayName: now.displayName };
}
