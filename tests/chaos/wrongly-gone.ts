/**
 * Which deleted accounts should have lived? Those whose mailbox still exists, and those that somebody changed before: they
 * are no longer what people signed away. Asks the organisation and the journal, never the plan. Pure.
 */

import type { WorldScimResource } from '../../sandbox/tenant/world.ts';
import type { JournalEntry } from '../../sandbox/zivver/journal.ts';
import { changeOf, factsOf } from './account-facts.ts';

export interface GoneOptions {
  readonly entries: readonly JournalEntry[];
  readonly before: readonly WorldScimResource[];
  /** Ids of the accounts whose mailbox no longer exists, when the rule is to delete. */
  readonly mayGo: ReadonlySet<string>;
  readonly gapMs: number;
}

export interface GoneAccounts {
  readonly deleted: number;
  /** Id and why. */
  readonly wrongly: readonly string[];
}

export function goneAccounts({ entries, before, mayGo, gapMs }: GoneOptions): GoneAccounts {
  const first = new Map(before.map((account) => [account.id, factsOf(account)]));
  const deletions = entries.filter(({ by, effect }) => by === 'client' && effect?.kind === 'removed');
  const wrongly = deletions.flatMap(({ at, effect }) => {
    const id = effect?.id ?? '';
    if (!mayGo.has(id)) return [`${id}: its mailbox exists`];
    // Keys that only the outsider knows are no reason to keep an account.
    const byHand = changeOf(first.get(id) ?? new Set(), factsOf(effect?.before)).filter(
      (change) => !/^.key /.test(change),
    );
    const edits = entries.filter((entry) => entry.by === 'outside' && entry.effect?.id === id && entry.at < at);
    const last = Date.parse(edits.at(-1)?.at ?? at);
    return byHand.length > 0 && Date.parse(at) - last > gapMs ? [`${id}: changed by hand, ${byHand.join(', ')}`] : [];
  });
  return { deleted: deletions.length, wrongly };
}
