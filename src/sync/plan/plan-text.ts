/**
 * The canonical JSON of a plan's content in pieces, none of them long: the same text as canonicalJson gives, to the byte.
 * A large plan names the same accounts and people again and again; each of them is written once.
 */

import type { Item } from '../model/item.ts';
import type { AccountRef, Mutation, PersonRef } from '../model/mutation.ts';
import type { PlanContent } from '../model/plan.ts';
import { canonicalJson, canonicalPieces } from './canonical-json.ts';

/** About so many characters make one piece. */
const pieceLength = 1 << 16;

export function* contentPieces(content: PlanContent): Generator<string> {
  const textOf = textsOf();
  let opening = '{';
  for (const [key, entry] of Object.entries(content).sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (entry === undefined) continue;
    yield `${opening}${JSON.stringify(key)}:`;
    if (key === 'mutations') yield* listPieces(content.mutations, textOf.mutation);
    else if (key === 'items') yield* listPieces(content.items, textOf.item);
    else yield* canonicalPieces(entry);
    opening = ',';
  }
  yield '}';
}

function* listPieces<Entry>(list: readonly Entry[], textOf: (entry: Entry) => string): Generator<string> {
  let piece = '[';
  let comma = '';
  for (const entry of list) {
    piece += comma + textOf(entry);
    comma = ',';
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = '';
  }
  yield `${piece}]`;
}

/** Keys of a mutation and of an item written below; one that has another is written key by key. */
const mutationKeys = 10;
const itemKeys = 8;

function textsOf() {
  const accountText = remembering<AccountRef>(canonicalJson);
  const personText = remembering<PersonRef>(canonicalJson);
  const word = rememberingWords();

  function mutation(one: Mutation): string {
    if (Object.keys(one).length !== mutationKeys) return canonicalJson(one);
    const { account, after, before, emptied, id, kind, person, reason, via } = one;
    return (
      `{"account":${accountText(account)},"after":${quoted(after)},"before":${quoted(before)},"class":${word(one.class)},` +
      `"emptied":${emptied === null ? 'null' : canonicalJson(emptied)},"id":${quoted(id)},"kind":${word(kind)},` +
      `"person":${person === null ? 'null' : personText(person)},"reason":${word(reason)},"via":${texts(via)}}`
    );
  }

  function item(one: Item): string {
    if (Object.keys(one).length !== itemKeys) return canonicalJson(one);
    const { account, call, changes, dependsOn, draft, empties, id, mutations } = one;
    return (
      `{"account":${accountText(account)},"call":${quoted(call)},"changes":${canonicalJson(changes)},` +
      `"dependsOn":${texts(dependsOn)},"draft":${draft === null ? 'null' : canonicalJson(draft)},` +
      `"empties":${empties},"id":${quoted(id)},"mutations":${texts(mutations)}}`
    );
  }

  return { mutation, item };
}

/** The text of each object, made when it is first met. */
export function remembering<Value extends object>(textOf: (value: Value) => string): (value: Value) => string {
  const known = new Map<Value, string>();
  let [last, text]: [Value | undefined, string] = [undefined, ''];
  return (value) => {
    if (value === last) return text;
    text = known.get(value) ?? textOf(value);
    known.set(value, text);
    last = value;
    return text;
  };
}

/** For texts that come again and again: each is looked at once. */
export function rememberingWords(): (text: string) => string {
  const known = new Map<string, string>();
  return (text) => {
    let written = known.get(text);
    if (written === undefined) known.set(text, (written = quoted(text)));
    return written;
  };
}

// Anything but what JSON writes as it is: quotation mark, backslash, control characters, halves of pairs.
const mustBeEscaped = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

export function quoted(text: string | null): string {
  if (text === null) return 'null';
  return mustBeEscaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

export function texts(list: readonly string[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}
