/** A CSV file → rows. Separator and byte order mark are recognised; anything but UTF-8 is refused, because it spoils names. */

import { CsvError, parse } from 'csv-parse/sync';
import { SourceError } from '../../../errors.ts';
import type { TableRow } from './table-row.ts';

/** @throws SourceError `spreadsheet-encoding`, `spreadsheet-csv-malformed` */
export function csvRows(bytes: Buffer, file: string): readonly TableRow[] {
  const text = decode(bytes, file);
  // Excel writes and hides a first line `sep=;`
  const told = /^sep=(.)\r?\n/i.exec(text);
  const body = told === null ? text : text.slice(told[0].length);
  const before = told === null ? 0 : 1;
  const records = parseRecords(body, told?.[1] ?? separatorOf(body), file, before);
  return records.map((cells, index) => ({ number: index + 1 + before, cells: cells.map((cell) => cell.trim()) }));
}

function parseRecords(body: string, delimiter: string, file: string, before: number): readonly string[][] {
  try {
    return parse(body, { delimiter, relax_column_count: true, skip_empty_lines: false });
  } catch (cause) {
    if (!(cause instanceof CsvError)) throw cause;
    const row = Number(cause.records ?? 0) + 1 + before;
    throw new SourceError('spreadsheet-csv-malformed', `reading ${file}, row ${row}: ${cause.code}`, {
      context: { file, row },
      cause,
    });
  }
}

function decode(bytes: Buffer, file: string): string {
  try {
    // Drops the byte order mark
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (cause) {
    const row = rowOfFirstForeignByte(bytes);
    throw new SourceError('spreadsheet-encoding', `reading ${file}, row ${row}: not UTF-8`, {
      context: { file, row },
      cause,
    });
  }
}

function rowOfFirstForeignByte(bytes: Buffer): number {
  const lenient = bytes.toString('utf8');
  return lenient.slice(0, lenient.indexOf('\uFFFD')).split('\n').length;
}

/** The separator that stands most often in the header line, outside quotation marks. */
function separatorOf(text: string): string {
  const header = (/^\s*(.*)/.exec(text)?.[1] ?? '').replace(/"[^"]*"/g, '');
  const count = (separator: string) => header.split(separator).length;
  const bySemicolon = count(';') >= count('\t') ? ';' : '\t';
  return count(',') > count(bySemicolon) ? ',' : bySemicolon;
}
