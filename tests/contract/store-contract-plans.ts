/** The store contract: plans, their life, votes. */

import { describe, expect, it } from 'vitest';
import { InternalError } from '../../src/errors.ts';
import { mayBecome, type PlanState, planStates } from '../../src/sync/model/plan-life.ts';
import type { Transition } from '../../src/sync/store/store.ts';
import { mailbox } from '../support/build.ts';
import { auditEntry, morning, staff, storedPlan, vote } from '../support/stored-plan.ts';
import type { StoreInTest } from './store-contract.ts';

const aFinding = { number: 4, limit: 3, addresses: [], details: [], withheld: [], params: {} };

export function plansContract(store: StoreInTest): void {
  async function insert(id: string, more: Parameters<typeof storedPlan>[1] = {}) {
    const plan = storedPlan(id, more);
    await store().plans.insert(plan, auditEntry('plan-proposed', { planId: id }));
    return plan;
  }

  const move = (planId: string, from: readonly PlanState[], to: PlanState, more: Partial<Transition> = {}) =>
    store().plans.transition({ planId, from, to, audit: auditEntry(`plan-${to}`, { planId }), ...more });

  const auditTrail = async () => (await store().audit.read(0, 1000)).map((entry) => entry.what);

  describe('plans', () => {
    it('gives back a plan exactly as it was stored', async () => {
      const plan = await insert('plan-1', { names: ['info', 'verkoop', 'zoë-日本'] });

      const found = await store().plans.get('plan-1');

      expect(found).toEqual(plan);
      expect(await store().plans.get('plan-2')).toBeUndefined();
    });

    it('remembers which plan a part comes from, and which approval took its place', async () => {
      const siblingOf = {
        planId: 'plan-1',
        fingerprint: 'f'.repeat(64),
        choice: { kind: 'first', accounts: 25 },
        by: staff('olga'),
        dropped: [{ reason: 'not-chosen', mutations: 3, accounts: 2, examples: ['a@example.nl'] }],
      } as const;
      await insert('plan-1');
      const part = await insert('plan-2', { siblingOf, names: ['other'] });
      const supersededBy = { planId: 'plan-1', because: 'whole-approved' } as const;

      await move('plan-2', ['proposed'], 'superseded', { supersededBy });

      expect(await store().plans.get('plan-2')).toEqual({ ...part, state: 'superseded', supersededBy });
      expect((await store().plans.history(2)).map(({ id, siblingOf: whole }) => [id, whole])).toEqual(
        expect.arrayContaining([
          ['plan-1', null],
          ['plan-2', 'plan-1'],
        ]),
      );
    });

    it('stores the waivers on its findings with it: a part has those of its whole', async () => {
      const waiver = { by: staff('carla'), reason: 'The merger', at: morning };
      const plan = storedPlan('plan-1');
      const finding = { ...aFinding, code: 'too-many-removals', effect: 'warn', waiver } as const;
      const content = { ...plan.content, findings: [finding] };

      await store().plans.insert({ ...plan, content }, auditEntry('plan-split', { planId: 'plan-1' }));

      expect(await store().waivers.of('plan-1')).toEqual([
        { planId: 'plan-1', findingCode: 'too-many-removals', ...waiver },
      ]);
    });

    it('stores its items as planned, in order of execution', async () => {
      const plan = await insert('plan-1');

      const items = await store().ledger.items('plan-1');

      expect(items.map(({ item }) => item)).toEqual(plan.content.items);
      expect(items.every((each) => each.state === 'planned' && each.outcome === null && each.intentAt === null)).toBe(
        true,
      );
    });

    it('refuses a new plan that already claims to be approved', async () => {
      await expect(insert('plan-1', { state: 'approved' })).rejects.toThrow(InternalError);

      expect(await store().plans.get('plan-1')).toBeUndefined();
    });

    it('refuses a second plan with the same id and keeps the first', async () => {
      const first = await insert('plan-1');

      await expect(insert('plan-1', { names: ['other'] })).rejects.toThrow(InternalError);

      expect(await store().plans.get('plan-1')).toEqual(first);
      expect(await auditTrail()).toEqual(['plan-proposed']);
    });

    it('finds the open plan with a fingerprint, and not one that was decided', async () => {
      const plan = await insert('plan-1');

      expect((await store().plans.openWithFingerprint(plan.fingerprint))?.id).toBe('plan-1');
      await move('plan-1', ['proposed'], 'rejected');

      expect(await store().plans.openWithFingerprint(plan.fingerprint)).toBeUndefined();
    });

    it('lists what waits, what may go on and what was, newest first', async () => {
      await insert('plan-1', { createdAt: '2026-11-24T08:00:00.000Z' });
      await insert('plan-2', { createdAt: '2026-11-24T09:00:00.000Z' });
      await insert('plan-3', { createdAt: '2026-11-24T10:00:00.000Z' });
      await move('plan-2', ['proposed'], 'withdrawn');

      expect((await store().plans.open()).map(({ id }) => id)).toEqual(['plan-3', 'plan-1']);
      expect(await store().plans.resumable()).toEqual([]);
      expect((await store().plans.history(2)).map(({ id, state }) => [id, state])).toEqual([
        ['plan-3', 'proposed'],
        ['plan-2', 'withdrawn'],
      ]);
    });

    it('tells in a summary who asked, how much and until when', async () => {
      const plan = await insert('plan-1');

      const [summary] = await store().plans.open();

      expect(summary).toEqual({
        id: 'plan-1',
        fingerprint: plan.fingerprint,
        state: 'proposed',
        createdAt: plan.createdAt,
        expiresAt: plan.expiresAt,
        requester: plan.requester,
        mutations: plan.content.mutations.length,
        sequence: expect.any(Number),
        lastRunId: null,
        lastRunState: null,
        undoes: null,
        siblingOf: null,
      });
    });

    it('refreshes an open plan with later expiry and basis, without another plan', async () => {
      const plan = await insert('plan-1');
      const refreshed = {
        basis: { ...plan.basis, target: { ...plan.basis.target, takenAt: 'later' } },
        scope: plan.scope,
        expiresAt: '2026-11-26T09:00:00.000Z',
      };

      expect(await store().plans.refresh('plan-1', refreshed, auditEntry('plan-refreshed'))).toBe(true);

      expect(await store().plans.get('plan-1')).toEqual({ ...plan, ...refreshed });
      expect(await store().plans.history(9)).toHaveLength(1);
    });

    it('does not prolong a plan that somebody signed, nor revive one whose time is over', async () => {
      const signed = await insert('plan-1');
      await move('plan-1', ['proposed'], 'approved');
      const late = { ...auditEntry('plan-refreshed'), at: '2999-01-01T00:00:00.000Z' };
      const over = await insert('plan-2');

      expect(await store().plans.refresh('plan-1', signed, auditEntry('plan-refreshed'))).toBe(false);
      expect(await store().plans.refresh('plan-2', over, late)).toBe(false);
      expect(await auditTrail()).not.toContain('plan-refreshed');
    });

    it('never makes what a plan was read from older, unless that is still to come', async () => {
      const plan = await insert('plan-1');
      const readAt = (takenAt: string) => ({
        ...plan,
        basis: { ...plan.basis, target: { ...plan.basis.target, takenAt } },
      });
      await store().plans.refresh('plan-1', readAt('2026-11-24T08:59:00.000Z'), auditEntry('plan-refreshed'));

      const older = readAt('2026-11-24T08:58:00.000Z');

      expect(await store().plans.refresh('plan-1', older, auditEntry('plan-refreshed'))).toBe(false);
      expect(await store().plans.get('plan-1')).toEqual(readAt('2026-11-24T08:59:00.000Z'));
      const beforeThat = { ...auditEntry('plan-refreshed'), at: '2026-11-24T08:58:30.000Z' };
      expect(await store().plans.refresh('plan-1', older, beforeThat)).toBe(true);
    });

    it('does not refresh a plan that was decided', async () => {
      const plan = await insert('plan-1');
      await move('plan-1', ['proposed'], 'rejected');

      expect(await store().plans.refresh('plan-1', plan, auditEntry('plan-refreshed'))).toBe(false);
      expect(await auditTrail()).not.toContain('plan-refreshed');
    });
  });

  describe('the plan’s life', () => {
    it('moves a plan, its vote and its audit entry together', async () => {
      const plan = await insert('plan-1');

      const result = await move('plan-1', ['proposed'], 'approved', {
        vote: vote(staff('ann'), plan),
        fingerprint: plan.fingerprint,
      });

      expect(result).toEqual({ ok: true, plan: { ...plan, state: 'approved' } });
      expect(await store().plans.votes('plan-1')).toEqual([vote(staff('ann'), plan)]);
      expect(await auditTrail()).toEqual(['plan-proposed', 'plan-approved']);
    });

    it('answers what it found instead, and changes nothing', async () => {
      const plan = await insert('plan-1');

      expect(await move('plan-9', ['proposed'], 'approved')).toEqual({ ok: false, reason: 'unknown', state: null });
      expect(await move('plan-1', ['approved'], 'withdrawn')).toEqual({
        ok: false,
        reason: 'state',
        state: 'proposed',
      });
      expect(
        await move('plan-1', ['proposed'], 'approved', { fingerprint: '0'.repeat(64), vote: vote(staff('ann'), plan) }),
      ).toEqual({
        ok: false,
        reason: 'fingerprint',
        state: 'proposed',
      });

      expect(await store().plans.votes('plan-1')).toEqual([]);
      expect(await auditTrail()).toEqual(['plan-proposed']);
    });

    it('throws on every step the plan’s life does not have', async () => {
      await insert('plan-1');
      const lawful = (from: PlanState, to: PlanState) =>
        mayBecome(from, to) && from !== 'applying' && to !== 'applying';
      const steps = planStates.flatMap((from) => planStates.map((to) => [from, to] as const));

      for (const [from, to] of steps.filter(([from, to]) => !lawful(from, to))) {
        await expect(move('plan-1', [from], to), `${from} → ${to}`).rejects.toThrow(InternalError);
      }
      await expect(move('plan-1', [], 'approved')).rejects.toThrow(InternalError);

      expect((await store().plans.get('plan-1'))?.state).toBe('proposed');
    });

    it('lets exactly one of two who decide at once decide', async () => {
      const other = await store.openAgain();
      for (let round = 1; round <= 50; round += 1) {
        const planId = `plan-${round}`;
        await insert(planId);
        const wish = { planId, from: ['proposed'] as const, audit: auditEntry('decided', { planId }) };

        const results = await Promise.all([
          store().plans.transition({ ...wish, to: 'approved' }),
          other.plans.transition({ ...wish, to: 'rejected' }),
          store().plans.transition({ ...wish, to: 'withdrawn' }),
        ]);

        expect(results.filter((result) => result.ok)).toHaveLength(1);
      }
      expect((await auditTrail()).filter((what) => what === 'decided')).toHaveLength(50);
    });

    it('begins a plan with a blocking finding as blocked', async () => {
      const short = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 } as const;
      const world = { mailboxes: [mailbox('info')], completeness: { accounts: short } };

      const plan = await insert('plan-1', { world });

      expect(plan.state).toBe('blocked');
      expect((await store().plans.get('plan-1'))?.state).toBe('blocked');
    });
  });

  describe('a waiver', () => {
    async function blocked() {
      const world = { mailboxes: [], links: [] };
      const plan = await insert('plan-1', { world });
      const content = { ...plan.content, findings: [] };
      const waived = {
        fingerprint: 'e'.repeat(64),
        content,
        approval: { votes: 3, secondPerson: true },
        blocked: false,
      };
      const by = staff('ann');
      const waivers = [{ planId: 'plan-1', findingCode: 'source-empty', by, reason: 'Sure', at: morning }];
      return { plan, waived: { plan: waived, waivers } };
    }

    it('changes a blocked plan on its way to proposed, and is kept beside it, in one step', async () => {
      const { plan, waived } = await blocked();

      const result = await move('plan-1', ['blocked'], 'proposed', { fingerprint: plan.fingerprint, waived });

      expect(result).toEqual({ ok: true, plan: { ...plan, ...waived.plan, state: 'proposed' } });
      expect(await store().plans.get('plan-1')).toEqual({ ...plan, ...waived.plan, state: 'proposed' });
      expect(await store().waivers.of('plan-1')).toEqual(waived.waivers);
      expect(await store().plans.openWithFingerprint('e'.repeat(64))).toMatchObject({ id: 'plan-1' });
    });

    it('changes nothing when the plan moved on meanwhile', async () => {
      const { waived } = await blocked();
      await move('plan-1', ['blocked'], 'expired');

      expect(await move('plan-1', ['blocked'], 'proposed', { waived })).toMatchObject({ ok: false, state: 'expired' });
      expect(await store().waivers.of('plan-1')).toEqual([]);
    });

    it('never changes a plan that can be signed', async () => {
      const { waived } = await blocked();
      await move('plan-1', ['blocked'], 'proposed', { waived });

      await expect(move('plan-1', ['proposed'], 'approved', { waived })).rejects.toThrow(InternalError);
    });
  });

  describe('votes', () => {
    it('records a vote of each person once', async () => {
      const plan = await insert('plan-1');
      const add = (name: string) =>
        store().plans.addVote('plan-1', vote(staff(name), plan), auditEntry('plan-vote', { planId: 'plan-1' }));

      expect([await add('ann'), await add('ann'), await add('bob')]).toEqual([true, false, true]);

      expect((await store().plans.votes('plan-1')).map(({ person }) => person.name)).toEqual(['ann', 'bob']);
      expect(await auditTrail()).toEqual(['plan-proposed', 'plan-vote', 'plan-vote']);
    });

    it('takes no vote for another fingerprint or for a plan that was decided', async () => {
      const plan = await insert('plan-1');
      const stray = vote(staff('ann'), plan, { fingerprint: 'f'.repeat(64) });

      expect(await store().plans.addVote('plan-1', stray, auditEntry('plan-vote'))).toBe(false);
      await move('plan-1', ['proposed'], 'rejected');
      expect(await store().plans.addVote('plan-1', vote(staff('ann'), plan), auditEntry('plan-vote'))).toBe(false);

      expect(await store().plans.votes('plan-1')).toEqual([]);
    });

    it('keeps both words of somebody who approved and then rejected', async () => {
      const plan = await insert('plan-1');
      await store().plans.addVote('plan-1', vote(staff('ann'), plan), auditEntry('plan-vote'));

      await move('plan-1', ['proposed'], 'rejected', {
        vote: vote(staff('ann'), plan, { decision: 'reject', comment: 'too early' }),
      });

      expect((await store().plans.votes('plan-1')).map(({ decision }) => decision)).toEqual(['approve', 'reject']);
    });
  });
}
