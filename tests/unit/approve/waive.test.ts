/** Waiving: who lifts which block from one plan, and what that does to its fingerprint and its approval. On a real store. */

import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { randomIds } from '../../../src/platform/ids.ts';
import { silentAnnouncer } from '../../../src/sync/announcer.ts';
import { type ApproveParts, approve } from '../../../src/sync/approve/approve.ts';
import { waive } from '../../../src/sync/approve/waive.ts';
import type { Decision } from '../../../src/sync/index.ts';
import { split } from '../../../src/sync/intervene/split.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { fingerprintOf } from '../../../src/sync/plan/fingerprint.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { account, link, mailbox, person, policy, type World } from '../../support/build.ts';
import { clockOf } from '../../support/clock-of.ts';
import { auditEntry, morning, staff, storedPlan, tomorrow } from '../../support/stored-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const names = ['a', 'b', 'c', 'd', 'e'];
const rules = policy({ guards: { removals: { absolute: 10, percent: 5, floor: 3 } } });

/** Five revocations, where three are allowed. */
const tooMany: World = {
  mailboxes: names.map((name) => mailbox(name)),
  accounts: names.map((name) => account(name, { members: ['p-ann', 'p-bob'] })),
  people: [person('ann'), person('bob')],
  links: names.map((name) => link(name, { seenDelegates: ['p-ann', 'p-bob'] })),
  policy: rules,
};

async function office(now = morning): Promise<ApproveParts> {
  const store = await openSqliteStore({ path: join(temporaryFolder(), 'store.sqlite') });
  onTestFinished(() => store.close());
  const clock = clockOf(() => new Date(now));
  return { store, clock, policy: rules, mayApprove: () => true, announcer: silentAnnouncer };
}

async function stored({ store }: ApproveParts, world: World = tooMany): Promise<Plan> {
  const plan = storedPlan('plan-1', { world });
  await store.plans.insert(plan, auditEntry('plan-proposed', { planId: plan.id }));
  return plan;
}

function decision(plan: Plan, by: string, more: Partial<Decision> = {}): Decision {
  const comment = 'The merger of 1 March';
  return { planId: plan.id, fingerprint: plan.fingerprint, by: staff(by), mayDecide: true, comment, ...more };
}

async function waived(at: ApproveParts, by = 'carla'): Promise<Plan> {
  const outcome = await waive(at, decision(await stored(at), by));
  if (isRefusal(outcome)) throw new Error(outcome.code);
  return outcome;
}

describe('waiving a block', () => {
  it('proposes the same changes under another fingerprint that covers who waived what and why', async () => {
    const at = await office();

    const plan = await waived(at);

    const before = storedPlan('plan-1', { world: tooMany });
    expect(plan).toMatchObject({ state: 'proposed', blocked: false, approval: { waivedBy: ['id-carla'] } });
    expect(plan.content.mutations).toEqual(before.content.mutations);
    expect(plan.fingerprint).not.toBe(before.fingerprint);
    expect(plan.fingerprint).toBe(fingerprintOf(plan.content));
    expect(plan.content.findings.find(({ code }) => code === 'too-many-removals')).toMatchObject({
      effect: 'warn',
      waiver: { by: staff('carla'), reason: 'The merger of 1 March', at: morning },
    });
    expect(await at.store.plans.get('plan-1')).toEqual(plan);
    expect(await at.store.waivers.of('plan-1')).toMatchObject([{ findingCode: 'too-many-removals' }]);
    expect((await at.store.audit.read(0, 9)).at(-1)).toMatchObject({
      what: 'plan-waived',
      actor: staff('carla'),
      payload: { before: before.fingerprint, fingerprint: plan.fingerprint, reason: 'The merger of 1 March' },
    });
  });

  it.each([
    ['without a reason', { comment: '  ' }, 'reason-needed'],
    ['by somebody who may not decide', { mayDecide: false }, 'not-authorized'],
    ['from a card of another plan', { fingerprint: 'f'.repeat(64) }, 'fingerprint-differs'],
  ])('is refused %s', async (_how, more, code) => {
    const at = await office();
    const plan = await stored(at);

    expect(await waive(at, decision(plan, 'carla', more))).toMatchObject({ refused: true, code });
    expect(await at.store.plans.get('plan-1')).toEqual(plan);
  });

  it('is refused when the time of the plan is over', async () => {
    const at = await office(tomorrow);

    expect(await waive(at, decision(await stored(at), 'carla'))).toMatchObject({ code: 'plan-expired' });
  });

  it('is refused for a plan that is not blocked, and the second time', async () => {
    const at = await office();
    const plan = await waived(at);

    expect(await waive(at, decision(plan, 'dirk'))).toMatchObject({ refused: true, code: 'nothing-to-waive' });
  });

  it.each<[string, World]>([
    ['nobody may ever waive', { ...tooMany, mailboxes: [] }],
    ['the policy lets nobody waive', { ...tooMany, policy: policy({ guards: { ...rules.guards, waivable: [] } }) }],
  ])('is refused for a block that %s', async (_which, world) => {
    const at = await office();
    const plan = await stored(at, world);

    expect(await waive(at, decision(plan, 'carla'))).toMatchObject({ refused: true, code: 'not-waivable' });
    expect((await at.store.plans.get('plan-1'))?.state).toBe('blocked');
  });

  it('approves nothing: the card of before is void, and whoever waived is not the second person', async () => {
    const at = await office();
    const before = storedPlan('plan-1', { world: tooMany });
    const plan = await waived(at);

    expect(await approve(at, decision(before, 'dirk'))).toMatchObject({ code: 'fingerprint-differs' });
    expect(await approve(at, decision(plan, 'carla'))).toMatchObject({ code: 'second-person-needed' });
    expect(await approve(at, decision(plan, 'dirk'))).toMatchObject({ quorumMet: true, plan: { state: 'approved' } });
  });
});

