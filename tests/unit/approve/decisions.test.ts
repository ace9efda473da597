/** Approve and reject: who may sign what, when, and what each "no" says. On a real store. */

import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { InternalError } from '../../../src/errors.ts';
import { silentAnnouncer } from '../../../src/sync/announcer.ts';
import type { ApproveParts } from '../../../src/sync/approve/approve.ts';
import { approve } from '../../../src/sync/approve/approve.ts';
import { expire } from '../../../src/sync/approve/expire.ts';
import { reauthorize } from '../../../src/sync/approve/reauthorize.ts';
import { reject } from '../../../src/sync/approve/reject.ts';
import { supersede } from '../../../src/sync/approve/supersede.ts';
import type { MayApprove } from '../../../src/sync/approve/valid-votes.ts';
import type { Decision } from '../../../src/sync/index.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import type { PlanState } from '../../../src/sync/model/plan-life.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../../src/sync/store/store.ts';
import { account, link, mailbox, person, policy, trustee, type World } from '../../support/build.ts';
import { clockOf } from '../../support/clock-of.ts';
import { auditEntry, morning, staff, storedPlan, tomorrow, vote } from '../../support/stored-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

interface Office extends ApproveParts {
  readonly path: string;
  readonly store: Store;
  at(time: string): void;
  readonly lost: Set<string>;
  /** What everybody's cards were told, as `plan state`. */
  readonly announced: string[];
}

async function office(): Promise<Office> {
  const path = join(temporaryFolder(), 'store.sqlite');
  const store = await openSqliteStore({ path });
  onTestFinished(() => store.close());
  let now = morning;
  const clock = clockOf(() => new Date(now));
  const lost = new Set<string>();
  const announced: string[] = [];
  return {
    announced,
    announcer: {
      ...silentAnnouncer,
      planChanged: async ({ id, state }) => void announced.push(`${id} ${state}`),
    },
    path,
    store,
    clock,
    policy: policy(),
    lost,
    mayApprove: ({ id }) => !lost.has(id),
    at: (time) => {
      now = time;
    },
  };
}

async function proposed({ store }: Office, id = 'plan-1', more: Parameters<typeof storedPlan>[1] = {}): Promise<Plan> {
  const plan = storedPlan(id, more);
  await store.plans.insert(plan, auditEntry('plan-proposed', { planId: id }));
  return plan;
}

function decision(plan: Plan, by: string, more: Partial<Decision> = {}): Decision {
  return { planId: plan.id, fingerprint: plan.fingerprint, by: staff(by), mayDecide: true, comment: '', ...more };
}

const stateOf = async ({ store }: Office, id = 'plan-1') => (await store.plans.get(id))?.state;
const told = async ({ store }: Office) => (await store.audit.read(0, 999)).map(({ what }) => what);

const runs: Partial<Record<PlanState, 'applied' | 'partly-applied' | 'stopped' | 'failed'>> = {
  applied: 'applied',
  'partly-applied': 'partly-applied',
  stopped: 'stopped',
  failed: 'failed',
};

/** Along the plan's life, as people and runs would bring it there. */
async function bringTo(at: Office, plan: Plan, state: PlanState): Promise<void> {
  const { store } = at;
  const move = (from: PlanState, to: PlanState) =>
    store.plans.transition({ planId: plan.id, from: [from], to, audit: auditEntry(`plan-${to}`, { planId: plan.id }) });
  if (state === 'proposed') return;
  if (state !== 'applying' && runs[state] === undefined) return void (await move('proposed', state));
  await move('proposed', 'approved');
  const claim = await store.ledger.claim({
    planId: plan.id,
    from: ['approved'],
    runId: `run-${plan.id}`,
    holder: 'here',
    startedBy: staff('ann'),
    now: morning,
    leaseMs: 30_000,
    audit: auditEntry('claimed'),
  });
  const end = runs[state];
  if (claim.ok && end !== undefined)
    await store.ledger.finish(claim.lease, {
      state: end,
      verification: null,
      stoppedBecause: null,
      at: morning,
      audit: auditEntry('finished'),
    });
}

const revoking: World = {
  mailboxes: [mailbox('info'), ...['a', 'b', 'c', 'd'].map((name) => mailbox(name))],
  accounts: [account('info', { members: ['p-ann', 'p-bob'] }), ...['a', 'b', 'c', 'd'].map((name) => account(name))],
  people: [person('ann'), person('bob')],
  links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] }), ...['a', 'b', 'c', 'd'].map((name) => link(name))],
};

