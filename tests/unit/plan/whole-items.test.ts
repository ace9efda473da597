/** Everything that the items of a plan carry: which call, what it changes, what it waits for. */

import { describe, expect, it } from 'vitest';
import { itemsOf as itemsFrom } from '../../../src/sync/plan/items.ts';
import { aMutation } from '../../support/a-mutation.ts';
import { account, link, mailbox, person, plan, policy, trustee, type World } from '../../support/build.ts';

const people = ['ann', 'bob', 'cas', 'dee'].map((name) => person(name));
const holds = (...names: readonly string[]) => ({ trustees: names.map((name) => trustee(name)) });
const seen = { seenDelegates: people.map(({ id }) => id) };
const everything = { absolute: 1000, percent: 100, floor: 1000 };
const rules = (more: NonNullable<Parameters<typeof policy>[0]> = {}) =>
  policy({ ...more, guards: { removals: everything, retires: everything, deletes: everything } });
const itemsOf = (world: World) => plan({ people, ...world }).content.items;
const calls = (world: World) =>
  itemsOf(world).map(({ call, account: { address }, changes, dependsOn }) => ({
    call: `${call} ${address}`,
    ...changes,
    ...(dependsOn.length === 0 ? {} : { after: dependsOn.join() }),
  }));

describe('an update', () => {
  it('carries everything that differs, each set in order, and names its mutations', () => {
    const world: World = {
      mailboxes: [
        mailbox('info', {
          displayName: 'New',
          aliases: ['y@example.nl', 'x@example.nl'],
          ...holds('ann', 'dee', 'cas'),
        }),
      ],
      accounts: [
        account('info', { members: ['p-ann', 'p-bob'], aliases: ['v@example.nl', 'u@example.nl'], division: 'A' }),
      ],
      links: [link('info', seen)],
      policy: rules({ scope: { division: { kind: 'custom', identifier: 'B' } } }),
    };

    expect(itemsOf(world)).toEqual([
      {
        id: '00001',
        call: 'update',
        account: { id: 'a-info', mailboxId: 'm-info', address: 'info@example.nl', displayName: 'info' },
        mutations: [
          'revoke:m-info:p-bob',
          'remove-alias:m-info:u@example.nl',
          'remove-alias:m-info:v@example.nl',
          'reassign-ou:m-info:B',
          'grant:m-info:p-cas',
          'grant:m-info:p-dee',
          'add-alias:m-info:x@example.nl',
          'add-alias:m-info:y@example.nl',
          'rename:m-info:New',
        ].toSorted((a, b) => orderOf(world, a) - orderOf(world, b)),
        changes: {
          aliases: { add: ['x@example.nl', 'y@example.nl'], remove: ['u@example.nl', 'v@example.nl'] },
          displayName: { before: 'info', after: 'New' },
          division: { before: 'A', after: 'B' },
          members: { grant: ['p-cas', 'p-dee'], revoke: ['p-bob'] },
        },
        dependsOn: [],
        draft: null,
        empties: false,
      },
    ]);
  });

  it('of one field carries that field only', () => {
    const one = (at: Parameters<typeof mailbox>[1]) =>
      calls({ mailboxes: [mailbox('info', at)], accounts: [account('info')], links: [link('info', seen)] });

    expect(one({ displayName: 'New' })).toEqual([
      { call: 'update info@example.nl', displayName: { before: 'info', after: 'New' } },
    ]);
    expect(one({ aliases: ['x@example.nl'] })).toEqual([
      { call: 'update info@example.nl', aliases: { add: ['x@example.nl'], remove: [] } },
    ]);
    expect(one(holds('ann', 'bob'))).toEqual([
      { call: 'update info@example.nl', members: { grant: ['p-bob'], revoke: [] } },
    ]);
    expect(one(holds('bob'))).toEqual([
      { call: 'update info@example.nl', members: { grant: ['p-bob'], revoke: ['p-ann'] } },
    ]);
  });

  it('of an account that is taken over comes after the taking over', () => {
    expect(calls({ mailboxes: [mailbox('info', holds('ann', 'bob'))], accounts: [account('info')] })).toEqual([
      { call: 'adopt info@example.nl' },
      { call: 'update info@example.nl', members: { grant: ['p-bob'], revoke: [] } },
    ]);
  });

  it('of an account that is taken over carries no signature of it, and is none where nothing else differs', () => {
    const carried = (at: Parameters<typeof mailbox>[1]) =>
      itemsOf({ mailboxes: [mailbox('info', at)], accounts: [account('info')] }).map(({ call, mutations }) => [
        call,
        mutations,
      ]);

    expect(carried({})).toEqual([['adopt', ['adopt:m-info:a-info']]]);
    expect(carried({ displayName: 'New' })).toEqual([
      ['adopt', ['adopt:m-info:a-info']],
      ['update', ['rename:m-info:New']],
    ]);
  });

  it('that moves an address keeps the old one as alias in the same call, and takes others afterwards', () => {
    const world: World = {
      mailboxes: [
        mailbox('info', {
          primaryAddress: 'new@example.nl',
          displayName: 'info',
          aliases: ['info@example.nl', 'x@example.nl'],
        }),
      ],
      accounts: [account('info')],
      links: [link('info')],
    };

    expect(calls(world)).toEqual([
      {
        call: 'update info@example.nl',
        address: { before: 'info@example.nl', after: 'new@example.nl' },
        aliases: { add: ['info@example.nl'], remove: [] },
      },
      { call: 'update info@example.nl', aliases: { add: ['x@example.nl'], remove: [] }, after: '00001' },
    ]);
  });

  it('empties an account by a call of its own, after what else differs', () => {
    const world: World = {
      mailboxes: [mailbox('info', { displayName: 'New', trustees: [] })],
      accounts: [account('info', { members: ['p-bob', 'p-ann'] })],
      links: [link('info', seen)],
    };

    expect(calls(world)).toEqual([
      { call: 'update info@example.nl', displayName: { before: 'info', after: 'New' } },
      { call: 'empty-members info@example.nl', members: { grant: [], revoke: ['p-ann', 'p-bob'] }, after: '00001' },
    ]);
  });
});

