/** Everything that an explanation tells, for mailboxes and people of every kind. */

import { describe, expect, it } from 'vitest';
import type { ItemOutcome } from '../../../src/sync/model/item.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { explain } from '../../../src/sync/plan/explain.ts';
import type { PastItem } from '../../../src/sync/plan/history.ts';
import { anItem } from '../../support/an-item.ts';
import {
  account,
  link,
  mailbox,
  person,
  planInput,
  policy,
  takenAt,
  trustee,
  type World,
} from '../../support/build.ts';

const orphaned = { kind: 'unresolved', name: 'S-1-5-21-1', reason: 'orphaned' } as const;
const unreadable = { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } } as const;

function explained(world: World, asked: string, past: readonly PastItem[] = []) {
  const input = planInput(world);
  return explain({ input, plan: computePlan(input), past }, asked);
}

/** Sales has one of everything; gone has no mailbox; alone no link; new no account; far is left out. */
const office: World = {
  mailboxes: [
    mailbox('sales', {
      displayName: 'Verkoop',
      primaryAddress: 'Sales@Example.nl',
      aliases: ['verkoop@example.nl', 'b@example.org', 'VERKOOP@example.nl'],
      type: 'RoomMailbox',
      trustees: [
        trustee('bob', { via: ['All', 'Sales'] }),
        trustee('bob', { via: ['Staff'] }),
        trustee('bob', { via: ['X', 'Y', 'Z'] }),
        trustee('ann'),
        trustee('double'),
        orphaned,
        trustee('dee', { address: 'Dee@Example.nl', name: 'Dee', aliases: ['d@example.nl'] }),
      ],
    }),
    mailbox('new', { trustees: [trustee('ann')] }),
    mailbox('far', { primaryAddress: 'far@example.org', trustees: [trustee('dee')] }),
    mailbox('frozen', unreadable),
  ],
  accounts: [
    account('sales', {
      displayName: 'Sales',
      members: ['p-ann', 'p-cas'],
      aliases: ['old@example.nl'],
      division: 'NL',
    }),
    account('gone'),
    account('alone', { members: [] }),
    account('frozen', { members: ['p-ann', 'p-cas'] }),
  ],
  people: [
    person('ann', { aliases: ['a@example.nl'] }),
    person('bob'),
    person('cas'),
    person('one', { aliases: ['double@example.nl'] }),
    person('two', { aliases: ['double@example.nl'] }),
  ],
  links: [link('sales', { origin: 'adopt', seenDelegates: ['p-ann', 'p-cas'] }), link('gone'), link('frozen')],
};

const at = (hour: number) => `2026-11-20T${String(hour).padStart(2, '0')}:00:00.000Z`;
const outcome = (hour: number, code = 'ok'): ItemOutcome => ({
  state: 'done',
  code,
  params: {},
  accountId: null,
  calls: 1,
  at: at(hour),
});
const salesRef = { id: 'a-sales', mailboxId: 'm-sales', address: 'sales@example.nl', displayName: 'Sales' };

function past(mutations: readonly string[], more: Partial<PastItem> = {}, ref = salesRef): PastItem {
  const item = anItem('001', { account: ref, mutations });
  return { planId: 'plan-1', item, state: 'done', outcome: outcome(8), intentAt: null, ...more };
}

describe('a mailbox with an account', () => {
  const explainedSales = () => explained(office, 'sales@example.nl').mailboxes[0];

  it('tells what either side says', () => {
    const sales = explainedSales();

    expect(sales).toMatchObject({
      verdict: 'proposed',
      address: 'sales@example.nl',
      displayName: 'Verkoop',
      leftOut: null,
    });
    expect(sales?.exchange).toEqual({
      source: 'exchange',
      type: 'RoomMailbox',
      address: 'sales@example.nl',
      aliases: ['b@example.org', 'verkoop@example.nl'],
      delegates: 'read',
    });
    expect(sales?.zivver).toEqual({
      address: 'sales@example.nl',
      displayName: 'Sales',
      aliases: ['old@example.nl'],
      members: 2,
      unit: 'NL',
      link: 'adopt',
    });
  });

  it('tells everybody with access on either side, by name, each by the shortest way', () => {
    const sales = explainedSales();

    const cannot = { via: [], inExchange: true, inZivver: false };

    expect(sales?.access).toEqual([
      { ...cannot, name: 'Dee', address: 'dee@example.nl', state: 'no-account' },
      { ...cannot, name: 'S-1-5-21-1', address: '', state: 'orphaned' },
      { name: 'ann', address: 'ann@example.nl', via: [], inExchange: true, inZivver: true, state: 'has-access' },
      { name: 'bob', address: 'bob@example.nl', via: ['Staff'], inExchange: true, inZivver: false, state: 'will-gain' },
      { name: 'cas', address: 'cas@example.nl', via: [], inExchange: false, inZivver: true, state: 'held-back' },
      { ...cannot, name: 'double', address: 'double@example.nl', state: 'ambiguous' },
    ]);
  });

  it('tells what is proposed, what is held back and by which finding, and the findings about it alone', () => {
    const sales = explainedSales();

    expect(sales?.mutations.map(({ kind }) => kind)).toEqual(['remove-alias', 'add-alias', 'grant', 'rename']);
    expect(sales?.heldBack).toEqual([{ kind: 'revoke', by: 'delegates-unresolved', what: 'cas' }]);
    expect(sales?.findings.map(({ code }) => code)).toEqual([
      'delegates-unresolved',
      'delegates-not-in-zivver',
      'foreign-domain',
    ]);
  });

  it('says who left will lose access where nothing holds it back', () => {
    const mailboxes = [mailbox('sales', { trustees: [trustee('ann')] })];

    const [calm] = explained({ ...office, mailboxes }, 'sales@example.nl').mailboxes;

    expect(calm?.access.map(({ name, state }) => [name, state])).toEqual([
      ['ann', 'has-access'],
      ['cas', 'will-lose'],
    ]);
  });
});