describe('approving', () => {
  it('moves the plan, records the vote and says who consented to what', async () => {
    const at = await office();
    const plan = await proposed(at);

    const result = await approve(at, decision(plan, 'carla', { comment: ' fine ' }));

    const expected = vote(staff('carla'), plan, { comment: 'fine' });
    expect(result).toEqual({ plan: { ...plan, state: 'approved' }, quorumMet: true, votes: [expected] });
    expect((await at.store.audit.read(0, 9)).at(-1)).toMatchObject({
      what: 'plan-approved',
      actor: staff('carla'),
      planId: 'plan-1',
      payload: { fingerprint: plan.fingerprint, comment: 'fine' },
    });
  });

  it('is refused for a plan that does not exist', async () => {
    const at = await office();

    expect(await approve(at, decision(storedPlan('plan-9'), 'carla'))).toEqual({
      refused: true,
      code: 'unknown-plan',
      params: { planId: 'plan-9' },
    });
  });

  it('is refused to somebody who is no approver, whatever state the plan is in', async () => {
    const at = await office();
    const plan = await proposed(at);

    expect(await approve(at, decision(plan, 'eve', { mayDecide: false }))).toMatchObject({ code: 'not-authorized' });
    await bringTo(at, plan, 'rejected');
    expect(await approve(at, decision(plan, 'eve', { mayDecide: false }))).toMatchObject({ code: 'not-authorized' });
    expect(await at.store.plans.votes('plan-1')).toEqual([]);
  });

  it.each([
    ['applying', 'plan-running'],
    ['applied', 'plan-already-decided'],
    ['partly-applied', 'plan-already-decided'],
    ['stopped', 'plan-already-decided'],
    ['failed', 'plan-already-decided'],
    ['approved', 'plan-already-decided'],
    ['rejected', 'plan-already-decided'],
    ['withdrawn', 'plan-already-decided'],
    ['superseded', 'plan-superseded'],
    ['expired', 'plan-expired'],
  ] as const)('of a plan that is %s is refused as %s', async (state, code) => {
    const at = await office();
    const plan = await proposed(at);
    await bringTo(at, plan, state);

    expect(await approve(at, decision(plan, 'carla'))).toMatchObject({ refused: true, code });
    expect(await reject(at, decision(plan, 'carla', { comment: 'no' }))).toMatchObject({ refused: true, code });
    expect(await stateOf(at)).toBe(state);
  });

  it('of a blocked plan is refused', async () => {
    const at = await office();
    const short = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 } as const;
    const plan = await proposed(at, 'plan-1', {
      world: { mailboxes: [mailbox('info')], completeness: { accounts: short } },
    });

    expect(await approve(at, decision(plan, 'carla'))).toMatchObject({ code: 'plan-blocked' });
  });

  it('says who decided, how and when', async () => {
    const at = await office();
    const plan = await proposed(at);
    await approve(at, decision(plan, 'carla'));

    const late = await approve(at, decision(plan, 'dirk'));

    expect(late).toEqual({
      refused: true,
      code: 'plan-already-decided',
      params: { planId: 'plan-1', state: 'approved', decision: 'approve', by: 'carla', at: morning },
    });
  });

  it('is possible until the last millisecond, and not at the moment of expiry: the plan then is expired', async () => {
    const at = await office();
    const first = await proposed(at, 'plan-1');
    const second = await proposed(at, 'plan-2', { names: ['other'] });

    at.at('2026-11-25T08:59:59.999Z');
    expect(await approve(at, decision(first, 'carla'))).toMatchObject({ quorumMet: true });
    at.at(tomorrow);
    expect(await approve(at, decision(second, 'carla'))).toMatchObject({ code: 'plan-expired' });

    expect(await stateOf(at, 'plan-2')).toBe('expired');
    expect(at.announced).toEqual(['plan-2 expired']);
    expect(await told(at)).toContain('plan-expired');
  });

  it('is refused when the card shows another fingerprint than the store', async () => {
    const at = await office();
    const plan = await proposed(at);

    expect(await approve(at, decision(plan, 'carla', { fingerprint: 'a'.repeat(64) }))).toMatchObject({
      code: 'fingerprint-differs',
    });
    expect(await stateOf(at)).toBe('proposed');
  });

  it('is refused when the rules changed since the plan was made', async () => {
    const at = await office();
    const plan = await proposed(at);
    const stricter = policy({ guards: { removals: { absolute: 1, percent: 50, floor: 3 } } });

    expect(await approve({ ...at, policy: stricter }, decision(plan, 'carla'))).toMatchObject({
      code: 'policy-changed',
    });
    expect(await stateOf(at)).toBe('proposed');
  });

  it('is refused to somebody whom the plan gives access, however the address is written', async () => {
    const at = await office();
    const plan = await proposed(at, 'plan-1', {
      world: { mailboxes: [mailbox('info', { trustees: [trustee('ann')] })] },
    });

    const by = staff('ann', { address: 'Ann@Example.NL' });

    expect(await approve(at, decision(plan, 'ann', { by }))).toMatchObject({ code: 'self-approval' });
    expect(await approve(at, decision(plan, 'carla'))).toMatchObject({ quorumMet: true });
  });

  it('is refused to somebody whose mail address, not the sign-in name, gains access, and to somebody without any', async () => {
    const at = await office();
    const plan = await proposed(at, 'plan-1', {
      world: { mailboxes: [mailbox('info', { trustees: [trustee('ann')] })] },
    });

    const signsInElsewhere = staff('ann', { address: 'ann@corp.example.com', otherAddresses: ['ann@example.nl'] });
    const nameless = staff('carla', { address: null });

    expect(await approve(at, decision(plan, 'ann', { by: signsInElsewhere }))).toMatchObject({ code: 'self-approval' });
    expect(await approve(at, decision(plan, 'carla', { by: nameless }))).toMatchObject({ code: 'own-address-unknown' });
  });

  it('is allowed to somebody who only loses access', async () => {
    const at = await office();
    const plan = await proposed(at, 'plan-1', { world: revoking });

    expect(plan.content.mutations.map(({ kind }) => kind)).toEqual(['revoke']);
    expect(await approve(at, decision(plan, 'bob'))).toMatchObject({ quorumMet: true });
  });

  it('of a removal is refused to the person who asked for the plan, and open to a second person', async () => {
    const at = await office();
    const plan = await proposed(at, 'plan-1', { world: revoking });

    expect(await approve(at, decision(plan, 'olga'))).toMatchObject({ code: 'second-person-needed' });
    expect(await approve(at, decision(plan, 'carla'))).toMatchObject({ quorumMet: true });
  });

  it('of a class that people are named for is open to those people only, and their word is judged again at the start', async () => {
    const rules = policy({ approval: { namedApproversFor: ['removal'] } });
    const named = new Set(['id-carla', 'id-dirk']);
    const mayApprove: MayApprove = ({ id }, namedFor) => !namedFor.includes('removal') || named.has(id);
    const at = { ...(await office()), policy: rules, mayApprove };
    const plan = await proposed(at, 'plan-1', { world: { ...revoking, policy: rules } });
    const harmless = await proposed(at, 'plan-2', { world: { mailboxes: [mailbox('new')], policy: rules } });

    expect(plan.approval.namedFor).toEqual(['removal']);
    expect(await approve(at, decision(plan, 'bert'))).toMatchObject({
      code: 'not-named-for-class',
      params: { planId: 'plan-1', classes: 'removal' },
    });
    expect(await approve(at, decision(plan, 'carla'))).toMatchObject({ quorumMet: true });
    expect(harmless.approval.namedFor).toBeUndefined();
    expect(await approve(at, decision(harmless, 'bert'))).toMatchObject({ quorumMet: true });
    named.delete('id-carla');
    expect(reauthorize(plan, await at.store.plans.votes(plan.id), mayApprove)).toMatchObject({ code: 'approval-void' });
  });

  it('of a plan that was changed in the file behind our back stops everything', async () => {
    const at = await office();
    const plan = await proposed(at);
    const file = new BetterSqlite3(at.path);
    file.exec(
      `drop trigger plans_immutable; update plans set content = replace(content, 'info@example.nl', 'boss@example.nl')`,
    );
    file.close();

    await expect(approve(at, decision(plan, 'carla'))).rejects.toThrow(InternalError);
  });
});

