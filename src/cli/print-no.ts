/** The three kinds of "no" in words: refusals, problems outside, our own mistakes. */

import { AppError, InternalError } from '../errors.ts';
import type { Refusal } from '../sync/model/refusal.ts';
import { problemWords } from '../texts/problem-words.ts';
import type { Texts } from '../texts/texts.ts';
import { printable } from './printable.ts';
import { problemPage } from './problem-page.ts';

export function refusalAnswer({ code, params }: Refusal, texts: Texts) {
  const { sentence, remedy } = texts.refusals[code];
  const what = sentence(params);
  const solution = code === 'sign-in-needed' ? texts.console.whoNeeded : remedy(params);
  return {
    json: { refused: true, code, params: { ...params }, what, solution },
    text: [what, solution]
      .filter((line) => line !== '')
      .map((line) => `${printable(line)}\n`)
      .join(''),
  };
}

/** @throws what is none of ours: a mistake in the program, to be seen with its stack */
export function errorAnswer(error: unknown, texts: Texts, aborted: boolean) {
  const { console: words } = texts;
  if (aborted) return { json: no('stopped', words.stopped, ''), text: `${words.stopped}\n` };
  if (error instanceof AppError) {
    const known = problemWords(error.code, error.context, texts) ?? {
      what: words.unknownProblem(error.code),
      cause: error.message,
      solution: '',
    };
    const lines = [known.what, `${words.problem.cause}: ${known.cause}`];
    if (known.solution !== '') lines.push(`${words.problem.solution}: ${known.solution}`);
    const more = problemPage(error.code, texts);
    if (more !== null) lines.push(`${words.problem.more}: ${more}`);
    return {
      json: { ...no(error.code, known.what, known.solution), params: { ...error.context } },
      text: `${lines.map(printable).join('\n')}\n`,
    };
  }
  if (!(error instanceof InternalError)) throw error;
  return {
    json: no('internal', error.message, words.internalSolution),
    text: `${printable(error.message)}\n${words.internal} ${words.internalSolution}\n`,
  };
}

function no(code: string, what: string, solution: string) {
  return { refused: false, code, params: {}, what, solution };
}
