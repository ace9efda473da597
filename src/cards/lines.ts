/** The small pieces templates bind: a line of a table cell, a row, a fact. */

export type Line = { readonly text: string; readonly subtle: boolean; readonly size: 'Default' | 'Small' };
export type Row = { readonly left: readonly Line[]; readonly right: readonly Line[] };
export type FactLine = { readonly title: string; readonly value: string };

export function line(text: string): Line {
  return { text, subtle: false, size: 'Default' };
}

/** Second in rank: an address under a name, a reason under a change. */
export function subtleLine(text: string): Line {
  return { text, subtle: true, size: 'Small' };
}

export function row(left: readonly Line[], right: readonly Line[]): Row {
  return { left, right };
}
