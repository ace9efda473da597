/** What every printing function needs: words, colours, dates in the reader's zone. */

import type { Language, Texts } from '../texts/texts.ts';
import { textsFor } from '../texts/texts.ts';
import { type Paint, paintFor } from './paint.ts';
import { table } from './table.ts';

export interface Screen {
  readonly texts: Texts;
  readonly paint: Paint;
  /** All rows, not only the first hundred. */
  readonly all: boolean;
  /** What a person types to start this program. */
  readonly program: string;
  /** `24 Nov 2026, 09:13 CET` */
  moment(iso: string): string;
}

export function createScreen(options: {
  readonly language: Language;
  readonly timeZone: string;
  readonly colours: boolean;
  readonly all: boolean;
  readonly program: string;
}): Screen {
  const format = new Intl.DateTimeFormat(options.language === 'nl' ? 'nl-NL' : 'en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: options.timeZone,
    timeZoneName: 'short',
  });
  return {
    texts: textsFor(options.language),
    paint: paintFor(options.colours),
    all: options.all,
    program: options.program,
    moment: (iso) => format.format(new Date(iso)),
  };
}

/** Labels and values below each other; a label repeats as little as it can. */
export function facts(screen: Screen, rows: readonly (readonly [label: string, value: string])[]): string {
  return table(
    rows.map(([label, value]) => [screen.paint('dim', label), value]),
    '  ',
  );
}

/** The first hundred, and how many more there are. */
export function shortened<T>(
  screen: Screen,
  rows: readonly T[],
): { readonly shown: readonly T[]; readonly more: string } {
  if (screen.all || rows.length <= 100) return { shown: rows, more: '' };
  return { shown: rows.slice(0, 100), more: `  ${screen.texts.console.more(rows.length - 100)}\n` };
}
