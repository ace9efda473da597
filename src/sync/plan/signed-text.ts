/**
 * The text that a fingerprint is the digest of: all of a plan's content, with each account and each person written out once.
 *
 * JSON, `[mutations, items, others]`. Mutations and items are lists of rows (below); others are the rest of the content, an object
 * with sorted keys. What a row names stands in full where it is named first, and as its number from then on. What is no
 * row (signed-shapes.ts) stands as it is, as `{"is": …}` with sorted keys. Two contents are equal exactly when these texts are
 * (docs/decisions/0020-the-signed-text.md).
 */

import type { FieldChanges, Item } from '../model/item.ts';
import type { AccountRef, Mutation, PersonRef } from '../model/mutation.ts';
import type { PlanContent } from '../model/plan.ts';
import { canonicalPieces } from './canonical-json.ts';
import { naming } from './signed-names.ts';
import { isItemRow, isMutationRow } from './signed-shapes.ts';
import { rowChains, stretchesOf } from './signed-stretches.ts';

/** In pieces, none of them much longer than its longest row. */
export function* signedPieces(content: PlanContent): Generator<string> {
  let piece = '';
  for (const next of textOf(content)) {
    piece += next;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

/** About so many characters make one piece. */
const pieceLength = 1 << 16;

function* textOf({ mutations, items, ...others }: PlanContent): Generator<string> {
  const rows = rowsOf(Array.isArray(mutations) ? mutations : []);
  yield '[';
  yield* listPieces(mutations, rows.mutation, () => rowWeight);
  yield ',';
  yield* listPieces(items, rows.item, weightOf);
  yield ',';
  yield* canonicalPieces(others);
  yield ']';
}

type Row = readonly unknown[];

/** So much is written in one go: the engine does it several times faster than it can be put together. */
const mostAtOnce = 4096;
const rowWeight = 16;

function weightOf(item: Item): number {
  return rowWeight + item.mutations.length;
}

function* listPieces<Entry>(
  list: readonly Entry[],
  rowOf: (entry: Entry, at: number) => Row | undefined,
  weighed: (entry: Entry) => number,
): Generator<string> {
  if (!Array.isArray(list)) {
    yield* asItIs(list);
    return;
  }
  yield '[';
  let comma = '';
  let rows: Row[] = [];
  let weight = 0;
  for (let at = 0; at < list.length; at += 1) {
    const entry = list[at] as Entry;
    const row = rowOf(entry, at);
    if (row !== undefined) {
      rows.push(row);
      weight += weighed(entry);
    }
    if (rows.length > 0 && (row === undefined || weight >= mostAtOnce || at + 1 === list.length)) {
      yield comma + JSON.stringify(rows).slice(1, -1);
      [comma, rows, weight] = [',', [], 0];
    }
    if (row !== undefined) continue;
    yield comma;
    yield* asItIs(entry);
    comma = ',';
  }
  yield ']';
}

function* asItIs(value: unknown): Generator<string> {
  yield '{"is":';
  yield* canonicalPieces(value);
  yield '}';
}

interface Rows {
  /**
   * `[account, id, what, after, before, emptied, via]`, what being kind, class, reason and person. The row ends with what where
   * nothing goes and nothing but the person comes, by a direct permission.
   */
  mutation(one: Mutation, at: number): Row | undefined;
  /** `[account, call, changes, dependsOn, draft, empties, id, mutations]`; mutations and members by stretches of the account's rows. */
  item(one: Item): Row | undefined;
}

function rowsOf(mutations: readonly Mutation[]): Rows {
  const accounts = naming<AccountRef>(({ mailboxId, id, address }) => mailboxId ?? id ?? address, accountInFull);
  const chains = rowChains(mutations);
  const whatOf = whats();
  let last: Mutation | undefined;

  function mutation(one: Mutation, at: number): Row | undefined {
    if (!isMutationRow(one, last)) return undefined;
    last = one;
    const { after, before, emptied, id, person, via } = one;
    const account = accounts.numberOf(one.account);
    chains.add(account, at);
    const row = [accounts.written(account), id, whatOf(one)];
    const isShort = before === null && emptied === null && via.length === 0 && after === (person?.address ?? null);
    return isShort ? row : [...row, after, before, emptied === null ? null : [emptied.members, emptied.aliases], via];
  }

  function item(one: Item): Row | undefined {
    if (!isItemRow(one)) return undefined;
    const { call, changes, dependsOn, draft, empties, id } = one;
    const account = accounts.numberOf(one.account);
    const own = chains.of(account);
    const start = draft === null ? null : [draft.address, draft.displayName, draft.division];
    const ids = stretchesOf(one.mutations, own, idOf);
    return [accounts.written(account), call, changesOf(changes, own), dependsOn, start, empties, id, ids];
  }
  return { mutation, item };
}

/** `[address, aliases, displayName, division, members]`, each a pair or null. */
function changesOf({ address, aliases, displayName, division, members }: FieldChanges, own: readonly Mutation[]): Row {
  return [
    address === undefined ? null : [address.before, address.after],
    aliases === undefined ? null : [aliases.add, aliases.remove],
    displayName === undefined ? null : [displayName.before, displayName.after],
    division === undefined ? null : [division.before, division.after],
    members === undefined
      ? null
      : [stretchesOf(members.grant, own, personIdOf), stretchesOf(members.revoke, own, personIdOf)],
  ];
}

function idOf({ id }: Mutation): string {
  return id;
}

function personIdOf({ person }: Mutation): string | undefined {
  return person?.id;
}

function accountInFull({ address, displayName, id, mailboxId }: AccountRef): Row {
  return [address, displayName, id, mailboxId];
}

function personInFull({ address, id, name }: PersonRef): Row {
  return [address, id, name];
}

/** `[kind, class, reason, person]` in full, then its number: a million mutations have some ten thousand of them. */
function whats(): (one: Mutation) => unknown {
  const people = naming<PersonRef>(({ id }) => id, personInFull);
  const all: Alike[] = [];
  let count = 0;
  let alike: Alike | undefined;
  return (one) => {
    const { kind, class: danger, reason, person } = one;
    if (!isAlike(alike, one)) alike = all.find((each) => isAlike(each, one));
    if (alike === undefined) all.push((alike = { first: one, byRef: new Map(), byNumber: new Map() }));
    const met = alike.byRef.get(person);
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
