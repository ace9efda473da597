import { describe, expect, it } from 'vitest';
import { planningWorld } from '../../../sandbox/bench/planning-world.ts';
import { atOnce } from '../../../src/sync/model/at-once.ts';
import {
  contentApart,
  contentTogether,
  longerThan,
  readingApart,
  readingTogether,
} from '../../../src/sync/model/plan-lists.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';

const plan = computePlan(planningWorld(120, 'first-run'));

describe('a plan taken apart', () => {
  it.each([0, 1, 100, 1000, 100_000])('is put together as it was, with lists longer than %i taken out', (longest) => {
    const content = contentApart(plan.content, longerThan(longest));
    const reading = readingApart(plan, longerThan(longest));

    expect(contentTogether(content.head, new Map(content.lists))).toEqual(plan.content);
    expect(atOnce(readingTogether(reading.head, new Map(reading.lists)))).toEqual({
      basis: plan.basis,
      scope: plan.scope,
    });
    for (const [, entries] of [...content.lists, ...reading.lists]) expect(entries.length).toBeGreaterThan(longest);
  });
});
