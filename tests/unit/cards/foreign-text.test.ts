/** Names, addresses and reasons come from Exchange, Zivver and people: in no card do they become a link, a picture or markup. */

import { describe, expect, test } from 'vitest';
import { renderMarkdown } from '../../support/adaptive-cards.ts';
import { contextIn, exampleCards } from '../../support/example-cards.ts';
import { markdownOf } from '../../support/walk-card.ts';

/** Short, so that no card cuts them off. */
const hostile = [
  'www.evil.nl mailto:x@evil.nl',
  'https://evil.nl evil.example.org',
  '<a href=//evil>x</a> [x](//evil)',
  '<img src=//evil> ![x](//evil) _x_',
];

/** What others may have written; the rest is ours: codes, states, moments, ids, fingerprints. */
const foreign = new Set([
  'displayName',
  'name',
  'address',
  'comment',
  'reason',
  'detail',
  'source',
  'target',
  'account',
  'asked',
  'text',
  'by',
  'which',
  'where',
  'division',
]);
const lists = new Set(['addresses', 'via', 'aliases', 'sources', 'unexpressed']);

function withForeign(text: string) {
  const change = (value: unknown, key = ''): unknown => {
    if (Array.isArray(value)) return value.map((entry) => change(entry, lists.has(key) ? 'name' : ''));
    if (value instanceof Map || value instanceof Set || typeof value !== 'object' || value === null)
      return typeof value === 'string' && isForeign(key, value) ? text : value;
    return Object.fromEntries(Object.entries(value).map(([name, entry]) => [name, change(entry, name)]));
  };
  return change;
}

/** Anything but our paragraphs and bold, plain mail addresses, the page where an administrator signs in, and that of problems. */
const foreignMarkup =
  /<(?!\/?(?:p|strong)>|a href="mailto:|a href="https:\/\/login\.example\.com\/|a href="https:\/\/countersign\.example\.nl\/problems#[a-z-]+">|\/a>)/;

/** A reason of a mutation and a name of a check are codes of ours. */
function isForeign(key: string, value: string): boolean {
  if (key === 'before' || key === 'after') return true;
  return foreign.has(key) && !(/^(reason|name|source|account)$/.test(key) && /^[a-z]+(-[a-z]+)*$/.test(value));
}

describe.each(hostile)('%s as every name, address and reason', (text) => {
  const cards = Object.entries(exampleCards(contextIn('en'), withForeign(text)));

  test('becomes no markup in any card', () => {
    const found = cards.flatMap(([name, card]) =>
      markdownOf(card)
        .filter((markdown) => {
          const html = renderMarkdown(markdown);
          return foreignMarkup.test(html) || html.includes('"mailto:x');
        })
        .map((markdown) => `${name}: ${markdown}`),
    );

    expect(found).toEqual([]);
  });

  test('is shown by the cards that name somebody', () => {
    const shown = Object.fromEntries(
      cards.map(([name, card]) => [
        name,
        markdownOf(card)
          .map((one) => renderMarkdown(one))
          .join(),
      ]),
    );

    const seen = Object.entries(shown).filter(([, html]) => html.includes('evil'));
    expect(seen.map(([name]) => name)).toEqual(
      expect.arrayContaining([
        'plan',
        'plan-problems',
        'result',
        'mailboxes',
        'closed-rejected',
        'explain-person',
        'status',
        'uncertain',
      ]),
    );
  });
});
