/** Columns that line up, for text that may hold wide characters. */

import { stripVTControlCharacters } from 'node:util';

/** One very long name does not push every other row apart: its own row sticks out. */
const widest = 50;

export function table(rows: readonly (readonly string[])[], indent = ''): string {
  const widths = rows.reduce<number[]>(
    (all, row) => row.map((cell, column) => Math.max(all[column] ?? 0, Math.min(widest, width(cell)))),
    [],
  );
  return rows
    .map((row) =>
      `${indent}${row.map((cell, column) => pad(cell, column === row.length - 1 ? 0 : (widths[column] ?? 0))).join('  ')}`.trimEnd(),
    )
    .join('\n');
}

function pad(cell: string, to: number): string {
  return `${cell}${' '.repeat(Math.max(0, to - width(cell)))}`;
}

/** Terminal cells: East Asian wide characters and emoji take two, combining marks none. */
export function width(text: string): number {
  let cells = 0;
  for (const character of stripVTControlCharacters(text)) {
    if (/\p{M}/u.test(character)) continue;
    cells +=
      /[\u1100-\u115F\u2E80-\uA4CF\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF00-\uFF60\uFFE0-\uFFE6\u{1F300}-\u{1FAFF}\u{20000}-\u{3FFFD}]/u.test(
        character,
      )
        ? 2
        : 1;
  }
  return cells;
}
