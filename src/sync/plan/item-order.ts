/** Puts items into their one order of execution: what others wait for first, destruction last, creates in batches. */

import type { CallKind } from '../model/item.ts';
import { byText } from './address.ts';
import type { ItemDraft } from './item-draft.ts';

/** A stop leaves at most this many accounts created and not yet filled. */
const createBatch = 25;

const rank = { adopt: 0, update: 1, 'empty-members': 1, create: 2, fill: 2, delete: 3 } as const satisfies Record<
  CallKind,
  number
>;

/** Stable topological order; drafts in a ring (only a swap of primary addresses makes one, and that blocks) come last. */
export function inDependencyOrder(drafts: readonly ItemDraft[]): ItemDraft[] {
  const wished = wishedOrder(drafts);
  const placed = new Set<ItemDraft>();
  const ordered: ItemDraft[] = [];
  const place = (draft: ItemDraft, path: ReadonlySet<ItemDraft>): void => {
    if (placed.has(draft) || path.has(draft)) return;
    const deeper = new Set(path).add(draft);
    for (const earlier of draft.after) place(earlier, deeper);
    placed.add(draft);
    ordered.push(draft);
  };
  for (const draft of wished) place(draft, new Set());
  return ordered;
}

/** By rank, then address; creates and their fills alternate in batches. */
function wishedOrder(drafts: readonly ItemDraft[]): ItemDraft[] {
  const index = new Map(drafts.map((draft, at) => [draft, at]));
  const creates = drafts
    .filter(({ call }) => call === 'create')
    .sort((a, b) => byText(a.account.address, b.account.address));
  const batchOf = new Map(creates.map((draft, at) => [draft.account.address, Math.floor(at / createBatch)]));
  const key = (draft: ItemDraft): number[] => [
    rank[draft.call],
    rank[draft.call] === 2 ? (batchOf.get(draft.account.address) ?? 0) : 0,
    draft.call === 'fill' ? 1 : 0,
  ];
  return [...drafts].sort((a, b) => {
    const [x, y] = [key(a), key(b)];
    const differs = x.findIndex((value, at) => value !== y[at]);
    if (differs >= 0) return (x[differs] ?? 0) - (y[differs] ?? 0);
    return byText(a.account.address, b.account.address) || (index.get(a) ?? 0) - (index.get(b) ?? 0);
  });
}
