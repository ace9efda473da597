/** Puts items into their one order of execution: what others wait for first, destruction last, creates in batches. */

import { byText } from '../model/address.ts';
import type { CallKind } from '../model/item.ts';
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
    if (draft.after.length > 0) {
      const deeper = new Set(path).add(draft);
      for (const earlier of draft.after) place(earlier, deeper);
    }
    placed.add(draft);
    ordered.push(draft);
  };
  const start: ReadonlySet<ItemDraft> = new Set();
  for (const draft of wished) place(draft, start);
  return ordered;
}

/** By rank, then address; creates and their fills alternate in batches. */
function wishedOrder(drafts: readonly ItemDraft[]): ItemDraft[] {
  const creates = drafts
    .filter(({ call }) => call === 'create')
    .sort((a, b) => byText(a.account.address, b.account.address));
  const batchOf = new Map(creates.map((draft, at) => [draft.account.address, Math.floor(at / createBatch)]));
  const batch = (draft: ItemDraft): number => (rank[draft.call] === 2 ? (batchOf.get(draft.account.address) ?? 0) : 0);
  const placed = drafts.map((draft) => ({
    draft,
    rank: rank[draft.call],
    batch: batch(draft),
    fill: draft.call === 'fill' ? 1 : 0,
  }));
  // Sorting is stable: what is equal stays as it came.
  return placed
    .sort(
      (a, b) =>
        a.rank - b.rank ||
        a.batch - b.batch ||
        a.fill - b.fill ||
        byText(a.draft.account.address, b.draft.account.address),
    )
    .map(({ draft }) => draft);
}
