/** Sentences of the report that need a choice: how a mutation ended, when something was. */

import type { MutationResult } from './mutation-results.ts';
import { outcomeWords } from './outcome-words.ts';
import type { RenderContext } from './render-context.ts';

/** Why a mutation did not happen and what to do; empty when all is well or nothing was tried. */
export function outcomeSentence(
  texts: RenderContext['texts'],
  result: Pick<MutationResult, 'state' | 'code' | 'params'>,
): string {
  if (result.code === '' || result.code === 'ok') return '';
  const { what, remedy } = outcomeWords(texts, result) ?? texts.plan.outcomes.codes.unknown;
  return [what, remedy].filter((text) => text !== '').join(' ');
}

/** `24 Nov 2026, 09:12:03 (Europe/Amsterdam)` */
export function localTime(iso: string, { language, timeZone }: Pick<RenderContext, 'language' | 'timeZone'>): string {
  const format = new Intl.DateTimeFormat(language === 'nl' ? 'nl-NL' : 'en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone,
  });
  return `${format.format(new Date(iso))} (${timeZone})`;
}
