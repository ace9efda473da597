/**
 * Mutations → items: which calls carry them, and in which order. Release before take; an account's create before its
 * fill; creates are filled in batches of 25, so that a stop leaves no crowd of empty accounts.
 */

import { byText, sortedUnique } from '../model/address.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { CallKind, FieldChanges, Item } from '../model/item.ts';
import type { Mutation } from '../model/mutation.ts';
import { freesOf, takesOf } from './address-book.ts';
import type { DesiredAccount } from './desired.ts';
import type { ItemDraft } from './item-draft.ts';
import { inDependencyOrder } from './item-order.ts';

/** By Zivver id: who is a member now. */
type KnownAccounts = ReadonlyMap<string, Pick<FunctionalAccount, 'members'>>;
/** By mailbox id: the unit that a new account starts in. */
type KnownDesired = ReadonlyMap<string, Pick<DesiredAccount, 'division'>>;

export function itemsOf(mutations: readonly Mutation[], accounts: KnownAccounts, desired: KnownDesired): Item[] {
  const takenElsewhere = addressesTakenElsewhere(mutations);
  const drafts: ItemDraft[] = [];
  for (const own of byAccount(mutations)) drafts.push(...draftsOf(own, accounts, desired, takenElsewhere));
  waitForReleases(drafts);
  return numbered(inDependencyOrder(drafts));
}

function byAccount(mutations: readonly Mutation[]): Mutation[][] {
  const groups = new Map<string, Mutation[]>();
  let last: Mutation[] | undefined;
  for (const mutation of mutations) {
    // In plan order the mutations of one account mostly stand together.
    if (last?.[0]?.account !== mutation.account) {
      const key = mutation.account.id ?? `new:${mutation.account.address}`;
      last = groups.get(key) ?? [];
      groups.set(key, last);
    }
    last.push(mutation);
  }
  return [...groups.entries()]
    .sort(([, a], [, b]) => byText(a[0]?.account.address ?? '', b[0]?.account.address ?? ''))
    .map(([, group]) => group);
}

function draftsOf(
  own: readonly Mutation[],
  accounts: KnownAccounts,
  desired: KnownDesired,
  takenElsewhere: ReadonlySet<string>,
): ItemDraft[] {
  const of = (...kinds: Mutation['kind'][]): Mutation[] => own.filter(({ kind }) => kinds.includes(kind));
  const ended = of('retire', 'delete')[0];
  if (ended !== undefined) return ended.kind === 'delete' ? [deleteDraft(ended)] : retireDrafts(ended);
  const create = of('create')[0];
  if (create !== undefined) return createDrafts(create, own, desired);
  const adopt = of('adopt').map((mutation) => itemDraft('adopt', [mutation], {}));
  return [
    ...adopt,
    ...updateDrafts(
      own.filter(({ kind }) => kind !== 'adopt'),
      accounts,
      takenElsewhere,
    ),
  ];
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
  };
}

function createDrafts(create: Mutation, own: readonly Mutation[], desired: KnownDesired): ItemDraft[] {
  const { address, displayName } = create.account;
  const division = desired.get(create.account.mailboxId ?? '')?.division ?? null;
  const first = itemDraft('create', [create], {}, { draft: { address, displayName, division } });
  const rest = own.filter((mutation) => mutation !== create);
  return rest.length === 0 ? [first] : [first, itemDraft('fill', rest, changesOf(rest), { after: [first] })];
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
  if (own.length === 0) return [];
  const readdresses = own.some(({ kind }) => kind === 'readdress');
  const releasing = own.filter(
    (mutation) => mutation.kind === 'remove-alias' && takenElsewhere.has(mutation.before ?? ''),
  );
  const waiting = readdresses
    ? own.filter((mutation) => mutation.kind === 'add-alias' && mutation.after !== mutation.account.address)
    : [];
  const emptying = emptiedBy(own, accounts);
  const main = own.filter(
    (mutation) => !releasing.includes(mutation) && !waiting.includes(mutation) && !emptying.includes(mutation),
  );
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
  return revokes.length > 0 && !grants && account?.members.length === revokes.length ? revokes : [];
}

function changesOf(mutations: readonly Mutation[]): FieldChanges {
  const one = (kind: Mutation['kind']): Mutation | undefined => mutations.find((mutation) => mutation.kind === kind);
  const values = (kind: Mutation['kind'], side: 'before' | 'after'): string[] =>
    sortedUnique(mutations.filter((mutation) => mutation.kind === kind).map((mutation) => mutation[side] ?? ''));
  const people = (kind: Mutation['kind']): string[] =>
    sortedUnique(mutations.filter((mutation) => mutation.kind === kind).map(({ person }) => person?.id ?? ''));
  const [readdress, rename, division] = [one('readdress'), one('rename'), one('reassign-ou')];
  const aliases = { add: values('add-alias', 'after'), remove: values('remove-alias', 'before') };
  const members = { grant: people('grant'), revoke: people('revoke') };
  return {
    ...(readdress === undefined ? {} : { address: { after: readdress.after ?? '', before: readdress.before ?? '' } }),
    ...(aliases.add.length + aliases.remove.length === 0 ? {} : { aliases }),
    ...(rename === undefined ? {} : { displayName: { after: rename.after ?? '', before: rename.before ?? '' } }),
    ...(division === undefined ? {} : { division: { after: division.after, before: division.before } }),
    ...(members.grant.length + members.revoke.length === 0 ? {} : { members }),
  };
}

/** Addresses released by one account and taken by another. */
function addressesTakenElsewhere(mutations: readonly Mutation[]): ReadonlySet<string> {
  const takers = new Map<string, Mutation['account']>();
  for (const mutation of mutations) {
    const taken = takesOf(mutation);
    if (taken !== undefined) takers.set(taken, mutation.account);
  }
  return new Set(
    mutations.flatMap((mutation) =>
      freesOf(mutation).filter((address) => takers.has(address) && takers.get(address)?.id !== mutation.account.id),
    ),
  );
}

function waitForReleases(drafts: readonly ItemDraft[]): void {
  const releaser = new Map<string, ItemDraft>();
  for (const draft of drafts) {
    const { changes } = draft;
    const freed = [
      ...(changes.aliases?.remove ?? []),
      ...(changes.address === undefined ? [] : [changes.address.before]),
    ];
    const deleted = draft.call === 'delete' ? draft.mutations.flatMap(freesOf) : [];
    for (const address of [...freed, ...deleted]) releaser.set(address, draft);
  }
  for (const draft of drafts) {
    for (const address of takenBy(draft)) {
      const waitsFor = releaser.get(address);
      if (waitsFor !== undefined && waitsFor !== draft && !draft.after.includes(waitsFor)) draft.after.push(waitsFor);
    }
  }
}

function takenBy({ call, draft, changes }: ItemDraft): readonly string[] {
  const created = call === 'create' && draft !== null ? [draft.address] : [];
  const moved = changes.address === undefined ? [] : [changes.address.after];
  return [...created, ...moved, ...(changes.aliases?.add ?? [])];
}

function numbered(ordered: readonly ItemDraft[]): Item[] {
  const ids = new Map(ordered.map((draft, index) => [draft, String(index + 1).padStart(5, '0')]));
  const idOf = (draft: ItemDraft): string => ids.get(draft) ?? '';
  // Keys in order, as in a mutation.
  return ordered.map((draft) => ({
    account: draft.account,
    call: draft.call,
    changes: draft.changes,
    dependsOn: draft.after.map(idOf).sort(byText),
    draft: draft.draft,
    empties: draft.empties,
    id: idOf(draft),
    mutations: draft.mutations.map(({ id }) => id),
  }));
}
