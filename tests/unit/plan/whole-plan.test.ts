/** What a plan holds beside its mutations: findings in rounds, the basis it was computed from, the scope, what it touches. */

import { describe, expect, it } from 'vitest';
import { computePlan, computePlanWithLinks } from '../../../src/sync/plan/compute-plan.ts';
import { mailboxStateOf } from '../../../src/sync/plan/mailbox-state.ts';
import { accountsOf, mailboxesOf } from '../../../src/sync/plan/mutation-list.ts';
import { aMutation, infoRef } from '../../support/a-mutation.ts';
import {
  account,
  link,
  mailbox,
  person,
  plan,
  planInput,
  policy,
  sourceSnapshot,
  takenAt,
  trustee,
  type World,
} from '../../support/build.ts';
import { saying, told } from '../../support/told.ts';

const people = ['ann', 'bob', 'cas'].map((name) => person(name));
const holds = (...names: readonly string[]) => ({ trustees: names.map((name) => trustee(name)) });
const seen = { seenDelegates: people.map(({ id }) => id) };

describe('what is held back round after round', () => {
  /** c wants an address that stays somebody's; b wants that of c, and a that of b: none of them moves. */
  const row: World = {
    mailboxes: [
      mailbox('c', { primaryAddress: 'bob@example.nl', displayName: 'c' }),
      mailbox('b', { primaryAddress: 'c@example.nl', displayName: 'b' }),
      mailbox('a', { primaryAddress: 'b@example.nl', displayName: 'a', aliases: ['cas@example.nl', 'z@example.nl'] }),
      mailbox('z', { primaryAddress: 'ann@example.nl', displayName: 'z' }),
    ],
    accounts: ['a', 'b', 'c', 'z'].map((name) => account(name)),
    links: ['a', 'b', 'c', 'z'].map((name) => link(name)),
    people,
  };

  it('is one finding: all of it counted, in order', () => {
    expect(told('address-taken', row)).toEqual([
      saying('withhold', 'address-taken', {
        about: [
          'a@example.nl: b@example.nl: b',
          'b@example.nl: c@example.nl: c',
          'c@example.nl: bob@example.nl: bob',
          'z@example.nl: ann@example.nl: ann',
        ],
        withheld: [
          'readdress:m-a:b@example.nl',
          'readdress:m-b:c@example.nl',
          'readdress:m-c:bob@example.nl',
          'readdress:m-z:ann@example.nl',
        ],
      }),
    ]);
    expect(plan(row).content.mutations).toEqual([]);
  });

  it('names an account once, with everything of it in order', () => {
    expect(told('alias-taken', row)).toEqual([
      saying('withhold', 'alias-taken', {
        about: ['a@example.nl: cas@example.nl: cas', 'a@example.nl: z@example.nl: z'],
        withheld: ['add-alias:m-a:cas@example.nl', 'add-alias:m-a:z@example.nl'],
      }),
    ]);
  });

  it('takes the old address with it, that an account would have kept as alias, and no other alias', () => {
    const world: World = {
      ...row,
      mailboxes: [
        mailbox('a', {
          primaryAddress: 'bob@example.nl',
          displayName: 'a',
          aliases: ['a@example.nl', 'new@example.nl'],
        }),
      ],
      accounts: [account('a')],
      links: [link('a')],
    };

    expect(plan(world).content.mutations.map(({ id }) => id)).toEqual(['add-alias:m-a:new@example.nl']);
  });
});

