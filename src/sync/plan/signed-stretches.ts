/** An item repeats what its account's mutations say, in the same order: the signed text tells it by stretches of their rows. */

import type { Mutation } from '../model/mutation.ts';

export interface RowChains {
  /** @param account its number */
  add(account: number, row: number): void;
  /** The rows of an account, in plan order. */
  of(account: number): readonly Mutation[];
}

/** The rows of each account, each with the place of the next: no list of its own for each of 100,000 accounts. */
export function rowChains(mutations: readonly Mutation[]): RowChains {
  const next = new Int32Array(mutations.length);
  const first: number[] = [];
  const last: number[] = [];
  return {
    add: (account, row) => {
      const end = last[account];
      if (end === undefined) first[account] = row;
      else next[end] = row;
      last[account] = row;
    },
    of: (account) => {
      const own: Mutation[] = [];
      const end = last[account];
      for (let row = end === undefined ? undefined : first[account]; row !== undefined; ) {
        own.push(mutations[row] as Mutation);
        row = row === end ? undefined : next[row];
      }
      return own;
    },
  };
}

/**
 * Texts by the rows that have them: the place of the first row and how many follow each other, again and again; a text that no
 * row has stands as it is. Of several rows with one text the next in turn counts, else the first.
 */
export function stretchesOf(
  texts: readonly string[],
  own: readonly Mutation[],
  textOf: (row: Mutation) => string | undefined,
): readonly (number | string)[] {
  const told: (number | string)[] = [];
  const firstPlaceOf = finder(own, textOf);
  const isAt = (place: number, text: string | undefined): boolean => {
    const row = own[place];
    return row !== undefined && text !== undefined && textOf(row) === text;
  };
  let next = 0;
  for (let at = 0, length = 1; at < texts.length; at += length, length = 1) {
    const text = texts[at] as string;
    const place = isAt(next, text) ? next : firstPlaceOf(text);
    if (place < 0) {
      told.push(text);
      continue;
    }
    while (isAt(place + length, texts[at + length])) length += 1;
    told.push(place, length);
    next = place + length;
  }
  return told;
}

/** So many rows are gone through in less time than it takes to write down where each text stands. */
const few = 64;

function finder(own: readonly Mutation[], textOf: (row: Mutation) => string | undefined): (text: string) => number {
  // Stryker disable next-line ConditionalExpression, EqualityOperator: only saves time
  if (own.length <= few) return (text) => own.findIndex((row) => textOf(row) === text);
  let places: Map<string | undefined, number> | undefined;
  return (text) => {
    places ??= new Map(own.map((row, place): [string | undefined, number] => [textOf(row), place]).toReversed());
    return places.get(text) ?? -1;
  };
}
