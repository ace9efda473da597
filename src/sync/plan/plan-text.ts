/**
 * The canonical JSON of a plan's content in pieces, none of them long: the same text as canonicalJson gives, to the byte.
 * A large plan names the same accounts and people again and again; each of them is written once.
 */

import { byText } from '../model/address.ts';
import type { Item } from '../model/item.ts';
import type { AccountRef, Mutation, PersonRef } from '../model/mutation.ts';
import type { PlanContent } from '../model/plan.ts';
import { canonicalJson, canonicalPieces } from './canonical-json.ts';

/** About so many characters make one piece. */
const pieceLength = 1 << 16;

export function* contentPieces(content: PlanContent): Generator<string> {
  const textOf = textsOf();
  let opening = '{';
  for (const [key, entry] of Object.entries(content).sort(([a], [b]) => byText(a, b))) {
    if (entry === undefined) continue;
    yield `${opening}${JSON.stringify(key)}:`;
    // Stryker disable next-line StringLiteral: the same text, only slower
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
  const accountText = remembering<AccountRef, string>(canonicalJson);
  const headOf = rememberingLast((account: AccountRef) => flat('{"account":', accountText(account), ',"after":'));
  const commonOf = rememberingCommon();

  function mutation(one: Mutation): string {
    if (keysOf(one) !== mutationKeys) return canonicalJson(one);
    const { account, after, before, emptied, id, person, via } = one;
    const { address, middle, rest, direct } = commonOf(one);
    const comes = person?.address === after ? address : quoted(after);
    const between =
      before === null && emptied === null
        ? middle
        : `,"before":${quoted(before)},"class":${quoted(one.class)},"emptied":${canonicalJson(emptied)},"id":"`;
    const end = via.length === 0 ? direct : `${rest}${JSON.stringify(via)}}`;
    return `${headOf(account)}${comes}${between}${escaped(id)}${end}`;
  }

  function item(one: Item): string {
    if (keysOf(one) !== itemKeys) return canonicalJson(one);
    const { account, call, changes, dependsOn, draft, empties, id, mutations } = one;
    return (
      `{"account":${accountText(account)},"call":${quoted(call)},"changes":${canonicalJson(changes)},` +
      `"dependsOn":${texts(dependsOn)},"draft":${draft === null ? 'null' : canonicalJson(draft)},` +
      `"empties":${empties},"id":${quoted(id)},"mutations":${texts(mutations)}}`
    );
  }

  return { mutation, item };
}

// Stryker disable BlockStatement, AssignmentOperator: any number but those above only costs time
function keysOf(one: object): number {
  let count = 0;
  for (const _ in one) count += 1;
  return count;
}
// Stryker restore BlockStatement, AssignmentOperator

/** What mutations of one kind, reason and person have in common: a million of them have some ten thousand such texts. */
interface Common {
  /** The person's address, quoted. */
  readonly address: string;
  /** From the end of `after` to `id`, when nothing goes. */
  readonly middle: string;
  /** From the end of `id` to `via`. */
  readonly rest: string;
  /** The same to the end, without groups. */
  readonly direct: string;
}

/** In plan order mutations of one kind mostly stand together. */
function rememberingCommon(): (one: Mutation) => Common {
  const known = new Map<string, Map<PersonRef | null, Common>>();
  let last: Mutation | undefined;
  let ofLast = new Map<PersonRef | null, Common>();
  return (one) => {
    if (one.kind !== last?.kind || one.reason !== last.reason || one.class !== last.class) {
      const alike = JSON.stringify([one.kind, one.reason, one.class]);
      ofLast = known.get(alike) ?? new Map<PersonRef | null, Common>();
      // Stryker disable next-line CallExpression: only saves time
      known.set(alike, ofLast);
    }
    last = one;
    let common = ofLast.get(one.person);
    // Stryker disable next-line ConditionalExpression: only saves time
    if (common === undefined) ofLast.set(one.person, (common = commonTo(one)));
    return common;
  };
}

function commonTo({ kind, reason, person, class: danger }: Mutation): Common {
  const who = canonicalJson(person);
  const rest = flat('","kind":', quoted(kind), ',"person":', who, ',"reason":', quoted(reason), ',"via":');
  return {
    address: person === null ? who : flat('"', escaped(person.address), '"'),
    middle: flat(',"before":null,"class":', quoted(danger), ',"emptied":null,"id":"'),
    rest,
    direct: flat(rest, '[]}'),
  };
}

/** As one run of characters: what is put together by adding is a tree, and is walked through wherever it is used again. */
function flat(...parts: readonly string[]): string {
  return parts.join('');
}

/** What is made of each object, made when it is first met. */
export function remembering<Value extends object, Made>(make: (value: Value) => Made): (value: Value) => Made {
  const known = new Map<Value, Made>();
  return (value) => {
    let made = known.get(value);
    // Stryker disable next-line ConditionalExpression: only saves time
    if (made === undefined) known.set(value, (made = make(value)));
    return made;
  };
}

/** For what mostly comes several times on end. */
function rememberingLast<Value extends object, Made>(make: (value: Value) => Made): (value: Value) => Made {
  let last: { readonly value: Value; readonly made: Made } | undefined;
  return (value) => {
    // Stryker disable next-line ConditionalExpression: only saves time
    if (value !== last?.value) last = { value, made: make(value) };
    return last.made;
  };
}

// Anything but what JSON writes as it is: quotation mark, backslash, control characters, halves of pairs.
const mustBeEscaped = /[^ !#-[\]-\ud7ff\ue000-\uffff]/;

function escaped(text: string): string {
  return mustBeEscaped.test(text) ? JSON.stringify(text).slice(1, -1) : text;
}

export function quoted(text: string | null): string {
  if (text === null) return 'null';
  return mustBeEscaped.test(text) ? JSON.stringify(text) : `"${text}"`;
}

export function texts(list: readonly string[]): string {
  return list.length === 0 ? '[]' : JSON.stringify(list);
}
