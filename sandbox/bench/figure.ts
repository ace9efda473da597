/** One measured figure, held against its bar, and how a list of them is shown. */

import { cpus, loadavg } from 'node:os';

export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** `≤ 5`, `≥ 0.95`; null for a figure that only informs. */
  readonly bar: string | null;
  readonly ok: boolean;
}

export interface BenchOptions {
  /** Fewer mailboxes, where that changes no ratio. */
  readonly short: boolean;
}

/** Measures and says on the way what it does. */
export type Bench = (say: (text: string) => void, options: BenchOptions) => Promise<readonly Figure[]>;

export type Bar = { readonly most: number } | { readonly least: number };

export function figure(name: string, measured: number, unit: string, bar: Bar | null = null): Figure {
  // Held against the bar as it is shown: 50.04 is not said to be over 50.
  const value = Number(measured.toPrecision(measured >= 1000 ? 4 : 3));
  if (bar === null) return { name, value, unit, bar: null, ok: true };
  return 'most' in bar
    ? { name, value, unit, bar: `≤ ${bar.most}`, ok: value <= bar.most }
    : { name, value, unit, bar: `≥ ${bar.least}`, ok: value >= bar.least };
}

export function asTable(figures: readonly Figure[]): string {
  const rows = figures.map(({ name, value, unit, bar, ok }) => [
    name,
    `${value} ${unit}`.trim(),
    bar ?? '',
    bar === null ? '' : ok ? 'ok' : 'MISSED',
  ]);
  const head = ['figure', 'measured', 'bar', ''];
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)));
  return [head, ...rows]
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** Seconds mean little without it; the load says whether others were at work on the same processors. */
export function machine(): string {
  const [model] = cpus();
  const load = loadavg().map((value) => value.toFixed(1));
  return `${cpus().length} cores (${model?.model.trim() ?? 'unknown'}), Node ${process.version}, load ${load.join(' ')} over 1, 5 and 15 minutes`;
}
