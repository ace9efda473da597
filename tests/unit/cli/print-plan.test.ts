import { describe, expect, it } from 'vitest';
import { findingsText, overtakenText, waitingText } from '../../../src/cli/print-plan.ts';
import { createScreen } from '../../../src/cli/screen.ts';
import { findingCodes } from '../../../src/sync/model/finding.ts';
import { textsFor } from '../../../src/texts/texts.ts';
import { exampleBasis, examplePlan, exampleScope } from '../../support/example-plan.ts';

const screen = createScreen({
  language: 'en',
  timeZone: 'Europe/Amsterdam',
  colours: false,
  all: true,
  program: 'countersign',
});
const texts = textsFor('en');
const [example] = examplePlan().content.findings;

describe('findings on the console', () => {
  it('have no empty line where there is nothing to do about them', () => {
    const silent = findingCodes.filter((code) => texts.plan.findings[code].remedy === '');
    const findings = silent.map((code) => ({ ...example!, code, addresses: [] }));

    const [, ...blocks] = findingsText(findings, screen).split('\n\n');

    expect(silent.length).toBeGreaterThan(0);
    expect(blocks).toHaveLength(1);
    expect(blocks[0]?.trimEnd().split('\n')).toHaveLength(silent.length);
  });
});

describe('a run that goes on beside a preview, on the console', () => {
  it('is said with its plan and its time, and not at all when there is none', () => {
    const text = waitingText(
      [{ planId: 'plan-aaaaaa', runId: 'run-aaaaaa', until: '2026-11-24T13:30:00.000Z' }],
      screen,
    );

    expect(text).toContain('plan-aaaaaa was approved and is not finished: it waits for Zivver until');
    expect(text).toContain('14:30');
    expect(text).toContain('nothing is done twice');
    expect(waitingText([], screen)).toBe('');
  });
});

describe('a preview that was overtaken, on the console', () => {
  const outcome = {
    kind: 'overtaken',
    plan: examplePlan(),
    readAt: '2026-11-24T06:00:00.000Z',
    newerReadAt: '2026-11-24T06:04:10.000Z',
    scope: exampleScope,
    basis: exampleBasis,
  } as const;

  it('shows the plan that waits; of one that is about some mailboxes it says so, and what to do', () => {
    const { overtaken } = texts.cards;
    const whole = overtakenText({ ...outcome, covers: true }, screen);
    const some = overtakenText({ ...outcome, covers: false }, screen);

    expect(whole).toContain(overtaken.stands(outcome.plan.id));
    expect(whole).not.toContain(overtaken.whatNow);
    expect(some).toContain(overtaken.standsForSome(outcome.plan.id, outcome.plan.scope.inScope.length));
    expect(some).toContain(overtaken.whatNow);
  });
});
