/** The store contract: claim, lease and fence, steps, the end of a run. */

import { describe, expect, it } from 'vitest';
import { InternalError, LeaseError } from '../../src/errors.ts';
import type { Item, ItemOutcome } from '../../src/sync/model/item.ts';
import type { PlanState } from '../../src/sync/model/plan-life.ts';
import type { Lease, LedgerStep, Store } from '../../src/sync/store/store.ts';
import { link } from '../support/build.ts';
import { auditEntry, morning, staff, storedPlan, vote } from '../support/stored-plan.ts';
import type { StoreInTest } from './store-contract.ts';

const leaseMs = 30_000;
const startable: readonly PlanState[] = ['approved', 'stopped', 'partly-applied', 'failed'];

function after(ms: number): string {
  return new Date(Date.parse(morning) + ms).toISOString();
}

function ended(state: ItemOutcome['state'], more: Partial<ItemOutcome> = {}): ItemOutcome {
  return { state, code: 'ok', params: {}, accountId: null, calls: 2, at: morning, ...more };
}

function step(more: Partial<LedgerStep>): LedgerStep {
  return { at: morning, outcomes: [], intents: [], links: [], endedLinks: [], ...more };
}

export function ledgerContract(store: StoreInTest): void {
  async function approved(id: string, names: readonly string[] = ['info', 'sales']) {
    const plan = storedPlan(id, { names });
    await store().plans.insert(plan, auditEntry('plan-proposed'));
    await store().plans.transition({
      planId: id,
      from: ['proposed'],
      to: 'approved',
      vote: vote(staff('ann'), plan),
      audit: auditEntry('plan-approved'),
    });
    return plan;
  }

  function claim(planId: string, more: Partial<Parameters<Store['ledger']['claim']>[0]> = {}, on = store()) {
    const wish = {
      from: startable,
      runId: 'run-1',
      holder: 'process-1',
      startedBy: staff('ann'),
      now: morning,
      leaseMs,
    };
    return on.ledger.claim({ planId, ...wish, audit: auditEntry('run-claimed', { planId }), ...more });
  }

  async function claimed(planId: string, more: Parameters<typeof claim>[1] = {}): Promise<Lease> {
    const result = await claim(planId, more);
    if (!result.ok) throw new Error(`not claimed: ${result.reason}`);
    return result.lease;
  }

  async function started(): Promise<{ readonly lease: Lease; readonly items: readonly Item[] }> {
    const plan = await approved('plan-1');
    return { lease: await claimed('plan-1'), items: plan.content.items };
  }

  const end = (lease: Lease, state: Parameters<Store['ledger']['finish']>[1]['state'], more: object = {}) =>
    store().ledger.finish(lease, {
      state,
      verification: null,
      stoppedBecause: null,
      at: after(60_000),
      audit: auditEntry('run-finished', { planId: lease.planId }),
      ...more,
    });

  const states = async (planId = 'plan-1') => (await store().ledger.items(planId)).map(({ state }) => state);

  describe('the items of earlier runs', () => {
    it('are found by their last word: an outcome, or an intent that has none yet', async () => {
      const { lease, items } = await started();
      const [first, second] = items.map(({ id }) => id);
      await store().ledger.step(lease, step({ intents: [{ itemId: first!, detail: {} }] }));
      const outcome = ended('done', { at: after(5000) });
      await store().ledger.step(
        lease,
        step({
          at: after(5000),
          outcomes: [{ itemId: first!, outcome }],
          intents: [{ itemId: second!, detail: {} }],
        }),
      );

      const since = async (ms: number) =>
        (await store().ledger.itemsSince(after(ms))).map(({ planId, item, state }) => [planId, item.id, state]);

      const both = [
        ['plan-1', first, 'done'],
        ['plan-1', second, 'sending'],
      ];
      expect(await since(0)).toEqual(both);
      expect(await since(5000)).toEqual(both);
      expect(await since(5001)).toEqual([]);
    });

    it('are still found after their run ended, until it is too long ago', async () => {
      const { lease, items } = await started();
      await store().ledger.step(lease, step({ intents: [{ itemId: items[0]!.id, detail: {} }] }));
      await store().ledger.step(lease, step({ outcomes: [{ itemId: items[0]!.id, outcome: ended('failed') }] }));
      await end(lease, 'failed');

      expect(await store().ledger.itemsSince(morning)).toMatchObject([{ planId: 'plan-1', state: 'failed' }]);
      expect(await store().ledger.itemsSince(after(1))).toEqual([]);
    });
  });

  describe('claiming', () => {
    it('starts a run: the plan is applying, the run cites the fingerprint and the votes', async () => {
      const plan = await approved('plan-1');

      const result = await claim('plan-1');

      expect(result).toEqual({
        ok: true,
        resumed: false,
        lease: { runId: 'run-1', planId: 'plan-1', holder: 'process-1', fence: 1 },
      });
      expect((await store().plans.get('plan-1'))?.state).toBe('applying');
      expect(await store().ledger.applying()).toEqual(['plan-1']);
      expect(await store().ledger.run('run-1')).toEqual({
        id: 'run-1',
        planId: 'plan-1',
        fingerprint: plan.fingerprint,
        state: 'running',
        startedBy: staff('ann'),
        votes: [vote(staff('ann'), plan)],
        startedAt: morning,
        endedAt: null,
        results: plan.content.items.map((item) => ({ itemId: item.id, state: 'planned', outcome: null })),
        verification: null,
        calls: 0,
        stoppedBecause: null,
      });
      expect((await store().audit.read(0, 99)).at(-1)).toMatchObject({ what: 'run-claimed', runId: 'run-1' });
    });

    it('refuses a plan that is unknown, or that nobody approved', async () => {
      await store().plans.insert(storedPlan('plan-1'), auditEntry('plan-proposed'));

      expect(await claim('plan-9')).toEqual({ ok: false, reason: 'unknown', state: null });
      expect(await claim('plan-1')).toEqual({ ok: false, reason: 'state', state: 'proposed' });
      await expect(claim('plan-1', { from: ['proposed'] })).rejects.toThrow(InternalError);
    });

    it('is busy while the lease of another holder runs, to the last moment', async () => {
      await started();

      expect(await claim('plan-1', { holder: 'process-2', now: after(leaseMs - 1) })).toEqual({
        ok: false,
        reason: 'busy',
        state: 'applying',
      });
    });

    it('waits no longer than a lease for one from before the clock was set back, and leaves it to a holder that lives', async () => {
      const { lease } = await started();
      const earlier = (ms: number) => new Date(Date.parse(morning) - 86_400_000 + ms).toISOString();
      const byAnother = (ms: number) => claim('plan-1', { holder: 'process-2', now: earlier(ms) });

      expect(await byAnother(0)).toMatchObject({ ok: false, reason: 'busy' });
      await store().ledger.renew(lease, earlier(leaseMs - 1), leaseMs);
      expect(await byAnother(leaseMs)).toMatchObject({ ok: false, reason: 'busy' });
      expect(await byAnother(2 * leaseMs)).toMatchObject({ ok: true, resumed: true, lease: { fence: 2 } });
    });

    it('takes a run over when its lease ran out: same run, higher fence', async () => {
      await started();

      const result = await claim('plan-1', { holder: 'process-2', runId: 'run-2', now: after(leaseMs) });

      expect(result).toEqual({
        ok: true,
        resumed: true,
        lease: { runId: 'run-1', planId: 'plan-1', holder: 'process-2', fence: 2 },
      });
      expect(await store().ledger.run('run-2')).toBeUndefined();
      expect((await store().audit.read(0, 99)).at(-1)).toMatchObject({ what: 'run-claimed', runId: 'run-1' });
    });

    it('lets one plan at a time write to the target', async () => {
      const { lease } = await started();
      await approved('plan-2', ['other']);

      expect(await claim('plan-2', { runId: 'run-2' })).toEqual({
        ok: false,
        reason: 'target-busy',
        state: 'approved',
      });
      await end(lease, 'applied');

      expect(await claim('plan-2', { runId: 'run-2' })).toMatchObject({ ok: true, resumed: false });
    });

    it('gives the plan to exactly one of several who claim at once', async () => {
      const other = await store.openAgain();
      for (let round = 1; round <= 30; round += 1) {
        const planId = `plan-${round}`;
        await approved(planId);

        const results = await Promise.all([
          claim(planId, { runId: `run-${round}a`, holder: 'a' }),
          claim(planId, { runId: `run-${round}b`, holder: 'b' }, other),
          claim(planId, { runId: `run-${round}c`, holder: 'c' }),
        ]);

        const won = results.filter((result) => result.ok);
        expect(won).toHaveLength(1);
        await end(won[0]!.lease, 'applied');
      }
    });
  });

  describe('the lease', () => {
    it('is renewed by its holder', async () => {
      const { lease } = await started();

      await store().ledger.renew(lease, after(20_000), leaseMs);

      expect(await claim('plan-1', { holder: 'process-2', now: after(45_000) })).toMatchObject({
        ok: false,
        reason: 'busy',
      });
      expect(await claim('plan-1', { holder: 'process-2', now: after(50_000) })).toMatchObject({ ok: true });
    });

    it('lost to a higher fence: no step, no renewal, no end, and nothing of them is written', async () => {
      const { lease, items } = await started();
      await claimed('plan-1', { holder: 'process-2', now: after(leaseMs) });
      const entries = (await store().audit.read(0, 999)).length;
      const intent = step({ intents: [{ itemId: items[0]!.id, detail: {} }], links: [link('info')] });

      const attempts = [
        store().ledger.step(lease, intent),
        store().ledger.renew(lease, after(leaseMs), leaseMs),
        end(lease, 'applied'),
      ];

      for (const attempt of attempts) {
        await expect(attempt).rejects.toThrow(LeaseError);
        await expect(attempt).rejects.toMatchObject({ code: 'lease-lost' });
      }
      expect(await states()).not.toContain('sending');
      expect(await store().links.all()).toEqual([]);
      expect(await store().audit.read(0, 999)).toHaveLength(entries);
    });

    it('cannot be used after the end of the run', async () => {
      const { lease, items } = await started();
      await end(lease, 'stopped');

      await expect(
        store().ledger.step(lease, step({ intents: [{ itemId: items[0]!.id, detail: {} }] })),
      ).rejects.toThrow(LeaseError);
      await expect(store().ledger.renew(lease, morning, leaseMs)).rejects.toThrow(LeaseError);
    });
  });

  describe('steps', () => {
    it('record what came of one call and what is meant with the next, with an audit entry each', async () => {
      const { lease, items } = await started();
      const [first, second] = items as [Item, Item];
      await store().ledger.step(lease, step({ intents: [{ itemId: first.id, detail: { write: 'x' } }] }));
      const outcome = ended('done', { accountId: 'z-1' });

      await store().ledger.step(
        lease,
        step({
          at: after(1000),
          outcomes: [{ itemId: first.id, outcome }],
          intents: [{ itemId: second.id, detail: {} }],
        }),
      );

      const [one, two] = await store().ledger.items('plan-1');
      expect(one).toEqual({ item: first, state: 'done', outcome, intentAt: morning, fence: 1 });
      expect(two).toEqual({ item: second, state: 'sending', outcome: null, intentAt: after(1000), fence: 1 });
      const told = (await store().audit.read(0, 999)).filter(({ what }) => what.startsWith('item-'));
      expect(
        told.map(({ what, payload }) => [
          what,
          payload['itemId'],
          payload['call'],
          payload['address'],
          payload['mutations'],
        ]),
      ).toEqual([
        ['item-intent', first.id, first.call, first.account.address, first.mutations],
        ['item-outcome', first.id, first.call, first.account.address, first.mutations],
        ['item-intent', second.id, second.call, second.account.address, second.mutations],
      ]);
      expect(told[0]).toMatchObject({
        planId: 'plan-1',
        runId: 'run-1',
        actor: staff('ann'),
        payload: { detail: { write: 'x' }, fence: 1 },
      });
      expect(told[1]).toMatchObject({ payload: { outcome } });
    });

    it('are whole or nothing: an unknown item undoes the outcome and the link beside it', async () => {
      const { lease, items } = await started();
      const half = step({
        outcomes: [{ itemId: items[0]!.id, outcome: ended('done') }],
        links: [link('info')],
        intents: [{ itemId: 'no-such-item', detail: {} }],
      });

      await expect(store().ledger.step(lease, half)).rejects.toThrow(InternalError);

      expect(await states()).toEqual(items.map(() => 'planned'));
      expect(await store().links.all()).toEqual([]);
    });

    it('record and end links, and tell of them', async () => {
      const { lease } = await started();

      await store().ledger.step(lease, step({ links: [link('info'), link('sales', { origin: 'adopt' })] }));
      await store().ledger.step(lease, step({ endedLinks: ['m-info', 'm-never-linked'] }));

      expect(await store().links.all()).toEqual([link('sales', { origin: 'adopt' })]);
      const told = (await store().audit.read(0, 999)).filter(({ what }) => what.startsWith('link-'));
      expect(told.map(({ what, payload }) => [what, payload['mailboxId'], payload['origin']])).toEqual([
        ['link-recorded', 'm-info', 'create'],
        ['link-recorded', 'm-sales', 'adopt'],
        ['link-ended', 'm-info', 'create'],
      ]);
    });

    it('never let a done item become skipped, stale or sent again without a new intent', async () => {
      const { lease, items } = await started();
      const itemId = items[0]!.id;
      await store().ledger.step(lease, step({ outcomes: [{ itemId, outcome: ended('done') }] }));

      for (const state of ['sent', 'stale', 'skipped'] as const) {
        await expect(
          store().ledger.step(lease, step({ outcomes: [{ itemId, outcome: ended(state) }] })),
        ).rejects.toThrow(InternalError);
      }

      expect((await states())[0]).toBe('done');
    });

    it('never send an uncertain item again before a person has decided', async () => {
      const { lease, items } = await started();
      const itemId = items[0]!.id;
      await store().ledger.step(lease, step({ outcomes: [{ itemId, outcome: ended('uncertain') }] }));

      await expect(store().ledger.step(lease, step({ intents: [{ itemId, detail: {} }] }))).rejects.toThrow(
        InternalError,
      );
    });

    it('take an intent back whose call was never sent, also when it is meant again in the same step', async () => {
      const { lease, items } = await started();
      const [first, second] = items as [Item, Item];
      await store().ledger.step(
        lease,
        step({ intents: [first, second].map(({ id }) => ({ itemId: id, detail: {} })) }),
      );

      await store().ledger.step(
        lease,
        step({ unsent: [first.id, second.id], intents: [{ itemId: second.id, detail: {} }] }),
      );

      expect((await states()).slice(0, 2)).toEqual(['planned', 'sending']);
      await expect(store().ledger.step(lease, step({ unsent: [first.id] }))).rejects.toThrow(InternalError);
    });
  });

  describe('the end of a run', () => {
    it('sets plan and run, keeps verification and reason, and counts all calls', async () => {
      const { lease, items } = await started();
      const outcomes = items.map(({ id }) => ({ itemId: id, outcome: ended('done', { calls: 2 }) }));
      await store().ledger.step(lease, step({ outcomes }));
      const verification = { at: after(1), complete: true, seen: ['x'], lost: [], repaired: [] };
      const stoppedBecause = { code: 'asked', params: { by: 'ann' } };

      const run = await end(lease, 'stopped', { verification, stoppedBecause, calls: 3 });

      expect(run).toMatchObject({
        state: 'stopped',
        endedAt: after(60_000),
        verification,
        stoppedBecause,
        calls: items.length * 2 + 3,
      });
      expect(run).toEqual(await store().ledger.latestRunOf('plan-1'));
      expect((await store().plans.get('plan-1'))?.state).toBe('stopped');
      expect(
        (await store().plans.resumable()).map(({ id, lastRunId, lastRunState }) => [id, lastRunId, lastRunState]),
      ).toEqual([['plan-1', 'run-1', 'stopped']]);
      expect(await store().ledger.applying()).toEqual([]);
    });

    it('counts a call once that was tried again in a resumed run', async () => {
      const { lease, items } = await started();
      const itemId = items[0]!.id;
      await store().ledger.step(lease, step({ outcomes: [{ itemId, outcome: ended('failed', { calls: 2 }) }] }));
      await end(lease, 'failed');
      const again = await claimed('plan-1', { now: after(90_000) });
      await store().ledger.step(again, step({ intents: [{ itemId, detail: {} }] }));
      await store().ledger.step(again, step({ outcomes: [{ itemId, outcome: ended('done', { calls: 4 }) }] }));

      const run = await end(again, 'partly-applied');

      expect(run.calls).toBe(4);
    });

    it('is resumed by a claim: same run, items as they ended', async () => {
      const { lease, items } = await started();
      const [first, second] = items as [Item, Item];
      await store().ledger.step(
        lease,
        step({
          outcomes: [
            { itemId: first.id, outcome: ended('done') },
            { itemId: second.id, outcome: ended('failed') },
          ],
        }),
      );
      await end(lease, 'partly-applied', { stoppedBecause: { code: 'asked', params: {} } });

      const result = await claim('plan-1', { runId: 'run-2', now: after(120_000) });

      expect(result).toMatchObject({ ok: true, resumed: true, lease: { runId: 'run-1', fence: 2 } });
      expect((await states()).slice(0, 3)).toEqual(['done', 'failed', 'planned']);
      expect(await store().ledger.run('run-1')).toMatchObject({
        state: 'running',
        endedAt: null,
        stoppedBecause: null,
        startedAt: morning,
      });
    });

    it('is resumed only as it was looked at: not once it ended again, or was stopped, since', async () => {
      const { lease } = await started();
      const { endedAt } = await end(lease, 'stopped');
      await end(await claimed('plan-1', { now: after(60_000) }), 'stopped', { at: after(90_000) });

      const late = await claim('plan-1', { endedAt: endedAt!, now: after(120_000) });

      expect(late).toEqual({ ok: false, reason: 'state', state: 'stopped' });
      expect(await claim('plan-1', { endedAt: after(90_000), now: after(120_000) })).toMatchObject({ ok: true });
    });

    it('lists runs newest first', async () => {
      for (const number of [1, 2, 3]) {
        await approved(`plan-${number}`, [`name-${number}`]);
        const lease = await claimed(`plan-${number}`, { runId: `run-${number}`, now: after(number) });
        await end(lease, 'applied');
      }

      expect((await store().ledger.runs(2)).map(({ id }) => id)).toEqual(['run-3', 'run-2']);
    });
  });
}
