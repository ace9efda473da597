/** The commands, each with what it does. */

import type { Card, CardContext } from './card.ts';
import { escapeMarkdown } from './escape-markdown.ts';
import { line, row } from './lines.ts';
import { listingCard } from './listing.ts';

export function helpCard(context: CardContext): Card {
  const { help, columns } = context.texts.cards;
  return listingCard(context, () => ({
    heading: help.heading,
    lines: [help.explain],
    columns: { left: columns.command, right: columns.meaning },
    rows: Object.values(help.commands).map(({ usage, meaning }) =>
      row([line(`**${escapeMarkdown(usage, 60)}**`)], [line(meaning)]),
    ),
  }));
}
