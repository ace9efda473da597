/**
 * Mutations → items: which calls carry them, and in which order. Release before take; an account's create before its
 * fill; creates are filled in batches of 25, so that a stop leaves no crowd of empty accounts.
 */

import { byText, inOrderOf, sortedUnique } from '../model/address.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { CallKind, FieldChanges, Item } from '../model/item.ts';
import type { AccountRef, Mutation } from '../model/mutation.ts';
import { freesOf, releasersIn, takersIn, takesOf } from './address-book.ts';
import type { ItemDraft } from './item-draft.ts';
import { inDependencyOrder } from './item-order.ts';

/** By Zivver id: who is a member now. */
type KnownAccounts = Pick<ReadonlyMap<string, Pick<FunctionalAccount, 'members'>>, 'get'>;
/** The unit that a new account starts in; undefined when units are not managed. */
type UnitOf = (account: AccountRef) => string | null | undefined;

export function itemsOf(mutations: readonly Mutation[], accounts: KnownAccounts, unitOf: UnitOf): Item[] {
  const freed = addressesFreed(mutations);
  const takenElsewhere = addressesTakenElsewhere(mutations, freed);
  const drafts: ItemDraft[] = [];
  for (const each of byAccount(mutations)) addDrafts(each, { accounts, unitOf, takenElsewhere, drafts });
  // Stryker disable next-line ConditionalExpression, EqualityOperator: only saves time
  if (freed.size > 0) waitForReleases(drafts);
  return numbered(inDependencyOrder(drafts));
}

/** Every mutation of one account. */
interface OfAccount {
  readonly account: AccountRef;
  readonly own: Mutation[];
}

/** By address. */
function byAccount(mutations: readonly Mutation[]): OfAccount[] {
  const groups = new Map<string, OfAccount>();
  let last: OfAccount | undefined;
  for (const mutation of mutations) {
    const { account } = mutation;
    // In plan order the mutations of one account mostly stand together.
    // Stryker disable next-line ConditionalExpression: only saves time
    if (last?.account !== account) {
      const key = account.id ?? `new:${account.address}`;
      last = groups.get(key);
      if (last === undefined) groups.set(key, (last = { account, own: [] }));
    }
    last.own.push(mutation);
  }
  return inOrderOf([...groups.values()], (a, b) => byText(a.account.address, b.account.address));
}

interface Drafting {
  readonly accounts: KnownAccounts;
  readonly unitOf: UnitOf;
  readonly takenElsewhere: ReadonlySet<string>;
  /** Grows. */
  readonly drafts: ItemDraft[];
}

function addDrafts({ account, own }: OfAccount, { accounts, unitOf, takenElsewhere, drafts }: Drafting): void {
  // Stryker disable next-line ConditionalExpression: only saves time
  const create = account.id === null ? own.find(({ kind }) => kind === 'create') : undefined;
  if (create !== undefined) {
    addCreate(create, own, unitOf, drafts);
    return;
  }
  const ended = own.find(({ kind }) => kind === 'retire' || kind === 'delete');
  if (ended !== undefined) {
    drafts.push(...(ended.kind === 'delete' ? [deleteDraft(ended)] : retireDrafts(ended)));
    return;
  }
  for (const mutation of own) if (mutation.kind === 'adopt') drafts.push(itemDraft('adopt', [mutation], {}));
  const updates = own.filter(({ kind }) => kind !== 'adopt');
  drafts.push(...updateDrafts(updates, accounts, takenElsewhere));
}

function itemDraft(
  call: CallKind,
  mutations: readonly Mutation[],
  changes: FieldChanges,
  more: Partial<Pick<ItemDraft, 'draft' | 'empties' | 'after'>> = {},
): ItemDraft {
  const account = mutations[0]?.account;
  if (account === undefined) throw new TypeError('an item carries at least one mutation');
  return {
    call,
    account,
    mutations,
    changes,
    draft: more.draft ?? null,
    empties: more.empties ?? false,
    after: more.after ?? [],
    placed: false,
    // Stryker disable next-line StringLiteral: nothing reads it before it is set
    number: '',
  };
}

function addCreate(create: Mutation, own: readonly Mutation[], unitOf: UnitOf, drafts: ItemDraft[]): void {
  const { address, displayName } = create.account;
  const division = unitOf(create.account) ?? null;
  const first = itemDraft('create', [create], {}, { draft: { address, displayName, division } });
  drafts.push(first);
  if (own.length === 1) return;
  const rest = own.filter((mutation) => mutation !== create);
  drafts.push(itemDraft('fill', rest, changesOf(rest), { after: [first] }));
}

/** What goes with the account stands in the item: whatever was added since people signed stops it. */
function deleteDraft(deletion: Mutation): ItemDraft {
  const { members = [], aliases = [] } = deletion.emptied ?? {};
  return itemDraft('delete', [deletion], {
    members: { grant: [], revoke: members },
    aliases: { add: [], remove: aliases },
  });
}

/** Access goes first: when the run stops in between, nobody can open what is being retired. */
function retireDrafts(retire: Mutation): ItemDraft[] {
  const { members = [], aliases = [] } = retire.emptied ?? {};
  const empty =
    members.length === 0
      ? []
      : [itemDraft('empty-members', [retire], { members: { grant: [], revoke: members } }, { empties: true })];
  const release =
    aliases.length === 0
      ? []
      : [itemDraft('update', [retire], { aliases: { add: [], remove: aliases } }, { after: [...empty] })];
  return [...empty, ...release];
}

