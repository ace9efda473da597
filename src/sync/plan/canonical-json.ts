/** One value, one text: keys sorted, no white space. Two plans are equal exactly when these texts are. */

import { byText } from '../model/address.ts';

/** @throws TypeError for what JSON cannot hold (functions, NaN, holes, what is of a class), RangeError for a cycle */
export function canonicalJson(value: unknown): string {
  // What hot places make in the order of its keys, the engine writes itself: the same text, and faster.
  return isInOrder(value) ? JSON.stringify(value) : assembled(value);
}

/** So many entries of a list make one piece. */
const pieceLength = 256;

/** The same text in pieces: that of a large plan is longer than a string may be. */
export function* canonicalPieces(value: unknown): Generator<string> {
  if (Array.isArray(value)) {
    yield* listPieces(value);
    return;
  }
  if (typeof value !== 'object' || value === null) {
    yield canonicalJson(value);
    return;
  }
  let opening = '{';
  for (const [key, entry] of entriesOf(value)) {
    yield `${opening}${JSON.stringify(key)}:`;
    yield* canonicalPieces(entry);
    opening = ',';
  }
  yield opening === '{' ? '{}' : '}';
}

function* listPieces(list: readonly unknown[]): Generator<string> {
  if (list.length > pieceLength) {
    for (let at = 0; at < list.length; at += pieceLength) {
      const entries = canonicalJson(list.slice(at, at + pieceLength)).slice(1, -1);
      yield at === 0 ? `[${entries}` : `,${entries}`;
    }
    yield ']';
    return;
  }
  if (!list.some(holdsLongList)) {
    yield canonicalJson(list);
    return;
  }
  let before = '[';
  for (const entry of list) {
    yield before;
    yield* canonicalPieces(entry);
    before = ',';
  }
  yield ']';
}

/** A finding about a large plan has as many details as the plan has mailboxes. */
function holdsLongList(entry: unknown): boolean {
  return Object.values(entry ?? {}).some((own) => Array.isArray(own) && own.length > pieceLength);
}

/**
 * JSON, every key where sorting would put it, and nothing that JSON.stringify leaves out or rewrites. A wrong "no" only costs
 * time, so that mutation testing finds no test for it; a wrong "yes" gives another text.
 */
function isInOrder(value: unknown): boolean {
  if (typeof value === 'string' || typeof value === 'boolean' || value === null) return true;
  // Stryker disable ConditionalExpression, EqualityOperator, StringLiteral: a wrong "no" only costs time
  if (typeof value === 'number') return Number.isFinite(value);
  if (typeof value !== 'object') return false;
  if (Array.isArray(value)) return everyInOrder(value);
  // Stryker restore ConditionalExpression, EqualityOperator
  if (Object.getPrototypeOf(value) !== Object.prototype) return false;
  let last = '';
  // Stryker restore StringLiteral
  for (const key in value) {
    // Stryker disable next-line EqualityOperator: a wrong "no" only costs time
    if (key < last || !isInOrder((value as Record<string, unknown>)[key])) return false;
    last = key;
  }
  // Stryker disable next-line BooleanLiteral: a wrong "no" only costs time
  return true;
}

/** By index: `every` would pass over a hole. */
// Stryker disable BlockStatement, AssignmentOperator: a wrong "no" only costs time
function everyInOrder(list: readonly unknown[]): boolean {
  for (let at = 0; at < list.length; at += 1) if (!isInOrder(list[at])) return false;
  // Stryker restore BlockStatement, AssignmentOperator
  // Stryker disable next-line BooleanLiteral: a wrong "no" only costs time
  return true;
}

function assembled(value: unknown): string {
  if (typeof value === 'number') throw new TypeError(`not a JSON number: ${value}`);
  // Not `map`, which would pass over a hole.
  if (Array.isArray(value)) return `[${Array.from(value, (entry) => canonicalJson(entry)).join(',')}]`;
  if (typeof value !== 'object' || value === null) throw new TypeError(`not a JSON value: ${typeof value}`);
  return `{${entriesOf(value)
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonicalJson(entry)}`)
    .join(',')}}`;
}

/** By key. A moment or a map has no entries of its own: two different ones would have one text. */
function entriesOf(value: object): [string, unknown][] {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype !== null && prototype !== Object.prototype)
    throw new TypeError(`not a JSON object: ${value.constructor.name}`);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return entries.sort(([a], [b]) => byText(a, b));
}
