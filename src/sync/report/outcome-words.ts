/** The words for how a change ended: its own, or those of the problem that stood in its way. One place for all who tell it. */

import { ownEntry } from '../../texts/own-entry.ts';
import { problemWords } from '../../texts/problem-words.ts';
import type { Texts } from '../../texts/texts.ts';

export interface OutcomeWords {
  readonly what: string;
  /** Empty when nothing is left to do. */
  readonly remedy: string;
}

export interface Ending {
  /** Code of an ItemOutcome. */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
}

/** Undefined for a code that has no words. */
export function outcomeWords(texts: Texts, { code, params }: Ending): OutcomeWords | undefined {
  const known = ownEntry<OutcomeWords>(texts.plan.outcomes.codes, code);
  if (known !== undefined) return known;
  const problem = problemWords(code, params, texts);
  return problem === undefined ? undefined : { what: `${problem.what}. ${problem.cause}`, remedy: problem.solution };
}
