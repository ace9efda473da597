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
