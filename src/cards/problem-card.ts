/** Something outside misbehaved: what, cause and solution in words. Never a stack trace. */

import { problemWords } from '../texts/problem-words.ts';
import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import type { FactLine } from './lines.ts';
import { noticeCard } from './notice.ts';
import { problemLink } from './problem-link.ts';
import { type Params, shownParams } from './shown-values.ts';

export interface ProblemCardView {
  /** Code of an AppError. */
  readonly code: string;
  readonly params: Params;
}

export function problemCard(context: CardContext, { code, params }: ProblemCardView): Card {
  const { problem } = context.texts.cards;
  const shown = shownParams(params, context);
  const words = problemWords(code, shown, context.texts) ?? {
    what: problem.unknownWhat,
    cause: problem.unknownCause,
    solution: problem.unknownSolution(String(shown.reference ?? '')),
  };
  return noticeCard(context, () => ({
    tone: 'attention',
    heading: problem.heading,
    lines: [`**${words.what}**`],
    facts: [
      { title: problem.cause, value: words.cause },
      { title: problem.solution, value: words.solution },
      { title: problem.code, value: escapeMarkdown(code, 60) },
      ...moreFacts(context, code),
    ],
  }));
}

function moreFacts(context: CardContext, code: string): readonly FactLine[] {
  const link = problemLink(context, code);
  return link === undefined ? [] : [{ title: context.texts.cards.problem.more, value: link }];
}