describe('a mailbox or an account on its own', () => {
  it('without an account: nothing of Zivver, and the account that would be made', () => {
    expect(explained(office, 'new@example.nl').mailboxes[0]).toMatchObject({
      verdict: 'proposed',
      address: 'new@example.nl',
      zivver: null,
      access: [{ name: 'ann', state: 'will-gain', inZivver: false }],
      mutations: [{ kind: 'grant' }, { kind: 'create' }],
    });
  });

  it('without a mailbox: nothing of Exchange, by its link or without one', () => {
    expect(explained(office, 'gone@example.nl').mailboxes).toMatchObject([
      {
        verdict: 'mailbox-gone',
        address: 'gone@example.nl',
        displayName: 'gone',
        exchange: null,
        zivver: { link: 'create', members: 1 },
        access: [{ name: 'ann', inExchange: false, inZivver: true, state: 'kept' }],
      },
    ]);
    expect(explained(office, 'alone@example.nl').mailboxes).toMatchObject([
      { verdict: 'zivver-only', exchange: null, zivver: { link: null, members: 0 }, access: [] },
    ]);
  });

  it('tells what happens to an account whose mailbox is gone', () => {
    const world: World = {
      ...office,
      lookUps: new Map([['m-gone', 'not-found']]),
      policy: policy({ sync: { missing: 'retire' } }),
    };

    expect(explained(world, 'gone@example.nl').mailboxes).toMatchObject([
      { verdict: 'proposed', mutations: [{ kind: 'retire' }], findings: [{ code: 'mailbox-missing' }] },
    ]);
  });

  it('left out: with the reason and the detail', () => {
    expect(explained(office, 'far@example.org').mailboxes).toMatchObject([
      { verdict: 'left-out', leftOut: { reason: 'foreign-domain', detail: 'example.org' }, zivver: null },
    ]);
  });

  it('that could not be read keeps whom it has, and is not called equal: that is not known', () => {
    expect(explained(office, 'frozen@example.nl').mailboxes).toMatchObject([
      {
        verdict: 'not-known',
        exchange: { delegates: 'unreadable' },
        access: [
          { name: 'ann', inExchange: false, state: 'not-known' },
          { name: 'cas', inExchange: false, state: 'not-known' },
        ],
        findings: [{ code: 'mailbox-frozen' }],
      },
    ]);
  });

  it('is told by the address it has where it has no usable one', () => {
    const mailboxes = [mailbox('odd', { primaryAddress: 'no address', displayName: 'Odd', ...unreadable })];

    expect(explained({ mailboxes }, 'odd').mailboxes).toMatchObject([
      { address: '', exchange: { address: 'no address', aliases: [] }, leftOut: { reason: 'no-address' } },
    ]);
  });
});

