import { describe, expect, test } from 'vitest';
import { planningCases, planningWorld } from '../../../sandbox/bench/planning-world.ts';
import { planInThread, threadPlanner } from '../../../src/app/thread-planner.ts';
import { computePlanWithLinks } from '../../../src/sync/plan/compute-plan.ts';
import { account, link, mailbox, person, planInput, policy, trustee } from '../../support/build.ts';

const signal = new AbortController().signal;

describe('a plan computed on its own thread', () => {
  test.each(planningCases)('is the plan of the same readings computed here: %s', async (which) => {
    const input = planningWorld(600, which);

    const there = await planInThread(input, { signal });

    expect(there).toEqual(computePlanWithLinks(input));
  });

  test('carries look-ups, mutes, frozen mailboxes and the details of every finding', async () => {
    const input = planInput({
      mailboxes: [
        mailbox('sales', { trustees: [trustee('ann'), trustee('bob')] }),
        mailbox('info', { delegates: { state: 'unreadable', reason: 'throttled' } }),
        mailbox('desk', { trustees: [{ kind: 'unresolved', name: 'S-1-5-21', reason: 'orphaned' }] }),
      ],
      accounts: [account('info'), account('gone'), account('desk')],
      people: [person('ann'), person('bob', { active: false })],
      links: [link('gone'), link('desk')],
      lookUps: new Map([['m-gone', 'not-found']]),
      mutes: new Map([['create:m-sales:sales@example.nl', 'another state']]),
      policy: policy({ sync: { missing: 'retire' } }),
    });

    const there = await planInThread(input, { signal });

    expect(there).toEqual(computePlanWithLinks(input));
    expect(there.plan.content.findings.length).toBeGreaterThan(2);
  });

  test('a small reading gives the same plan without a thread', async () => {
    const input = planInput({ mailboxes: [mailbox('sales')] });

    expect(await threadPlanner(input, { signal })).toEqual(computePlanWithLinks(input));
  });

  test('ends with the reason of whoever stopped it', async () => {
    const stop = new AbortController();
    const planning = planInThread(planningWorld(5_000, 'first-run'), { signal: stop.signal });

    stop.abort(new Error('nobody waits for it'));

    await expect(planning).rejects.toThrow('nobody waits for it');
  });

  test('a planner that fails says so, and this process lives on', async () => {
    const input = planInput({
      policy: policy({ scope: { filter: { kind: 'include', expression: '(' } } }),
      mailboxes: [mailbox('sales')],
    });

    await expect(planInThread(input, { signal })).rejects.toThrow('its thread failed');
  });
});
