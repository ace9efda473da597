import { describe, expect, it } from 'vitest';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { explain } from '../../../src/sync/plan/explain.ts';
import type { PastItem } from '../../../src/sync/plan/history.ts';
import { account, link, mailbox, person, planInput, policy, trustee, type World } from '../../support/build.ts';

function explained(world: World, asked: string, past: readonly PastItem[] = []) {
  const input = planInput(world);
  return explain({ input, plan: computePlan(input), past }, asked);
}

/** Ann stays, Bob comes by a group, Cas goes, Dee has no account, Eve's is suspended. */
const office: World = {
  mailboxes: [
    mailbox('sales', {
      aliases: ['verkoop@example.nl'],
      trustees: [trustee('ann'), trustee('bob', { via: ['Finance', 'Interns'] }), trustee('dee'), trustee('eve')],
    }),
    mailbox('far', { primaryAddress: 'far@example.org', trustees: [trustee('bob')] }),
  ],
  accounts: [account('sales', { members: ['p-ann', 'p-cas'] }), account('alone')],
  people: [person('ann'), person('bob'), person('cas'), person('eve', { active: false })],
  links: [link('sales', { seenDelegates: ['p-ann', 'p-cas'] })],
};

describe('why something is proposed for a mailbox', () => {
  it('tells both sides, each person with the way the access came by, and the proposal', () => {
    const [sales] = explained(office, 'Sales@example.nl').mailboxes;

    expect(sales).toMatchObject({
      verdict: 'proposed',
      exchange: { address: 'sales@example.nl', aliases: ['verkoop@example.nl'], type: 'SharedMailbox' },
      zivver: { members: 2, link: 'create' },
      leftOut: null,
    });
    expect(sales?.access.map(({ name, via, state }) => [name, via.join(' › '), state])).toEqual([
      ['ann', '', 'has-access'],
      ['bob', 'Finance › Interns', 'will-gain'],
      ['cas', '', 'will-lose'],
      ['dee', '', 'no-account'],
      ['eve', '', 'suspended'],
    ]);
    expect(sales?.mutations.map(({ kind }) => kind)).toEqual(['revoke', 'add-alias', 'grant']);
    expect(sales?.findings.map(({ code }) => code)).toContain('delegates-not-in-zivver');
  });

  it('is found by an alias as well', () => {
    expect(explained(office, 'verkoop@example.nl').mailboxes[0]?.address).toBe('sales@example.nl');
  });
});

describe('why nothing is proposed for a mailbox', () => {
  it.each([
    ['everything is equal', { mailboxes: [mailbox('a')], accounts: [account('a')], links: [link('a')] }, 'a', 'equal'],
    ['no mailbox belongs to the account', office, 'alone', 'zivver-only'],
    [
      'the mailbox is gone and missing accounts are kept',
      { mailboxes: [mailbox('b')], accounts: [account('a')], links: [link('a')] },
      'a',
      'mailbox-gone',
    ],
    ['nobody could open it', { mailboxes: [mailbox('a', { trustees: [] })] }, 'a', 'left-out'],
  ] as const)('because %s', (_name, world, name, verdict) => {
    expect(explained(world, `${name}@example.nl`).mailboxes[0]?.verdict).toBe(verdict);
  });

  it('because it is left out, with the reason', () => {
    expect(explained(office, 'far@example.org').mailboxes).toMatchObject([
      { verdict: 'left-out', leftOut: { reason: 'foreign-domain', detail: 'example.org' }, mutations: [] },
    ]);
  });

  it('because a finding holds it back, and names the finding', () => {
    const rules = policy({ scope: { protectedAddresses: ['cas@example.nl', 'bob@example.nl', 'verkoop@example.nl'] } });

    const [sales] = explained({ ...office, policy: rules }, 'sales@example.nl').mailboxes;

    expect(sales?.verdict).toBe('held-back');
    expect(sales?.heldBack).toEqual([
      { kind: 'grant', by: 'protected-address', what: 'bob' },
      { kind: 'revoke', by: 'protected-address', what: 'cas' },
    ]);
    expect(sales?.access.find(({ name }) => name === 'bob')?.state).toBe('held-back');
    expect(sales?.findings.map(({ code }) => code)).toContain('protected-address');
  });
});

