/** What the edges rely on when they talk to the pipeline: the same for the real one and for the fake of the conversation tests. */

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Announcer } from '../../src/sync/announcer.ts';
import type { Decision, Sync } from '../../src/sync/index.ts';
import type { Person } from '../../src/sync/model/person.ts';
import type { Plan } from '../../src/sync/model/plan.ts';

export interface SyncUnderContract {
  readonly sync: Sync;
  close(): Promise<void>;
}

export type OpenSyncForContract = (announcer: Announcer, approver: Person) => Promise<SyncUnderContract>;

const options = { signal: new AbortController().signal };

export function describeSyncContract(name: string, open: OpenSyncForContract, approver: Person): void {
  describe(`the pipeline as the edges see it: ${name}`, () => {
    let under: SyncUnderContract;
    let sync: Sync;
    let told: string[];

    beforeEach(async () => {
      told = [];
      const announcer: Announcer = {
        planChanged: async (plan) => void told.push(plan.state),
        runProgressed: () => {},
        runEnded: async (_plan, run) => void told.push(`ended ${run.state}`),
      };
      under = await open(announcer, approver);
      sync = under.sync;
    });
    afterEach(() => under.close());

    async function proposed(): Promise<Plan> {
      const outcome = await sync.preview({ requester: approver }, options);
      if (outcome.kind !== 'plan') throw new Error('no plan was proposed');
      return outcome.plan;
    }

    function decision(plan: Plan, more: Partial<Decision> = {}): Decision {
      return { planId: plan.id, fingerprint: plan.fingerprint, by: approver, mayDecide: true, comment: '', ...more };
    }

    test('proposes a plan and says how far it is', async () => {
      const progress: string[] = [];

      const outcome = await sync.preview(
        { requester: approver },
        { ...options, onProgress: ({ step }) => void progress.push(step) },
      );

      expect(outcome).toMatchObject({ kind: 'plan', plan: { state: 'proposed', requester: { id: approver.id } } });
      expect(progress).toContain('read');
    });

    test.each([
      ['somebody who may not decide', { mayDecide: false }, 'not-authorized'],
      ['a card that shows another plan', { fingerprint: 'f'.repeat(64) }, 'fingerprint-differs'],
      ['a plan nobody knows', { planId: 'plan-zzzzzz' }, 'unknown-plan'],
    ])('refuses %s, and the plan still waits', async (_who, more, code) => {
      const plan = await proposed();

      expect(await sync.approve(decision(plan, more))).toMatchObject({ refused: true, code });
      expect(await sync.details(plan.id)).toMatchObject({ plan: { state: 'proposed' }, votes: [], run: null });
      expect(told).toEqual([]);
    });

    test('approves once: of two clicks, one is refused as decided', async () => {
      const plan = await proposed();

      const outcomes = await Promise.all([sync.approve(decision(plan)), sync.approve(decision(plan))]);

      expect(outcomes.filter((outcome) => !('refused' in outcome))).toMatchObject([
        { quorumMet: true, plan: { state: 'approved' } },
      ]);
      expect(outcomes.filter((outcome) => 'refused' in outcome)).toMatchObject([{ code: 'plan-already-decided' }]);
      expect(told).toContain('approved');
    });

    test('waives nothing of a plan that is not blocked', async () => {
      const plan = await proposed();

      expect(await sync.waive(decision(plan, { comment: 'Why not' }))).toMatchObject({ code: 'nothing-to-waive' });
      expect(await sync.details(plan.id)).toMatchObject({ plan: { state: 'proposed', fingerprint: plan.fingerprint } });
    });

    test('proposes a part of a plan beside it, and both wait until one of them is approved', async () => {
      const whole = await proposed();
      const choice = { kind: 'first', accounts: 1 } as const;

      const part = await sync.split({ which: whole.id, fingerprint: whole.fingerprint, by: approver, choice });

      if ('refused' in part) throw new Error(part.code);
      expect(part).toMatchObject({ isNew: true, plan: { state: 'proposed', siblingOf: { planId: whole.id } } });
      expect(await sync.split({ which: whole.id, by: approver, choice })).toMatchObject({
        isNew: false,
        plan: { id: part.plan.id },
      });
      expect((await sync.status()).open.map(({ id }) => id).sort()).toEqual([whole.id, part.plan.id].sort());
      expect(await sync.approve(decision(part.plan))).toMatchObject({ quorumMet: true });
      expect(told).toContain('superseded');
      expect(await sync.details(whole.id)).toMatchObject({
        plan: { state: 'superseded', supersededBy: { planId: part.plan.id, because: 'part-approved' } },
      });
      expect(await sync.split({ which: whole.id, by: approver, choice })).toMatchObject({
        code: 'plan-superseded',
      });
    });

    test.each([
      ['leaves nothing out', { kind: 'first', accounts: 10_000 }, 'nothing-left-out'],
      ['leaves nothing', { kind: 'first', accounts: 0 }, 'nothing-left'],
    ] as const)('makes no part that %s', async (_name, choice, code) => {
      const whole = await proposed();

      expect(await sync.split({ which: whole.id, by: approver, choice })).toMatchObject({ code });
    });

    test('makes no part of another plan than the one on the card', async () => {
      const whole = await proposed();
      const choice = { kind: 'first', accounts: 1 } as const;

      const part = await sync.split({ which: whole.id, fingerprint: '0'.repeat(64), by: approver, choice });

      expect(part).toMatchObject({ code: 'fingerprint-differs' });
    });

    test('explains without proposing anything', async () => {
      const explanation = await sync.explain('nobody@example.com', options);

      expect(explanation).toMatchObject({ asked: 'nobody@example.com', mailboxes: [], people: [], more: 0 });
      expect((await sync.status()).open).toEqual([]);
    });

    test('rejects with a reason only', async () => {
      const plan = await proposed();

      expect(await sync.reject(decision(plan))).toMatchObject({ code: 'reason-needed' });
      expect(await sync.reject(decision(plan, { comment: 'Not now' }))).toMatchObject({ state: 'rejected' });
      expect(await sync.approve(decision(plan))).toMatchObject({ code: 'plan-already-decided' });
      expect(told).toContain('rejected');
    });

    test('carries out what was approved, tells it, and finds it by run and by plan', async () => {
      const plan = await proposed();
      await sync.approve(decision(plan));

      const run = await sync.carryOut({ planId: plan.id, by: approver }, options);

      if ('refused' in run) throw new Error(run.code);
      expect(run).toMatchObject({ planId: plan.id, fingerprint: plan.fingerprint, state: 'applied' });
      expect(told.filter((state) => state === 'applying' || state.startsWith('ended'))).toEqual([
        'applying',
        'ended applied',
      ]);
      expect(await sync.details(run.id)).toMatchObject({
        plan: { id: plan.id, state: 'applied' },
        run: { id: run.id },
      });
      expect(await sync.details()).toMatchObject({ plan: { id: plan.id }, run: { id: run.id } });
      expect(await sync.interrupted()).toEqual([]);
      expect((await sync.status()).lastRun?.id).toBe(run.id);
    });
  });
}
