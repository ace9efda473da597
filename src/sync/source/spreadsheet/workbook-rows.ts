/** An .xlsx workbook → rows of one sheet. */

import readWorkbook from 'read-excel-file/node';
import { SourceError } from '../../../errors.ts';
import type { TableRow } from './table-row.ts';

/**
 * @param sheet its name, or null for the first one
 * @throws SourceError `spreadsheet-not-a-workbook`, `spreadsheet-sheet-missing`
 */
export async function workbookRows(bytes: Buffer, file: string, sheet: string | null): Promise<readonly TableRow[]> {
  const sheets = await readSheets(bytes, file);
  const wanted = sheet === null ? sheets[0] : sheets.find((each) => each.sheet === sheet);
  if (wanted === undefined) {
    const context = { file, sheet, found: sheets.map((each) => each.sheet).join(', ') };
    throw new SourceError('spreadsheet-sheet-missing', `reading ${file}: no sheet “${sheet}”`, { context });
  }
  return wanted.data.map((cells, index) => ({ number: index + 1, cells: cells.map(textOf) }));
}

async function readSheets(bytes: Buffer, file: string) {
  try {
    return await readWorkbook(bytes);
  } catch (cause) {
    throw new SourceError('spreadsheet-not-a-workbook', `reading ${file}: not an .xlsx workbook`, {
      context: { file },
      cause,
    });
  }
}

/** Cells are text, number, boolean or date. */
function textOf(cell: unknown): string {
  if (typeof cell === 'string') return cell.trim();
  if (typeof cell === 'number' || typeof cell === 'boolean') return String(cell);
  return cell instanceof Date ? cell.toISOString() : '';
}
