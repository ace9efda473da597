import { describe, expect, it } from 'vitest';
import { runText } from '../../../src/cli/print-run.ts';
import { createScreen } from '../../../src/cli/screen.ts';
import { examplePlan, exampleRun } from '../../support/example-plan.ts';

const screen = createScreen({
  language: 'en',
  timeZone: 'Europe/Amsterdam',
  colours: false,
  all: true,
  program: 'countersign',
});

function textOf(code: string, params: Readonly<Record<string, string | number>>): string {
  return runText({ ...exampleRun(examplePlan()), state: 'stopped', stoppedBecause: { code, params } }, [], screen);
}

describe('why a run stopped, on the console', () => {
  it('is said in the words of the refusal when it was refused to go on', () => {
    const text = textOf('limits-exceeded', { planId: 'plan-aaaaaa' });

    expect(text).toContain('plan-aaaaaa is over a limit, together with what was done or signed since it was made.');
    expect(text).toContain('Make a new preview');
    expect(text).not.toContain('limits-exceeded');
  });

  it('shows the code when there are no words for it', () => {
    expect(textOf('never-heard-of', {})).toContain('(never-heard-of)');
  });
});

describe('what reading back found, on the console', () => {
  const readBack = (seen: readonly string[], lost: readonly string[]): string => {
    const verification = { at: '2026-03-02T08:30:00.000Z', complete: true, seen, lost, repaired: [] };
    return runText({ ...exampleRun(examplePlan()), verification }, [], screen);
  };

  it('is nothing when nothing was done, and no "0 changes seen"', () => {
    expect(readBack([], [])).toContain('nothing was read back');
    expect(readBack([], [])).not.toMatch(/\b0 /);
  });

  it('is told when everything was lost', () => {
    expect(readBack([], ['m1'])).toMatch(/1 .*not there/);
  });
});
