import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Card } from '../../../src/cards/card.ts';
import { cardBytes, maxCardBytes, rowsPerPage } from '../../../src/cards/limits.ts';
import { findingCodes } from '../../../src/sync/model/finding.ts';
import { dangerClassOf, type Mutation, mutationKinds } from '../../../src/sync/model/mutation.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import { renderMarkdown } from '../../support/adaptive-cards.ts';
import { everyCard } from '../../support/every-card.ts';
import { contextIn } from '../../support/example-cards.ts';
import { exampleBasis, examplePlan, exampleRun, finding, requester } from '../../support/example-plan.ts';
import { markdownOf, stringsOf } from '../../support/walk-card.ts';

const { historyCard, mailboxesCard, nothingToDoCard, planCard, problemCard, resultCard } = everyCard;

const text = fc.oneof(
  fc.constantFrom(
    'x'.repeat(300),
    '😀'.repeat(300),
    '*'.repeat(300),
    '[a](http://evil.example.org)',
    '${x} {{DATE(2026-01-01T00:00:00Z)}}',
    '\u202ekcart',
    'ש'.repeat(300),
    'valueOf',
    '',
  ),
  fc.string({ unit: 'grapheme', maxLength: 300 }),
);
const size = fc.constantFrom(0, 1, 2, 11, 12, 13, 40, 400, 10_000);

/** A plan of `count` mutations with the given names in turn, and as many mailboxes in scope. */
function planOf(count: number, names: readonly string[]): Plan {
  const name = (index: number): string => names[index % names.length] ?? '';
  const mutations = Array.from({ length: count }, (_, index): Mutation => {
    const kind = mutationKinds[index % mutationKinds.length] ?? 'create';
    return {
      id: `m${index}`,
      kind,
      class: dangerClassOf[kind],
      reason: 'has-full-access',
      account: {
        id: `a${index >> 2}`,
        mailboxId: `b${index >> 2}`,
        address: name(index),
        displayName: name(index + 1),
      },
      before: name(index + 2),
      after: name(index + 3),
      person:
        kind === 'grant' || kind === 'revoke' ? { id: `p${index}`, address: name(index), name: name(index + 1) } : null,
      via: [name(index), name(index + 1)],
      emptied: null,
    };
  });
  const items = mutations.map(({ id, account }, index) => ({
    id: String(index),
    call: 'update' as const,
    account,
    mutations: [id],
    changes: {},
    dependsOn: [],
    draft: null,
    empties: false,
  }));
  const findings = findingCodes.map((code) =>
    finding(code, 'warn', {
      number: count,
      details: names.map((entry) => ({ address: entry, detail: entry })),
      params: { source: name(0) },
    }),
  );
  const inScope = Array.from({ length: count }, (_, index) => ({
    mailboxId: `b${index}`,
    source: name(0),
    address: name(index),
    displayName: name(index),
    type: name(1),
    delegates: index,
    unexpressed: [],
    frozen: false,
  }));
  const plan = examplePlan();
  return {
    ...plan,
    requester: { ...requester, name: name(0) },
    content: { ...plan.content, mutations, items, findings },
    scope: { inScope, leftOut: [], notRead: { [name(1)]: 3 } },
    basis: {
      ...exampleBasis,
      sources: names.map((source) => ({
        source,
        takenAt: '2026-03-02T06:00:00.000Z',
        mailboxes: count,
        list: { complete: false, reason: 'read-failed', have: 1, expected: 2 } as const,
        frozen: 1,
      })),
    },
  };
}

