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
    fingerprint: '11d77f15b8683d52b74c598dc5026c04939aa8070ae587c96ff6eff6257f3931',
  },
  {
    which: 'no-change',
    fingerprint: '530793a919ef5cc089ceed069dc871d3bd9d90209b20b347a602d136529f2e5b',
  },
  {
    which: 'usual-mix',
    fingerprint: 'cbd534968caeb3d689649f213e857c319c9908d87c603c313b4f0570896d2bc5',
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
