/** Finds what, cause and solution for a code among all `problems-…` sections. An unknown code still gets a sentence. */

import type { CardContext } from './card.ts';
import { type Params, shownParams } from './shown-values.ts';

export interface ProblemWords {
  readonly what: string;
  readonly cause: string;
  readonly solution: string;
}

export function problemWords(code: string, params: Params, context: CardContext): ProblemWords | undefined {
  for (const [name, section] of Object.entries(context.texts)) {
    if (!name.startsWith('problems')) continue;
    const entry = (section as Readonly<Record<string, unknown>>)[code];
    if (typeof entry !== 'object' || entry === null) continue;
    const shown = shownParams(params, context);
    const { what, cause, solution } = entry as Readonly<Record<string, unknown>>;
    return { what: said(what, shown), cause: said(cause, shown), solution: said(solution, shown) };
  }
  return undefined;
}

function said(words: unknown, params: Readonly<Record<string, string | number>>): string {
  if (typeof words === 'string') return words;
  return typeof words === 'function' ? String(words(params)) : '';
}
