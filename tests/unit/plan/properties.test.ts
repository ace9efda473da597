import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { isTaking } from '../../../src/sync/plan/mutation-list.ts';
import { arbitraryWorld } from '../../support/arbitrary-world.ts';
import { planInput, type World } from '../../support/build.ts';
import { carryOutInMemory } from '../../support/carry-out-in-memory.ts';

const runs = { numRuns: 1500 };

function check(holds: (world: World) => void): void {
  fc.assert(fc.property(arbitraryWorld, holds), runs);
}

describe('whatever the organisation looks like', () => {
  it('every item finds its addresses free, and applying then planning again proposes nothing of what was done', () => {
    check((world) => {
      const input = planInput(world);
      const plan = computePlan(input);
      fc.pre(!plan.blocked);

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
      for (let round = 0; round < 4; round += 1) {
        const plan = computePlan(input);
        fc.pre(!plan.blocked);
        input = carryOutInMemory(plan, input);
      }

      expect(computePlan(input).content.mutations).toEqual([]);
    });
  });

  it('the order of what was read never changes the fingerprint', () => {
    check((world) => {
      const input = planInput(world);
      const turned = planInput({
        ...world,
        mailboxes: (world.mailboxes ?? []).toReversed(),
        accounts: (world.accounts ?? []).toReversed(),
        people: (world.people ?? []).toReversed(),
        links: (world.links ?? []).toReversed(),
      });

      expect(computePlan(turned)).toEqual(computePlan(input));
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

      const touched = computePlan(planInput(world)).content.mutations.map(({ account }) => account.mailboxId ?? '');

      expect(touched.filter((id) => frozen.has(id))).toEqual([]);
    });
  });

  it('takes nothing from an account that it adopts', () => {
    check((world) => {
      const { mutations } = computePlan(planInput(world)).content;
      const adopted = new Set(mutations.filter(({ kind }) => kind === 'adopt').map(({ account }) => account.id));

      expect(mutations.filter((mutation) => adopted.has(mutation.account.id) && isTaking(mutation))).toEqual([]);
    });
  });

  it('every mailbox that was read ends in exactly one place', () => {
    check((world) => {
      const { inScope, leftOut } = computePlan(planInput(world)).scope;

      const places = [...inScope, ...leftOut].map(({ mailboxId }) => mailboxId).sort();

      expect(places).toEqual((world.mailboxes ?? []).map(({ id }) => id).sort());
    });
  });

  it('every mutation is carried by an item, and every item carries mutations of the plan', () => {
    check((world) => {
      const { mutations, items } = computePlan(planInput(world)).content;

      const carried = new Set(items.flatMap((item) => item.mutations));

      expect([...carried].sort()).toEqual(mutations.map(({ id }) => id).sort());
    });
  });
});
