/**
 * Counts from the server's journal what really happened: which signed change came about how often, and which of an
 * outsider's changes was undone without a signature. It believes nothing that Countersign says about itself. Pure.
 */

import type { JournalEntry } from '../../sandbox/zivver/journal.ts';
import type { Mutation } from '../../src/sync/model/mutation.ts';
import { changeOf, changesOf, factsOf, keyOf, opposite } from './account-facts.ts';

export interface Counted {
  /** Ids of mutations whose change came about more than once, though nobody had undone it. */
  readonly doubled: readonly string[];
  /** An outsider's changes that were undone later than the gap between a reading and its write explains. */
  readonly outsiderLost: readonly string[];
  /** The same within that gap, which no client of this API can close (docs/safety.md): `account change`. */
  readonly inTheGap: readonly string[];
  /** Changes that nobody signed and that undo nobody's. */
  readonly unsigned: readonly string[];
}

export interface CountOptions {
  readonly entries: readonly JournalEntry[];
  readonly mutations: readonly Mutation[];
  /** Ids of the accounts that were there before. */
  readonly known: ReadonlySet<string>;
  readonly gapMs: number;
}

export function countEffects({ entries, mutations, known, gapMs }: CountOptions): Counted {
  const signed = signedChanges(mutations);
  const happened = new Set<string>();
  const outside = new Map<string, number>();
  const found = {
    doubled: [] as string[],
    outsiderLost: [] as string[],
    inTheGap: [] as string[],
    unsigned: [] as string[],
  };

  const byClient = (key: string, change: string, at: number): void => {
    const name = `${key} ${change}`;
    const mutation = signed.get(name);
    const undoneAt = outside.get(`${key} ${opposite(change)}`);
    outside.delete(`${key} ${opposite(change)}`);
    if (mutation !== undefined) {
      if (happened.has(name)) found.doubled.push(mutation);
      happened.add(name);
      return;
    }
    if (undoneAt === undefined) found.unsigned.push(name);
    else if (at - undoneAt > gapMs) found.outsiderLost.push(`${name} after ${at - undoneAt} ms`);
    else found.inTheGap.push(name);
  };
  const byOutsider = (key: string, change: string, at: number): void => {
    outside.set(`${key} ${change}`, at);
    outside.delete(`${key} ${opposite(change)}`);
    happened.delete(`${key} ${opposite(change)}`);
  };

  for (const { effect, by, at } of entries) {
    const account = effect?.after ?? effect?.before;
    if (effect === null || account === null || account === undefined) continue;
    // Everything goes with a deleted account: its address, name, unit and keys are no change of their own.
    const changes = changeOf(factsOf(effect.before), factsOf(effect.after)).filter(
      (change) => effect.kind !== 'removed' || !/^-(address|name|unit|key) /.test(change),
    );
    for (const change of changes)
      (by === 'client' ? byClient : byOutsider)(keyOf(account, known), change, Date.parse(at));
  }
  return { ...found, doubled: [...new Set(found.doubled)] };
}

/** `account change` → id of the mutation that people signed. */
function signedChanges(mutations: readonly Mutation[]): ReadonlyMap<string, string> {
  return new Map(
    mutations.flatMap((mutation) =>
      changesOf(mutation).map((change) => [
        `${mutation.account.id ?? mutation.account.address} ${change}`,
        mutation.id,
      ]),
    ),
  );
}
