/** Reads a plan's mailboxes again at their sources and says which are not what the plan was computed from. */

import { SourceError } from '../../errors.ts';
import { sortedUnique } from '../model/address.ts';
import type { Link } from '../model/link.ts';
import type { Plan } from '../model/plan.ts';
import type { SourceSnapshot } from '../model/snapshot.ts';
import { mailboxStateOf } from '../plan/mailbox-state.ts';
import { lookUpAddresses } from '../source/look-up-addresses.ts';
import type { ReadOptions, Source } from '../source/source.ts';

interface Planned {
  readonly plan: Plan;
  readonly links: readonly Link[];
  readonly sources: readonly Source[];
}

interface Found {
  readonly state: string;
  /** Why its delegates could not be told; null when they were. */
  readonly unreadable: string | null;
}

/**
 * Mailbox id → why: `mailbox-changed`, `mailbox-gone`, `mailbox-back`, `delegates-unreadable`,
 * `source-incomplete` (absent from an incomplete reading, or its source did not answer: not known). Mailboxes that are as
 * they were are absent. Read-only.
 * @throws SourceError when no source can be read: then nothing may be written
 */
export async function movedMailboxes(
  { plan, links, sources }: Planned,
  ids: readonly string[],
  options: ReadOptions,
): Promise<ReadonlyMap<string, string>> {
  const now = new Map<string, Found>();
  let complete = true;
  for (const snapshot of await rereadEach(sources, ids, options)) {
    complete &&= snapshot.list.complete;
    for (const mailbox of snapshot.mailboxes) {
      const { delegates } = mailbox;
      const unreadable = delegates.state === 'read' ? null : delegates.reason;
      now.set(mailbox.id, { state: mailboxStateOf(mailbox), unreadable });
    }
  }
  const moved = await madeAgain({ plan, links, sources }, ids, options);
  for (const id of ids) {
    const reason = now.has(id) || complete ? whyMoved(plan.basis.states.get(id), now.get(id)) : 'source-incomplete';
    if (reason !== undefined) moved.set(id, reason);
  }
  return moved;
}

/** One source of several that fails leaves its own mailboxes unknown. */
async function rereadEach(
  sources: readonly Source[],
  ids: readonly string[],
  options: ReadOptions,
): Promise<readonly Pick<SourceSnapshot, 'mailboxes' | 'list'>[]> {
  const failures: SourceError[] = [];
  const snapshots: Pick<SourceSnapshot, 'mailboxes' | 'list'>[] = [];
  for (const source of sources) {
    try {
      snapshots.push(await source.reread(ids, options));
    } catch (error) {
      if (options.signal.aborted || !(error instanceof SourceError)) throw error;
      failures.push(error);
      const list = { complete: false, reason: 'source-failed', have: 0, expected: ids.length } as const;
      snapshots.push({ mailboxes: [], list });
    }
  }
  const [first] = failures;
  if (first !== undefined && failures.length === sources.length) throw first;
  return snapshots;
}

/**
 * A mailbox that was gone has another id when it was made again: then something holds the address of its account, or the
 * one at which the two were last seen together, for an account may have been renamed in Zivver since.
 */
async function madeAgain(
  { plan, links, sources }: Planned,
  ids: readonly string[],
  options: ReadOptions,
): Promise<Map<string, string>> {
  const asked = new Set(ids);
  const lastSeenAt = new Map(links.map(({ mailboxId, address }) => [mailboxId, address]));
  const leaving = plan.content.mutations.flatMap(({ kind, account: { mailboxId, address } }) =>
    (kind === 'retire' || kind === 'delete') && mailboxId !== null && asked.has(mailboxId)
      ? [[mailboxId, [address, lastSeenAt.get(mailboxId) ?? address]] as const]
      : [],
  );
  const wanted = sortedUnique(leaving.flatMap(([, addresses]) => addresses));
  // Who does not answer leaves an address unknown, and what would be taken away there is set aside.
  const answers = await lookUpAddresses(sources, wanted, { ...options, onFailure: () => {} });
  const moved = new Map<string, string>();
  for (const [id, addresses] of leaving) {
    const said = addresses.map((address) => answers.get(address) ?? 'unknown');
    if (said.includes('found')) moved.set(id, 'mailbox-back');
    else if (said.includes('unknown')) moved.set(id, 'source-incomplete');
  }
  return moved;
}

function whyMoved(planned: string | undefined, found: Found | undefined): string | undefined {
  // A mailbox without a planned state was gone when the plan was made: its account is retired or deleted.
  if (planned === undefined) return found === undefined ? undefined : 'mailbox-back';
  if (found === undefined) return 'mailbox-gone';
  // It was read, and somebody nobody knows is denied since: asking again would say the same.
  if (found.unreadable === 'deny-unidentified') return 'mailbox-changed';
  if (found.unreadable !== null) return 'delegates-unreadable';
  return found.state === planned ? undefined : 'mailbox-changed';
}