describe('the basis of a plan', () => {
  const sources = [
    sourceSnapshot([mailbox('z', { source: 'z', ...holds('ann', 'bob') })], {
      source: 'z',
      takenAt: 'later',
      notRead: { UserMailbox: 2 },
    }),
    sourceSnapshot(
      [
        mailbox('a', { source: 'a', delegates: { state: 'unreadable', reason: 'permissions-unreadable' } }),
        mailbox('b', { source: 'a', type: 'RoomMailbox' }),
      ],
      { source: 'a', notRead: { UserMailbox: 3, GroupMailbox: 1 } },
    ),
  ];
  const world: World = {
    accounts: ['a', 'b', 'z'].map((name) => account(name)),
    links: ['a', 'b', 'z'].map((name) => link(name)),
    people,
  };

  it('tells every source in order: when it was read, how much, and how many could not be', () => {
    const { basis, scope } = computePlan({ ...planInput(world), sources });

    expect(basis.sources).toEqual([
      {
        source: 'a',
        takenAt,
        madeFrom: 'source',
        list: { complete: true },
        mailboxes: 2,
        frozen: 1,
        byType: { RoomMailbox: 1, SharedMailbox: 1 },
      },
      {
        source: 'z',
        takenAt: 'later',
        madeFrom: 'source',
        list: { complete: true },
        mailboxes: 1,
        frozen: 0,
        byType: { SharedMailbox: 1 },
      },
    ]);
    expect(basis.target).toEqual({ takenAt, accounts: 3, people: 3 });
    expect([...basis.states.keys()]).toEqual(['m-z']);
    expect(scope.notRead).toEqual({ UserMailbox: 5, GroupMailbox: 1 });
    expect(scope).not.toHaveProperty('filter');
  });

  it('tells how many mailboxes are known from an earlier reading, and since when the oldest of them', () => {
    const remembered = (name: string, readAt?: string) =>
      mailbox(name, {
        delegates: { state: 'read', trustees: [trustee('ann')], ...(readAt === undefined ? {} : { readAt }) },
      });
    const of = (...mailboxes: readonly ReturnType<typeof mailbox>[]) =>
      plan({ ...world, mailboxes }).basis.sources[0]?.remembered;
    const [first, second, third] = ['2026-11-24T05:00:00.000Z', '2026-11-24T06:00:00.000Z', '2026-11-24T07:00:00.000Z'];

    expect(of(remembered('a', second), remembered('b', first), remembered('c', third), remembered('z'))).toEqual({
      mailboxes: 3,
      oldest: first,
    });
    expect(of(remembered('a', first), remembered('b', second))).toEqual({ mailboxes: 2, oldest: first });
    expect(of(remembered('a', third))).toEqual({ mailboxes: 1, oldest: third });
    expect(of(remembered('a'))).toBeUndefined();
  });

  it('holds what the source says about each mailbox that would change, and of no other', () => {
    const mailboxes = [
      mailbox('a', { displayName: 'New', ...holds('ann', 'bob') }),
      mailbox('b'),
      mailbox('z', { displayName: 'New' }),
      mailbox('new'),
    ];

    const { states } = plan({ ...world, mailboxes }).basis;

    expect(states).toEqual(
      new Map(mailboxes.filter(({ id }) => id !== 'm-b').map((each) => [each.id, mailboxStateOf(each)])),
    );
    expect([...states.keys()].sort()).toEqual(['m-a', 'm-new', 'm-z']);
    expect(plan({ ...world, mailboxes: [mailbox('b')], accounts: [account('b')] }).basis.states).toEqual(new Map());
  });

  it('tells what each limit is by this reading', () => {
    const guards = {
      removals: { absolute: 99, percent: 50, floor: 0 },
      access: { absolute: 99, percent: 100, floor: 0 },
      creates: { absolute: 2, percent: 100, floor: 0 },
      retires: { absolute: 99, percent: 0, floor: 7 },
      deletes: { absolute: 99, percent: 100, floor: 0 },
    };

    expect(
      plan({ ...world, mailboxes: [mailbox('a'), mailbox('b'), mailbox('c')], policy: policy({ guards }) }).basis
        .limits,
    ).toEqual({
      removals: 1,
      access: 2,
      creates: 2,
      retires: 7,
      deletes: 2,
    });
  });

  it('tells how many members those accounts had that lose people while others come, in order', () => {
    const names = ['z', 'b', 'a', 'only'];
    const gaining: World = {
      mailboxes: [
        ...['z', 'b', 'a'].map((name) => mailbox(name, holds('ann', 'cas'))),
        mailbox('only', holds('ann')),
        mailbox('new', holds('cas')),
        mailbox('growing', holds('ann', 'cas')),
      ],
      accounts: [
        ...names.map((name) => account(name, { members: name === 'z' ? ['p-ann', 'p-bob'] : ['p-bob'] })),
        account('growing'),
      ],
      links: [...names, 'growing'].map((name) => link(name, seen)),
      people,
    };

    const { members } = plan(gaining).basis;

    expect(Object.entries(members ?? {})).toEqual([
      ['a-a', 1],
      ['a-b', 1],
      ['a-only', 1],
      ['a-z', 2],
    ]);
    expect(plan({ ...gaining, mailboxes: [mailbox('only', { trustees: [] })] }).basis).not.toHaveProperty('members');
  });

  it('rests on the mailboxes of the accounts that change, and on none where an account has none', () => {
    const alone = { ...infoRef, id: 'a-alone', mailboxId: null };
    const mutations = [aMutation('rename'), aMutation('rename', { account: alone }), aMutation('adopt')];

    expect(mailboxesOf(mutations)).toEqual(new Set(['m-info']));
    expect(new Set(accountsOf(mutations))).toEqual(new Set([infoRef, alone]));
  });
});

