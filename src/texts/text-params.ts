/** What every text section shares: the shape of parameters, and numbers with their noun. No sentences here. */

export type TextParams = Readonly<Record<string, string | number>>;

/** What a sentence about a finding may use. Never an address: those are shown apart, or not at all. */
export interface FindingFacts {
  readonly number: number;
  readonly limit: number | null;
  readonly params: TextParams;
}

export interface NumberWords {
  /** `12,000` in English, `12.000` in Dutch. */
  readonly figure: (value: number) => string;
  /** `1 alias`, `12 aliases`. */
  readonly counted: (value: number, one: string, many: string) => string;
}

export function numberWords(locale: 'en-GB' | 'nl-NL'): NumberWords {
  const figure = (value: number): string => value.toLocaleString(locale);
  return { figure, counted: (value, one, many) => `${figure(value)} ${value === 1 ? one : many}` };
}

/** The line where it went wrong, on a line of its own, and a caret under the place. @param column from 1 */
export function pointed(written: string | number | undefined, column: string | number | undefined): string {
  if (written === undefined || written === '') return '';
  const at = Number(column) - 1;
  const start = Math.max(0, at - 60);
  const shown = String(written).slice(start, at + 40);
  // A tab takes its own width above and below.
  const gap = String(written)
    .slice(start, at)
    .padEnd(at - start)
    .replaceAll(/[^\t]/gu, ' ');
  return `\n      ${shown}\n      ${gap}^`;
}
