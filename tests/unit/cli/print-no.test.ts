import { describe, expect, it } from 'vitest';
import { errorAnswer, refusalAnswer } from '../../../src/cli/print-no.ts';
import { StoreError } from '../../../src/errors.ts';
import { type RefusalCode, refusalCodes, refuse } from '../../../src/sync/model/refusal.ts';
import { textsFor } from '../../../src/texts/texts.ts';

const texts = textsFor('en');

describe('a refusal on the console', () => {
  it.each(refusalCodes)('%s has no empty line, whatever is to be done about it', (code: RefusalCode) => {
    const { text } = refusalAnswer(refuse(code, { planId: 'plan-aaaaaa', runId: 'run-aaaaaa' }), texts);

    expect(text).toMatch(/^\S.*\n/);
    expect(text).not.toContain('\n\n');
    expect(text.endsWith('\n')).toBe(true);
  });

  it('without a remedy is one line', () => {
    const { refusals } = texts;
    const mute = { ...texts, refusals: { ...refusals, busy: { ...refusals.busy, remedy: () => '' } } };

    expect(refusalAnswer(refuse('busy'), mute).text).toBe(`${refusals.busy.sentence({})}\n`);
  });
});

describe('a problem on the console', () => {
  it('that nobody has words for names its code and its cause, and promises no solution', () => {
    const { text } = errorAnswer(new StoreError('never-heard-of', 'the disk says no'), texts, false);

    expect(text).toContain('never-heard-of');
    expect(text).toContain('the disk says no');
    expect(text).not.toContain(texts.console.problem.solution);
    expect(text).not.toContain('\n\n');
  });
});
