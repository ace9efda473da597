import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { planShape } from '../../../src/cards/plan-shape.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import { everyCard } from '../../support/every-card.ts';
import { contextIn, exampleCards } from '../../support/example-cards.ts';
import {
  approver,
  blockFinding,
  exampleMutations,
  examplePlan,
  exampleRun,
  longPlan,
  vote,
} from '../../support/example-plan.ts';
import { elementsOf, stringsOf } from '../../support/walk-card.ts';

const { closedCard, planCard, resultCard } = everyCard;

const context = contextIn('en');
const view = { plan: examplePlan(), votes: [], page: 0, mayDecide: true, reportAvailable: true };

function blocked(code: 'source-empty' | 'too-many-removals'): Plan {
  const plan = examplePlan({ blocked: true, state: 'blocked' });
  return { ...plan, content: { ...plan.content, findings: [{ ...blockFinding, code }] } };
}

describe('the plan card', () => {
  test('lets an approver approve or reject exactly the plan it shows', () => {
    const card = planCard(context, view);

    expect(decidingVerbs(card)).toEqual(['approve', 'reject']);
    const approve = elementsOf(card).find(({ verb }) => verb === 'approve');
    expect(approve).toMatchObject({ data: { planId: view.plan.id, fingerprint: view.plan.fingerprint } });
  });

  test.each([
    ['somebody who may not decide', { ...view, mayDecide: false }],
    ['a plan with a block that nobody may waive', { ...view, plan: blocked('source-empty') }],
    ['somebody who may not decide on a block', { ...view, plan: blocked('too-many-removals'), mayDecide: false }],
    ['a plan that was approved meanwhile', { ...view, plan: examplePlan({ state: 'approved' }) }],
    ['a plan that expired', { ...view, plan: examplePlan({ state: 'expired' }) }],
  ])('has no button that decides for %s', (_case, shown) => {
    expect(decidingVerbs(planCard(context, shown))).toEqual([]);
  });

  test('lets an approver waive a block that may be waived, with a reason, and nothing else', () => {
    const card = planCard(context, { ...view, plan: blocked('too-many-removals') });

    expect(decidingVerbs(card)).toEqual(['waive']);
    expect(elementsOf(card).find(({ id }) => id === 'comment')).toMatchObject({ label: 'Reason (needed to waive)' });
  });

  test('asks for the number of accounts that are deleted, only where some are', () => {
    const typed = (plan: Plan) => elementsOf(planCard(context, { ...view, plan })).filter(({ id }) => id === 'typed');

    expect(typed(examplePlan())).toMatchObject([{ type: 'Input.Number' }]);
    expect(typed(examplePlan({ approval: { votes: 1, secondPerson: false } }))).toEqual([]);
  });

  test('says for which classes people are named who alone may approve', () => {
    const plan = examplePlan({ approval: { votes: 1, secondPerson: false, namedFor: ['removal', 'destruction'] } });

    expect(stringsOf(planCard(context, { ...view, plan }))).toContain(
      'Only people named for “Removal, Destruction” (approval.approversFor) may approve this plan.',
    );
    expect(stringsOf(planCard(context, view)).join()).not.toContain('approversFor');
  });

  test('says who waived a block and why before anything that was held back', () => {
    const waiver = { by: approver, reason: 'The merger of 1 March', at: '2026-03-02T08:00:00.000Z' };
    const plan = examplePlan();
    const held = Array.from({ length: 12 }, () => ({ ...blockFinding, effect: 'withhold' as const }));
    const findings = [...held, { ...blockFinding, effect: 'warn' as const, waiver }];
    const card = planCard(context, { ...view, plan: { ...plan, content: { ...plan.content, findings } } });

    expect(stringsOf(card).join()).toContain('The merger of 1 March');
  });

  test('says who waived a block and why, and the name only where names are shown', () => {
    const waiver = { by: approver, reason: 'The merger of 1 March', at: '2026-03-02T08:00:00.000Z' };
    const plan = examplePlan();
    const content = { ...plan.content, findings: [{ ...blockFinding, effect: 'warn' as const, waiver }] };
    const shown = (names: boolean) =>
      stringsOf(planCard({ ...context, names }, { ...view, plan: { ...plan, content } })).join(' ');

    expect(shown(true)).toContain('Waived by Joost Tekenaar for this plan: The merger of 1 March');
    expect(shown(false)).toContain('Waived by somebody with the right role for this plan.');
    expect(shown(false)).not.toContain('merger');
  });

  test('shows for each value of the filter how many mailboxes it matched', () => {
    const plan = examplePlan();
    const filter = {
      kind: 'include' as const,
      values: [
        { text: 'verkoop', count: 12 },
        { text: 'bestuur', count: 0 },
      ],
    };

    const card = planCard(context, { ...view, plan: { ...plan, scope: { ...plan.scope, filter } } });

    expect(JSON.stringify(card)).toContain('verkoop: 12; bestuur: 0');
  });

  test('says how many mailboxes were asked now, and how old the others are', () => {
    const plan = examplePlan();
    const [source] = plan.basis.sources;
    if (source === undefined) throw new Error('the example has a source');
    const remembered = {
      mailboxes: 1_588,
      oldest: new Date(Date.parse(source.takenAt) - 3 * 86_400_000).toISOString(),
    };
    const sources = [{ ...source, mailboxes: 2_000, remembered }];
    const shown = (language: 'en' | 'nl') =>
      stringsOf(planCard(contextIn(language), { ...view, plan: { ...plan, basis: { ...plan.basis, sources } } })).join(
        '\n',
      );

    expect(shown('en')).toContain('412 of 2000 shared mailboxes asked now, the others at most 3 days ago');
    expect(shown('nl')).toContain('412 van 2000 gedeelde postvakken nu bevraagd, de andere hooguit 3 dagen geleden');
  });

  test('says how many approvals there are, how many are needed, and by whom', () => {
    const card = planCard(context, { ...view, votes: [vote(approver, 'approve')] });

    expect(stringsOf(card)).toContain('1 of 2 approvals given (by Joost Tekenaar).');
  });

  test('puts the most dangerous changes first', () => {
    const headings = stringsOf(planCard(context, view)).filter(
      (string) => / for \d+ functional account/.test(string) && /^[✖▼▲●]/.test(string),
    );

    expect(headings.map((heading) => heading.split(':')[0])).toEqual([
      '✖ Destruction',
      '▼ Removal',
      '▲ More access',
      '● Change',
    ]);
  });

  test('takes two rows, not nine, for a new account with many delegates', () => {
    const ofNewAccount = planShape({ mutations: exampleMutations, items: [] }).rows.filter(
      ({ account }) => account.address === 'poli-cardiologie@example.nl',
    );

    expect(ofNewAccount.map(({ class: name, mutations }) => [name, mutations.length])).toEqual([
      ['access', 7],
      ['change', 1],
    ]);
  });

  test('pages through all rows, once each, and keeps what was typed', () => {
    const pages = [0, 1, 2].map((page) => planCard(context, { ...view, plan: longPlan(), page, comment: 'because' }));

    const shown = pages.map((card) => stringsOf(card).find((string) => string.startsWith('Rows ')));
    expect(shown).toEqual(['Rows 1 to 12 of 31', 'Rows 13 to 24 of 31', 'Rows 25 to 31 of 31']);
    expect(pages.map((card) => elementsOf(card).find(({ id }) => id === 'comment')?.value)).toEqual([
      'because',
      'because',
      'because',
    ]);
    expect(pages.map((card) => elementsOf(card).find(({ verb }) => verb === 'show-page')?.data)).toMatchObject([
      { page: '1' },
      { page: '2' },
      { page: '0' },
    ]);
  });

  test('shows the last page when asked for one that does not exist', () => {
    expect(stringsOf(planCard(context, { ...view, plan: longPlan(), page: 900 }))).toContain('Rows 25 to 31 of 31');
  });

  test('names the time zone of the reader', () => {
    const card = planCard({ ...context, timeZone: 'America/New_York' }, view);

    expect(stringsOf(card)).toContain('Expires 3 Mar 2026, 01:05 GMT-5.');
  });
});

