/** Is what an item or a mutation wanted there? Read-back, take-over and verification all ask here. Pure. */

import type { FunctionalAccount } from '../model/functional-account.ts';
import type { FieldChanges, Item } from '../model/item.ts';
import type { Mutation, MutationKind } from '../model/mutation.ts';

/**
 * `visible`: everything is there. `absent`: it is not, and nobody else moved the fields, so sending (again) is safe.
 * `unclear`: a field has a third value, or the account is gone: only a person can tell.
 */
export type Effect = 'visible' | 'absent' | 'unclear';

export function effectOf(item: Item, account: FunctionalAccount | undefined): Effect {
  if (item.call === 'delete') return account === undefined ? 'visible' : 'absent';
  if (item.call === 'create') return account !== undefined && hasDivision(item, account) ? 'visible' : 'absent';
  if (account === undefined) return 'unclear';
  const fields = fieldStates(item.changes, account);
  if (fields.every((state) => state === 'after')) return 'visible';
  return fields.includes('other') ? 'unclear' : 'absent';
}

/** A unit that was sent in the POST and is not there was dropped without a word; another one is somebody's later choice. */
export function hasDivision({ draft }: Item, account: FunctionalAccount): boolean {
  return draft === null || draft.division === null || account.division !== null;
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
