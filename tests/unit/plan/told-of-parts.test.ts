/** What a part of a plan tells: of the readings all that the whole tells, of its mutations what is true of those it keeps. */

import { describe, expect, it } from 'vitest';
import type { FindingCode } from '../../../src/sync/model/finding.ts';
import type { SplitChoice } from '../../../src/sync/model/split.ts';
import { droppedForReasons, splitPlan } from '../../../src/sync/plan/split.ts';
import { dependantReasons } from '../../../src/sync/plan/split-dependants.ts';
import { account, link, mailbox, person, plan, policy, trustee, type World } from '../../support/build.ts';
import { saying } from '../../support/told.ts';

const people = ['ann', 'bob', 'cas', 'dee'].map((name) => person(name));
const holds = (...names: readonly string[]) => ({ trustees: names.map((name) => trustee(name)) });
const seen = { seenDelegates: people.map(({ id }) => id) };
const everything = { absolute: 1000, percent: 100, floor: 1000 };
const generous = { removals: everything, removalsPerAccount: everything, emptied: everything, access: everything };

function partOf(world: World, ...accounts: readonly string[]) {
  return splitPlan(plan(world), leaveOut({ accounts: accounts.map((name) => `${name}@example.nl`) })).plan;
}

function leaveOut(more: Partial<Extract<SplitChoice, { kind: 'leave-out' }>>): SplitChoice {
  return { kind: 'leave-out', kinds: [], domains: [], findings: [], accounts: [], ...more };
}

/** Accounts `a`, `b`, `c`, each with the same in Zivver and the same at its mailbox. */
function alike(at: Parameters<typeof mailbox>[1], members: readonly string[], more: Partial<World> = {}): World {
  const names = ['a', 'b', 'c'];
  return {
    mailboxes: names.map((name) => mailbox(name, { displayName: `${name} desk`, ...at })),
    accounts: names.map((name) => account(name, { members })),
    links: names.map((name) => link(name, seen)),
    people,
    policy: policy({ guards: generous }),
    ...more,
  };
}
const all = ['a@example.nl', 'b@example.nl', 'c@example.nl'];

describe('a finding about mutations that stand', () => {
  const nothing = { absolute: 0, percent: 0, floor: 0 };
  const rules = (guards: Parameters<typeof policy>[0]) => ({
    policy: policy({ ...guards, guards: { ...generous, ...guards?.guards } }),
  });
  const cases: readonly [FindingCode, World][] = [
    ['account-emptied', alike({ trustees: [] }, ['p-ann', 'p-bob'])],
    [
      'account-loses-many',
      alike(holds('ann', 'cas'), ['p-ann', 'p-bob'], {
        only: all,
        ...rules({ guards: { removalsPerAccount: nothing } }),
      }),
    ],
    [
      'account-gains-many',
      alike(holds('ann', 'cas'), ['p-ann', 'p-bob'], {
        only: all,
        ...rules({ guards: { accessPerAccount: nothing } }),
      }),
    ],
    [
      'sensitive-gains-access',
      alike(holds('ann', 'cas'), ['p-ann', 'p-bob'], rules({ guards: { sensitiveMailboxes: 'example' } })),
    ],
    [
      'added-in-zivver',
      alike(holds('ann', 'cas'), ['p-ann', 'p-bob'], {
        links: ['a', 'b', 'c'].map((name) => link(name, { seenDelegates: ['p-ann'] })),
      }),
    ],
  ];

  it.each(cases)('%s names the accounts that are kept, and is gone with the last', (code, world) => {
    const told = (...left: readonly string[]) =>
      partOf(world, ...left).content.findings.filter((finding) => finding.code === code);
    const [whole] = told();

    expect(whole?.addresses).toEqual(all);
    expect(told('b')).toEqual([
      {
        ...whole,
        number: 2,
        addresses: ['a@example.nl', 'c@example.nl'],
        details: whole?.details.filter(({ address }) => address !== 'b@example.nl'),
      },
    ]);
    expect(told('a', 'b', 'c')).toEqual([]);
  });

  it('a ring of addresses is gone with it', () => {
    const ring: World = {
      mailboxes: [
        mailbox('a', { primaryAddress: 'b@example.nl', displayName: 'a' }),
        mailbox('b', { primaryAddress: 'a@example.nl', displayName: 'b desk' }),
      ],
      accounts: [account('a'), account('b')],
      links: [link('a'), link('b')],
    };
    const whole = plan(ring);

    const without = splitPlan(whole, leaveOut({ kinds: ['readdress'] })).plan;

    expect(whole.blocked).toBe(true);
    expect(without.content.mutations.map(({ kind }) => kind)).toEqual(['rename']);
    expect([without.blocked, without.content.findings]).toEqual([false, []]);

    const kept = splitPlan(whole, leaveOut({ kinds: ['rename'] })).plan;

    expect(kept.content.mutations.map(({ kind }) => kind)).toEqual(['readdress', 'readdress']);
    expect([kept.blocked, kept.content.findings]).toEqual([true, whole.content.findings]);
  });

  it('stays when only other changes of the account are left out, and goes with its own', () => {
    const world = alike(holds('ann', 'cas'), ['p-ann', 'p-bob'], rules({ guards: { sensitiveMailboxes: 'example' } }));
    const told = (choice: SplitChoice) =>
      splitPlan(plan(world), choice).plan.content.findings.flatMap(({ code, addresses }) =>
        code === 'sensitive-gains-access' ? addresses : [],
      );

    expect(told(leaveOut({ kinds: ['revoke'] }))).toEqual(all);
    expect(told(leaveOut({ kinds: ['grant'] }))).toEqual([]);
  });
});

