/** The store contract: what people say to a run, and what a verified run left behind. */

import { describe, expect, it } from 'vitest';
import type { ItemOutcome, ItemState } from '../../src/sync/model/item.ts';
import type { PlanState } from '../../src/sync/model/plan-life.ts';
import type { Run } from '../../src/sync/model/run.ts';
import type { Lease, Store } from '../../src/sync/store/store.ts';
import { account, link } from '../support/build.ts';
import { auditEntry, morning, staff, storedPlan, vote } from '../support/stored-plan.ts';
import type { StoreInTest } from './store-contract.ts';

const startable: readonly PlanState[] = ['approved', 'stopped', 'partly-applied', 'failed'];
const ann = staff('ann');

export function interventionsContract(store: StoreInTest): void {
  async function claimed(at = morning): Promise<Lease> {
    const result = await store().ledger.claim({
      planId: 'plan-1',
      from: startable,
      runId: 'run-1',
      holder: 'process-1',
      startedBy: ann,
      now: at,
      leaseMs: 1_000,
      audit: auditEntry('run-claimed', { planId: 'plan-1' }),
    });
    if (!result.ok) throw new Error(`not claimed: ${result.reason}`);
    return result.lease;
  }

  async function started(): Promise<Lease> {
    const plan = storedPlan('plan-1');
    await store().plans.insert(plan, auditEntry('plan-proposed'));
    await store().plans.transition({
      planId: 'plan-1',
      from: ['proposed'],
      to: 'approved',
      vote: vote(ann, plan),
      audit: auditEntry('plan-approved'),
    });
    return claimed();
  }

  function finish(
    lease: Lease,
    state: 'partly-applied' | 'stopped' | 'failed',
    stoppedBecause: Run['stoppedBecause'] = null,
  ) {
    return store().ledger.finish(lease, {
      state,
      verification: null,
      stoppedBecause,
      at: morning,
      audit: auditEntry('run-ended'),
    });
  }

  const ask = (who = ann) =>
    store().ledger.askToStop('plan-1', { by: who, at: morning }, auditEntry('stop-asked', { planId: 'plan-1' }));

  describe('a stop wish', () => {
    it('is heard by another process, is recorded once, and tells who said it', async () => {
      await started();

      expect([await ask(), await ask(staff('ben'))]).toEqual(['asked', 'already']);

      const other = await store.openAgain();
      expect(await other.ledger.stopWish('run-1')).toEqual({ by: ann, at: morning });
      expect((await other.audit.read(0, 99)).filter(({ what }) => what === 'stop-asked')).toMatchObject([
        { planId: 'plan-1', runId: 'run-1' },
      ]);
    });

    it('needs a run under way', async () => {
      expect(await ask()).toBe('not-running');
      const lease = await started();
      await finish(lease, 'stopped');

      expect(await ask()).toBe('not-running');
      expect(await store().ledger.stopWish('run-1')).toBeUndefined();
    });

    it('ends a run that waits for Zivver at once, and in the name of who said it', async () => {
      const lease = await started();
      const until = '2026-11-24T09:00:00.000Z';
      const waiting = { code: 'waits-for-target', params: { until } };
      await finish(lease, 'stopped', waiting);
      const said = '2026-11-24T08:30:00.000Z';
      const entry = auditEntry('stop-asked', { planId: 'plan-1' });

      const first = await store().ledger.askToStop('plan-1', { by: ann, at: said }, entry);
      const second = await store().ledger.askToStop('plan-1', { by: ann, at: said }, entry);

      expect([first, second]).toEqual(['waited', 'not-running']);
      expect(await store().ledger.latestRunOf('plan-1')).toMatchObject({
        state: 'stopped',
        endedAt: said,
        stoppedBecause: { code: 'stopped-by-person', params: { by: ann.name, at: said } },
      });
      expect((await store().audit.read(0, 99)).filter(({ what }) => what === 'stop-asked')).toMatchObject([
        { runId: 'run-1' },
      ]);
    });

    it('ends a run that waits in the very millisecond of its end: who looked at it before does not go on with it', async () => {
      const lease = await started();
      await finish(lease, 'stopped', { code: 'waits-for-target', params: { until: morning } });
      const { endedAt } = (await store().ledger.latestRunOf('plan-1'))!;
      await store().ledger.askToStop(
        'plan-1',
        { by: ann, at: endedAt! },
        auditEntry('stop-asked', { planId: 'plan-1' }),
      );

      const late = await store().ledger.claim({
        planId: 'plan-1',
        from: startable,
        endedAt: endedAt!,
        runId: 'run-1',
        holder: 'process-2',
        startedBy: ann,
        now: '2026-11-24T11:00:00.000Z',
        leaseMs: 1_000,
        audit: auditEntry('run-claimed', { planId: 'plan-1' }),
      });

      expect(late).toMatchObject({ ok: false, reason: 'state' });
    });

    it('that came when the run had just decided to wait is still heard when it goes on', async () => {
      const lease = await started();
      await ask();
      await finish(lease, 'stopped', { code: 'waits-for-target', params: { until: morning } });

      await claimed('2026-11-24T11:00:00.000Z');

      expect(await store().ledger.stopWish('run-1')).toMatchObject({ by: ann });
    });

    it('outlives the process that was to hear it, and ends with a resume', async () => {
      await started();
      await ask();

      const takenOver = await claimed('2026-11-24T10:00:00.000Z');
      expect(await store().ledger.stopWish('run-1')).toBeDefined();
      await finish(takenOver, 'stopped');
      await claimed('2026-11-24T11:00:00.000Z');

      expect(await store().ledger.stopWish('run-1')).toBeUndefined();
    });
  });

  describe('an uncertain item', () => {
    const ended = (state: ItemOutcome['state'], code = 'ok'): ItemOutcome => ({
      state,
      code,
      params: {},
      accountId: null,
      calls: 1,
      at: morning,
    });

    async function uncertain(end: 'partly-applied' | 'failed' = 'failed') {
      const lease = await started();
      const items = await store().ledger.items('plan-1');
      const [first, ...rest] = items.map(({ item }) => item.id);
      await store().ledger.step(lease, {
        at: morning,
        outcomes: [
          { itemId: first ?? '', outcome: ended('uncertain', 'outcome-unknown') },
          ...rest.map((itemId) => ({ itemId, outcome: ended(end === 'failed' ? 'skipped' : 'done') })),
        ],
        intents: [],
        links: [],
        endedLinks: [],
      });
      return { lease, first: first ?? '' };
    }

    const states = async () => (await store().ledger.items('plan-1')).map(({ state }) => state);
    const resolve = async (
      itemId: string,
      more: Partial<Parameters<Store['ledger']['resolve']>[0]> = {},
      outcome = ended('done', 'resolved-done'),
    ) =>
      store().ledger.resolve({
        planId: 'plan-1',
        itemId,
        outcome,
        states: await states(),
        runState: 'partly-applied',
        links: [link('info', { origin: 'assumed' })],
        endedLinks: [],
        audit: auditEntry('item-resolved', { planId: 'plan-1' }),
        ...more,
      });

    it('is decided once: outcome, link, run, plan and audit entry together', async () => {
      const { lease, first } = await uncertain();
      await finish(lease, 'failed');

      expect(await resolve(first)).toBe(true);
      expect(await resolve(first)).toBe(false);

      expect((await states())[0]).toBe('done');
      expect((await store().plans.get('plan-1'))?.state).toBe('partly-applied');
      expect((await store().ledger.run('run-1'))?.state).toBe('partly-applied');
      expect(await store().links.all()).toMatchObject([{ origin: 'assumed' }]);
      expect((await store().audit.read(0, 99)).filter(({ what }) => what === 'item-resolved')).toHaveLength(1);
    });

    it('may complete a plan', async () => {
      const { lease, first } = await uncertain('partly-applied');
      await finish(lease, 'partly-applied');

      expect(await resolve(first, { runState: 'applied' })).toBe(true);

      expect((await store().plans.get('plan-1'))?.state).toBe('applied');
    });

    it('does not move a plan that a newer one took the place of; its run tells what happened all the same', async () => {
      const { lease, first } = await uncertain();
      await finish(lease, 'failed');
      await store().plans.transition({
        planId: 'plan-1',
        from: ['failed'],
        to: 'superseded',
        audit: auditEntry('plan-superseded'),
      });

      expect(await resolve(first)).toBe(true);

      expect((await store().plans.get('plan-1'))?.state).toBe('superseded');
      expect((await store().ledger.run('run-1'))?.state).toBe('partly-applied');
    });

    it('is not decided while the plan is being applied, nor from what was read before somebody else did', async () => {
      const { lease, first } = await uncertain();
      expect(await resolve(first)).toBe(false);
      await finish(lease, 'failed');
      const old: readonly ItemState[] = (await states()).map(() => 'planned');

      expect(await resolve(first, { states: old })).toBe(false);
      expect((await states())[0]).toBe('uncertain');
    });
  });

  describe('what a verified run left behind', () => {
    it('is kept by account, the newest wins, and can be forgotten', async () => {
      const { extension: _, ...info } = account('info');
      const { extension: __, ...desk } = account('desk');
      await store().verified.save([
        { account: info, runId: 'run-1', at: morning },
        { account: desk, runId: 'run-1', at: morning },
      ]);

      await store().verified.save([{ account: { ...info, displayName: 'Info' }, runId: 'run-2', at: morning }]);
      await store().verified.forget([desk.id, 'never-known']);

      expect(await store().verified.all()).toEqual([
        { account: { ...info, displayName: 'Info' }, runId: 'run-2', at: morning },
      ]);
    });
  });

  describe('a rejection that mutes', () => {
    it('records vote, state and mutes together', async () => {
      const plan = storedPlan('plan-1');
      await store().plans.insert(plan, auditEntry('plan-proposed'));
      const mute = { mutationId: 'create:m-info:info@example.nl', address: 'info@example.nl', sourceState: 'x' };
      const said = { by: ann, reason: 'not this one', at: morning };

      await store().plans.transition({
        planId: 'plan-1',
        from: ['proposed'],
        to: 'rejected',
        mutes: [{ ...mute, ...said }],
        audit: auditEntry('plan-rejected'),
      });

      expect(await store().mutes.all()).toEqual([{ ...mute, ...said }]);
    });
  });

  describe('a plan that undoes a run', () => {
    it('says so in lists', async () => {
      const plan = storedPlan('plan-1');
      const undoing = { ...plan, id: 'plan-2', content: { ...plan.content, undoes: 'run-0' } };
      await store().plans.insert(plan, auditEntry('plan-proposed'));
      await store().plans.insert(undoing, auditEntry('plan-proposed'));

      expect((await store().plans.open()).map(({ undoes }) => undoes)).toEqual(['run-0', null]);
    });
  });
}