describe('the result card', () => {
  const plan = examplePlan();

  test('counts a change that was accepted and silently lost as failed', () => {
    const strings = stringsOf(resultCard(context, { plan, run: exampleRun(plan) }));

    expect(strings).toContain('12 of 18 changes applied');
    expect(strings).toContain('1 change accepted by Zivver but not there when read back.');
  });

  test('counts only what is lost as failed when a call was accepted in part', () => {
    const run = exampleRun(plan);
    const fill = plan.content.items.find(({ call }) => call === 'fill');
    const results = run.results.map((result) =>
      result.itemId === fill?.id && result.outcome
        ? {
            ...result,
            state: 'failed' as const,
            outcome: { ...result.outcome, state: 'failed' as const, code: 'lost' },
          }
        : result,
    );

    const strings = stringsOf(resultCard(context, { plan, run: { ...run, results } }));

    expect(strings).toContain('12 of 18 changes applied');
    expect(strings).toContain('6 done · 1 failed');
  });

  test('says why nothing was written when the approval no longer stands', () => {
    const run = {
      ...exampleRun(plan),
      state: 'failed' as const,
      results: [],
      verification: null,
      stoppedBecause: { code: 'plan-stale', params: {} },
    };

    expect(stringsOf(resultCard(context, { plan, run }))).toContain(
      'This plan no longer matches what is in Exchange or Zivver. Make a new preview.',
    );
  });

  test('says not started for what the run never came to', () => {
    const run = {
      ...exampleRun(plan),
      state: 'stopped' as const,
      results: [],
      verification: null,
      stoppedBecause: { code: 'stopped-by-person', params: {} },
    };

    const strings = stringsOf(resultCard(context, { plan, run }));

    expect(strings).toContain('0 of 18 changes applied, then stopped');
    expect(strings).toContain('The run was stopped by a person.');
    expect(strings).toContain('Nothing was read back.');
    expect(strings).toContain('7 not started');
  });

  test('gives a sentence for a code it has never heard of', () => {
    const run = exampleRun(plan);
    const results = run.results.map((result) => ({
      ...result,
      state: 'failed' as const,
      outcome: result.outcome && { ...result.outcome, state: 'failed' as const, code: 'brand-new' },
    }));

    expect(stringsOf(resultCard(context, { plan, run: { ...run, results } })).join(' ')).toContain('Code: brand-new');
  });
});