describe('accounts that nobody could open', () => {
  const emptied = { absolute: 1, percent: 100, floor: 0 };
  const world = alike({ trustees: [] }, ['p-ann'], { policy: policy({ guards: { ...generous, emptied } }) });
  const waiver = { by: { id: 'x', tenantId: 't', name: 'x', address: null }, reason: 'y', at: 'z' };
  const told = (left: readonly string[], whole = plan(world)) =>
    splitPlan(whole, leaveOut({ accounts: left.map((name) => `${name}@example.nl`) })).plan.content.findings.filter(
      ({ code }) => code.includes('emptied'),
    );

  it('block a part that has more of them than the limit', () => {
    expect(told(['b'])).toEqual([
      saying('block', 'too-many-emptied', {
        about: ['a@example.nl: a', 'c@example.nl: c'],
        limit: 1,
        params: { absolute: 1, percent: 100 },
      }),
    ]);
  });

  it('are a warning in a part within the limit', () => {
    expect(told(['a', 'b'])).toEqual([saying('warn', 'account-emptied', { about: ['c@example.nl: c'], limit: 1 })]);
  });

  it('carry what a person lifted from the whole into every part that holds some of it', () => {
    const whole = plan(world);
    const findings = whole.content.findings.map((finding) => ({ ...finding, effect: 'warn' as const, waiver }));
    const lifted = { ...whole, content: { ...whole.content, findings } };

    expect(told(['a', 'b'], lifted)).toMatchObject([{ code: 'too-many-emptied', effect: 'warn', number: 1, waiver }]);
    expect(told(['b'], lifted)).toMatchObject([{ code: 'too-many-emptied', number: 2, waiver }]);
    expect(told(['a', 'b', 'c'], lifted)).toEqual([]);
  });
});

describe('a finding about the readings, or about what was held back', () => {
  it('holds for every part', () => {
    const world = alike(holds('ann', 'cas'), ['p-ann', 'p-bob'], {
      links: [...['a', 'b', 'c'].map((name) => link(name, { seenDelegates: ['p-ann'] })), link('gone')],
      policy: policy({ sync: { addedInZivver: 'keep' }, guards: { ...generous, absentLinksPercent: 100 } }),
    });
    const whole = plan(world).content.findings;

    expect(whole.map(({ code, effect }) => `${effect} ${code}`)).toEqual([
      'withhold added-in-zivver',
      'warn link-stale',
    ]);
    expect(partOf(world, 'a', 'b', 'c').content.findings).toEqual(whole);
  });
});

describe('a limit on a number', () => {
  const removals = { absolute: 2, percent: 100, floor: 0 };
  const applied = Array.from({ length: 4 }, () => ({
    kind: 'revoke' as const,
    mutationId: 'revoke:m-x:p-y',
    planId: 'plan-1',
    field: 'members:m-x:p-y',
    at: '2026-11-24T07:00:00.000Z',
    withinDay: true,
    seen: true,
    newAccount: false,
    waived: [],
  }));
  const world = alike(holds('ann', 'cas'), ['p-ann', 'p-bob'], {
    policy: policy({ guards: { ...generous, removals, overTime: { day: 2, week: 9 } } }),
    history: { applied, refusedUnits: [] },
  });
  const told = (code: FindingCode, ...left: readonly string[]) =>
    partOf(world, ...left).content.findings.filter((finding) => finding.code === code);

  it('is counted again: within it, nothing is said', () => {
    expect(told('too-many-removals')).toMatchObject([{ number: 3, limit: 2 }]);
    expect(told('too-many-removals', 'b')).toEqual([]);
    expect(partOf(world, 'b').content.findings.map(({ code }) => code)).toEqual(['too-many-removals-lately']);
  });

  it('that a person lifted from the whole goes with every part that holds some of what it counted', () => {
    const whole = plan(world);
    const waiver = { by: { id: 'x', tenantId: 't', name: 'x', address: null }, reason: 'y', at: 'z' };
    const findings = whole.content.findings.map((finding) => ({ ...finding, effect: 'warn' as const, waiver }));
    const without = (...accounts: readonly string[]) =>
      splitPlan(
        { ...whole, content: { ...whole.content, findings } },
        leaveOut({ accounts }),
      ).plan.content.findings.filter(({ code }) => code === 'too-many-removals');

    expect(without('a@example.nl', 'b@example.nl')).toMatchObject([{ number: 1, waiver }]);
    expect(without('a@example.nl', 'b@example.nl', 'c@example.nl')).toEqual([]);
  });

  it('over time is counted again with what earlier runs did', () => {
    const [whole] = told('too-many-removals-lately');

    expect(whole).toMatchObject({ number: 7, limit: 4, params: { earlier: 4 } });
    expect(told('too-many-removals-lately', 'b')).toEqual([
      {
        ...whole,
        number: 6,
        addresses: ['a@example.nl', 'c@example.nl'],
        details: ['a@example.nl', 'c@example.nl'].map((address) => ({ address, detail: 'bob@example.nl' })),
      },
    ]);
  });

  it('says nothing of a part that does none of what it counts, whatever earlier runs did', () => {
    const none = splitPlan(plan(world), leaveOut({ kinds: ['revoke'] })).plan.content.findings;

    expect(none.filter(({ code }) => code.startsWith('too-many'))).toEqual([]);
  });
});

