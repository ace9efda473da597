/** The one shape that workbook and CSV rows share. */

export interface TableRow {
  /** As people see it in a spreadsheet program: the first row is 1. */
  readonly number: number;
  /** Trimmed text of every cell; empty for an empty one. */
  readonly cells: readonly string[];
}

export function isEmptyRow(row: TableRow): boolean {
  return row.cells.every((cell) => cell === '');
}
