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
}

/** @param keyOf the same for what is equal, and nearly always different for what is different */
export function naming<Ref extends object>(keyOf: (ref: Ref) => string, inFull: (ref: Ref) => unknown): Naming<Ref> {
  const byKey = new Map<string, Named<Ref>>();
  /** Those whose key another one had before. */
  const byText = new Map<string, Named<Ref>>();
  const all: Named<Ref>[] = [];
  let last: Named<Ref> | undefined;

  function added(ref: Ref): Named<Ref> {
    const named = { ref, number: all.length, isWritten: false };
    all.push(named);
    return named;
  }

  function found(ref: Ref): Named<Ref> {
    const key = keyOf(ref);
    const first = byKey.get(key);
    if (first === undefined) {
      const named = added(ref);
      byKey.set(key, named);
      return named;
    }
    if (first.ref === ref) return first;
    const text = canonicalJson(ref);
    if (canonicalJson(first.ref) === text) return first;
    const named = byText.get(text) ?? added(ref);
    byText.set(text, named);
    return named;
  }

  return {
    numberOf: (ref) => {
      // In plan order one comes several times on end, and then the one that came next before.
      if (last?.ref === ref) return last.number;
      const following = last === undefined ? undefined : all[last.number + 1];
      last = following?.ref === ref ? following : found(ref);
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