describe('an address that goes from one account to another', () => {
  it('is released by a call of its own, so that what else differs waits for nobody', () => {
    const world: World = {
      mailboxes: [mailbox('a', { displayName: 'A' }), mailbox('b', { aliases: ['x@example.nl'] })],
      accounts: [account('a', { aliases: ['w@example.nl', 'x@example.nl'] }), account('b')],
      links: [link('a'), link('b')],
    };

    expect(calls(world)).toEqual([
      { call: 'update a@example.nl', aliases: { add: [], remove: ['x@example.nl'] } },
      {
        call: 'update a@example.nl',
        aliases: { add: [], remove: ['w@example.nl'] },
        displayName: { before: 'a', after: 'A' },
        after: '00001',
      },
      { call: 'update b@example.nl', aliases: { add: ['x@example.nl'], remove: [] }, after: '00001' },
    ]);
  });

  it('and was its primary one is released by the one call that changes the name too', () => {
    const world: World = {
      mailboxes: [
        mailbox('a', { primaryAddress: 'new@example.nl', displayName: 'A' }),
        mailbox('b', { aliases: ['a@example.nl'] }),
      ],
      accounts: [account('a'), account('b')],
      links: [link('a'), link('b')],
    };

    expect(calls(world)).toEqual([
      {
        call: 'update a@example.nl',
        address: { before: 'a@example.nl', after: 'new@example.nl' },
        displayName: { before: 'a', after: 'A' },
      },
      { call: 'update b@example.nl', aliases: { add: ['a@example.nl'], remove: [] }, after: '00001' },
    ]);
  });

  it('is taken after the account that had it moved, or was deleted, or retired', () => {
    const world = (missing: 'retire' | 'delete'): World => ({
      mailboxes: [
        mailbox('b', { aliases: ['x@example.nl'] }),
        mailbox('c', { aliases: ['d@example.nl'] }),
        mailbox('d', { primaryAddress: 'e@example.nl', displayName: 'd' }),
      ],
      accounts: [account('a', { aliases: ['x@example.nl'] }), account('b'), account('c'), account('d')],
      links: ['a', 'b', 'c', 'd'].map((name) => link(name)),
      lookUps: new Map([['m-a', 'not-found']]),
      policy: rules({ sync: { missing } }),
    });
    const order = (missing: 'retire' | 'delete') =>
      itemsOf(world(missing)).map(
        ({ id, call, account: { address }, dependsOn }) => `${id} ${call} ${address.slice(0, 1)} ${dependsOn.join()}`,
      );

    expect(order('retire')).toEqual([
      '00001 empty-members a ',
      '00002 update a 00001',
      '00003 update b 00002',
      '00004 update d ',
      '00005 update c 00004',
    ]);
    expect(order('delete')).toEqual([
      '00001 delete a ',
      '00002 update b 00001',
      '00003 update d ',
      '00004 update c 00003',
    ]);
  });
});