describe('what depends on something that is left out', () => {
  /** Ann leaves and bob comes, cas stays; it gets another name. Somebody leaves another account as well. */
  const world: World = {
    mailboxes: [mailbox('sales', { displayName: 'Verkoop', ...holds('bob', 'cas') }), mailbox('hr', holds('cas'))],
    accounts: [account('sales', { members: ['p-ann', 'p-cas'] }), account('hr', { members: ['p-bob', 'p-cas'] })],
    links: [link('sales', seen), link('hr', seen)],
    people,
  };

  it('is nothing where somebody stays: who leaves leaves, by a call that empties nothing', () => {
    const { plan: part, dropped } = splitPlan(plan(world), leaveOut({ kinds: ['grant'] }));

    expect(dropped.map(({ mutation: { id }, reason }) => [id, reason])).toEqual([
      ['grant:m-sales:p-bob', 'not-chosen'],
    ]);
    expect(part.content.items.map(({ call, empties }) => [call, empties])).toEqual([
      ['update', false],
      ['update', false],
    ]);
  });

  it('is who would leave, where nobody stays; the name is not', () => {
    const empty = {
      ...world,
      accounts: [account('sales', { members: ['p-ann'] }), account('hr', { members: ['p-cas'] })],
    };

    const { plan: part, dropped } = splitPlan(plan(empty), leaveOut({ kinds: ['grant'] }));

    expect(dropped.map(({ mutation: { id }, reason }) => [id, reason])).toEqual([
      ['revoke:m-sales:p-ann', 'would-be-emptied'],
      ['grant:m-sales:p-bob', 'not-chosen'],
      ['grant:m-sales:p-cas', 'not-chosen'],
    ]);
    expect(part.content.mutations.map(({ kind }) => kind)).toEqual(['rename']);
  });

  it('is who would leave also where a plan does not say how many there were', () => {
    const { basis, ...whole } = plan(world);
    const { members: _, ...unknown } = basis;

    const { dropped } = splitPlan({ ...whole, basis: unknown }, leaveOut({ kinds: ['grant'] }));

    expect(dropped.map(({ mutation: { id } }) => id)).toContain('revoke:m-sales:p-ann');
  });

  it('is not who would leave while one of those who come still comes, nor while enough of those who leave stay', () => {
    const two: World = {
      ...world,
      mailboxes: [mailbox('sales', holds('cas', 'dee'))],
      accounts: [account('sales', { members: ['p-ann', 'p-bob'] })],
      links: [link('sales', seen)],
    };
    const whole = plan(two);
    const without = (...ids: readonly string[]) =>
      [...dependantReasons(whole, new Map(ids.map((id) => [id, 'not-chosen'])))].map(([id]) => id);

    expect(without('grant:m-sales:p-cas')).toEqual([]);
    expect(without('grant:m-sales:p-cas', 'grant:m-sales:p-dee')).toHaveLength(2);
    expect(without('grant:m-sales:p-cas', 'grant:m-sales:p-dee', 'revoke:m-sales:p-ann')).toEqual([]);
  });

  it('is told with some of the accounts in order, whatever the order of the mutations', () => {
    const dropped = splitPlan(plan(world), { kind: 'first', accounts: 0 }).dropped;

    expect(droppedForReasons(dropped)).toEqual([
      { reason: 'not-chosen', mutations: 4, accounts: 2, examples: ['hr@example.nl', 'sales@example.nl'] },
    ]);
    expect(droppedForReasons(dropped.toReversed())[0]?.examples).toEqual(['hr@example.nl', 'sales@example.nl']);
  });
});
