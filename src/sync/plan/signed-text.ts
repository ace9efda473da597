/**
 * The text that a fingerprint is the digest of: all of a plan's content, with each account and each person written out once.
 *
 * JSON, `[mutations, items, others]`. Mutations and items are rows (below); others are the rest of the content, an object with
 * sorted keys. What a row names stands in full where it is named first, and as its number from then on. Whatever has other keys
 * than it should is no row or list but an object with sorted keys. Two contents are equal exactly when these texts are
 * (docs/decisions/0020-the-signed-text.md).
 */

import type { FieldChanges, Item } from '../model/item.ts';
import type { AccountRef, Mutation, PersonRef } from '../model/mutation.ts';
import type { PlanContent } from '../model/plan.ts';
import { canonicalPieces } from './canonical-json.ts';
import { keysOf, listed, naming, sortedKeys } from './signed-names.ts';
import { rowChains, stretchesOf } from './signed-stretches.ts';

/** In pieces, none of them long. */
export function* signedPieces({ mutations, items, ...others }: PlanContent): Generator<string> {
  const rows = rowsOf(mutations);
  yield* listPieces('[[', mutations, rows.mutation);
  yield* listPieces('],[', items, rows.item);
  yield '],';
  yield* canonicalPieces(others);
  yield ']';
}

/** So many rows make one piece: the engine writes them in one go, several times faster than they can be put together. */
const rowsInPiece = 256;

function* listPieces<Entry>(
  opening: string,
  list: readonly Entry[],
  rowOf: (entry: Entry, at: number) => unknown,
): Generator<string> {
  yield opening;
  for (let from = 0; from < list.length; from += rowsInPiece) {
    if (from > 0) yield ',';
    const rows = list.slice(from, from + rowsInPiece).map((entry, at) => rowOf(entry, from + at));
    yield JSON.stringify(rows).slice(1, -1);
  }
}

interface Rows {
  /**
   * `[account, id, what, after, before, emptied, via]`, what being kind, class, reason and person. The row ends with what where
   * nothing goes and nothing but the person comes, by a direct permission.
   */
  mutation(one: Mutation, at: number): unknown;
  /** `[account, call, changes, dependsOn, draft, empties, id, mutations]`; mutations and members by stretches of the account's rows. */
  item(one: Item): unknown;
}

const mutationKeys = 10;
const itemKeys = 8;

function rowsOf(mutations: readonly Mutation[]): Rows {
  const accounts = naming<AccountRef>(({ mailboxId, id, address }) => mailboxId ?? id ?? address, accountInFull);
  const chains = rowChains(mutations);
  const whatOf = whats();

  function mutation(one: Mutation, at: number): unknown {
    const { after, before, emptied, id, person, via } = one;
    if (keysOf(one) !== mutationKeys || before === undefined || after === undefined) return sortedKeys(one);
    const account = accounts.numberOf(one.account);
    chains.add(account, at);
    const row = [accounts.written(account), id, whatOf(one)];
    const isShort = before === null && emptied === null && via.length === 0 && after === (person?.address ?? null);
    if (isShort) return row;
    const gone = emptied === null ? null : listed(emptied, [emptied.members, emptied.aliases]);
    return [...row, after, before, gone, via];
  }

  function item(one: Item): unknown {
    const { call, changes, dependsOn, draft, empties, id } = one;
    if (keysOf(one) !== itemKeys) return sortedKeys(one);
    const account = accounts.numberOf(one.account);
    const own = chains.of(account);
    const start = draft === null ? null : listed(draft, [draft.address, draft.displayName, draft.division]);
    const written = accounts.written(account);
    return [
      written,
      call,
      changesOf(changes, own),
      dependsOn,
      start,
      empties,
      id,
      stretchesOf(one.mutations, own, idOf),
    ];
  }
  return { mutation, item };
}

/** `[address, aliases, displayName, division, members]`, each a pair. */
function changesOf(changes: FieldChanges, own: readonly Mutation[]): unknown {
  const { address, aliases, displayName, division, members } = changes;
  const pairs = [
    address === undefined ? null : listed(address, [address.before, address.after]),
    aliases === undefined ? null : listed(aliases, [aliases.add, aliases.remove]),
    displayName === undefined ? null : listed(displayName, [displayName.before, displayName.after]),
    division === undefined ? null : listed(division, [division.before, division.after]),
    members === undefined
      ? null
      : listed(members, [stretchesOf(members.grant, own, personIdOf), stretchesOf(members.revoke, own, personIdOf)]),
  ];
  return pairs.filter((pair) => pair !== null).length === keysOf(changes) ? pairs : sortedKeys(changes);
}

function idOf({ id }: Mutation): string {
  return id;
}

function personIdOf({ person }: Mutation): string | undefined {
  return person?.id;
}

function accountInFull(account: AccountRef): unknown {
  const { address, displayName, id, mailboxId } = account;
  return listed(account, [address, displayName, id, mailboxId]);
}

function personInFull(person: PersonRef): unknown {
  return listed(person, [person.address, person.id, person.name]);
}

/** `[kind, class, reason, person]` in full, then its number: a million mutations have some ten thousand of them. */
function whats(): (one: Mutation) => unknown {
  const people = naming<PersonRef>(({ id }) => id, personInFull);
  const all: Alike[] = [];
  let count = 0;
  let alike: Alike | undefined;
  return (one) => {
    const { kind, class: danger, reason, person } = one;
    // Stryker disable next-line ConditionalExpression: only saves time
    if (!isAlike(alike, one)) alike = all.find((each) => isAlike(each, one));
    if (alike === undefined) all.push((alike = { first: one, byRef: new Map(), byNumber: new Map() }));
    const met = alike.byRef.get(person);
    // Stryker disable next-line ConditionalExpression: only saves time
    if (met !== undefined) return met;
    const number = person === null ? nobody : people.numberOf(person);
    const equal = alike.byNumber.get(number);
    const own = equal ?? count;
    alike.byRef.set(person, own);
    if (equal !== undefined) return equal;
    alike.byNumber.set(number, own);
    count += 1;
    return [kind, danger, reason, person === null ? null : people.written(number)];
  };
}

/** Of one kind, class and reason: the numbers of what they say of each person. */
interface Alike {
  readonly first: Mutation;
  readonly byRef: Map<PersonRef | null, number>;
  /** By the number of the person. */
  readonly byNumber: Map<number, number>;
}

function isAlike(alike: Alike | undefined, { kind, class: danger, reason }: Mutation): boolean {
  return alike?.first.kind === kind && alike.first.class === danger && alike.first.reason === reason;
}

/** The number of no person. */
const nobody = -1;
