import { describe, expect, it } from 'vitest';
import { type PlanningCase, planningWorld } from '../../../sandbox/bench/planning-world.ts';
import { canonicalJson } from '../../../src/sync/plan/canonical-json.ts';
import { computePlanWithLinks } from '../../../src/sync/plan/compute-plan.ts';
import { contentPieces } from '../../../src/sync/plan/plan-text.ts';
import { splitPlan } from '../../../src/sync/plan/split.ts';

/**
 * What is asked here must change only when the rules of planning change on purpose: a plan that waits in some store under
 * an older program has the fingerprint that people saw.
 */
const worlds: readonly { readonly which: PlanningCase; readonly fingerprint: string }[] = [
  {
    which: 'first-run',
    fingerprint: '62050fda1f4dd36034a5f314361234b2a5a0b90dea6f20f1d65c2ab9d3a65bfd',
  },
  {
    which: 'no-change',
    fingerprint: 'cb847d7ad4f8b96f3647956037c0f5353c9813eb2cb1c6f6f79c1eb528826b98',
  },
  {
    which: 'usual-mix',
    fingerprint: 'bba2617a65842f86bccb388dffe86ad12e6458dc40556a9a7e01d02be9444732',
  },
];

describe('the plan of an organisation that does not change', () => {
  it.each(worlds)('has the fingerprint it always had: $which', ({ which, fingerprint }) => {
    const { plan } = computePlanWithLinks(planningWorld(400, which));

    expect(plan.fingerprint).toBe(fingerprint);
  });

  it.each(worlds)('is written in pieces as in one: $which', ({ which }) => {
    const { plan } = computePlanWithLinks(planningWorld(400, which));
    const part = splitPlan(plan, { kind: 'first', accounts: 25 }).plan;

    for (const { content } of [plan, part]) expect([...contentPieces(content)].join('')).toBe(canonicalJson(content));
  });
});
