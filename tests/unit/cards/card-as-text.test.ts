import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cardAsText } from '../../../src/cards/card-as-text.ts';
import { textWidth, wrapText } from '../../../src/cards/text-layout.ts';
import { contextIn, exampleCards } from '../../support/example-cards.ts';

describe('a card in a terminal', () => {
  test.each([60, 80, 100, 140])('no line is wider than %i columns, buttons apart', (width) => {
    const lines = Object.values(exampleCards(contextIn('nl'))).flatMap((card) => cardAsText(card, width).split('\n'));

    const wide = lines.filter((line) => textWidth(line) > width && !line.startsWith('[ ') && !line.includes(': [ '));
    // An address that is broken leads nowhere.
    expect(wide.filter((line) => !/\(https:\/\/\S+$/.test(line))).toEqual([]);
  });

  test('shows names as they are, without the marks that protect them on a card', () => {
    const text = cardAsText(exampleCards(contextIn('nl'))['closed-rejected']!);

    expect(text).toContain('Het filter klopt niet: *balie* hoort er niet bij');
    expect(text).not.toContain('\\');
  });

  test('wrapping loses no word and keeps to the width, also for wide characters', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), fc.integer({ min: 4, max: 40 }), (text, width) => {
        const line = text.replace(/\s+/gu, ' ').trim();
        const wrapped = wrapText(line, width);
        expect(wrapped.join('').replaceAll(' ', '')).toBe(line.replaceAll(' ', ''));
        expect(wrapped.filter((part) => textWidth(part) > width)).toEqual([]);
      }),
    );
  });
});