function everyCardOf(plan: Plan, page: number, typed: string, language: 'en' | 'nl'): readonly Card[] {
  const context = contextIn(language);
  const run = {
    ...exampleRun(plan),
    results: plan.content.items.map(({ id }) => ({
      itemId: id,
      state: 'failed' as const,
      outcome: {
        state: 'failed' as const,
        code: 'target-refused',
        params: { text: typed },
        accountId: null,
        calls: 1,
        at: plan.createdAt,
      },
    })),
  };
  const view = { plan, votes: [], page, mayDecide: true, reportAvailable: true, comment: typed };
  const line = { ...plan, mutations: 3, lastRunId: null };
  return [
    planCard(context, view),
    planCard(contextIn(language, { names: false }), view),
    resultCard(context, { plan, run }),
    nothingToDoCard(context, { outcome: { scope: plan.scope, findings: plan.content.findings, basis: plan.basis } }),
    mailboxesCard(context, { scope: plan.scope, page, text: typed }),
    historyCard(context, { plans: Array.from({ length: 200 }, () => line) }),
    problemCard(context, { code: 'target-refused', params: { text: typed, address: typed } }),
  ];
}

/** Anything but our paragraphs, bold, and links to the page of problems. */
const foreignMarkup = /<(?!\/?(?:p|strong)>|a href="https:\/\/countersign\.example\.nl\/problems#[a-z-]+">|\/a>)/;

describe('any card', () => {
  test('stays within its limit, has no placeholder and no live Markdown from outside, at any size and with any names', () => {
    const cases = fc.record({
      count: size,
      names: fc.array(text, { minLength: 1, maxLength: 5 }),
      page: fc.nat(900),
      typed: text,
      language: fc.constantFrom('en' as const, 'nl' as const),
    });

    fc.assert(
      fc.property(cases, ({ count, names, page, typed, language }) => {
        for (const card of everyCardOf(planOf(count, names), page, typed, language)) {
          expect(cardBytes(card)).toBeLessThanOrEqual(maxCardBytes);
          expect(stringsOf(card).filter((string) => string.includes('${'))).toEqual([]);
          for (const markdown of markdownOf(card)) expect(renderMarkdown(markdown)).not.toMatch(foreignMarkup);
        }
      }),
      { numRuns: 25 },
    );
  }, 120_000);

  test('of 10,000 mutations says which rows it shows and keeps its buttons', () => {
    const plan = planOf(10_000, ['info@example.nl']);

    const card = planCard(contextIn('en'), { plan, votes: [], page: 0, mayDecide: true, reportAvailable: true });

    const strings = stringsOf(card);
    expect(strings.some((string) => /^Rows 1 to \d+ of [\d,]+/.test(string))).toBe(true);
    expect(strings).toEqual(expect.arrayContaining(['Approve', 'Reject', 'Show more', 'Download report']));
  });

  test('with two dozen findings and ordinary names: each finding has its line, and each row its page', () => {
    const names = ['afdeling.inkoop@example.nl', 'Afdeling Inkoop', 'receptie.noord@example.nl'];
    const { content, ...plain } = planOf(160, names);
    const plan = { ...plain, content: { ...content, findings: content.findings.slice(0, 24) } };
    const show = (page: number) =>
      stringsOf(planCard(contextIn('en'), { plan, votes: [], page, mayDecide: true, reportAvailable: true }));

    const pages = [0, 1, 2, 3].map(show);

    const rows = pages.flatMap((strings) => strings.filter((string) => /^Rows \d/.test(string)));
    expect(rows).toEqual(['Rows 1 to 5 of 85', 'Rows 6 to 12 of 85', 'Rows 13 to 19 of 85', 'Rows 20 to 26 of 85']);
    for (const strings of pages)
      expect(strings.filter((string) => string.startsWith('**▲ Warning:**'))).toHaveLength(24);
  });

  test('drops rows from the least dangerous end and says how many are in the report', () => {
    const plan = planOf(44, ['😀'.repeat(300)]);
    const firstPage = planCard(contextIn('en'), { plan, votes: [], page: 0, mayDecide: true, reportAvailable: true });

    const strings = stringsOf(firstPage);

    expect(strings.some((string) => /… and \d+ more, in the report/.test(string))).toBe(true);
    expect(rowsPerPage).toBeGreaterThan(2);
  });
});
