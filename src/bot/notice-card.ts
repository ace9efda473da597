/** One sentence of our own as a card. Takes no text from outside. */

import type { Card } from '../cards/card.ts';

export function noticeCard(text: string): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body: [{ type: 'TextBlock', text, wrap: true }],
  };
}