describe('a plan that needs two approvers', () => {
  const approval = { votes: 2, secondPerson: false };

  it('waits after the first, is approved by the second', async () => {
    const at = await office();
    const plan = await proposed(at, 'plan-1', { approval });

    const first = await approve(at, decision(plan, 'carla'));
    const second = await approve(at, decision(plan, 'dirk'));

    expect(first).toMatchObject({ quorumMet: false, plan: { state: 'proposed' } });
    expect(second).toMatchObject({ quorumMet: true, plan: { state: 'approved' } });
    expect(await told(at)).toEqual(['plan-proposed', 'plan-vote', 'plan-approved']);
  });

  it('counts a person once, however often he clicks', async () => {
    const at = await office();
    const plan = await proposed(at, 'plan-1', { approval });

    for (let click = 0; click < 3; click += 1)
      expect(await approve(at, decision(plan, 'carla'))).toMatchObject({ quorumMet: false });

    expect(await at.store.plans.votes('plan-1')).toHaveLength(1);
  });

  it('does not count the earlier vote of somebody who lost the right meanwhile', async () => {
    const at = await office();
    const plan = await proposed(at, 'plan-1', { approval });
    await approve(at, decision(plan, 'carla'));
    at.lost.add('id-carla');

    expect(await approve(at, decision(plan, 'dirk'))).toMatchObject({ quorumMet: false });
    expect(await approve(at, decision(plan, 'emma'))).toMatchObject({ quorumMet: true });
  });

  it('is approved exactly once when several vote at the same moment', async () => {
    const at = await office();
    const second = await openSqliteStore({ path: at.path });
    onTestFinished(() => second.close());
    for (let round = 1; round <= 20; round += 1) {
      const plan = await proposed(at, `plan-${round}`, { approval });

      const results = await Promise.all([
        approve(at, decision(plan, 'carla')),
        approve({ ...at, store: second }, decision(plan, 'dirk')),
        approve({ ...at, store: second }, decision(plan, 'emma')),
      ]);

      expect(await stateOf(at, plan.id)).toBe('approved');
      expect(results.filter((result) => 'quorumMet' in result && result.quorumMet)).toHaveLength(1);
    }
    expect((await told(at)).filter((what) => what === 'plan-approved')).toHaveLength(20);
  });
});

