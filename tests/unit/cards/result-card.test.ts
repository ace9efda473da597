import { describe, expect, it } from 'vitest';
import { resultCard } from '../../../src/cards/result-card.ts';
import { contextIn } from '../../support/example-cards.ts';
import { examplePlan, exampleRun } from '../../support/example-plan.ts';
import { stringsOf } from '../../support/walk-card.ts';

function textOf(seen: readonly string[], complete: boolean): string {
  const plan = examplePlan();
  const verification = { at: '2026-03-02T08:30:00.000Z', complete, seen, lost: [], repaired: [] };
  return stringsOf(resultCard(contextIn('en'), { plan, run: { ...exampleRun(plan), verification } })).join('\n');
}

describe('what reading back found, on the card of a run', () => {
  it('is nothing when nothing was done, and never that all of nothing was seen', () => {
    expect(textOf([], true)).toContain('Nothing was read back.');
    expect(textOf([], true)).not.toContain('all 0 changes');
    expect(textOf([], true)).not.toContain('Not everything could be read back.');
  });

  it('says that a list was incomplete, whatever was seen', () => {
    expect(textOf([], false)).toContain('Not everything could be read back.');
    expect(textOf(['m1'], false)).toContain('Not everything could be read back.');
  });
});
