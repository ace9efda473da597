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