describe('two people at one plan', () => {
  it('approving at the same moment: one moves it, the other hears who did', async () => {
    const at = await office();
    const second = await openSqliteStore({ path: at.path });
    onTestFinished(() => second.close());
    for (let round = 1; round <= 30; round += 1) {
      const plan = await proposed(at, `plan-${round}`);

      const results = await Promise.all([
        approve(at, decision(plan, 'carla')),
        approve({ ...at, store: second }, decision(plan, 'dirk')),
      ]);

      expect(results.filter((result) => 'quorumMet' in result)).toHaveLength(1);
      const winner = results[0] !== undefined && 'quorumMet' in results[0] ? 'carla' : 'dirk';
      expect(results.find((result) => 'refused' in result)).toMatchObject({
        code: 'plan-already-decided',
        params: { by: winner },
      });
      expect(await at.store.plans.votes(plan.id)).toHaveLength(1);
    }
  });

  it('one approving, one rejecting at the same moment: one of them decides', async () => {
    const at = await office();
    const plan = await proposed(at);

    const [approved, rejected] = await Promise.all([
      approve(at, decision(plan, 'carla')),
      reject(at, decision(plan, 'dirk', { comment: 'not now' })),
    ]);

    expect('refused' in approved).not.toBe('refused' in rejected);
    expect(await at.store.plans.votes('plan-1')).toHaveLength(1);
  });
});

describe('rejecting', () => {
  it('takes one person and a reason, and keeps both', async () => {
    const at = await office();
    const plan = await proposed(at);

    const result = await reject(at, decision(plan, 'carla', { comment: ' Ann is on leave ' }));

    expect(result).toEqual({ ...plan, state: 'rejected' });
    expect(await at.store.plans.votes('plan-1')).toEqual([
      vote(staff('carla'), plan, { decision: 'reject', comment: 'Ann is on leave' }),
    ]);
    expect((await at.store.audit.read(0, 9)).at(-1)).toMatchObject({
      what: 'plan-rejected',
      payload: { reason: 'Ann is on leave' },
    });
  });

  it.each(['', '  \n '])('without a reason (%j) is refused and changes nothing', async (comment) => {
    const at = await office();
    const plan = await proposed(at);

    expect(await reject(at, decision(plan, 'carla', { comment }))).toMatchObject({ code: 'reason-needed' });
    expect(await stateOf(at)).toBe('proposed');
  });

  it('is open to the person who asked, and to one whom the plan gives access', async () => {
    const at = await office();
    const own = await proposed(at, 'plan-1');
    const access = await proposed(at, 'plan-2', { names: ['other'] });

    expect(await reject(at, decision(own, 'olga', { comment: 'mistake' }))).toMatchObject({ state: 'rejected' });
    expect(await reject(at, decision(access, 'ann', { comment: 'not mine' }))).toMatchObject({ state: 'rejected' });
  });
});

