/** Is what an item or a mutation wanted there? Read-back, take-over and verification all ask here. Pure. */

import type { FunctionalAccount } from '../model/functional-account.ts';
import type { FieldChanges, Item } from '../model/item.ts';
import type { Mutation, MutationKind } from '../model/mutation.ts';
import { canonicalName } from '../plan/normalize.ts';
import type { AccountWrite } from '../target/target.ts';

/**
 * `visible`: everything is there. `absent`: it is not, and nobody else moved the fields, so sending (again) is safe.
 * `unclear`: a field has a third value, or the account is gone: only a person can tell.
 */
export type Effect = 'visible' | 'absent' | 'unclear';

export function effectOf(item: Item, account: FunctionalAccount | undefined): Effect {
  if (item.call === 'delete') return account === undefined ? 'visible' : 'absent';
  if (item.call === 'create') return effectOfCreate(item, account);
  if (account === undefined) return 'unclear';
  const fields = fieldStates(item.changes, account);
  if (fields.every((state) => state === 'after')) return 'visible';
  return fields.includes('other') ? 'unclear' : 'absent';
}

function effectOfCreate(item: Item, account: FunctionalAccount | undefined): Effect {
  if (account === undefined) return 'absent';
  if (createdOtherwise(item, account) !== undefined) return 'unclear';
  return Object.keys(droppedFrom(item, account)).length === 0 ? 'visible' : 'absent';
}

/** What a create sent and Zivver dropped without a word (W6): what is written once more. */
export function droppedFrom({ draft }: Item, account: FunctionalAccount): AccountWrite {
  if (draft === null) return {};
  return {
    ...(isNameless(account) && account.displayName !== draft.displayName && { displayName: draft.displayName }),
    // Another unit is somebody's later choice.
    ...(draft.division !== null && account.division === null && { division: draft.division }),
  };
}

/** The field of a new account that carries what nobody signed: a person's choice, so it is reported and stays. */
export function createdOtherwise(
  { draft }: Item,
  { address, displayName, ...account }: FunctionalAccount,
): { readonly field: string; readonly expected: string; readonly found: string } | undefined {
  if (draft === null) return undefined;
  if (address !== draft.address) return { field: 'address', expected: draft.address, found: address };
  // As the next preview compares them.
  const isSame = canonicalName(displayName) === canonicalName(draft.displayName);
  if (isSame || isNameless({ ...account, address, displayName })) return undefined;
  return { field: 'displayName', expected: draft.displayName, found: displayName };
}

/** Without a name an account goes by its address. */
export function isNameless({ address, displayName }: FunctionalAccount): boolean {
  return displayName.trim() === '' || displayName.toLowerCase() === address;
}

type FieldState = 'before' | 'after' | 'other';

function fieldStates(changes: FieldChanges, account: FunctionalAccount): FieldState[] {
  const states: FieldState[] = [];
  if (changes.address) states.push(scalarState(changes.address, account.address));
  if (changes.displayName) states.push(scalarState(changes.displayName, account.displayName));
  if (changes.division) states.push(scalarState(changes.division, account.division));
  if (changes.aliases) states.push(setState(changes.aliases.add, changes.aliases.remove, account.aliases));
  if (changes.members) states.push(setState(changes.members.grant, changes.members.revoke, account.members));
  return states;
}

function scalarState<T>(change: { readonly before: T; readonly after: T }, found: T): FieldState {
  if (found === change.after) return 'after';
  return found === change.before ? 'before' : 'other';
}

/** A set that is half way counts as before: the same set change may be sent any number of times. */
function setState(add: readonly string[], remove: readonly string[], found: readonly string[]): FieldState {
  const values = new Set(found);
  return add.every((value) => values.has(value)) && !remove.some((value) => values.has(value)) ? 'after' : 'before';
}

/** One mutation's own effect, for a report that is exact when a call took hold in part. */
export function mutationIsVisible(mutation: Mutation, account: FunctionalAccount | undefined): boolean {
  if (mutation.kind === 'delete') return account === undefined;
  return account !== undefined && visibleWhen[mutation.kind](account, mutation);
}

const visibleWhen = {
  create: () => true,
  adopt: () => true,
  rename: (account, { after }) => account.displayName === after,
  'reassign-ou': (account, { after }) => account.division === after,
  readdress: (account, { after }) => account.address === after,
  'add-alias': (account, { after }) => after !== null && account.aliases.includes(after),
  'remove-alias': (account, { before }) => before !== null && !account.aliases.includes(before),
  grant: (account, { person }) => person !== null && account.members.includes(person.id),
  revoke: (account, { person }) => person !== null && !account.members.includes(person.id),
  retire: ({ members, aliases }) => members.length === 0 && aliases.length === 0,
} satisfies Record<Exclude<MutationKind, 'delete'>, (account: FunctionalAccount, mutation: Mutation) => boolean>;
