/**
 * A reading that was recorded to a file stands in for one just made. Signed, it comes from another machine and keeps its
 * age; unsigned, it is for demonstrations and tests, and never for real targets. Nothing of either is approved without a person.
 */

import { type Clock, systemClock } from '../../../platform/clock.ts';
import type { LookUpAnswer, SourceSnapshot } from '../../model/snapshot.ts';
import { holdersIn, lookUpIn, onlyThese } from '../part-of-reading.ts';
import { readSourceFile } from '../read-source-file.ts';
import type { ReadOptions, Source } from '../source.ts';
import { parseReading } from './reading-schema.ts';
import { openSignedReading, type ReadingOrigin } from './signed-reading.ts';

export interface RecordedSourceOptions {
  readonly name: string;
  /** Absolute path of a signed reading, or of a SourceSnapshot as JSON. */
  readonly file: string;
  /** The key that a reading must be signed with, and where it must come from. Absent: unsigned, made up. */
  readonly signed?: ReadingOrigin & { readonly key: () => string };
  readonly clock?: Clock;
}

export function createRecordedSource({ name, file, signed, clock = systemClock }: RecordedSourceOptions): Source {
  async function read({ signal, onProgress }: ReadOptions): Promise<SourceSnapshot> {
    const now = clock.now();
    const text = (await readSourceFile(file, signal)).toString('utf8');
    const recorded =
      signed === undefined
        ? { ...parseReading(text, file), takenAt: now.toISOString() }
        : openSignedReading(text, { ...signed, key: signed.key(), file, now });
    const mailboxes = recorded.mailboxes.map((mailbox) => ({ ...mailbox, source: name }));
    const { length } = mailboxes;
    onProgress?.({ step: 'read', what: 'mailboxes', done: length, total: length, where: name, waitingUntil: null });
    return { ...recorded, source: name, madeFrom: 'recording', mailboxes };
  }

  /** It holds what was in scope there: what is not in it may exist all the same. */
  const absent = signed === undefined ? (answers: Answers): Answers => answers : unknownIfAbsent;

  return {
    name,
    standIn: signed === undefined,
    read,
    reread: async (ids, options) => {
      const again = onlyThese(await read(options), ids);
      return signed === undefined ? again : { ...again, list: knownOnly(again, ids) };
    },
    lookUp: async (ids, options) => absent(lookUpIn(await read(options), ids)),
    lookUpAddresses: async (addresses, options) => absent(holdersIn(await read(options), addresses)),
    close: async () => {},
  };
}

type Answers = ReadonlyMap<string, LookUpAnswer>;

function unknownIfAbsent(answers: Answers): Answers {
  return new Map([...answers].map(([asked, answer]) => [asked, answer === 'not-found' ? 'unknown' : answer]));
}

function knownOnly({ mailboxes, list }: SourceSnapshot, ids: readonly string[]): SourceSnapshot['list'] {
  const expected = new Set(ids.map((id) => id.toLowerCase())).size;
  if (mailboxes.length === expected || !list.complete) return list;
  return { complete: false, reason: 'read-failed', have: mailboxes.length, expected };
}