describe('a closed plan', () => {
  test.each(['closed-rejected', 'closed-superseded', 'closed-expired', 'closed-withdrawn'])(
    '%s has no button that decides',
    (name) => {
      const card = exampleCards(context)[name];

      expect(card && verbsOf(card)).toEqual(['preview', 'report']);
    },
  );

  test('does not claim that nothing was changed when the plan may have been applied in part', () => {
    const cards = (['superseded', 'expired'] as const).map((state) =>
      closedCard(context, { plan: examplePlan({ state }), votes: [] }),
    );

    expect(stringsOf(cards).join(' ')).not.toContain('Nothing was changed');
  });

  test('says who rejected it and why', () => {
    const card = closedCard(context, {
      plan: examplePlan({ state: 'rejected' }),
      votes: [vote(approver, 'reject', 'wrong filter')],
    });

    expect(stringsOf(card)).toEqual(expect.arrayContaining(['Joost Tekenaar, 2 Mar 2026, 09:15 CET', 'wrong filter']));
  });
});

function decidingVerbs(card: Card): readonly unknown[] {
  return verbsOf(card).filter((verb) => verb === 'approve' || verb === 'reject' || verb === 'waive');
}

function verbsOf(card: Card): readonly unknown[] {
  return elementsOf(card)
    .filter(({ type }) => type === 'Action.Execute')
    .map(({ verb }) => verb);
}
