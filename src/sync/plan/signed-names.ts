/** What the rows of a signed text name: in full the first time, by number from then on. */

import { canonicalJson } from './canonical-json.ts';

export interface Naming<Ref> {
  /** How many different ones were met before it. What is equal has one number, be it one object or several. */
  numberOf(ref: Ref): number;
  /** In full where nothing has named it yet, then the number. */
  written(number: number): unknown;
}

interface Named<Ref> {
  readonly ref: Ref;
  readonly number: number;
  isWritten: boolean;
  /** A different one with the same key. */
  readonly other: Named<Ref> | undefined;
}

/** @param keyOf nearly always different for what is different, and the same for what is equal */
export function naming<Ref extends object>(keyOf: (ref: Ref) => string, inFull: (ref: Ref) => unknown): Naming<Ref> {
  const byKey = new Map<string, Named<Ref>>();
  const all: Named<Ref>[] = [];
  let last: Named<Ref> | undefined;

  function found(ref: Ref): Named<Ref> {
    const key = keyOf(ref);
    const first = byKey.get(key);
    for (let one = first; one !== undefined; one = one.other) if (isEqual(one.ref, ref)) return one;
    const named = { ref, number: all.length, isWritten: false, other: first };
    byKey.set(key, named);
    all.push(named);
    return named;
  }

  return {
    numberOf: (ref) => {
      // In plan order one comes several times on end, and then the one that came next before.
      // Stryker disable ConditionalExpression, EqualityOperator, ArithmeticOperator, OptionalChaining: only saves time
      if (last?.ref === ref) return last.number;
      const following = last === undefined ? undefined : all[last.number + 1];
      last = following?.ref === ref ? following : found(ref);
      // Stryker restore ConditionalExpression, EqualityOperator, ArithmeticOperator, OptionalChaining
      return last.number;
    },
    written: (number) => {
      const named = all[number] as Named<Ref>;
      if (named.isWritten) return number;
      named.isWritten = true;
      return inFull(named.ref);
    },
  };
}

function isEqual(a: object, b: object): boolean {
  // Stryker disable next-line ConditionalExpression: only saves time
  return a === b || canonicalJson(a) === canonicalJson(b);
}

export function keysOf(one: object): number {
  let count = 0;
  for (const _ in one) count += 1;
  return count;
}

/** The values of an object that has only these; else the object, for nothing of it may be left out. */
export function listed(one: object, values: readonly unknown[]): unknown {
  return keysOf(one) === values.length && !values.includes(undefined) ? values : sortedKeys(one);
}

/** The same as canonical JSON writes it. */
export function sortedKeys(one: object): unknown {
  return JSON.parse(canonicalJson(one));
}
