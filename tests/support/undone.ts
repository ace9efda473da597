/** The undo of a plan that was carried out whole, on the world as it is after it. */

import type { FunctionalAccount } from '../../src/sync/model/functional-account.ts';
import type { ComputedPlan } from '../../src/sync/model/plan.ts';
import { computePlan, type PlanInput } from '../../src/sync/plan/compute-plan.ts';
import { computeUndo, type UndoInput } from '../../src/sync/plan/undo.ts';
import { planInput, policy, type World } from './build.ts';
import { carryOutInMemory } from './carry-out-in-memory.ts';

export const generous = { absolute: 1000, percent: 100, floor: 1000 };
/** Nothing is held back because of its number. */
export const freely = policy({
  guards: {
    removals: generous,
    removalsPerAccount: generous,
    emptied: generous,
    access: generous,
    accessPerAccount: generous,
    creates: generous,
    retires: generous,
  },
});

export interface Undone {
  readonly before: PlanInput;
  readonly after: PlanInput;
  readonly undo: ComputedPlan;
}

export function undoOf(plan: ComputedPlan, after: PlanInput, more: Partial<UndoInput> = {}): ComputedPlan {
  const { mutations } = plan.content;
  return computeUndo({
    runId: 'run-1',
    mutations,
    happened: new Set(mutations.map(({ id }) => id)),
    created: new Map(
      mutations
        .filter(({ kind }) => kind === 'create')
        .map(({ account: made }) => [made.mailboxId ?? '', `new-${made.address}`]),
    ),
    target: after.target,
    sources: after.sources,
    links: after.links,
    policy: after.policy,
    history: after.history,
    ...more,
  });
}

/** @param meanwhile what others do to the accounts between the run and its undo */
export function undone(
  world: World,
  meanwhile: (account: FunctionalAccount) => FunctionalAccount = (same) => same,
): Undone {
  const before = planInput({ ...world, policy: world.policy ?? freely });
  const plan = computePlan(before);
  const applied = carryOutInMemory(plan, before);
  const accounts = applied.target.accounts.map(meanwhile);
  // A deletion ends the link.
  const links = applied.links.filter(({ accountId }) => accounts.some(({ id }) => id === accountId));
  const after = { ...applied, links, target: { ...applied.target, accounts } };
  return { before, after, undo: undoOf(plan, after) };
}
