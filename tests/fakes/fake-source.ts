/** A source in memory: stateful, under the contract of tests/contract/source-contract.ts, with faults on demand. */

import { InternalError, SourceError } from '../../src/errors.ts';
import { notAsked, type SharedMailbox } from '../../src/sync/model/mailbox.ts';
import type { Completeness, ReadingProblem, SourceSnapshot } from '../../src/sync/model/snapshot.ts';
import { holdersIn, lookUpIn, onlyThese } from '../../src/sync/source/part-of-reading.ts';
import type { ReadOptions, Source } from '../../src/sync/source/source.ts';

export interface FakeSourceOptions {
  readonly name?: string;
  readonly standIn?: boolean;
  readonly mailboxes?: readonly SharedMailbox[];
  /** Types that a reading shows; all when absent. Looking up and reading again know no types. */
  readonly types?: readonly string[];
  readonly now?: () => Date;
}

type SourceCall = 'read' | 'reread' | 'lookUp' | 'lookUpAddresses';

export interface FakeSource extends Source {
  readonly calls: readonly { readonly call: SourceCall; readonly ids: readonly string[] }[];
  replace(mailboxes: readonly SharedMailbox[]): void;
  /** The readings from now on are no longer complete, or are again. */
  setCompleteness(list: Completeness, problems?: readonly ReadingProblem[]): void;
  /** The next calls fail; by default one. */
  fail(code: string, times?: number): void;
}

export function createFakeSource(options: FakeSourceOptions = {}): FakeSource {
  const name = options.name ?? 'Exchange';
  const calls: { call: SourceCall; ids: readonly string[] }[] = [];
  let mailboxes = options.mailboxes ?? [];
  let list: Completeness = { complete: true };
  let problems: readonly ReadingProblem[] = [];
  let failure: { readonly code: string; left: number } = { code: '', left: 0 };
  let closed = false;

  async function perform(
    call: SourceCall,
    ids: readonly string[],
    { signal, onProgress }: ReadOptions,
  ): Promise<SourceSnapshot> {
    if (closed) throw new InternalError('the source was used after close()');
    signal.throwIfAborted();
    calls.push({ call, ids });
    await new Promise((resolve) => setImmediate(resolve));
    if (failure.left > 0) {
      failure.left -= 1;
      throw new SourceError(failure.code, `${call}: fault on demand`);
    }
    const { length } = mailboxes;
    onProgress?.({ step: 'read', what: 'mailboxes', done: length, total: length, where: name, waitingUntil: null });
    const takenAt = (options.now?.() ?? new Date()).toISOString();
    const own = mailboxes.map((mailbox) => ({ ...mailbox, id: mailbox.id.toLowerCase(), source: name }));
    return { source: name, takenAt, madeFrom: 'source', mailboxes: own, list, problems, notRead: {} };
  }

  return {
    name,
    standIn: options.standIn ?? false,
    calls,
    read: async (call) => chosen(ofTypes(await perform('read', [], call), options.types), call.choose),
    reread: async (ids, call) => onlyThese(await perform('reread', ids, call), ids),
    lookUp: async (ids, call) => lookUpIn(await perform('lookUp', ids, call), ids),
    lookUpAddresses: async (addresses, call) => holdersIn(await perform('lookUpAddresses', addresses, call), addresses),
    close: async () => {
      closed = true;
    },
    replace: (next) => {
      mailboxes = next;
    },
    setCompleteness: (nextList, nextProblems = []) => {
      list = nextList;
      problems = nextProblems;
    },
    fail: (code, times = 1) => {
      failure = { code, left: times };
    },
  };
}

function chosen(reading: SourceSnapshot, choose: ReadOptions['choose']): SourceSnapshot {
  if (choose === undefined) return reading;
  const asked = new Set(choose(reading.mailboxes));
  const left = { state: 'unreadable', reason: notAsked } as const;
  return {
    ...reading,
    mailboxes: reading.mailboxes.map((each) => (asked.has(each.id) ? each : { ...each, delegates: left })),
  };
}

function ofTypes(reading: SourceSnapshot, types: readonly string[] | undefined): SourceSnapshot {
  if (types === undefined) return reading;
  return { ...reading, mailboxes: reading.mailboxes.filter(({ type }) => types.includes(type)) };
}
