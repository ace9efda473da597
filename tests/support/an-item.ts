/** The smallest valid item, and the ledger's view of it. */

import type { Item, ItemOutcome, ItemState } from '../../src/sync/model/item.ts';
import type { LedgerItem } from '../../src/sync/store/store.ts';
import { uuid } from './target-seed.ts';

export function anItem(id: string, more: Partial<Item> = {}): Item {
  return {
    id,
    call: 'update',
    account: { id: uuid(Number(id)), mailboxId: `m-${id}`, address: `account-${id}@example.nl`, displayName: id },
    mutations: [`mutation-${id}`],
    changes: {},
    dependsOn: [],
    draft: null,
    empties: false,
    ...more,
  };
}

/** A create and its fill: items `n` and `n + 1` on one new account. */
export function aNewAccount(id: number): readonly [Item, Item] {
  const account = { id: null, mailboxId: `m-${id}`, address: `new-${id}@example.nl`, displayName: `New ${id}` };
  const draft = { address: account.address, displayName: account.displayName, division: null };
  const members = { grant: [uuid(101)], revoke: [] };
  return [
    anItem(String(id), { call: 'create', account, draft }),
    anItem(String(id + 1), { call: 'fill', account, changes: { members }, dependsOn: [String(id)] }),
  ];
}

export function inLedger(item: Item, state: ItemState = 'planned', outcome: ItemOutcome | null = null): LedgerItem {
  return { item, state, outcome, intentAt: null, fence: null };
}
