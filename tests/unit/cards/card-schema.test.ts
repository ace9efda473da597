import { describe, expect, test } from 'vitest';
import { cardActionSchema } from '../../../src/cards/card-actions.ts';
import { cardBytes, maxCardBytes } from '../../../src/cards/limits.ts';
import { parseCard } from '../../support/adaptive-cards.ts';
import { contextIn, exampleCards } from '../../support/example-cards.ts';
import { elementsOf } from '../../support/walk-card.ts';

describe.each(['en', 'nl'] as const)('every card in %s', (language) => {
  const cards = Object.entries(exampleCards(contextIn(language)));

  test.each(cards)('%s: the reference parser has nothing to complain about', (_name, card) => {
    expect(parseCard(card).events).toEqual([]);
  });

  test.each(cards)('%s: uses only elements that Teams renders at version 1.5', (_name, card) => {
    const known = [
      'AdaptiveCard',
      'TextBlock',
      'Container',
      'ColumnSet',
      'Column',
      'FactSet',
      'Table',
      'TableRow',
      'TableCell',
      'ActionSet',
      'Input.ChoiceSet',
      'Input.Text',
      'Input.Number',
      'Input.Toggle',
      'Action.Execute',
      'Action.Submit',
      'Action.OpenUrl',
    ];

    const types = elementsOf(card).flatMap(({ type }) => (typeof type === 'string' ? [type] : []));

    expect(types.filter((type) => !known.includes(type))).toEqual([]);
    expect(card).toMatchObject({ version: '1.5', msteams: { width: 'Full' }, lang: language });
  });

  test.each(cards)('%s: every button sends what the door accepts, with and without Action.Execute', (_name, card) => {
    const buttons = elementsOf(card).filter(({ type }) => type === 'Action.Execute');

    for (const button of buttons) {
      const data = button.data as Record<string, unknown>;
      const fallback = button.fallback as { readonly type: string; readonly data: Record<string, unknown> };
      expect(cardActionSchema.safeParse({ ...data, verb: button.verb, comment: 'typed' }).success).toBe(true);
      expect(fallback.type).toBe('Action.Submit');
      expect(fallback.data).toEqual({ ...data, verb: button.verb });
    }
  });

  test.each(cards)(
    '%s: can be read aloud: tables have a header row, inputs a label, nothing is empty',
    (_name, card) => {
      const elements = elementsOf(card);

      for (const table of elements.filter(({ type }) => type === 'Table')) expect(table.firstRowAsHeader).toBe(true);
      // What a toggle says beside its box is its title.
      for (const input of elements.filter(({ type }) => String(type).startsWith('Input.')))
        expect(input.type === 'Input.Toggle' ? input.title : input.label).toMatch(/\w/);
      for (const block of elements.filter(({ type }) => type === 'TextBlock'))
        expect(block).toMatchObject({ text: expect.stringMatching(/\S/), wrap: true });
      expect(card.fallbackText).toMatch(/\w/);
      expect(cardBytes(card)).toBeLessThanOrEqual(maxCardBytes);
    },
  );
});
