import { describe, expect, test } from 'vitest';
import { findingCodes } from '../../../src/sync/model/finding.ts';
import { itemStates } from '../../../src/sync/model/item.ts';
import { dangerClasses, mutationKinds } from '../../../src/sync/model/mutation.ts';
import { planStates } from '../../../src/sync/model/plan-life.ts';
import { refusalCodes } from '../../../src/sync/model/refusal.ts';
import { leftOutReasons } from '../../../src/sync/model/scope.ts';
import { textsFor } from '../../../src/texts/texts.ts';

describe.each(['en', 'nl'] as const)('texts in %s', (language) => {
  const { plan, refusals } = textsFor(language);

  test.each([
    ['mutation kind', mutationKinds, plan.kinds],
    ['danger class', dangerClasses, plan.classes],
    ['plan state', planStates, plan.states],
    ['item state', itemStates, plan.outcomes.states],
    ['reason to leave a mailbox out', leftOutReasons, plan.leftOut],
    ['finding', findingCodes, plan.findings],
    ['refusal', refusalCodes, refusals],
  ])('every %s has words, and no words are left without a code', (_what, codes, words) => {
    expect(Object.keys(words).sort()).toEqual([...codes].sort());
  });

  test.each([0, 1, 2, 12_000])('every finding is a whole sentence with %i', (number) => {
    const sentences = Object.values(plan.findings).flatMap(({ sentence }) => [
      sentence({ number, limit: null, params: {} }),
      sentence({ number, limit: 50, params: { source: 'exchange-online' } }),
    ]);

    expect(sentences.filter((text) => !/^\S.*[.?]$/.test(text))).toEqual([]);
    expect(sentences.filter((text) => /undefined|null|\$\{| {2}/.test(text))).toEqual([]);
  });

  test('every refusal says what to do next, with and without parameters', () => {
    const all = { planId: 'plan-7k2m9q', runId: 'run-4f8w2c', command: 'x', nearest: 'help' };
    const sentences = Object.values(refusals).flatMap(({ sentence, remedy }) => [
      sentence({}),
      sentence(all),
      remedy({}),
      remedy(all),
    ]);

    expect(sentences.filter((text) => !/[.?]$/.test(text) || text.includes('undefined'))).toEqual([]);
  });

  test('nothing shouts', () => {
    expect(JSON.stringify([plan, refusals])).not.toContain('!');
  });
});
