/** How many mailboxes of each type: kept with a good reading, to say what went when the next one is smaller. */

import type { SharedMailbox } from '../model/mailbox.ts';

export function countedByType(mailboxes: readonly Pick<SharedMailbox, 'type'>[]): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { type } of mailboxes) counts.set(type, (counts.get(type) ?? 0) + 1);
  return Object.fromEntries(counts);
}
