/** Which column means what: header names in English and Dutch, in any order and case (docs/spreadsheet.md). */

import { SourceError } from '../../../errors.ts';
import type { TableRow } from './table-row.ts';

export const columnNames = {
  id: ['id', 'mailbox id', 'externaldirectoryobjectid', 'guid', 'postvak-id', 'postvak id'],
  name: ['display name', 'displayname', 'name', 'weergavenaam', 'naam'],
  address: [
    'address',
    'email address',
    'e-mail address',
    'email',
    'e-mail',
    'primarysmtpaddress',
    'primary address',
    'adres',
    'e-mailadres',
    'emailadres',
  ],
  aliases: ['aliases', 'alias', 'aliassen'],
  type: ['type', 'mailbox type', 'recipienttypedetails', 'soort', 'soort postvak'],
  delegates: ['delegates', 'full access', 'fullaccess', 'gemachtigden', 'volledige toegang'],
} as const;

export type Column = keyof typeof columnNames;

/** An absent id means the address, an absent type means SharedMailbox. The others must be there: an absent column is not an empty one. */
const optionalColumns: readonly Column[] = ['id', 'type'];

export interface Columns {
  /** Text of a cell; empty when the column is absent. */
  cell(row: TableRow, column: Column): string;
  readonly width: number;
}

/** @throws SourceError `spreadsheet-column-missing`, `spreadsheet-column-twice` */
export function findColumns(header: TableRow, file: string): Columns {
  const titles = header.cells.map((cell) => cell.toLowerCase().replace(/\s+/g, ' '));
  const found = header.cells.filter((cell) => cell !== '').join(', ');
  const places = new Map<Column, number>();
  for (const column of Object.keys(columnNames) as Column[]) {
    const names: readonly string[] = columnNames[column];
    const [first, second] = titles.flatMap((title, index) => (names.includes(title) ? [index] : []));
    if (second !== undefined) throw fault('spreadsheet-column-twice', { file, column: columnNames[column][0], found });
    if (first !== undefined) places.set(column, first);
  }
  const missing = (Object.keys(columnNames) as Column[]).filter(
    (each) => !places.has(each) && !optionalColumns.includes(each),
  );
  if (missing.length > 0) {
    throw fault('spreadsheet-column-missing', {
      file,
      missing: missing.map((each) => columnNames[each][0]).join(', '),
      found,
    });
  }
  return {
    width: header.cells.length,
    cell: (row, column) => row.cells[places.get(column) ?? -1] ?? '',
  };
}

function fault(code: string, context: { readonly file: string } & Readonly<Record<string, string>>): SourceError {
  return new SourceError(code, `reading the header of ${context.file}`, { context });
}
