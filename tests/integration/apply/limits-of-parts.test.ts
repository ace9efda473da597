/** Parts of one plan together stay within what the plan itself would have been allowed, whatever was signed in between. */

import { describe, expect, it } from 'vitest';
import { TargetError } from '../../../src/errors.ts';
import { carryOut } from '../../../src/sync/carry-out.ts';
import type { FindingCode } from '../../../src/sync/model/finding.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import type { Policy } from '../../../src/sync/model/policy.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { freeRules, organisation, people } from '../../support/apply-case.ts';
import { link, mailbox } from '../../support/build.ts';
import { openOffice } from '../../support/open-office-sync.ts';
import { auditEntry, staff } from '../../support/stored-plan.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const ben = staff('ben');
const options = { signal: new AbortController().signal };
type Office = Awaited<ReturnType<typeof openOffice>>;

/** Four new accounts where three may be made at a time. */
function office(guards: Partial<Policy['guards']> = {}) {
  const creates = { absolute: 3, percent: 100, floor: 1 };
  return openOffice(organisation({ created: 4 }), {
    ...freeRules,
    guards: { ...freeRules.guards, creates, overTime: { day: 10, week: 10 }, ...guards },
  });
}

async function partOf({ sync }: Office, whole: Plan, accounts: readonly string[]): Promise<Plan> {
  const leftOut = whole.content.mutations
    .map((each) => each.account.address)
    .filter((each) => !accounts.includes(each));
  const choice = {
    kind: 'leave-out',
    kinds: [],
    domains: [],
    findings: [] as FindingCode[],
    accounts: leftOut,
  } as const;
  const part = await sync.split({ which: whole.id, by: ben, choice });
  if (isRefusal(part)) throw new Error(part.code);
  return part.plan;
}

/** As when two people click in the same moment, each before the other's vote is in the store. */
async function approvedAtOnce({ store }: Office, plans: readonly Plan[]): Promise<void> {
  for (const { id: planId, fingerprint } of plans)
    await store.plans.transition({
      planId,
      from: ['proposed'],
      to: 'approved',
      vote: { person: ben, decision: 'approve', fingerprint, comment: '', at: new Date().toISOString() },
      audit: auditEntry('plan-approved', { planId }),
    });
}

const decision = ({ id, fingerprint }: Plan) => ({ planId: id, fingerprint, by: ben, mayDecide: true, comment: '' });
const made = (...numbers: readonly number[]) => numbers.map((number) => `new-${number}@example.nl`);