describe('the scope of a plan', () => {
  it('tells what each value of the filter matched', () => {
    const filter = { kind: 'exclude', expression: 'sales' } as const;

    expect(plan({ mailboxes: [mailbox('info')], policy: policy({ scope: { filter } }) }).scope.filter).toEqual({
      kind: 'exclude',
      values: [{ text: 'sales', count: 0 }],
    });
  });

  it('tells of each mailbox in it how many people can have access, who cannot, and whether it could be read', () => {
    const { inScope } = plan({
      mailboxes: [mailbox('info', { displayName: 'Info', ...holds('ann', 'bob', 'nobody') })],
      people,
    }).scope;

    expect(inScope).toEqual([
      {
        mailboxId: 'm-info',
        source: 'exchange',
        address: 'info@example.nl',
        displayName: 'Info',
        type: 'SharedMailbox',
        delegates: 2,
        unexpressed: [{ name: 'nobody <nobody@example.nl>', reason: 'no-account' }],
        frozen: false,
      },
    ]);
  });

  it('tells of those that are left out after comparing who they are and why, among the others by address', () => {
    const { leftOut } = plan({
      mailboxes: [
        mailbox('z', { primaryAddress: 'z@example.org' }),
        mailbox('bob', { displayName: 'B' }),
        mailbox('empty', { trustees: [] }),
        mailbox('one'),
        mailbox('two'),
      ],
      accounts: [account('one')],
      links: [link('one'), link('two', { accountId: 'a-one' })],
      people,
    }).scope;

    expect(leftOut.map(({ address, reason, detail }) => [address, reason, detail])).toEqual([
      ['bob@example.nl', 'type-conflict', 'bob <bob@example.nl>'],
      ['empty@example.nl', 'nobody-could-open', ''],
      ['one@example.nl', 'ambiguous-match', 'one'],
      ['two@example.nl', 'ambiguous-match', 'one'],
      ['z@example.org', 'foreign-domain', 'example.org'],
    ]);
    expect(leftOut[0]).toMatchObject({
      mailboxId: 'm-bob',
      source: 'exchange',
      displayName: 'B',
      type: 'SharedMailbox',
    });
  });
});

describe('the mailboxes that a plan would change', () => {
  const world: World = {
    mailboxes: [
      mailbox('info', holds('ann', 'bob')),
      mailbox('same', holds('ann')),
      mailbox('holder', { aliases: ['bob@example.nl'], delegates: { state: 'unreadable', reason: 'x' } }),
    ],
    accounts: [account('info'), account('same'), account('gone')],
    links: [link('info'), link('same'), link('gone')],
    lookUps: new Map([['m-gone', 'not-found']]),
    people,
    policy: policy({ sync: { missing: 'retire' } }),
  };

  it('are those of its mutations, and those that hold an address which one of them takes or gives', () => {
    const touched = [...computePlanWithLinks(planInput(world)).touched].sort();

    expect(touched).toEqual(['m-gone', 'm-holder', 'm-info']);
  });

  it('are also those that hold an address which another would take, or has, though nothing of theirs would change', () => {
    const holding = account('same', { aliases: ['info@example.nl'] });
    const touched = (
      info: Parameters<typeof mailbox>[1],
      same: Parameters<typeof mailbox>[1],
      held = account('same'),
    ) =>
      computePlanWithLinks(
        planInput({
          ...world,
          lookUps: new Map(),
          mailboxes: [mailbox('info', info), mailbox('same', same)],
          accounts: [account('info'), held],
        }),
      ).touched;

    expect(touched({ aliases: ['same@example.nl'] }, {})).toEqual(['m-info', 'm-same']);
    expect(touched({ displayName: 'New' }, { aliases: ['info@example.nl'] }, holding)).toEqual(['m-info', 'm-same']);
    expect(touched({ displayName: 'New' }, {})).toEqual(['m-info']);
    expect(touched({}, {})).toEqual([]);
  });

  it('are all that were asked for, whether or not they would change', () => {
    expect(computePlanWithLinks(planInput({ ...world, only: ['same@example.nl', 'info@example.nl'] })).touched).toEqual(
      ['m-info', 'm-same'],
    );
  });
});

describe('a preview of some mailboxes only', () => {
  it('makes nothing missing, whatever was looked up', () => {
    const world: World = {
      mailboxes: [mailbox('info')],
      accounts: [account('info'), account('gone')],
      links: [link('info'), link('gone')],
      lookUps: new Map([['m-gone', 'not-found']]),
      policy: policy({ sync: { missing: 'retire' } }),
    };

    expect(plan(world).content.mutations.map(({ kind }) => kind)).toEqual(['retire']);
    expect(plan({ ...world, only: ['info@example.nl'] }).content.mutations).toEqual([]);
  });

  it('proposes nothing new and changes nothing where only missing ones are to be handled', () => {
    const world: World = {
      mailboxes: [mailbox('new'), mailbox('info', { displayName: 'New' })],
      accounts: [account('info')],
      links: [link('info')],
      policy: policy({ sync: { newOrChanged: false } }),
    };

    expect(plan(world).content.mutations).toEqual([]);
  });
});
