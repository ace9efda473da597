/** The words for a problem code, from whichever section owns it. */

import type { ErrorContext } from '../errors.ts';
import type { Texts } from './texts.ts';

export interface ProblemWords {
  readonly what: string;
  readonly cause: string;
  readonly solution: string;
}

type Said = string | ((params: ErrorContext) => string);
type Entry = { readonly what: Said; readonly cause: Said; readonly solution: Said };

export function problemWords(code: string, params: ErrorContext, texts: Texts): ProblemWords | undefined {
  for (const [name, section] of Object.entries(texts)) {
    if (!name.startsWith('problems')) continue;
    const entry = (section as Readonly<Record<string, unknown>>)[code] as Entry | undefined;
    if (entry !== undefined)
      return {
        what: said(entry.what, params),
        cause: said(entry.cause, params),
        solution: said(entry.solution, params),
      };
  }
  return undefined;
}

function said(words: Said, params: ErrorContext): string {
  return typeof words === 'string' ? words : words(params);
}