describe('parts of a plan that is over a limit', () => {
  it('are added up when they are approved: the second one is refused, with the numbers', async () => {
    const at = await office();
    const whole = await at.preview();
    const [first, second] = [await partOf(at, whole, made(1, 2)), await partOf(at, whole, made(3, 4))];

    const approved = await at.sync.approve(decision(first));
    const refused = await at.sync.approve(decision(second));

    expect(whole).toMatchObject({ blocked: true });
    expect([first.blocked, second.blocked]).toEqual([false, false]);
    expect(approved).toMatchObject({ quorumMet: true });
    expect(refused).toMatchObject({
      code: 'limits-exceeded',
      params: { planId: second.id, what: 'creates', number: 4, limit: 3, others: 2, days: 0 },
    });
    expect(await at.sync.details(second.id)).toMatchObject({ plan: { state: 'proposed' }, votes: [] });
  });

  it('are added up when the first one was carried out meanwhile', async () => {
    const at = await office();
    const whole = await at.preview();
    const [first, second] = [await partOf(at, whole, made(1, 2)), await partOf(at, whole, made(3, 4))];
    await at.apply(first);

    const refused = await at.sync.approve(decision(second));

    expect(refused).toMatchObject({ code: 'limits-exceeded', params: { number: 4, limit: 3 } });
    expect(await at.created()).toHaveLength(2);
  });

  it('are added up when they start: of two that were approved at the same moment, one is carried out', async () => {
    const at = await office();
    const whole = await at.preview();
    const [first, second] = [await partOf(at, whole, made(1, 2)), await partOf(at, whole, made(3, 4))];
    await approvedAtOnce(at, [first, second]);

    const run = await at.sync.carryOut({ planId: first.id, by: ben }, options);
    const refused = await at.sync.carryOut({ planId: second.id, by: ben }, options);

    expect(run).toMatchObject({ state: 'applied' });
    expect(refused).toMatchObject({ code: 'limits-exceeded', params: { number: 4, limit: 3, others: 2 } });
    expect(await at.created()).toHaveLength(2);
  });

  it('are added up when the first one waits for Zivver: it is signed, and goes on by itself', async () => {
    const at = await office();
    const whole = await at.preview();
    const [first, second] = [await partOf(at, whole, made(1, 2)), await partOf(at, whole, made(3, 4))];
    await at.sync.approve(decision(first));
    const create = () =>
      Promise.reject(new TargetError('target-rate-limited', 'wait', { retry: { afterMs: 600_000 } }));
    const run = await carryOut(
      { ...at.parts, target: { ...at.parts.target, create } },
      { planId: first.id, by: ben },
      options,
    );

    const refused = await at.sync.approve(decision(second));

    expect(run).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'waits-for-target' } });
    expect(await at.created()).toEqual([]);
    expect(refused).toMatchObject({ code: 'limits-exceeded', params: { number: 4, limit: 3, others: 2 } });
  });

  it('write nothing when another part was carried out between the look and the claim', async () => {
    const at = await office();
    const whole = await at.preview();
    const [first, second] = [await partOf(at, whole, made(1, 2)), await partOf(at, whole, made(3, 4))];
    await approvedAtOnce(at, [first, second]);
    const { ledger } = at.store;
    const claim: typeof ledger.claim = async (wish) => {
      await carryOut(at.parts, { planId: first.id, by: ben }, options);
      return ledger.claim(wish);
    };
    const slow = { ...at.parts, store: { ...at.store, ledger: { ...ledger, claim } } };

    const run = await carryOut(slow, { planId: second.id, by: ben }, options);

    expect(run).toMatchObject({ state: 'stopped', stoppedBecause: { code: 'limits-exceeded' } });
    expect(await at.created()).toHaveLength(2);
  });

  it('may both be signed while their sum is within the limit, and what both hold counts once', async () => {
    const at = await office();
    const whole = await at.preview();
    const [first, second] = [await partOf(at, whole, made(1, 2)), await partOf(at, whole, made(2, 3))];

    await at.apply(first);
    const run = await at.apply(second);

    // One account of both was made by the first, as signed: nothing is left to do for it.
    expect(run.state).toBe('applied');
    expect(run.results.filter(({ outcome }) => outcome?.code === 'already-so')).not.toEqual([]);
    expect(await at.created()).toHaveLength(3);
  });
});

describe('parts of a plan within its own limit', () => {
  it('stay within the limits over 24 hours, together with what earlier runs did', async () => {
    const at = await office({ creates: { absolute: 4, percent: 100, floor: 1 }, overTime: { day: 1, week: 5 } });
    const earlier = await at.preview();
    await at.apply(await partOf(at, earlier, made(1, 2)));
    at.source.mailboxes = [...at.source.mailboxes, mailbox('new-5'), mailbox('new-6')];
    const whole = await at.preview();
    const [first, second] = [await partOf(at, whole, made(3, 4)), await partOf(at, whole, made(5, 6))];
    await at.apply(first);

    const refused = await at.sync.approve(decision(second));

    expect(whole.content.findings.map(({ code }) => code)).toContain('too-many-creates-lately');
    expect(refused).toMatchObject({
      code: 'limits-exceeded',
      params: { what: 'creates', number: 6, limit: 4, others: 4, days: 1 },
    });
  });
});

describe('parts that leave accounts without anybody', () => {
  it('are added up as well', async () => {
    const names = ['a', 'b', 'c', 'd'];
    const base = organisation({ created: 0 });
    const at = await openOffice(
      {
        seed: {
          ...base.seed,
          accounts: names.map((name, index) =>
            anAccount({ id: uuid(index + 1), address: `${name}@example.nl`, displayName: name, members: [people.ann] }),
          ),
        },
        mailboxes: names.map((name) => mailbox(name, { trustees: [] })),
        links: names.map((name, index) => link(name, { accountId: uuid(index + 1), seenDelegates: [people.ann] })),
      },
      freeRules,
    );
    // The first reading of a scope takes nothing away.
    await at.again();
    const whole = await at.preview();
    const emptying = (...some: readonly string[]) =>
      partOf(
        at,
        whole,
        some.map((name) => `${name}@example.nl`),
      );
    const [first, second] = [await emptying('a'), await emptying('b')];
    await at.apply(first);

    const refused = await at.sync.approve(decision(second));

    expect(whole.content.findings.map(({ code }) => code)).toContain('too-many-emptied');
    expect(refused).toMatchObject({
      code: 'limits-exceeded',
      params: { what: 'emptied', number: 2, limit: 1, others: 1, days: 0 },
    });
  });
});
