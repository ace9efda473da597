/** An expected "no", politely: the sentence and what to do next. */

import type { Refusal } from '../sync/model/refusal.ts';
import type { Card, CardContext } from './card.ts';
import { noticeCard } from './notice.ts';
import { shownParams } from './shown-values.ts';

export function refusalCard(context: CardContext, { refusal }: { readonly refusal: Refusal }): Card {
  const { cards, refusals } = context.texts;
  const words = refusals[refusal.code];
  const params = shownParams(refusal.params, context);
  return noticeCard(context, () => ({
    tone: 'warning',
    heading: cards.refusal.heading,
    lines: [`**${words.sentence(params)}**`, words.remedy(params)],
  }));
}
