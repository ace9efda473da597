/** Whatever was done and undone: what comes back, and what is not proposed again. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FunctionalAccount } from '../../../src/sync/model/functional-account.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { absentMailbox, mailboxStateOf } from '../../../src/sync/plan/mailbox-state.ts';
import { arbitraryWorld } from '../../support/arbitrary-world.ts';
import { planInput, type World } from '../../support/build.ts';
import { carryOutInMemory } from '../../support/carry-out-in-memory.ts';
import { propertyRuns } from '../../support/property-runs.ts';
import { freely, generous, type Undone, undone } from '../../support/undone.ts';

describe('whatever the organisation looks like', () => {
  const fields = ({ id, address, displayName, members, aliases, division }: FunctionalAccount) =>
    JSON.stringify([id, address, displayName, [...members].sort(), [...aliases].sort(), division]);

  function check(holds: (undone: Undone) => void): void {
    const free = (world: World): World => ({
      ...world,
      policy: { ...(world.policy ?? freely), guards: { ...freely.guards, deletes: generous } },
    });
    fc.assert(
      fc.property(arbitraryWorld, (world) => {
        fc.pre(!computePlan(planInput(free(world))).blocked);
        holds(undone(free(world)));
      }),
      propertyRuns(1500),
    );
  }

  it('applying a plan and its undo leaves every account that was there as it was, or the undo names what it leaves', () => {
    let [worlds, whole] = [0, 0];
    check(({ before, after, undo }) => {
      const named = new Set(
        undo.content.findings
          .filter(({ effect, withheld }) => effect !== 'info' || withheld.length > 0)
          .flatMap(({ addresses }) => addresses),
      );
      worlds += 1;
      const again = new Map(carryOutInMemory(undo, after).target.accounts.map((each) => [each.id, each]));
      const between = new Map(after.target.accounts.map(({ id, address }) => [id, address]));
      for (const was of before.target.accounts) {
        const now = again.get(was.id);
        if (named.has(was.address) || named.has(between.get(was.id) ?? '')) continue;
        expect(now === undefined ? undefined : fields(now)).toBe(fields(was));
        whole += 1;
      }
    });
    // Most accounts come back whole: the test is not one about findings only.
    expect(whole).toBeGreaterThan(worlds);
  });

  it('an applied undo, muted until the source changes, is not proposed again', () => {
    check(({ after, undo }) => {
      const undoneNow = carryOutInMemory(undo, after);
      const states = new Map(
        after.sources.flatMap(({ mailboxes }) => mailboxes.map((each) => [each.id, mailboxStateOf(each)])),
      );
      const mutes = new Map(
        undo.content.mutations.flatMap(({ undoes = [], account: { mailboxId } }) =>
          undoes.map((id) => [id, states.get(mailboxId ?? '') ?? absentMailbox] as const),
        ),
      );

      const proposed = computePlan({ ...undoneNow, mutes }).content.mutations.map(({ id }) => id);

      expect(proposed.filter((id) => mutes.has(id))).toEqual([]);
    });
  });
});
