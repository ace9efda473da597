/** A reading that was recorded to a file stands in for one just made: for demonstrations and tests. Never for real targets. */

import { type Clock, systemClock } from '../../../platform/clock.ts';
import type { SourceSnapshot } from '../../model/snapshot.ts';
import { holdersIn, lookUpIn, onlyThese } from '../part-of-reading.ts';
import { readSourceFile } from '../read-source-file.ts';
import type { ReadOptions, Source } from '../source.ts';
import { parseReading } from './reading-schema.ts';

export interface RecordedSourceOptions {
  readonly name: string;
  /** Absolute path of a SourceSnapshot as JSON. */
  readonly file: string;
  readonly clock?: Clock;
}

export function createRecordedSource({ name, file, clock = systemClock }: RecordedSourceOptions): Source {
  async function read({ signal, onProgress }: ReadOptions): Promise<SourceSnapshot> {
    const takenAt = clock.now().toISOString();
    const recorded = parseReading((await readSourceFile(file, signal)).toString('utf8'), file);
    const mailboxes = recorded.mailboxes.map((mailbox) => ({ ...mailbox, source: name }));
    const { length } = mailboxes;
    onProgress?.({ step: 'read', what: 'mailboxes', done: length, total: length, where: name, waitingUntil: null });
    return { ...recorded, source: name, takenAt, mailboxes };
  }

  return {
    name,
    standIn: true,
    read,
    reread: async (ids, options) => onlyThese(await read(options), ids),
    lookUp: async (ids, options) => lookUpIn(await read(options), ids),
    lookUpAddresses: async (addresses, options) => holdersIn(await read(options), addresses),
    close: async () => {},
  };
}