describe('a person', () => {
  it('tells each mailbox with the way, the proposal, and what holds it back', () => {
    const { people } = explained(office, 'bob@example.nl');

    expect(people).toEqual([
      {
        name: 'bob',
        address: 'bob@example.nl',
        aliases: [],
        account: 'active',
        access: [
          {
            via: ['Staff'],
            inExchange: true,
            inZivver: false,
            state: 'will-gain',
            mailbox: { address: 'sales@example.nl', displayName: 'Verkoop' },
            leftOut: null,
            mutation: expect.objectContaining({ id: 'grant:m-sales:p-bob' }),
            heldBackBy: null,
          },
        ],
        past: [],
      },
    ]);
    expect(explained(office, 'cas@example.nl').people[0]?.access).toMatchObject([
      { state: 'held-back', mutation: null, heldBackBy: 'delegates-unresolved' },
      { state: 'not-known', mutation: null, heldBackBy: null, mailbox: { address: 'frozen@example.nl' } },
    ]);
  });

  it('is found by an alias or a part of the name, and tells accounts without a mailbox too', () => {
    const [ann] = explained(office, 'A@example.nl').people;

    expect(ann?.access.map((each) => [each.mailbox.address, each.mailbox.displayName, each.state])).toEqual([
      ['sales@example.nl', 'Verkoop', 'has-access'],
      ['new@example.nl', 'new', 'will-gain'],
      ['frozen@example.nl', 'frozen', 'not-known'],
      ['gone@example.nl', 'gone', 'kept'],
    ]);
    expect(explained(office, ' AN ').people.map(({ name }) => name)).toEqual(['ann']);
  });

  it('without an account is told once, from whatever mailbox names it, with what is left out', () => {
    expect(explained(office, 'dee@example.nl').people).toEqual([
      {
        name: 'dee',
        address: 'dee@example.nl',
        aliases: [],
        account: 'none',
        access: [
          expect.objectContaining({ state: 'no-account', leftOut: null, mutation: null, heldBackBy: null }),
          expect.objectContaining({ state: 'no-account', leftOut: 'foreign-domain', mutation: null, heldBackBy: null }),
        ],
        past: [],
      },
    ]);
  });

  it('is told what happened to it in earlier runs, and to nobody else', () => {
    const runs = [past(['grant:m-sales:p-ann', 'grant:m-sales:p-bob', 'revoke:m-sales:p-ann'])];

    expect(explained(office, 'ann@example.nl', runs).people[0]?.past.map(({ kind }) => kind)).toEqual([
      'grant',
      'revoke',
    ]);
    expect(explained(office, 'dee@example.nl', runs).people[0]?.past).toEqual([]);
  });
});

describe('what happened in earlier runs', () => {
  it('is told newest first: by its outcome, else by when it was begun', () => {
    const runs = [
      past(['rename:m-sales:1'], { outcome: outcome(8, 'changed-meanwhile'), state: 'stale' }),
      past(['rename:m-sales:2'], { outcome: null, state: 'sending', intentAt: at(9) }),
      past(['unheard-of:m-sales:3', 'rename:m-sales:3'], { outcome: outcome(10) }),
      past(['rename:m-sales:4'], { outcome: null, state: 'planned' }),
    ];

    expect(explained(office, 'sales@example.nl', runs).mailboxes[0]?.past).toEqual([
      { kind: 'rename', planId: 'plan-1', account: salesRef, state: 'done', code: 'ok', at: at(10) },
      { kind: 'rename', planId: 'plan-1', account: salesRef, state: 'sending', code: '', at: at(9) },
      { kind: 'rename', planId: 'plan-1', account: salesRef, state: 'stale', code: 'changed-meanwhile', at: at(8) },
      { kind: 'rename', planId: 'plan-1', account: salesRef, state: 'planned', code: '', at: '' },
    ]);
  });

  it('is told of its mailbox or its account, and of no other; the last eight', () => {
    const other = { ...salesRef, id: 'a-other', mailboxId: 'm-other' };
    const byAccount = { ...salesRef, mailboxId: 'm-before' };
    const byMailbox = { ...salesRef, id: 'a-before' };
    const told = (...runs: readonly PastItem[]) =>
      explained(office, 'sales@example.nl', runs).mailboxes[0]?.past.length;

    expect(told(past(['rename:m-other:1'], {}, other))).toBe(0);
    expect(told(past(['rename:m-before:1'], {}, byAccount))).toBe(1);
    expect(told(past(['rename:m-sales:1'], {}, byMailbox))).toBe(1);
    expect(told(...Array.from({ length: 12 }, (_, index) => past([`rename:m-sales:${index}`])))).toBe(8);
  });
});

describe('what was asked', () => {
  it.each([
    ['an address of the account', 'old@example.nl', ['sales@example.nl']],
    ['an alias of the mailbox', 'B@example.org', ['sales@example.nl']],
    ['a part of the name in Exchange', 'verko', ['sales@example.nl']],
    ['a part of the name in Zivver', 'SALES', ['sales@example.nl']],
    ['an address is no part of a name', 'sales@example.com', []],
  ])('finds mailboxes by %s', (_what, asked, expected) => {
    expect(explained(office, asked).mailboxes.map(({ address }) => address)).toEqual(expected);
  });

  it('is repeated with when it was read; what does not fit is counted, mailboxes and people together', () => {
    const many = [1, 2, 3, 4, 5];
    const world = {
      mailboxes: many.map((n) => mailbox(`team${n}`)),
      people: [...many, 6].map((n) => person(`team-member${n}`)),
    };

    const answer = explained(world, 'team');

    expect(answer).toMatchObject({ asked: 'team', readAt: takenAt, more: 5 });
    expect([answer.mailboxes.length, answer.people.length]).toEqual([3, 3]);
    expect(explained(world, 'team1')).toMatchObject({ more: 0 });
  });
});
