/** A source that is a table people keep: an .xlsx workbook or a .csv file (docs/spreadsheet.md). It only reads. */

import { extname } from 'node:path';
import { SourceError } from '../../../errors.ts';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import type { LookUpAnswer, SourceSnapshot } from '../../model/snapshot.ts';
import { holdersIn, lookUpIn, onlyThese } from '../part-of-reading.ts';
import { readSourceFile } from '../read-source-file.ts';
import type { ReadOptions, Source } from '../source.ts';
import { csvRows } from './csv-rows.ts';
import { type MailboxRows, readMailboxes } from './read-mailboxes.ts';
import { workbookRows } from './workbook-rows.ts';

export interface SpreadsheetSourceOptions {
  readonly name: string;
  /** Absolute path of an .xlsx or .csv file. */
  readonly file: string;
  /** Name of the sheet in a workbook; null for the first one. */
  readonly sheet: string | null;
  readonly clock?: Clock;
}

export function createSpreadsheetSource({ name, file, sheet, clock = systemClock }: SpreadsheetSourceOptions): Source {
  async function read({ signal, onProgress }: ReadOptions): Promise<SourceSnapshot> {
    const takenAt = clock.now().toISOString();
    const { mailboxes, problems, rows } = await readFileRows(signal);
    const have = mailboxes.length;
    onProgress?.({ step: 'read', what: 'mailboxes', done: have, total: rows, where: name, waitingUntil: null });
    const list =
      have === rows
        ? { complete: true as const }
        : { complete: false as const, reason: 'bad-rows' as const, have, expected: rows };
    return { source: name, takenAt, madeFrom: 'source', mailboxes, list, problems, notRead: {} };
  }

  async function readFileRows(signal: AbortSignal): Promise<MailboxRows> {
    const kind = extname(file).toLowerCase();
    if (kind !== '.xlsx' && kind !== '.csv') {
      throw new SourceError('spreadsheet-kind-unknown', `${file} is neither .xlsx nor .csv`, { context: { file } });
    }
    const bytes = await readSourceFile(file, signal);
    const table = kind === '.csv' ? csvRows(bytes, file) : await workbookRows(bytes, file, sheet);
    return readMailboxes(table, { source: name, file, sameWidth: kind === '.csv' });
  }

  return {
    name,
    standIn: false,
    read,
    reread: async (ids, options) => onlyThese(await read(options), ids),
    lookUp: async (ids, options) => withoutOwnId(lookUpIn(await read(options), ids)),
    lookUpAddresses: async (addresses, options) => holdersIn(await read(options), addresses),
    close: async () => {},
  };
}

/** A row without an id is known by its address. When that is gone, nobody knows whether the mailbox went or got another. */
function withoutOwnId(answers: ReadonlyMap<string, LookUpAnswer>): ReadonlyMap<string, LookUpAnswer> {
  return new Map(
    [...answers].map(([id, answer]) => [id, answer === 'not-found' && id.includes('@') ? 'unknown' : answer]),
  );
}
