/** Every card in both languages against its golden file. `UPDATE_GOLDEN=1` writes them anew: review them like code. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cardAsText } from '../../../src/cards/card-as-text.ts';
import { contextIn, exampleCards } from '../../support/example-cards.ts';

const structural = [
  'plan',
  'result',
  'reason',
  'progress',
  'closed-rejected',
  'mailboxes',
  'report',
  'doctor',
  'problem',
];
const folder = new URL('../../golden/cards/', import.meta.url);

describe.each(['en', 'nl'] as const)('cards in %s', (language) => {
  const cards = Object.entries(exampleCards(contextIn(language)));

  /** Structure is reviewed where cards differ in it; words and order are reviewed as text, for all. */
  test.each(cards.filter(([name]) => structural.includes(name)))('%s is as reviewed', (name, card) => {
    const actual = `${JSON.stringify(card, null, 1)}\n`;

    expect(actual).toBe(golden(`${name}.${language}.json`, actual));
  });

  test.each(cards)('%s as text is as reviewed', (name, card) => {
    const actual = cardAsText(card);

    expect(actual).toBe(golden(`${name}.${language}.txt`, actual));
  });
});

function golden(name: string, actual: string): string {
  const file = new URL(name, folder);
  if (process.env.UPDATE_GOLDEN === '1') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, actual);
  }
  return readFileSync(file, 'utf8');
}
