/** A preview whose reading was overtaken by a newer one, of which nothing waits: what to do instead. */

import { previewButton } from './buttons.ts';
import type { Card, CardContext } from './card.ts';
import { timeText } from './moments.ts';
import { noticeCard } from './notice.ts';

export interface OvertakenView {
  /** ISO 8601, UTC. */
  readonly readAt: string;
  readonly newerReadAt: string;
}

export function overtakenCard(context: CardContext, { readAt, newerReadAt }: OvertakenView): Card {
  const { overtaken } = context.texts.cards;
  return noticeCard(context, () => ({
    tone: 'emphasis',
    heading: overtaken.heading,
    lines: [overtaken.explain(timeText(readAt, context), timeText(newerReadAt, context)), overtaken.nothingWaits],
    buttons: [previewButton(context)],
  }));
}