describe('a missing account', () => {
  const gone = (members: readonly string[], aliases: readonly string[]): World => ({
    mailboxes: [mailbox('sales')],
    accounts: [account('gone', { members, aliases }), account('sales')],
    links: [link('gone'), link('sales')],
    lookUps: new Map([['m-gone', 'not-found']]),
    policy: rules({ sync: { missing: 'retire' } }),
  });
  const emptied = { call: 'empty-members gone@example.nl', members: { grant: [], revoke: ['p-ann'] } };
  const released = { call: 'update gone@example.nl', aliases: { add: [], remove: ['x@example.nl'] } };

  it('is retired by as many calls as it takes', () => {
    expect(calls(gone(['p-ann'], ['x@example.nl']))).toEqual([emptied, { ...released, after: '00001' }]);
    expect(calls(gone(['p-ann'], []))).toEqual([emptied]);
    expect(calls(gone([], ['x@example.nl']))).toEqual([released]);
    expect(itemsOf(gone(['p-ann'], ['x@example.nl'])).map(({ empties }) => empties)).toEqual([true, false]);
  });
});

describe('a deletion', () => {
  it('comes last, however many accounts are made, and is told with its reason', () => {
    const names = Array.from({ length: 30 }, (_, index) => `new${index}`);
    const { content } = plan({
      mailboxes: names.map((name) => mailbox(name)),
      accounts: [account('gone')],
      links: [link('gone')],
      lookUps: new Map([['m-gone', 'not-found']]),
      policy: rules({ sync: { missing: 'delete' } }),
    });

    expect(content.items.map(({ call }) => call)).toEqual([
      ...Array(25).fill('create'),
      ...Array(25).fill('fill'),
      ...Array(5).fill('create'),
      ...Array(5).fill('fill'),
      'delete',
    ]);
    expect(content.mutations.filter(({ kind }) => kind === 'delete')).toMatchObject([{ reason: 'mailbox-gone' }]);
  });
});

describe('an account of which it is not known what it had', () => {
  it('is deleted with nothing to compare, and needs no call to be retired', () => {
    const [retire, deletion] = [aMutation('retire'), aMutation('delete')];

    expect(itemsFrom([retire], new Map(), () => null)).toEqual([]);
    expect(itemsFrom([deletion], new Map(), () => null)).toMatchObject([
      { call: 'delete', changes: { members: { grant: [], revoke: [] }, aliases: { add: [], remove: [] } } },
    ]);
  });
});

describe('a new account', () => {
  it('starts with name, address and unit, and is filled with the rest; with nothing else it is one call', () => {
    const world: World = {
      mailboxes: [mailbox('new', { displayName: 'New', aliases: ['n@example.nl'] }), mailbox('bare', { trustees: [] })],
      policy: policy({ scope: { division: { kind: 'domain' } }, guards: { createWithoutDelegates: true } }),
    };

    expect(itemsOf(world).map(({ call, draft, changes, mutations }) => ({ call, draft, changes, mutations }))).toEqual([
      {
        call: 'create',
        draft: { address: 'bare@example.nl', displayName: 'bare', division: 'example.nl' },
        changes: {},
        mutations: ['create:m-bare:bare@example.nl'],
      },
      {
        call: 'create',
        draft: { address: 'new@example.nl', displayName: 'New', division: 'example.nl' },
        changes: {},
        mutations: ['create:m-new:new@example.nl'],
      },
      {
        call: 'fill',
        draft: null,
        changes: { aliases: { add: ['n@example.nl'], remove: [] }, members: { grant: ['p-ann'], revoke: [] } },
        mutations: ['add-alias:m-new:n@example.nl', 'grant:m-new:p-ann'],
      },
    ]);
  });
});

/** The place of a mutation in its plan. */
function orderOf(world: World, id: string): number {
  return plan({ people, ...world }).content.mutations.findIndex((mutation) => mutation.id === id);
}
