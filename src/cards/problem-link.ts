/** From a card to the page that explains a problem. */

import { problemWords } from '../texts/problem-words.ts';
import type { CardContext } from './card.ts';

/** A link to what this code means; undefined for a code without words, or where no page can be reached. */
export function problemLink(
  { texts, problemsUrl }: CardContext,
  code: string,
  words: string = texts.cards.problem.moreLink,
): string | undefined {
  if (problemsUrl === undefined || problemWords(code, {}, texts) === undefined) return undefined;
  return `[${words}](${problemsUrl}#${code})`;
}
