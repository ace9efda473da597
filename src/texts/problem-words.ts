/** The words for a problem code, from whichever section owns it. */

import type { ErrorContext } from '../errors.ts';
import { ownEntry } from './own-entry.ts';
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
    const entry = ownEntry(section as Readonly<Record<string, Entry>>, code);
    if (entry !== undefined)
      return {
        what: said(entry.what, params),
        cause: said(entry.cause, params),
        solution: said(entry.solution, params),
      };
  }
  return undefined;
}

export interface ExplainedProblem extends ProblemWords {
  readonly code: string;
}

/** Every problem there are words for, by code, with dots where a fact of the moment stands. */
export function allProblems(texts: Texts): readonly ExplainedProblem[] {
  const sections = Object.entries(texts).filter(([name]) => name.startsWith('problems'));
  const codes = [...new Set(sections.flatMap(([, section]) => Object.keys(section)))].sort();
  return codes.flatMap((code) => {
    const words = problemWords(code, anyFact, texts);
    return words === undefined ? [] : [{ code, ...words }];
  });
}

const anyFact: ErrorContext = new Proxy({}, { get: () => '…' });

function said(words: Said, params: ErrorContext): string {
  return typeof words === 'string' ? words : words(params);
}
