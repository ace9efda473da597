import { describe, expect, it } from 'vitest';
import { planningWorld } from '../../../sandbox/bench/planning-world.ts';
import {
  contentApart,
  contentTogether,
  readingApart,
  readingTogether,
  sharer,
} from '../../../src/sync/model/plan-lists.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';

const plan = computePlan(planningWorld(120, 'first-run'));

describe('a plan taken apart', () => {
  it.each([0, 1, 100, 1000, 100_000])('is put together as it was, with lists longer than %i taken out', (longest) => {
    const content = contentApart(plan.content, longest);
    const reading = readingApart(plan, longest);

    expect(contentTogether(content.head, new Map(content.lists))).toEqual(plan.content);
    expect(readingTogether(reading.head, new Map(reading.lists))).toEqual({ basis: plan.basis, scope: plan.scope });
    for (const [, entries] of [...content.lists, ...reading.lists]) expect(entries.length).toBeGreaterThan(longest);
  });
});

describe('entries read from texts', () => {
  const read = () => JSON.parse(JSON.stringify(plan.content.mutations)) as typeof plan.content.mutations;

  it('are what they were, and an account or person that many name is there once', () => {
    const mutations = read();

    sharer()(mutations);

    expect(mutations).toEqual(plan.content.mutations);
    expect(new Set(mutations.map(({ account }) => account)).size).toBe(120);
    const people = mutations.flatMap(({ person }) => person ?? []);
    expect(new Set(people).size).toBe(new Set(people.map(({ id }) => id)).size);
  });

  it('keep what differs, also under one id', () => {
    const [first, second] = read();
    const renamed = { ...second!, account: { ...first!.account, displayName: 'Another name' } };
    const entries = [first!, renamed, 'a text', first!];

    sharer()(entries);

    expect(renamed.account.displayName).toBe('Another name');
  });
});