describe('a part of a waived plan', () => {
  it('carries the waiver: on its findings, in the store, in the trail, and for the second person', async () => {
    const at = await office();
    const whole = await waived(at);
    const choice = { kind: 'first', accounts: 2 } as const;

    const part = await split({ ...at, ids: randomIds }, { which: whole.id, by: staff('dirk'), choice });

    if (isRefusal(part)) throw new Error(part.code);
    const { id, content } = part.plan;
    const [row] = await at.store.waivers.of(id);
    expect(content.findings.find(({ code }) => code === 'too-many-removals')).toMatchObject({
      effect: 'warn',
      number: 2,
      limit: 3,
      waiver: { by: staff('carla'), reason: 'The merger of 1 March', at: morning },
    });
    expect(row).toEqual({
      planId: id,
      findingCode: 'too-many-removals',
      by: staff('carla'),
      reason: 'The merger of 1 March',
      at: morning,
    });
    expect((await at.store.audit.read(0, 9)).at(-1)).toMatchObject({
      what: 'plan-split',
      payload: { of: whole.id, waived: [{ finding: 'too-many-removals', by: staff('carla') }] },
    });
    expect(await approve(at, decision(part.plan, 'carla'))).toMatchObject({ code: 'second-person-needed' });
  });

  it('that holds nothing of what was waived carries none', async () => {
    const at = await office();
    const world = { ...tooMany, mailboxes: [...(tooMany.mailboxes ?? []), mailbox('new')] };
    const outcome = await waive(at, decision(await stored(at, world), 'carla'));
    if (isRefusal(outcome)) throw new Error(outcome.code);

    const part = await split(
      { ...at, ids: randomIds },
      { which: outcome.id, by: staff('dirk'), choice: { kind: 'additions-only' } },
    );

    if (isRefusal(part)) throw new Error(part.code);
    expect(part.plan.content.findings.map(({ code }) => code)).not.toContain('too-many-removals');
    expect(part.plan.approval).not.toHaveProperty('waivedBy');
    expect(await at.store.waivers.of(part.plan.id)).toEqual([]);
  });
});

describe('approving a deletion', () => {
  const deletion: World = {
    mailboxes: ['x', 'y', 'z'].map((name) => mailbox(name)),
    accounts: ['info', 'x', 'y', 'z'].map((name) => account(name)),
    links: ['info', 'x', 'y', 'z'].map((name) => link(name)),
    lookUps: new Map([['m-info', 'not-found']]),
    policy: policy({ sync: { missing: 'delete' } }),
  };

  it.each([
    ['nothing was typed', {}],
    ['another number was typed', { typed: 2 }],
  ])('is refused when %s', async (_what, more) => {
    const at = { ...(await office()), policy: policy({ sync: { missing: 'delete' } }) };
    const plan = await stored(at, deletion);

    expect(await approve(at, decision(plan, 'dirk', more))).toMatchObject({ refused: true, code: 'number-differs' });
  });

  it('counts when the number of accounts that go is typed, and the trail keeps it', async () => {
    const at = { ...(await office()), policy: policy({ sync: { missing: 'delete' } }) };
    const plan = await stored(at, deletion);

    expect(await approve(at, decision(plan, 'dirk', { typed: 1 }))).toMatchObject({ quorumMet: true });
    expect((await at.store.audit.read(0, 9)).at(-1)).toMatchObject({ payload: { typed: 1 } });
  });
});
