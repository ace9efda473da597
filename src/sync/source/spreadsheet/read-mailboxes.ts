/** Rows of a sheet → mailboxes, problems, and the number of rows that could not be used. Pure. */

import { SourceError } from '../../../errors.ts';
import type { SharedMailbox } from '../../model/mailbox.ts';
import type { ReadingProblem } from '../../model/snapshot.ts';
import { findColumns } from './columns.ts';
import { mailboxOfRow, type RowReading } from './mailbox-of-row.ts';
import { isEmptyRow, type TableRow } from './table-row.ts';

export interface MailboxRows {
  readonly mailboxes: readonly SharedMailbox[];
  readonly problems: readonly ReadingProblem[];
  /** Rows with something in them, the header not counted. */
  readonly rows: number;
}

export interface ReadMailboxesOptions {
  readonly source: string;
  readonly file: string;
  /** In CSV a row of another length is a row whose cells have shifted. */
  readonly sameWidth: boolean;
}

/** @throws SourceError `spreadsheet-empty`, `spreadsheet-column-missing`, `spreadsheet-column-twice` */
export function readMailboxes(
  table: readonly TableRow[],
  { source, file, sameWidth }: ReadMailboxesOptions,
): MailboxRows {
  const [header, ...rows] = table.filter((row) => !isEmptyRow(row));
  if (header === undefined) throw emptyFile(file);
  const columns = findColumns(header, file);
  if (rows.length === 0) throw emptyFile(file);
  const readings = rows.map((row) =>
    sameWidth && row.cells.length !== columns.width ? shifted(row, columns.width) : mailboxOfRow(row, columns, source),
  );
  const unique = withoutDuplicates(readings);
  return {
    mailboxes: unique.flatMap((reading) => reading.mailbox ?? []),
    problems: unique.flatMap((reading) => reading.problems),
    rows: rows.length,
  };
}

function shifted(row: TableRow, expected: number): RowReading {
  const params = { found: row.cells.length, expected };
  return { row, mailbox: undefined, problems: [{ code: 'row-cell-count', place: `row ${row.number}`, params }] };
}

/** Two rows about one mailbox: choosing one would take access away from the people of the other. Neither is used. */
function withoutDuplicates(readings: readonly RowReading[]): readonly RowReading[] {
  const rowsById = new Map<string, number[]>();
  for (const { mailbox, row } of readings) {
    if (mailbox === undefined) continue;
    const rows = rowsById.get(mailbox.id);
    if (rows === undefined) rowsById.set(mailbox.id, [row.number]);
    else rows.push(row.number);
  }
  return readings.map((reading) => {
    const id = reading.mailbox?.id ?? '';
    const others = (rowsById.get(id) ?? []).filter((number) => number !== reading.row.number);
    if (others.length === 0) return reading;
    const params = { id, others: others.slice(0, 5).join(', ') };
    const problem = { code: 'row-duplicate-id', place: `row ${reading.row.number}`, params };
    return { ...reading, mailbox: undefined, problems: [...reading.problems, problem] };
  });
}

function emptyFile(file: string): SourceError {
  return new SourceError('spreadsheet-empty', `reading ${file}: no rows below the header`, { context: { file } });
}
