import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { unmarked } from '../../../src/cards/card-as-text.ts';
import { cardBytes, maxCardBytes } from '../../../src/cards/limits.ts';
import { bigFirstRun, partOfBigRun } from '../../support/big-first-run.ts';
import { everyCard } from '../../support/every-card.ts';
import { contextIn } from '../../support/example-cards.ts';
import { examplePlan } from '../../support/example-plan.ts';
import { elementsOf, stringsOf } from '../../support/walk-card.ts';

const { closedCard, leaveOutCard, planCard } = everyCard;

const context = contextIn('en');
const view = { plan: bigFirstRun, votes: [], page: 0, mayDecide: true, reportAvailable: true };
const wordsOf = (card: Card): string => unmarked(stringsOf(card).join('\n'));
const buttonsOf = (card: Card) => elementsOf(card).filter(({ type }) => type === 'Action.Execute');

describe('the card of a plan with 3,000 new accounts', () => {
  test('can be judged without turning pages: where they are, what is unusual, a few ordinary ones', () => {
    const words = wordsOf(planCard(context, view));

    expect(words).toContain('example.nl: 2,704 functional accounts');
    expect(words).toMatch(/Unusual first: \d+ of 3,000 functional accounts/);
    expect(words).toContain('One person alone can open it; has no name of its own.');
    expect(words).toContain('Ordinary ones, as a sample');
  });

  test.each(['en', 'nl'] as const)('stays within the limit of a card, on every page (%s)', (language) => {
    for (const page of [0, 1, 100, 250])
      expect(cardBytes(planCard(contextIn(language), { ...view, page }))).toBeLessThanOrEqual(maxCardBytes);
  });

  test('names no account where names are not shown, and still says how it spreads', () => {
    const words = wordsOf(planCard(contextIn('en', { names: false }), view));

    expect(words).toContain('example.com: 295 functional accounts');
    expect(words).not.toContain('directie');
  });
});

describe('the buttons that make parts', () => {
  test('carry the fingerprint of the plan they take a part of', () => {
    const parts = buttonsOf(planCard(context, view)).filter(({ verb }) => verb === 'split' || verb === 'leave-out');

    expect(parts.map(({ title }) => title)).toEqual(['First 25 only', 'Leave out…']);
    for (const { data } of parts)
      expect(data).toMatchObject({ planId: bigFirstRun.id, fingerprint: bigFirstRun.fingerprint });
  });

  test('offer additions only where there is something to add and something to take away', () => {
    const titles = buttonsOf(planCard(context, { ...view, plan: examplePlan() })).map(({ title }) => title);

    expect(titles).toContain('Additions only');
  });

  test('are offered on a blocked plan, because a part may be within the limit', () => {
    const plan = { ...examplePlan({ state: 'blocked', blocked: true }) };

    expect(buttonsOf(planCard(context, { ...view, plan })).map(({ verb }) => verb)).toContain('split');
  });

  test('are not offered to somebody who may not decide', () => {
    const verbs = buttonsOf(planCard(context, { ...view, mayDecide: false })).map(({ verb }) => verb);

    expect(verbs).not.toContain('split');
  });
});

describe('the card of a part', () => {
  test('says what it is a part of, how much is left out, and what happens with the rest', () => {
    const part = partOfBigRun({ kind: 'first', accounts: 25 });

    const words = wordsOf(planCard(context, { ...view, plan: part }));

    expect(words).toContain('Part of plan-8k2m4q: its first 25 functional accounts.');
    expect(words).toContain('for 2,975 functional accounts not in this part: left out by choice.');
    expect(words).toContain('the next preview proposes the rest');
  });

  test('names what depended on something left out, with its reason', () => {
    const part = partOfBigRun({
      kind: 'leave-out',
      kinds: [],
      domains: ['example.com'],
      findings: [],
      accounts: ['directie@example.nl'],
    });

    const words = wordsOf(planCard(context, { ...view, plan: part }));

    expect(words).toContain('without @example.com, directie@example.nl');
  });

  test('carries its own fingerprint on its own Approve', () => {
    const part = partOfBigRun({ kind: 'first', accounts: 25 });

    const approve = buttonsOf(planCard(context, { ...view, plan: part })).find(({ verb }) => verb === 'approve');

    expect(approve?.data).toMatchObject({ planId: part.id, fingerprint: part.fingerprint });
    expect(part.fingerprint).not.toBe(bigFirstRun.fingerprint);
  });
});

describe('the form that asks what to leave out', () => {
  test('offers the kinds and domains of the plan with their counts', () => {
    const choices = elementsOf(leaveOutCard(context, { plan: bigFirstRun })).filter(
      ({ type }) => type === 'Input.ChoiceSet',
    );

    expect(choices.map(({ id }) => id)).toEqual(['kinds', 'domains', 'findings']);
    expect(choices[1]).toMatchObject({ choices: [{ title: 'example.nl (2704)', value: 'example.nl' }, {}, {}] });
  });
});

test('a plan of which a part was approved says so, and where the rest is', () => {
  const plan = examplePlan({
    state: 'superseded',
    supersededBy: { planId: 'plan-1p4r7t', because: 'part-approved' },
  });

  expect(wordsOf(closedCard(context, { plan, votes: [] }))).toContain('A part of it, plan-1p4r7t, was approved.');
});
