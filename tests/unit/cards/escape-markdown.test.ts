import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { escapeMarkdown, oneLine, plainText } from '../../../src/cards/escape-markdown.ts';
import { renderMarkdown } from '../../support/adaptive-cards.ts';

const hostile = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...Array.from('\\`*_[](){}<>#|~&!-+=.:1234$"\'')),
    fc.constantFrom(
      '](',
      '://',
      'http://',
      'www.',
      'mailto:',
      '.org',
      '{{DATE(',
      '${',
      '\n',
      '\r\n',
      '\t',
      '\u202e',
      '\u2066',
      '\u200b',
      '\u0301',
      '<b>',
      '&lt;',
      '---',
      '1. ',
      '  ',
    ),
    fc.constantFrom('a', 'B', 'é', '名', 'ש', 'م', '😀', '\ud800'),
  ),
  maxLength: 60,
});

describe('names and addresses in a card', () => {
  test.each([
    ['[x](http://evil.example.org)', 'a link'],
    ['![x](http://evil.example.org/a.png)', 'an image'],
    ['<http://evil.example.org>', 'an automatic link'],
    ['https://evil.example.org', 'a bare address'],
    ['http://evil.example.org?a=b', 'a bare address that is not secure'],
    ['HTTPS://evil.example.org', 'a bare address in capitals'],
    ['www.evil.example.org', 'an address without scheme'],
    ['WWW.evil.example.org/x', 'the same in capitals'],
    ['evil.example.org', 'a bare host'],
    ['(evil.example.org)', 'a host in brackets'],
    ['mailto:boss@example.org?subject=x', 'a letter'],
    ['javascript:alert(1)', 'a script'],
    ['a@example.nl,evil.example.org', 'a host behind a mail address'],
    ['<a href="http://evil.example.org">x</a>', 'HTML'],
    ['<img src=x>', 'an image in HTML'],
    ['//evil.example.org', 'an address relative to the scheme'],
    ['**Approve**', 'bold'],
    ['_a_ and ~~b~~', 'emphasis'],
    ['# heading', 'a heading'],
    ['- item', 'a list'],
    ['+ item', 'a list with plus'],
    ['1. item', 'a numbered list'],
    ['> quote', 'a quote'],
    ['`code`', 'code'],
    ['a | b', 'a table'],
    ['&lt;b&gt;', 'an entity'],
    ['===', 'an underline'],
  ])('%s stays what it is and becomes no markup (%s)', (text) => {
    expect(visible(renderMarkdown(escapeMarkdown(text)))).toBe(text);
  });

  test('no text of any kind becomes markup, and the reader sees the same line', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const escaped = escapeMarkdown(text, 500);
        expect(visible(renderMarkdown(`x ${escaped}`))).toBe(`x ${oneLine(text, 500)}`.trim());
        expect(visible(renderMarkdown(escaped))).toBe(oneLine(text, 500));
      }),
      { numRuns: 2000 },
    );
  });

  test('no text contains a placeholder, a date function, a line break or a direction override any more', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        for (const safe of [escapeMarkdown(text, 500), plainText(text, 500)]) {
          expect(safe).not.toMatch(/[\n\r\t\u202a-\u202e\u2066\u2067\u200b]/u);
          expect(safe).not.toContain('${');
        }
        expect(escapeMarkdown(text, 500)).not.toMatch(/\{\{|\]\(/);
      }),
      { numRuns: 2000 },
    );
  });

  test('a direction override becomes a visible mark', () => {
    expect(escapeMarkdown('invoice\u202efdp.exe')).toContain('invoice\ufffdfdp');
  });

  test('a right-to-left name is isolated, so that it cannot reorder its neighbours', () => {
    expect(escapeMarkdown('דואר')).toBe('\u2068דואר\u2069');
  });

  test('a very long value is cut with an ellipsis, never in the middle of a character', () => {
    expect(escapeMarkdown('😀'.repeat(300), 10)).toBe(`${'😀'.repeat(9)}…`);
  });

  test('a telephone finds no scheme and no www in what is shown', () => {
    const shown = (text: string) => renderMarkdown(escapeMarkdown(text)).replaceAll(/<[^>]*>/g, '');

    expect(shown('http://a.example.org mailto:b@example.org www.example.org')).not.toMatch(
      /:\/\/|mailto:\w|www\.[a-z]/,
    );
  });

  test('ordinary addresses are left as they are', () => {
    expect(escapeMarkdown("d.o'connor-smit+news@example.nl")).toBe("d.o'connor-smit+news@example.nl");
  });
});

/** The text of a page with one paragraph and nothing else; markup would remain visible here. */
function visible(html: string): string {
  return html
    .trim()
    .replace(/^<p>([\s\S]*)<\/p>$/, '$1')
    .replace(/[\u2068\u2069\u2060]/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
