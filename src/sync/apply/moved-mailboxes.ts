/** Reads a plan's mailboxes again at their sources and says which are not what the plan was computed from. */

import type { Plan } from '../model/plan.ts';
import { mailboxStateOf } from '../plan/mailbox-state.ts';
import type { ReadOptions, Source } from '../source/source.ts';

/**
 * Mailbox id → why: `mailbox-changed`, `mailbox-gone`, `mailbox-back`, `delegates-unreadable`,
 * `source-incomplete` (absent from an incomplete reading: not known). Mailboxes that are as they
 * were are absent. Read-only.
 * @throws SourceError when a source cannot be read: then nothing may be written
 */
export async function movedMailboxes(
  plan: Plan,
  sources: readonly Source[],
  ids: readonly string[],
  options: ReadOptions,
): Promise<ReadonlyMap<string, string>> {
  const now = new Map<string, { readonly state: string; readonly readable: boolean }>();
  let complete = true;
  for (const source of sources) {
    const snapshot = await source.reread(ids, options);
    complete &&= snapshot.list.complete;
    for (const mailbox of snapshot.mailboxes) {
      now.set(mailbox.id, { state: mailboxStateOf(mailbox), readable: mailbox.delegates.state === 'read' });
    }
  }
  const moved = new Map<string, string>();
  for (const id of ids) {
    const reason = now.has(id) || complete ? whyMoved(plan.basis.states[id], now.get(id)) : 'source-incomplete';
    if (reason !== undefined) moved.set(id, reason);
  }
  return moved;
}

function whyMoved(
  planned: string | undefined,
  found: { readonly state: string; readonly readable: boolean } | undefined,
): string | undefined {
  // A mailbox without a planned state was gone when the plan was made: its account is retired or deleted.
  if (planned === undefined) return found === undefined ? undefined : 'mailbox-back';
  if (found === undefined) return 'mailbox-gone';
  if (!found.readable) return 'delegates-unreadable';
  return found.state === planned ? undefined : 'mailbox-changed';
}
