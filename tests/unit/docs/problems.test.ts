import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemCard } from '../../../src/cards/problem-card.ts';
import { errorAnswer } from '../../../src/cli/print-no.ts';
import { createToldFailures } from '../../../src/cli/told-failures.ts';
import { SourceError } from '../../../src/errors.ts';
import { problemsPage } from '../../../src/http/problems-page.ts';
import { exchangeErrorCodes } from '../../../src/sync/source/exchange/exchange-errors.ts';
import { allProblems } from '../../../src/texts/problem-words.ts';
import { type Language, textsFor } from '../../../src/texts/texts.ts';
import { contextIn } from '../../support/example-cards.ts';
import { stringsOf } from '../../support/walk-card.ts';

const codes = allProblems(textsFor('en')).map(({ code }) => code);
const problemsUrl = 'https://countersign.example.nl/problems';
const headings = [...readFileSync('docs/problems.md', 'utf8').matchAll(/^## (.+)$/gm)].map(([, code]) => code);

describe('what a problem code means', () => {
  it('stands under a heading of its own in the documentation: every code, and no other', () => {
    expect(headings).toEqual(codes);
    expect(new Set(codes).size).toBe(codes.length);
  });

  it('is told for everything Exchange and PowerShell are known to say', () => {
    expect(codes).toEqual(expect.arrayContaining([...exchangeErrorCodes]));
  });

  it.each<Language>(['en', 'nl'])('has an anchor on the page of the server in %s, with its words', (language) => {
    const page = problemsPage(textsFor(language), language);

    expect([...page.matchAll(/<section id="([^"]+)">/g)].map(([, code]) => code)).toEqual(codes);
    expect(page).not.toMatch(/undefined|null|NaN|<script/);
  });

  it('is one link away on a card, and none where there is no page or no explanation', () => {
    const { problemsUrl: _, ...nowhere } = contextIn('en');
    const shown = (code: string, url?: string) =>
      stringsOf(problemCard(url === undefined ? nowhere : { ...nowhere, problemsUrl: url }, { code, params: {} })).join(
        '\n',
      );

    expect(shown('exchange-throttled', problemsUrl)).toContain(`(${problemsUrl}#exchange-throttled)`);
    expect(shown('exchange-throttled')).not.toContain('](');
    expect(shown('no-such-code', problemsUrl)).not.toContain('](');
  });

  it('is a file away on the console, and the file is there', () => {
    const { text } = errorAnswer(new SourceError('exchange-throttled', 'reading'), textsFor('en'), false);

    const [, path = '', anchor] = /^More: (.+)#(.+)$/m.exec(text) ?? [];
    expect([existsSync(path), anchor]).toEqual([true, 'exchange-throttled']);
  });

  it.each<Language>(['en', 'nl'])(
    'is the first line for an error nobody knows, and where the whole text is found, in %s',
    (language) => {
      const context = { said: 'Something new happened.', reference: 'err-4f8w2c' };
      const error = new SourceError('exchange-failed', 'reading', { context });
      const texts = textsFor(language);

      const console = errorAnswer(error, texts, false).text;
      const card = stringsOf(problemCard(contextIn(language), { code: error.code, params: context })).join('\n');
      const failures = createToldFailures();
      const whole = 'System.Exception: Something new happened.\nAt line 3\nAt line 4';
      for (const doing of ['once', 'twice'])
        failures.add({ reference: 'err-4f8w2c', source: 'exchange', code: error.code, expected: false, doing, whole });

      for (const shown of [console, card]) expect(shown).toMatch(/Something new happened[^]*err-4f8w2c/);
      expect(failures.text(texts)).toBe(
        `${texts.console.problem.whole} (err-4f8w2c, once):\n  System.Exception: Something new happened.\n  At line 3\n  At line 4\n`,
      );
    },
  );

  it('is not printed whole for an error that has words of its own', () => {
    const failures = createToldFailures();
    failures.add({
      reference: 'err-4f8w2c',
      source: 'exchange',
      code: 'exchange-throttled',
      expected: true,
      doing: 'x',
      whole: '429',
    });

    expect(failures.text(textsFor('en'))).toBe('');
  });
});
