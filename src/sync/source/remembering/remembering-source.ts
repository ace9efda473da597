/**
 * A source that asks the new, the changed and the longest remembered mailboxes, and remembers the others. What is
 * remembered is second hand: before a mutation rests on it, the mailbox is asked itself (sync/plan-first-hand.ts).
 */

import { createHash } from 'node:crypto';
import type { Clock } from '../../../platform/clock.ts';
import { notAsked, type RememberedDelegates, type SharedMailbox } from '../../model/mailbox.ts';
import type { SourceSnapshot } from '../../model/snapshot.ts';
import type { ListedMailbox, ReadOptions, Source } from '../source.ts';
import { chooseMailboxes } from './choose-mailboxes.ts';

/**
 * Each entry stands for itself: a memory that was kept in part is smaller, never wrong. Of two readings of one mailbox the
 * later one stays, whichever ends first.
 */
export interface DelegateMemory {
  of(source: string): Promise<readonly RememberedDelegates[]>;
  keep(source: string, remembered: readonly RememberedDelegates[]): Promise<void>;
  forget(source: string, mailboxIds: readonly string[]): Promise<void>;
}

export interface RememberingOptions {
  readonly memory: DelegateMemory;
  /** Nothing older than this is shown. */
  readonly maxAgeMs: number;
  /** How the source is set up (place, account, groups expanded or not): another set-up has another memory. */
  readonly setUp: string;
  readonly clock: Clock;
}

export function rememberDelegates(source: Source, options: RememberingOptions): Source {
  const { memory, maxAgeMs, clock } = options;
  const entryOf = (mailbox: ListedMailbox) => entryDigest(options.setUp, mailbox);

  async function read(readOptions: ReadOptions): Promise<SourceSnapshot> {
    const known = new Map((await memory.of(source.name)).map((each) => [each.mailboxId, each]));
    const choose: ReadOptions['choose'] = (listed) =>
      chooseMailboxes(listed, { known, entryOf, now: clock.now(), maxAgeMs });
    const asked = await source.read(readOptions.fresh === true ? readOptions : { ...readOptions, choose });
    await learn(asked, known);
    return withRemembered(asked, known);
  }

  async function reread(ids: readonly string[], readOptions: ReadOptions): Promise<SourceSnapshot> {
    const asked = await source.reread(ids, readOptions);
    await learn(asked, new Map());
    return asked;
  }

  /**
   * What is no longer there, or could not be read, is forgotten: next time it is new. What came with a list was not asked.
   * An entry from the future would keep every reading from taking its place.
   */
  async function learn(asked: SourceSnapshot, known: ReadonlyMap<string, RememberedDelegates>): Promise<void> {
    const now = clock.now().getTime();
    const ahead = [...known.values()].filter(({ readAt }) => Date.parse(readAt) > now);
    await memory.forget(
      source.name,
      ahead.map(({ mailboxId }) => mailboxId),
    );
    const listed = new Set(asked.mailboxes.map(({ id }) => id));
    const left = asked.list.complete ? [...known.keys()].filter((id) => !listed.has(id)) : [];
    const hearsay = new Set(asked.secondHand);
    const firstHand = asked.mailboxes.filter(({ id }) => !hearsay.has(id));
    const isCertain = (mailbox: SharedMailbox) => asked.namesIncomplete !== true && mayBeRemembered(mailbox);
    const unread = firstHand.filter((mailbox) => isAsked(mailbox) && !isCertain(mailbox));
    await memory.keep(source.name, firstHand.filter(isCertain).map(remembered(asked.takenAt, entryOf)));
    await memory.forget(source.name, [...left, ...unread.map(({ id }) => id)]);
  }

  return {
    name: source.name,
    standIn: source.standIn,
    read,
    reread,
    lookUp: (ids, readOptions) => source.lookUp(ids, readOptions),
    lookUpAddresses: (addresses, readOptions) => source.lookUpAddresses(addresses, readOptions),
    ...(source.check === undefined ? {} : { check: source.check.bind(source) }),
    close: () => source.close(),
  };
}

function isAsked({ delegates }: SharedMailbox): boolean {
  return delegates.state === 'read' || delegates.reason !== notAsked;
}

/** A group that could not be read today may be read tomorrow. */
function mayBeRemembered({ delegates }: SharedMailbox): boolean {
  if (delegates.state !== 'read' || delegates.readAt !== undefined) return false;
  return !delegates.trustees.some((each) => each.kind === 'unresolved' && each.reason === 'group-not-expanded');
}

function remembered(readAt: string, entryOf: (mailbox: ListedMailbox) => string) {
  return (mailbox: SharedMailbox): RememberedDelegates => ({
    mailboxId: mailbox.id,
    readAt,
    entry: entryOf(mailbox),
    trustees: mailbox.delegates.state === 'read' ? mailbox.delegates.trustees : [],
  });
}

function withRemembered(asked: SourceSnapshot, known: ReadonlyMap<string, RememberedDelegates>): SourceSnapshot {
  const taken: string[] = [];
  const mailboxes = asked.mailboxes.map((mailbox): SharedMailbox => {
    const memory = isAsked(mailbox) ? undefined : known.get(mailbox.id);
    if (memory === undefined) return mailbox;
    taken.push(mailbox.id);
    return { ...mailbox, delegates: { state: 'read', trustees: memory.trustees, readAt: memory.readAt } };
  });
  if (taken.length === 0) return asked;
  return { ...asked, mailboxes, secondHand: [...new Set([...(asked.secondHand ?? []), ...taken])].sort() };
}

/**
 * What the list shows of a mailbox. Nothing in it is known to move whenever access does (nor is the mark of change), so that
 * it may say "changed" and never "as it was".
 */
function entryDigest(setUp: string, mailbox: ListedMailbox): string {
  const { id, displayName, primaryAddress, proxyAddresses, type, changeMark = '' } = mailbox;
  const shown = [setUp, id, displayName, primaryAddress, proxyAddresses.toSorted(), type];
  const entry = changeMark === '' ? shown : [...shown, changeMark];
  return createHash('sha256').update(JSON.stringify(entry)).digest('hex');
}
