/**
 * A cached reading never justifies a mutation: when the plan's reading is old, its mailboxes are read again before
 * anything is written, and items of mailboxes that are another now are set aside. It compares nothing itself.
 */

import type { Plan } from '../model/plan.ts';
import type { LedgerItem } from '../store/store.ts';

/** Reads these mailboxes again and answers those whose desired state is another than the plan's, and why (a code). */
export type MovedMailboxes = (mailboxIds: readonly string[]) => Promise<ReadonlyMap<string, string>>;

export interface RereadRequest {
  readonly plan: Plan;
  readonly items: readonly LedgerItem[];
  readonly now: Date;
  /** A reading that is older is not enough; negative: none is. */
  readonly rereadAfterMs: number;
  readonly movedMailboxes: MovedMailboxes;
}

/** Items that may not be written, by id, with the reason. @throws SourceError: then nothing may be written at all */
export async function rereadSource({
  plan,
  items,
  now,
  rereadAfterMs,
  movedMailboxes,
}: RereadRequest): Promise<ReadonlyMap<string, string>> {
  const age = readingAge(plan, now);
  // A clock that was set back says nothing of how old the reading is.
  if (age >= 0 && age <= rereadAfterMs) return new Map();
  const waiting = items.filter((each) => each.state !== 'done' && each.state !== 'sent' && each.state !== 'uncertain');
  const ids = new Set(waiting.map((each) => each.item.account.mailboxId).filter((id) => id !== null));
  if (ids.size === 0) return new Map();
  const moved = await movedMailboxes([...ids].sort());
  const reasons = waiting.map(({ item }) => [item.id, moved.get(item.account.mailboxId ?? '')] as const);
  return new Map(reasons.filter((entry): entry is readonly [string, string] => entry[1] !== undefined));
}

function readingAge(plan: Plan, now: Date): number {
  const oldest = Math.min(...plan.basis.sources.map((source) => Date.parse(source.takenAt)));
  return now.getTime() - oldest;
}
