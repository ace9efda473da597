/** Sentences of the report that need a choice: how a mutation ended, when something was. */

import { problemWords } from '../../texts/problem-words.ts';
import type { MutationResult } from './mutation-results.ts';
import type { RenderContext } from './render-context.ts';

/** Why a mutation did not happen and what to do; empty when all is well or nothing was tried. */
export function outcomeSentence(
  texts: RenderContext['texts'],
  result: Pick<MutationResult, 'state' | 'code' | 'params'>,
): string {
  if (result.code === '' || result.code === 'ok') return '';
  const problem = problemWords(result.code, result.params, texts);
  if (problem !== undefined) return `${problem.what}. ${problem.cause} ${problem.solution}`;
  const codes: Readonly<Record<string, { readonly what: string; readonly remedy: string }>> = texts.plan.outcomes.codes;
  const { what, remedy } = codes[result.code] ?? texts.plan.outcomes.codes.unknown;
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
