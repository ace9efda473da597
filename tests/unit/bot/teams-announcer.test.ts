import { describe, expect, test } from 'vitest';
import type { PlanView } from '../../../src/bot/plan-view.ts';
import type { PostedPlans } from '../../../src/bot/posted-plans.ts';
import { createTeamsAnnouncer } from '../../../src/bot/teams-announcer.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import type { Run } from '../../../src/sync/model/run.ts';
import { createFakeSync, fakeProgress } from '../../fakes/fake-sync.ts';
import { examplePlan } from '../../support/bot-harness.ts';
import { clockOf } from '../../support/clock-of.ts';
import { recordingLogger } from '../../support/recording-logger.ts';

const clock = clockOf(
  () => new Date(0),
  async () => {},
);

function drawing() {
  const drawn: string[] = [];
  const posted = {
    redraw: async (plan: Plan, more?: Partial<PlanView>) => {
      drawn.push(more?.progress === undefined ? plan.state : `${plan.state} with progress`);
    },
  } as unknown as PostedPlans;
  return { drawn, announcer: createTeamsAnnouncer({ posted, clock, log: recordingLogger() }) };
}

async function approvedPlan(): Promise<{ plan: Plan; run: Run }> {
  const { announcer } = drawing();
  const sync = createFakeSync({ computed: examplePlan(), announcer: () => announcer, now: clock.now });
  const by = { id: 'ann', tenantId: 't', name: 'Ann', address: null };
  const outcome = await sync.preview({ requester: by }, { signal: new AbortController().signal });
  if (outcome.kind !== 'plan') throw new Error('no plan');
  const { id: planId, fingerprint } = outcome.plan;
  await sync.approve({ planId, fingerprint, by, mayDecide: true, comment: '' });
  const run = await sync.carryOut({ planId, by }, { signal: new AbortController().signal });
  if ('refused' in run) throw new Error('refused');
  return { plan: { ...outcome.plan, state: 'applying' }, run };
}

describe('the cards of a plan', () => {
  test('end with the result, also when progress comes late', async () => {
    const { plan, run } = await approvedPlan();
    const { drawn, announcer } = drawing();

    await announcer.planChanged(plan);
    announcer.runProgressed(plan, fakeProgress);
    await announcer.runEnded(plan, run);
    announcer.runProgressed(plan, { ...fakeProgress, done: 99 });
    await new Promise((resolve) => setImmediate(resolve));

    expect(drawn.at(-1)).toBe('applied');
  });

  test('that cannot be drawn do not fail the run', async () => {
    const { plan, run } = await approvedPlan();
    const posted = { redraw: async () => Promise.reject(new Error('no store')) } as unknown as PostedPlans;
    const announcer = createTeamsAnnouncer({ posted, clock, log: recordingLogger() });

    await expect(announcer.runEnded(plan, run)).resolves.toBeUndefined();
  });
});
