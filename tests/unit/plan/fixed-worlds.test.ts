import { describe, expect, it } from 'vitest';
import { type PlanningCase, planningWorld } from '../../../sandbox/bench/planning-world.ts';
import { atOnce } from '../../../src/sync/model/at-once.ts';
import type { PlanContent } from '../../../src/sync/model/plan.ts';
import { computePlanWithLinks } from '../../../src/sync/plan/compute-plan.ts';
import { matchingFingerprint } from '../../../src/sync/plan/fingerprint.ts';
import { signedPieces } from '../../../src/sync/plan/signed-text.ts';
import { splitPlan } from '../../../src/sync/plan/split.ts';
import { readSignedText } from '../../support/read-signed-text.ts';

/**
 * What is asked here must change only when the rules of planning change on purpose: a plan that waits in some store under
 * an older program has the fingerprint that people saw. The earlier one is that of its canonical JSON (docs/decisions/0020).
 */
const worlds: readonly { readonly which: PlanningCase; readonly fingerprint: string; readonly earlier: string }[] = [
  {
    which: 'first-run',
    fingerprint: 'fc47d5295594eaa7f034d500b4d82254bf4ace1eefc2b6ce14a7b838432600a1',
    earlier: '11d77f15b8683d52b74c598dc5026c04939aa8070ae587c96ff6eff6257f3931',
  },
  {
    which: 'no-change',
    fingerprint: 'b8cda37ad89b41edbc3255445359974e056f14c50d900259f74feb9bb97ad5d0',
    earlier: '530793a919ef5cc089ceed069dc871d3bd9d90209b20b347a602d136529f2e5b',
  },
  {
    which: 'usual-mix',
    fingerprint: 'e9a7126c3460d6aa815e3b14efd89c77dd3d3f4a4ed1ac888235cd4923717001',
    earlier: 'cbd534968caeb3d689649f213e857c319c9908d87c603c313b4f0570896d2bc5',
  },
];

describe('the plan of an organisation that does not change', () => {
  it.each(worlds)('has the fingerprint it always had: $which', ({ which, fingerprint }) => {
    const { plan } = computePlanWithLinks(planningWorld(400, which));

    expect(plan.fingerprint).toBe(fingerprint);
  });

  it.each(worlds)('is still what was signed under an earlier version: $which', ({ which, fingerprint, earlier }) => {
    const { content } = computePlanWithLinks(planningWorld(400, which)).plan;
    const isOf = (one: PlanContent, signed: string) => atOnce(matchingFingerprint(one, signed));
    const other = { ...content, policy: { ...content.policy, confirm: 'nothing' } } as unknown as PlanContent;

    expect([fingerprint, earlier].map((signed) => isOf(content, signed))).toEqual([true, true]);
    expect([fingerprint, earlier].map((signed) => isOf(other, signed))).toEqual([false, false]);
  });

  it.each(worlds)('is read back from its signed text: $which', ({ which }) => {
    const { plan } = computePlanWithLinks(planningWorld(400, which));
    const part = splitPlan(plan, { kind: 'first', accounts: 25 }).plan;

    for (const { content } of [plan, part])
      expect(readSignedText([...signedPieces(content)].join(''))).toEqual(content);
  });
});