describe('time and newer plans', () => {
  it('expires what waits past its time, blocked and approved plans too, and nothing else', async () => {
    const at = await office();
    const late = { expiresAt: '2026-11-24T10:00:00.000Z' };
    await proposed(at, 'plan-1', late);
    const approved = await proposed(at, 'plan-2', { ...late, names: ['two'] });
    const applied = await proposed(at, 'plan-3', { ...late, names: ['three'] });
    await proposed(at, 'plan-4', { names: ['four'] });
    await bringTo(at, approved, 'approved');
    await bringTo(at, applied, 'applied');
    at.at('2026-11-24T10:00:00.000Z');

    const expired = await expire(at);

    expect(expired.map(({ id, state }) => `${id} ${state}`).sort()).toEqual(['plan-1 expired', 'plan-2 expired']);
    expect(await stateOf(at, 'plan-3')).toBe('applied');
    expect(await stateOf(at, 'plan-4')).toBe('proposed');
    expect(await expire(at)).toEqual([]);
  });

  it('a newer plan supersedes what waits and what stopped half-way, but no sibling, no run and nothing decided', async () => {
    const at = await office();
    for (const [id, state] of [
      ['plan-a', 'proposed'],
      ['plan-b', 'approved'],
      ['plan-c', 'stopped'],
      ['plan-d', 'rejected'],
      ['plan-e', 'proposed'],
      ['plan-f', 'applying'],
    ] as const) {
      await bringTo(at, await proposed(at, id, { names: [id] }), state);
    }
    const newer = await proposed(at, 'plan-z', { createdAt: '2026-11-24T09:30:00.000Z' });

    const superseded = await supersede(at, newer, ['plan-e']);

    expect(superseded.map(({ id }) => id).sort()).toEqual(['plan-a', 'plan-b', 'plan-c']);
    expect(await stateOf(at, 'plan-z')).toBe('proposed');
    expect(await stateOf(at, 'plan-f')).toBe('applying');
    expect((await at.store.audit.read(0, 999)).at(-1)).toMatchObject({
      what: 'plan-superseded',
      payload: { by: 'plan-z' },
    });
    expect((await at.store.plans.history(9)).find(({ id }) => id === 'plan-c')).toMatchObject({
      state: 'superseded',
      lastRunState: 'stopped',
    });
  });

  it('of two plans proposed in the same moment, one stays', async () => {
    const at = await office();
    const one = await proposed(at, 'plan-1');
    const two = await proposed(at, 'plan-2', { names: ['two'] });

    await Promise.all([supersede(at, one), supersede(at, two)]);

    expect([await stateOf(at, 'plan-1'), await stateOf(at, 'plan-2')]).toEqual(['superseded', 'proposed']);
  });
});

describe('votes at the start of a run', () => {
  const plan = storedPlan('plan-1', { approval: { votes: 2, secondPerson: true } });
  const votes = [vote(staff('carla'), plan), vote(staff('dirk'), plan)];
  const everybody = () => true;

  it('carry the plan while everybody who voted may still approve', () => {
    expect(reauthorize(plan, votes, everybody)).toBeUndefined();
  });

  it.each([
    ['somebody lost the right to approve', votes, (by: { id: string }) => by.id !== 'id-dirk'],
    ['one is missing', votes.slice(1), everybody],
    ['one person voted twice', [votes[0]!, votes[0]!], everybody],
    ['one is for another fingerprint', [votes[0]!, { ...votes[1]!, fingerprint: 'a'.repeat(64) }], everybody],
    ['one is a rejection', [votes[0]!, { ...votes[1]!, decision: 'reject' as const }], everybody],
    ['one is of the requester, and a second person is needed', [votes[0]!, vote(staff('olga'), plan)], everybody],
    ['one is of somebody whom the plan gives access', [votes[0]!, vote(staff('ann'), plan)], everybody],
  ])('no longer carry it when %s', (_, cast, mayApprove) => {
    expect(reauthorize(plan, cast, mayApprove)).toEqual({
      refused: true,
      code: 'approval-void',
      params: { planId: 'plan-1', valid: 1, needed: 2 },
    });
  });
});
