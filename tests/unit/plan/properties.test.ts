import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ComputedPlan } from '../../../src/sync/model/plan.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { arbitraryWorld } from '../../support/arbitrary-world.ts';
import { planInput, type World } from '../../support/build.ts';
import { carryOutInMemory } from '../../support/carry-out-in-memory.ts';
import { propertyRuns } from '../../support/property-runs.ts';

const { numRuns, seed: given } = propertyRuns(10_000);
const seed = given ?? fc.sample(fc.integer(), 1)[0] ?? 0;
/** Made once for all properties: making a world takes longer than planning it. */
const worlds = fc.sample(arbitraryWorld, { numRuns, seed });
/** Mutation testing plans anew each time: a plan from before a change says nothing about it. */
const plans = given === undefined ? new Map<World, ComputedPlan>() : undefined;

/** Every property on every world; a failure is made small by looking for it again with shrinking. */
function check(holds: (world: World) => void): void {
  for (const world of worlds) {
    try {
      holds(world);
    } catch (error) {
      fc.assert(fc.property(arbitraryWorld, holds), { numRuns, seed });
      throw new Error(`seed ${seed}, ${JSON.stringify(world)}`, { cause: error });
    }
  }
}

function planOf(world: World): ComputedPlan {
  const plan = plans?.get(world) ?? computePlan(planInput(world));
  plans?.set(world, plan);
  return plan;
}

describe('whatever the organisation looks like', { timeout: 120_000 }, () => {
  it('every item finds its addresses free, and applying then planning again proposes nothing of what was done', () => {
    check((world) => {
      const input = planInput(world);
      const plan = planOf(world);
      if (plan.blocked) return;

      const again = computePlan(carryOutInMemory(plan, input));

      const done = new Set(
        plan.content.mutations.map(
          ({ kind, account, after, before }) => `${kind} ${account.mailboxId} ${after} ${before}`,
        ),
      );
      expect(
        again.content.mutations.filter(({ kind, account, after, before }) =>
          done.has(`${kind} ${account.mailboxId} ${after} ${before}`),
        ),
      ).toEqual([]);
    });
  });

  it('applying and planning again settles: after a few rounds nothing is left to do', () => {
    check((world) => {
      let input = planInput(world);
      let plan = planOf(world);
      for (let round = 0; round < 4 && plan.content.mutations.length > 0; round += 1) {
        if (plan.blocked) return;
        input = carryOutInMemory(plan, input);
        plan = computePlan(input);
      }

      expect(plan.content.mutations).toEqual([]);
    });
  });

  it('the order of what was read never changes the fingerprint', () => {
    check((world) => {
      const turned = planInput({
        ...world,
        mailboxes: (world.mailboxes ?? []).toReversed(),
        accounts: (world.accounts ?? []).toReversed(),
        people: (world.people ?? []).toReversed(),
        links: (world.links ?? []).toReversed(),
      });

      expect(computePlan(turned)).toEqual(planOf(world));
    });
  });

  it('an incomplete mailbox list makes nothing missing, incomplete people take nobody away, an incomplete account list makes no plan', () => {
    check((world) => {
      const short = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 } as const;
      const kinds = (more: Partial<World>): string[] =>
        computePlan(planInput({ ...world, ...more })).content.mutations.map(({ kind }) => kind);

      expect(
        kinds({ source: { list: short }, lookUps: new Map() }).filter((kind) => kind === 'retire' || kind === 'delete'),
      ).toEqual([]);
      expect(kinds({ completeness: { people: short } }).filter((kind) => kind === 'revoke')).toEqual([]);
      expect(kinds({ completeness: { accounts: short } })).toEqual([]);
    });
  });

  it('a frozen mailbox gains nothing and loses nothing', () => {
    check((world) => {
      const frozen = new Set(
        (world.mailboxes ?? []).filter(({ delegates }) => delegates.state === 'unreadable').map(({ id }) => id),
      );

      const touched = planOf(world).content.mutations.map(({ account }) => account.mailboxId ?? '');

      expect(touched.filter((id) => frozen.has(id))).toEqual([]);
    });
  });

  it('takes nothing from an account that it adopts', () => {
    check((world) => {
      const { mutations } = planOf(world).content;
      const adopted = new Set(mutations.filter(({ kind }) => kind === 'adopt').map(({ account }) => account.id));

      const takes = mutations.filter((one) => one.class === 'removal' || one.class === 'destruction');
      expect(takes.filter(({ account: { id } }) => adopted.has(id))).toEqual([]);
    });
  });

  it('every mailbox that was read ends in exactly one place', () => {
    check((world) => {
      const { inScope, leftOut } = planOf(world).scope;

      const places = [...inScope, ...leftOut].map(({ mailboxId }) => mailboxId).sort();

      expect(places).toEqual((world.mailboxes ?? []).map(({ id }) => id).sort());
    });
  });

  it('every mutation is carried by an item, and every item carries mutations of the plan', () => {
    check((world) => {
      const { mutations, items } = planOf(world).content;

      const carried = new Set(items.flatMap((item) => item.mutations));

      expect([...carried].sort()).toEqual(mutations.map(({ id }) => id).sort());
    });
  });
});
