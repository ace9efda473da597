import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mutationKinds } from '../../../src/sync/model/mutation.ts';
import type { ComputedPlan } from '../../../src/sync/model/plan.ts';
import type { SplitChoice } from '../../../src/sync/model/split.ts';
import { freesOf, takesOf } from '../../../src/sync/plan/address-book.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { type Split, splitPlan } from '../../../src/sync/plan/split.ts';
import { arbitraryWorld } from '../../support/arbitrary-world.ts';
import { planInput, type World } from '../../support/build.ts';
import { carryOutInMemory } from '../../support/carry-out-in-memory.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const addresses = ['info', 'sales', 'hr', 'it', 'desk'].map((name) => `${name}@example.nl`);

const choices: fc.Arbitrary<SplitChoice> = fc.oneof(
  fc.record({ kind: fc.constant('first' as const), accounts: fc.integer({ min: 0, max: 6 }) }),
  fc.constant({ kind: 'additions-only' as const }),
  fc.record({
    kind: fc.constant('leave-out' as const),
    kinds: fc.subarray([...mutationKinds]),
    domains: fc.constant([]),
    findings: fc.subarray(['added-in-zivver' as const, 'account-emptied' as const, 'too-many-retires' as const]),
    accounts: fc.subarray(addresses, { maxLength: 2 }),
  }),
);

function check(holds: (whole: ComputedPlan, split: Split, world: World, choice: SplitChoice) => void): void {
  fc.assert(
    fc.property(arbitraryWorld, choices, (world, choice) => {
      const whole = computePlan(planInput(world));
      holds(whole, splitPlan(whole, choice), world, choice);
    }),
    propertyRuns(1500),
  );
}

describe('whatever is left out of whatever plan', () => {
  it('what is kept and what is dropped are the whole, each once', () => {
    check((whole, { plan, dropped }) => {
      const both = [...plan.content.mutations, ...dropped.map(({ mutation }) => mutation)];

      expect(both.map(({ id }) => id).sort()).toEqual(whole.content.mutations.map(({ id }) => id).sort());
    });
  });

  it('nothing that is kept depends on something dropped', () => {
    check((_whole, { plan, dropped }) => {
      const out = dropped.map(({ mutation }) => mutation);
      const uncreated = new Set(out.filter(({ kind }) => kind === 'create').map(({ account }) => account.address));
      const unreleased = new Set(out.flatMap(freesOf));

      for (const mutation of plan.content.mutations) {
        expect(mutation.account.id === null && uncreated.has(mutation.account.address)).toBe(false);
        expect(unreleased.has(takesOf(mutation) ?? '')).toBe(false);
      }
    });
  });

  it('every item finds its addresses free', () => {
    check((whole, { plan }, world) => {
      fc.pre(!whole.blocked);

      expect(() => carryOutInMemory(plan, planInput(world))).not.toThrow();
    });
  });

  it('every kept mutation is carried by an item, and nothing else is', () => {
    check((_whole, { plan: { content } }) => {
      const carried = new Set(content.items.flatMap(({ mutations }) => mutations));

      expect([...carried].sort()).toEqual(content.mutations.map(({ id }) => id).sort());
    });
  });

  it('additions only holds no removal and no destruction', () => {
    check((whole) => {
      const { plan } = splitPlan(whole, { kind: 'additions-only' });

      const takes = plan.content.mutations.filter((one) => one.class === 'removal' || one.class === 'destruction');
      expect(takes).toEqual([]);
    });
  });

  it('leaves nobody without access whom the whole plan leaves with it', () => {
    check((whole, { plan }) => {
      const emptied = ({ content }: ComputedPlan) =>
        content.items.filter(({ empties }) => empties).map(({ account }) => account.id);

      expect(emptied(whole)).toEqual(expect.arrayContaining(emptied(plan)));
    });
  });

  it('needs no stricter approval than the whole, and is blocked by nothing that does not block the whole', () => {
    check((whole, { plan }) => {
      expect(plan.approval.votes).toBeLessThanOrEqual(whole.approval.votes);
      expect(plan.approval.secondPerson && !whole.approval.secondPerson).toBe(false);
      expect(plan.blocked && !whole.blocked).toBe(false);
    });
  });

  it('is the same part whenever it is made', () => {
    check((whole, { plan }, _world, choice) => {
      expect(splitPlan(structuredClone(whole), choice).plan.fingerprint).toBe(plan.fingerprint);
    });
  });

  it('after the part, the next plan proposes what was left out of a plan that nothing was in the way of', () => {
    check((whole, { plan, dropped }, world) => {
      fc.pre(!whole.blocked && whole.content.findings.every(({ withheld }) => withheld.length === 0));
      const next = computePlan(carryOutInMemory(plan, planInput(world)));
      const still = new Set([
        ...next.content.mutations.map(({ id }) => id),
        ...next.content.findings.flatMap(({ withheld }) => withheld),
      ]);
      const creating = new Set(
        plan.content.mutations.filter(({ kind }) => kind === 'create').map(({ account }) => account.address),
      );

      const forgotten = dropped.filter(
        ({ mutation: { id, account } }) => !still.has(id) && !creating.has(account.address),
      );

      expect(forgotten).toEqual([]);
    });
  });
});
