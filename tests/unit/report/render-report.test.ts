import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { planningWorld } from '../../../sandbox/bench/planning-world.ts';
import { atOnce } from '../../../src/sync/model/at-once.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import type { RenderContext } from '../../../src/sync/report/render-context.ts';
import { type ReportFormat, rendering } from '../../../src/sync/report/render-report.ts';
import { reporting } from '../../../src/sync/report/report.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { planDetails } from '../../support/plan-details.ts';

const details = planDetails();
const context = { texts: textsFor('en'), language: 'en', timeZone: 'Europe/Amsterdam' } as const;

function renderReport(of: typeof details, format: ReportFormat, within: RenderContext) {
  const { pieces, ...rest } = atOnce(rendering(of, format, within));
  return { ...rest, body: [...pieces()].join('') };
}

describe('a report', () => {
  it('is named after its run and carries its own content type', () => {
    const kinds = (['html', 'csv', 'json'] as const).map((format) => {
      const { fileName, contentType } = renderReport(details, format, context);
      return [fileName, contentType];
    });

    expect(kinds).toEqual([
      ['run-def456.html', 'text/html; charset=utf-8'],
      ['run-def456.csv', 'text/csv; charset=utf-8'],
      ['run-def456.json', 'application/json; charset=utf-8'],
    ]);
  });

  it.each(['html', 'csv', 'json'] as const)('cites the fingerprint in %s', (format) => {
    expect(renderReport(details, format, context).body).toContain(details.plan.fingerprint);
  });
});

describe('csv', () => {
  const rows = parse(renderReport(details, 'csv', context).body, { bom: true, columns: true }) as Record<
    string,
    string
  >[];

  it('has a row for each mutation and each mailbox left out', () => {
    expect(rows).toHaveLength(details.plan.content.mutations.length + details.plan.scope.leftOut.length);
    expect(rows.map((row) => [row.change, row.address, row.before, row.after, row.outcome]).at(0)).toEqual([
      'Loses access',
      'info@example.nl',
      'ann@example.nl',
      '',
      'done',
    ]);
  });

  it('makes a name that begins like a formula plain text', () => {
    const names = rows.filter((row) => row.after?.includes('HYPERLINK')).map((row) => row.after);

    expect(names).toEqual([`'=HYPERLINK("http://evil.example")`]);
  });

  it.each([' =1+1', '\u200b=1+1', '\u00a0@SUM(A1)'])(
    'makes %j plain text too, which a spreadsheet would trim',
    (displayName) => {
      const { plan } = details;
      const [entry] = plan.scope.leftOut;
      const odd = {
        ...details,
        plan: { ...plan, scope: { ...plan.scope, leftOut: entry === undefined ? [] : [{ ...entry, displayName }] } },
      };

      expect(renderReport(odd, 'csv', context).body).toContain(`,'${displayName},`);
    },
  );

  it('explains what did not happen', () => {
    const failed = rows.filter((row) => row.outcome === 'failed').map((row) => row.explanation ?? '');

    expect(failed.length).toBeGreaterThan(0);
    expect(failed.every((text) => text.includes('hello@example.nl'))).toBe(true);
  });
});

describe('json', () => {
  it('carries every mutation with its result, the votes and the scope', () => {
    const report = JSON.parse(renderReport(details, 'json', context).body);

    expect(report).toMatchObject({
      schema: 'countersign-report',
      version: 1,
      planId: 'plan-abc123',
      countsByState: { done: 3, failed: 3 },
    });
    expect(report.rows).toHaveLength(details.plan.content.mutations.length);
    expect(report.votes[0].person.name).toBe('Alex Approver');
    expect(report.scope.leftOut[0].reason).toBe('foreign-domain');
  });
});

describe('html', () => {
  it.each(['en', 'nl'] as const)('shows hostile names as text in %s', (language) => {
    const { body } = renderReport(details, 'html', { ...context, language, texts: textsFor(language) });

    expect(body).not.toContain('<script>alert(1)</script>');
    expect(body).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain(`<html lang="${language}">`);
  });

  it('needs nothing from anywhere else', () => {
    const { body } = renderReport(details, 'html', context);

    expect(body).not.toMatch(/(?:src|href)=/);
    expect(body).not.toMatch(/@import|url\(/);
  });

  it.each([
    [[], true, /Nothing was read back(?!\.)/],
    [[], false, /Nothing was read back\. Zivver’s list was incomplete/],
    [['m1'], true, /1 change was seen in Zivver afterwards(?!\.)/],
    [['m1'], false, /1 change was seen in Zivver afterwards\. Zivver’s list was incomplete/],
  ] as const)('says what was read back: seen %j, whole list %s', (seen, complete, expected) => {
    const verification = { at: '2026-03-02T08:30:00.000Z', complete, seen, lost: [], repaired: [] };
    const run = details.run === null ? null : { ...details.run, verification };

    expect(renderReport({ ...details, run }, 'html', context).body).toMatch(expected);
  });

  it('says who approved, when, in which zone', () => {
    const { body } = renderReport(details, 'html', context);

    expect(body).toContain('Alex Approver, 24 Nov 2026, 09:05:00 (Europe/Amsterdam): “Looks right”');
  });
});

describe('a report of a large plan', () => {
  const computed = computePlan(planningWorld(300, 'first-run'));
  const large = { ...details, run: null, plan: { ...details.plan, ...computed } };

  it.each(['html', 'csv', 'json'] as const)('comes in pieces of which none is long, in %s', (format) => {
    const { pieces } = atOnce(rendering(large, format, context));
    const lengths = [...pieces()].map(({ length }) => length);

    expect(lengths.length).toBeGreaterThan(5);
    expect(Math.max(...lengths)).toBeLessThan(100_000);
  });

  it('is in JSON what the value is, to the byte', () => {
    const { body } = renderReport(large, 'json', context);
    const report = atOnce(reporting(large));
    const basis = { ...report.basis, states: Object.fromEntries(report.basis.states) };
    const whole = { schema: 'countersign-report', version: 1, ...report, basis };

    expect(body).toBe(`${JSON.stringify(whole, null, 2)}\n`);
  });

  it('is made without keeping others waiting', () => {
    const steps = rendering(large, 'csv', context);
    let taken = 0;
    while (steps.next().done !== true) taken += 1;

    expect(taken).toBeGreaterThan(large.plan.content.mutations.length / 1_000);
  });
});
