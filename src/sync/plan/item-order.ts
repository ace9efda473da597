/** Puts items into their one order of execution: what others wait for first, destruction last, creates in batches. */

import type { CallKind } from '../model/item.ts';
import type { ItemDraft } from './item-draft.ts';

/** A stop leaves at most this many accounts created and not yet filled. */
const createBatch = 25;

const rank = { adopt: 0, update: 1, 'empty-members': 1, create: 2, fill: 2, delete: 3 } as const satisfies Record<
  CallKind,
  number
>;

/**
 * Stable topological order; drafts in a ring (only a swap of primary addresses makes one, and that blocks) come last.
 * @param drafts by address
 */
export function inDependencyOrder(drafts: readonly ItemDraft[]): ItemDraft[] {
  const wished = wishedOrder(drafts);
  const ordered: ItemDraft[] = [];
  const place = (draft: ItemDraft, path: ReadonlySet<ItemDraft>): void => {
    if (draft.placed || path.has(draft)) return;
    // Stryker disable next-line ConditionalExpression: only saves time
    if (draft.after.some(({ placed }) => !placed)) {
      const deeper = new Set(path).add(draft);
      for (const earlier of draft.after) place(earlier, deeper);
    }
    draft.placed = true;
    ordered.push(draft);
  };
  const start: ReadonlySet<ItemDraft> = new Set();
  for (const draft of wished) place(draft, start);
  return ordered;
}

/** By rank, then address, as they came; creates and their fills alternate in batches. */
function wishedOrder(drafts: readonly ItemDraft[]): ItemDraft[] {
  const ordered: ItemDraft[] = [];
  for (const wanted of [0, 1]) for (const draft of drafts) if (rank[draft.call] === wanted) ordered.push(draft);
  let [creates, fills]: [ItemDraft[], ItemDraft[]] = [[], []];
  for (const draft of drafts) {
    if (draft.call === 'create' && creates.length === createBatch) {
      ordered.push(...creates, ...fills);
      [creates, fills] = [[], []];
    }
    if (draft.call === 'create') creates.push(draft);
    if (draft.call === 'fill') fills.push(draft);
  }
  ordered.push(...creates, ...fills);
  // Stryker disable next-line ConditionalExpression: only saves time, what is placed is not placed again
  for (const draft of drafts) if (rank[draft.call] === 3) ordered.push(draft);
  return ordered;
}