/** Up to three PUTs: aliases that others wait for, then what differs, then aliases that must wait for others. Mostly one. */
function updateDrafts(
  own: readonly Mutation[],
  accounts: KnownAccounts,
  takenElsewhere: ReadonlySet<string>,
): ItemDraft[] {
  const readdresses = own.some(({ kind }) => kind === 'readdress');
  const releasing = own.filter(
    (mutation) => mutation.kind === 'remove-alias' && takenElsewhere.has(mutation.before ?? ''),
  );
  const waiting = readdresses
    ? own.filter((mutation) => mutation.kind === 'add-alias' && mutation.after !== mutation.account.address)
    : [];
  const emptying = emptiedBy(own, accounts);
  const apart = new Set([...releasing, ...waiting, ...emptying]);
  const main = own.filter((mutation) => !apart.has(mutation));
  const drafts: ItemDraft[] = [];
  for (const part of [releasing, main, waiting]) {
    if (part.length > 0) drafts.push(itemDraft('update', part, changesOf(part), { after: drafts.slice(-1) }));
  }
  if (emptying.length > 0)
    drafts.push(itemDraft('empty-members', emptying, changesOf(emptying), { empties: true, after: drafts.slice(-1) }));
  return drafts;
}

/** The revocations, when they take everybody and nobody comes: a PUT with an empty set would change nothing (W3). */
function emptiedBy(own: readonly Mutation[], accounts: KnownAccounts): readonly Mutation[] {
  const revokes = own.filter(({ kind }) => kind === 'revoke');
  const account = accounts.get(own[0]?.account.id ?? '');
  const grants = own.some(({ kind }) => kind === 'grant');
  return !grants && account?.members.length === revokes.length ? revokes : [];
}

type Written = { -readonly [Field in keyof FieldChanges]: FieldChanges[Field] };

function changesOf(mutations: readonly Mutation[]): FieldChanges {
  const [add, remove, grant, revoke]: [string[], string[], string[], string[]] = [[], [], [], []];
  const single: Partial<Record<Mutation['kind'], Mutation>> = {};
  for (const mutation of mutations) {
    const { kind, before, after, person } = mutation;
    if (kind === 'grant') grant.push(person?.id ?? '');
    else if (kind === 'revoke') revoke.push(person?.id ?? '');
    else if (kind === 'add-alias') add.push(after ?? '');
    else if (kind === 'remove-alias') remove.push(before ?? '');
    else single[kind] ??= mutation;
  }
  const { readdress, rename, 'reassign-ou': division } = single;
  const changes: Written = {};
  if (readdress !== undefined) changes.address = { after: readdress.after ?? '', before: readdress.before ?? '' };
  if (add.length + remove.length > 0) changes.aliases = { add: sortedUnique(add), remove: sortedUnique(remove) };
  if (rename !== undefined) changes.displayName = { after: rename.after ?? '', before: rename.before ?? '' };
  if (division !== undefined) changes.division = { after: division.after, before: division.before };
  if (grant.length + revoke.length > 0) changes.members = { grant: sortedUnique(grant), revoke: sortedUnique(revoke) };
  return changes;
}

function addressesFreed(mutations: readonly Mutation[]): ReadonlySet<string> {
  const freed = new Set<string>();
  for (const mutation of releasersIn(mutations)) for (const address of freesOf(mutation)) freed.add(address);
  return freed;
}

/** Addresses released by one account and taken by another: none takes what it releases itself, but for a former primary. */
function addressesTakenElsewhere(mutations: readonly Mutation[], freed: ReadonlySet<string>): ReadonlySet<string> {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (freed.size === 0) return freed;
  const elsewhere = new Set<string>();
  for (const mutation of takersIn(mutations)) {
    const taken = takesOf(mutation);
    // Stryker disable next-line ConditionalExpression, LogicalOperator: only saves memory
    if (taken !== undefined && freed.has(taken)) elsewhere.add(taken);
  }
  return elsewhere;
}

function waitForReleases(drafts: readonly ItemDraft[]): void {
  const releaser = new Map<string, ItemDraft>();
  for (const draft of drafts) {
    const { address, aliases } = draft.changes;
    if (address !== undefined) releaser.set(address.before, draft);
    if (aliases !== undefined) for (const alias of aliases.remove) releaser.set(alias, draft);
  }
  for (const draft of drafts) {
    const { address, aliases } = draft.changes;
    if (draft.draft !== null) waitFor(releaser.get(draft.draft.address), draft);
    if (address !== undefined) waitFor(releaser.get(address.after), draft);
    if (aliases !== undefined) for (const alias of aliases.add) waitFor(releaser.get(alias), draft);
  }
}

function waitFor(earlier: ItemDraft | undefined, draft: ItemDraft): void {
  if (earlier !== undefined && earlier !== draft && !draft.after.includes(earlier)) draft.after.push(earlier);
}

function numbered(ordered: readonly ItemDraft[]): Item[] {
  for (const [index, draft] of ordered.entries()) draft.number = String(index + 1).padStart(5, '0');
  return ordered.map((draft) => ({
    account: draft.account,
    call: draft.call,
    changes: draft.changes,
    dependsOn: sortedUnique(draft.after.map(({ number }) => number)),
    draft: draft.draft,
    empties: draft.empties,
    id: draft.number,
    mutations: draft.mutations.map(({ id }) => id),
  }));
}