describe('a finding about many mailboxes', () => {
  const two: World = {
    ...office,
    mailboxes: [...(office.mailboxes ?? []), mailbox('info', { trustees: [trustee('dee'), trustee('fay')] })],
  };

  it('is told with what it counts of this one', () => {
    const all = computePlan(planInput(two)).content.findings.find(({ code }) => code === 'delegates-not-in-zivver');

    const [sales] = explained(two, 'sales@example.nl').mailboxes;

    const own = sales?.findings.find(({ code }) => code === 'delegates-not-in-zivver');
    expect(all?.number).toBe(4);
    expect(own).toMatchObject({ number: 2, addresses: ['sales@example.nl'] });
    expect(own?.details.map(({ address }) => address)).toEqual(['sales@example.nl', 'sales@example.nl']);
  });

  it('keeps its number where a limit over the whole plan is meant', () => {
    const rules = policy({ guards: { access: { absolute: 1, percent: 1, floor: 0 } } });
    const world: World = {
      ...two,
      policy: rules,
      accounts: [...(office.accounts ?? []), account('info')],
      links: [...(office.links ?? []), link('info')],
      mailboxes: [...(office.mailboxes ?? []), mailbox('info', { trustees: [trustee('ann'), trustee('bob')] })],
    };

    const [sales] = explained(world, 'sales@example.nl').mailboxes;

    expect(sales?.findings.find(({ code }) => code === 'too-many-grants')).toMatchObject({ number: 2 });
  });
});

describe('why a person has access, or has none', () => {
  it('tells each mailbox with the way, and what is left out', () => {
    const [bob] = explained(office, 'bob@example.nl').people;

    expect(bob).toMatchObject({ account: 'active' });
    expect(bob?.access.map(({ mailbox: { address }, state, leftOut }) => [address, state, leftOut])).toEqual([
      ['sales@example.nl', 'will-gain', null],
      ['far@example.org', 'not-compared', 'foreign-domain'],
    ]);
    expect(bob?.access[0]?.mutation).toMatchObject({ kind: 'grant', reason: 'has-full-access' });
  });

  it('explains that FullAccess without an active Zivver account gives nothing', () => {
    expect(explained(office, 'dee@example.nl').people).toMatchObject([
      { account: 'none', access: [{ state: 'no-account', inExchange: true, inZivver: false }] },
    ]);
    expect(explained(office, 'eve@example.nl').people).toMatchObject([
      { account: 'suspended', access: [{ state: 'suspended' }] },
    ]);
  });

  it('tells what happened to this person in earlier runs', () => {
    const past: PastItem = {
      planId: 'plan-aaaaaa',
      state: 'done',
      intentAt: null,
      outcome: { state: 'done', code: 'ok', params: {}, accountId: null, calls: 1, at: '2026-11-20T08:00:00.000Z' },
      item: {
        id: '00001',
        call: 'update',
        account: { id: 'a-sales', mailboxId: 'm-sales', address: 'sales@example.nl', displayName: 'sales' },
        mutations: ['grant:m-sales:p-ann', 'grant:m-sales:p-cas'],
        changes: {},
        dependsOn: [],
        draft: null,
        empties: false,
      },
    };

    expect(explained(office, 'ann@example.nl', [past]).people[0]?.past).toMatchObject([
      { kind: 'grant', planId: 'plan-aaaaaa', state: 'done', account: { address: 'sales@example.nl' } },
    ]);
    expect(explained(office, 'sales@example.nl', [past]).mailboxes[0]?.past).toHaveLength(2);
  });
});

describe('what was asked', () => {
  it('may be part of a name; what does not fit is counted', () => {
    const mailboxes = [1, 2, 3, 4, 5].map((n) => mailbox(`team${n}`));

    expect(explained({ mailboxes }, 'team')).toMatchObject({ mailboxes: [{}, {}, {}], more: 2 });
  });

  it('may be known to nobody', () => {
    expect(explained(office, 'nobody@example.com')).toMatchObject({ mailboxes: [], people: [], more: 0 });
    expect(explained(office, '  ')).toMatchObject({ mailboxes: [], people: [] });
  });
});
