import { describe, expect, it } from 'vitest';
import { parseFilter } from '../../../src/sync/plan/filter.ts';
import { pointed } from '../../../src/texts/text-params.ts';
import { textsFor } from '../../../src/texts/texts.ts';

function said(language: 'en' | 'nl', filter: string): string {
  const result = parseFilter(filter);
  if (result.ok) throw new Error('it parses');
  const { problem, line, column, text: written } = result;
  return textsFor(language).configuration.expectation('filter', { problem, line, column, written });
}

describe('a filter that cannot be read', () => {
  it.each(['en', 'nl'] as const)('is shown with a caret under the place, in %s', (language) => {
    const lines = said(language, 'sales AND AND x').split('\n');

    expect(lines.slice(1)).toEqual(['      sales AND AND x', '                ^']);
  });

  it('of several lines shows only the one that is wrong', () => {
    expect(said('en', 'info\n(sales').split('\n').slice(1)).toEqual(['      (sales', '      ^']);
  });

  it('that is very long shows the part around the place', () => {
    const [, shown = '', caret = ''] = pointed(`${'x'.repeat(200)}(`, 201).split('\n');

    expect(shown.length).toBeLessThan(110);
    expect(shown[caret.indexOf('^')]).toBe('(');
  });

  it('with a tab keeps the caret under the place', () => {
    expect(pointed('a\tb )', 5).split('\n').at(-1)).toBe('       \t  ^');
  });
});
