/** What the guards over numbers tell: how many against which limit, of what, and since when. */

import { describe, expect, it } from 'vitest';
import type { AppliedMutation } from '../../../src/sync/plan/history.ts';
import type { World } from '../../support/build.ts';
import { account, link, mailbox, person, policy, trustee } from '../../support/build.ts';
import { saying, told } from '../../support/told.ts';

const people = ['ann', 'bob', 'cas', 'dee'].map((name) => person(name));
const holds = (...names: readonly string[]) => ({ trustees: names.map((name) => trustee(name)) });
const nothingFree = { absolute: 2, percent: 100, floor: 0 };
const everything = { absolute: 1000, percent: 100, floor: 1000 };
const generous = {
  removals: everything,
  access: everything,
  creates: everything,
  retires: everything,
  deletes: everything,
};

/** `count` owned accounts from which bob goes, whom Exchange once granted. */
const leaving = (count: number): World => {
  const names = Array.from({ length: count }, (_, index) => `r${index}`);
  return {
    mailboxes: names.map((name) => mailbox(name)),
    accounts: names.map((name) => account(name, { members: ['p-ann', 'p-bob'] })),
    links: names.map((name) => link(name, { seenDelegates: ['p-ann', 'p-bob'] })),
    people,
  };
};

function applied(more: Partial<AppliedMutation> = {}): AppliedMutation {
  return {
    kind: 'revoke',
    mutationId: 'revoke:m-x:p-y',
    planId: 'plan-1',
    field: 'members:m-x:p-y',
    at: '2026-11-24T07:00:00.000Z',
    withinDay: true,
    seen: true,
    newAccount: false,
    waived: [],
    ...more,
  };
}
const times = (count: number, more: Partial<AppliedMutation> = {}) =>
  Array.from({ length: count }, () => applied(more));
const history = (...some: readonly AppliedMutation[]) => ({ applied: some, refusedUnits: [] });

describe('a limit on a number', () => {
  it('tells the number, the limit, what it is a share of, and everything it counted', () => {
    const rules = policy({ guards: { ...generous, removals: { absolute: 9, percent: 70, floor: 1 } } });

    expect(told('too-many-removals', { ...leaving(3), policy: rules })).toEqual([
      saying('block', 'too-many-removals', {
        about: ['r0@example.nl: bob@example.nl', 'r1@example.nl: bob@example.nl', 'r2@example.nl: bob@example.nl'],
        limit: 2,
        params: { absolute: 9, percent: 70, whole: 3 },
      }),
    ]);
  });

  it('counts whatever is taken from an account that exists', () => {
    const world: World = {
      mailboxes: [
        mailbox('old', { primaryAddress: 'new@example.nl', displayName: 'old' }),
        mailbox('unit'),
        mailbox('alias'),
      ],
      accounts: [account('old'), account('unit'), account('alias', { aliases: ['x@example.nl'] }), account('gone')],
      links: [link('old'), link('unit'), link('alias'), link('gone')],
      lookUps: new Map([['m-gone', 'not-found']]),
      people,
    };
    const rules = (missing: 'retire' | 'delete') =>
      policy({
        scope: { division: { kind: 'custom', identifier: 'NL' } },
        sync: { missing },
        guards: { ...generous, removals: { absolute: 0, percent: 0, floor: 0 } },
      });
    const kinds = (missing: 'retire' | 'delete') =>
      told('too-many-removals', { ...world, policy: rules(missing) }).map(({ number, params }) => [
        number,
        params['whole'],
      ]);

    // readdress, remove-alias, three units; and the account whose mailbox is gone. It counts in the whole.
    expect(kinds('retire')).toEqual([[6, 4]]);
    expect(kinds('delete')).toEqual([[6, 4]]);
  });

  it.each([
    ['too-many-creates', 'creates', 'new0@example.nl: new0@example.nl', 3],
    ['too-many-grants', 'access', 'info@example.nl: dee@example.nl', 2],
  ] as const)('%s is a share of what is read or what there is', (code, limit, first, whole) => {
    const world: World = {
      mailboxes: [
        mailbox('info', holds('ann', 'bob', 'dee')),
        ...['new0', 'new1'].map((name) => mailbox(name, holds('ann', 'bob'))),
      ],
      accounts: [account('info', { members: ['p-ann', 'p-bob'] })],
      links: [link('info')],
      people,
      policy: policy({ guards: { ...generous, [limit]: { absolute: 1, percent: 0, floor: 0 } } }),
    };

    const [finding] = told(code, world);

    expect(finding?.details[0]).toEqual({ address: first.split(': ')[0], detail: first.split(': ')[1] });
    expect(finding).toMatchObject({ limit: 0, params: { absolute: 1, percent: 0, whole } });
  });
});

describe('the same over time', () => {
  const rules = policy({ guards: { ...generous, removals: nothingFree, overTime: { day: 2, week: 3 } } });
  const lately = (...some: readonly AppliedMutation[]) =>
    told('too-many-removals-lately', { ...leaving(2), policy: rules, history: history(...some) });

  it('tells the window, what earlier runs did, and the sum', () => {
    expect(lately(...times(3), ...times(2, { withinDay: false }))).toEqual([
      saying('block', 'too-many-removals-lately', {
        about: ['r0@example.nl: bob@example.nl', 'r1@example.nl: bob@example.nl'],
        number: 5,
        limit: 4,
        params: { days: 1, earlier: 3 },
      }),
      saying('block', 'too-many-removals-lately', {
        about: ['r0@example.nl: bob@example.nl', 'r1@example.nl: bob@example.nl'],
        number: 7,
        limit: 6,
        params: { days: 7, earlier: 5 },
      }),
    ]);
  });

  it('counts of a day only what was done within it', () => {
    expect(lately(...times(2), ...times(2, { withinDay: false }))).toEqual([]);
    expect(lately(...times(5, { withinDay: false }))).toMatchObject([{ params: { days: 7, earlier: 5 } }]);
  });

  it.each([
    ['another kind', { kind: 'grant' }],
    ['what a person accepted', { waived: ['too-many-removals'] }],
    ['what a person accepted over time', { waived: ['too-many-grants', 'too-many-removals-lately'] }],
  ] as const)('does not count %s', (_what, more) => {
    expect(lately(...times(9, more))).toEqual([]);
  });

  it('counts what was waived of another limit only', () => {
    expect(lately(...times(9, { waived: ['too-many-grants'] }))).toHaveLength(2);
  });

  it('is not a limit on one plan: without earlier runs that limit speaks alone', () => {
    const strict = policy({ guards: { ...generous, removals: nothingFree, overTime: { day: 1, week: 1 } } });

    expect(told('too-many-removals-lately', { ...leaving(3), policy: strict })).toEqual([]);
    expect(told('too-many-removals', { ...leaving(3), policy: strict })).toHaveLength(1);
  });

  it('counts the removals of new accounts too, but no access that new accounts started with', () => {
    const world: World = {
      mailboxes: [mailbox('info', holds('ann', 'bob'))],
      accounts: [account('info')],
      links: [link('info')],
      people,
      policy: policy({
        guards: { ...generous, access: { absolute: 2, percent: 100, floor: 2 }, removals: nothingFree },
      }),
    };
    const grants = (newAccount: boolean) => history(...times(9, { kind: 'grant', newAccount }));

    expect(told('too-many-grants-lately', { ...world, history: grants(false) })).not.toEqual([]);
    expect(told('too-many-grants-lately', { ...world, history: grants(true) })).toEqual([]);
    expect(lately(...times(9, { newAccount: true }))).toHaveLength(2);
  });
});

describe('one account that changes much', () => {
  const losing: World = {
    mailboxes: [mailbox('info'), mailbox('sales')],
    accounts: [account('info', { members: ['p-ann', 'p-bob', 'p-cas', 'p-dee'] }), account('sales')],
    links: [link('info', { seenDelegates: people.map(({ id }) => id) }), link('sales')],
    people,
    policy: policy({ guards: { ...generous, removalsPerAccount: { absolute: 9, percent: 50, floor: 1 } } }),
  };
  const gaining: World = {
    mailboxes: [mailbox('info', holds('ann', 'bob', 'cas', 'dee')), mailbox('new', holds('ann', 'bob', 'cas', 'dee'))],
    accounts: [account('info')],
    links: [link('info')],
    people,
    policy: policy({ guards: { ...generous, accessPerAccount: { absolute: 2, percent: 300, floor: 1 } } }),
  };
  const gone = ['revoke:m-info:p-bob', 'revoke:m-info:p-cas', 'revoke:m-info:p-dee'];
  const come = ['grant:m-info:p-bob', 'grant:m-info:p-cas', 'grant:m-info:p-dee'];

  it.each([
    ['account-loses-many', losing, gone, { absolute: 9, percent: 50 }],
    ['account-gains-many', gaining, come, { absolute: 2, percent: 300 }],
  ] as const)('%s holds back, and tells the number and the limit of that account', (code, world, withheld, params) => {
    const about = ['info@example.nl: 3 > 2'];

    expect(told(code, world)).toEqual([saying('withhold', code, { about, withheld, params })]);
    expect(told(code, { ...world, only: ['info@example.nl'] })).toEqual([saying('block', code, { about, params })]);
  });
});

describe('accounts that nobody could open', () => {
  const emptied = (count: number): World => {
    const world = leaving(count);
    return {
      ...world,
      mailboxes: (world.mailboxes ?? []).map(({ id, primaryAddress, displayName }) =>
        mailbox(displayName, { id, primaryAddress, trustees: [] }),
      ),
      policy: policy({ guards: { ...generous, emptied: { absolute: 9, percent: 50, floor: 1 } } }),
    };
  };

  it('are named, up to the limit', () => {
    expect(told('account-emptied', emptied(1))).toEqual([
      saying('warn', 'account-emptied', { about: ['r0@example.nl: r0'], limit: 1 }),
    ]);
  });

  it('block over the limit', () => {
    expect(told('too-many-emptied', emptied(3))).toEqual([
      saying('block', 'too-many-emptied', {
        about: ['r0@example.nl: r0', 'r1@example.nl: r1', 'r2@example.nl: r2'],
        limit: 1,
        params: { absolute: 9, percent: 50 },
      }),
    ]);
  });

  it('are counted against the accounts whose mailbox is gone as well', () => {
    const world = emptied(2);
    const more = {
      accounts: [...(world.accounts ?? []), account('gone'), account('also')],
      links: [...(world.links ?? []), link('gone'), link('also')],
      lookUps: new Map(['m-gone', 'm-also'].map((id) => [id, 'not-found' as const])),
    };

    expect(told('account-emptied', { ...world, ...more })).toMatchObject([{ number: 2, limit: 2 }]);
  });

  it('are not those where as many come as go, nor those that were empty before', () => {
    const world: World = {
      mailboxes: [mailbox('swap', holds('cas', 'dee')), mailbox('empty', { trustees: [] })],
      accounts: [account('swap', { members: ['p-ann', 'p-bob'] }), account('empty', { members: [] })],
      links: [link('swap', { seenDelegates: ['p-ann', 'p-bob'] }), link('empty')],
      people,
    };

    expect(told('account-emptied', world)).toEqual([]);
  });
});

describe('sensitive mailboxes', () => {
  const world: World = {
    mailboxes: [mailbox('hr', holds('ann', 'bob')), mailbox('sales', holds('ann', 'bob'))],
    accounts: [account('hr', { members: ['p-ann', 'p-cas'] }), account('sales')],
    links: [link('hr', { seenDelegates: ['p-ann', 'p-cas'] }), link('sales')],
    people,
  };
  const sensitive = (sensitiveMailboxes: string | null) => ({
    ...world,
    policy: policy({ guards: { sensitiveMailboxes } }),
  });

  it('that gain somebody are told with the name; who goes is no matter', () => {
    expect(told('sensitive-gains-access', sensitive('^hr'))).toEqual([
      saying('warn', 'sensitive-gains-access', { about: ['hr@example.nl: bob'] }),
    ]);
  });

  it('that nobody named are not told of', () => {
    expect(told('sensitive-gains-access', sensitive(null))).toEqual([]);
  });
});

describe('what came back between our runs', () => {
  const back = (...some: readonly AppliedMutation[]) => ({ ...leaving(1), history: history(...some) });
  const revoked = (at: string, more: Partial<AppliedMutation> = {}) =>
    applied({ mutationId: 'revoke:m-r0:p-bob', field: 'members:m-r0:p-bob', at, ...more });
  const about = ['r0@example.nl: bob@example.nl'];

  it('once is told, and done again', () => {
    expect(told('changed-back', back(revoked('1')))).toEqual([
      saying('warn', 'changed-back', { about, params: { times: 'once' } }),
    ]);
  });

  it('twice is held back', () => {
    expect(told('changed-back', back(revoked('1'), revoked('2')))).toEqual([
      saying('withhold', 'changed-back', {
        about,
        withheld: ['revoke:m-r0:p-bob'],
        params: { times: 'again' },
      }),
    ]);
  });

  it('is not what a later run of ours did, in whatever order they are remembered', () => {
    const granted = (at: string) => revoked(at, { kind: 'grant', mutationId: 'grant:m-r0:p-bob' });

    expect(told('changed-back', back(revoked('1'), granted('2')))).toEqual([]);
    expect(told('changed-back', back(granted('2'), revoked('1')))).toEqual([]);
    expect(told('changed-back', back(granted('1'), revoked('2')))).toHaveLength(1);
  });

  it('is not what was never seen to be done', () => {
    expect(told('changed-back', back(revoked('1', { seen: false })))).toEqual([]);
    expect(told('changed-back', back(revoked('1', { seen: false }), revoked('2')))).toMatchObject([
      { params: { times: 'once' } },
    ]);
  });
});

describe('addresses that somebody else has', () => {
  const office: World = { accounts: [account('info'), account('sales')], links: [link('info'), link('sales')], people };
  const both = (first: Parameters<typeof mailbox>[1], second: Parameters<typeof mailbox>[1] = {}): World => ({
    ...office,
    mailboxes: [
      mailbox('info', { displayName: 'info', ...first }),
      mailbox('sales', { displayName: 'sales', ...second }),
    ],
  });

  it('are not taken: an alias is told with its holder', () => {
    const world = both({ aliases: ['bob@example.nl', 'sales@example.nl', 'free@example.nl'] });

    expect(told('alias-taken', world)).toEqual([
      saying('withhold', 'alias-taken', {
        about: ['info@example.nl: bob@example.nl: bob', 'info@example.nl: sales@example.nl: sales'],
        withheld: ['add-alias:m-info:bob@example.nl', 'add-alias:m-info:sales@example.nl'],
      }),
    ]);
  });

  it('are not taken: an alias of a person, and an alias of an account nobody manages', () => {
    const world = {
      ...both({ aliases: ['b@example.nl', 'x@example.nl'] }),
      accounts: [account('info'), account('sales'), account('own', { aliases: ['y@example.nl', 'x@example.nl'] })],
      people: [...people, person('eve', { aliases: ['e@example.nl', 'b@example.nl'] })],
    };

    expect(told('alias-taken', world)[0]?.details).toEqual([
      { address: 'info@example.nl', detail: 'b@example.nl: eve' },
      { address: 'info@example.nl', detail: 'x@example.nl: own' },
    ]);
  });

  it('are not taken while one of two who have it keeps it', () => {
    const world = {
      ...both({ aliases: ['x@example.nl'] }),
      accounts: [account('info'), account('sales', { aliases: ['x@example.nl'] })],
      people: [...people, person('eve', { aliases: ['x@example.nl'] })],
    };

    expect(told('alias-taken', world)[0]?.details).toEqual([
      { address: 'info@example.nl', detail: 'x@example.nl: eve' },
    ]);
  });

  it('are told without a holder where its name is not known', () => {
    const world = { ...both({ aliases: ['b@example.nl'] }), people: [...people, person('b', { name: '' })] };

    expect(told('alias-taken', world)[0]?.details).toEqual([{ address: 'info@example.nl', detail: 'b@example.nl' }]);
  });

  it('go to none of two that want the same alias, and each is told of the other', () => {
    const world = both({ aliases: ['x@example.nl'] }, { aliases: ['x@example.nl'] });

    expect(told('alias-taken', world)).toEqual([
      saying('withhold', 'alias-taken', {
        about: ['info@example.nl: x@example.nl: sales', 'sales@example.nl: x@example.nl: info'],
        withheld: ['add-alias:m-info:x@example.nl', 'add-alias:m-sales:x@example.nl'],
      }),
    ]);
  });

  it('go to the mailbox whose primary address it is, not to the one that wants it as alias', () => {
    const world = both({ primaryAddress: 'x@example.nl' }, { aliases: ['x@example.nl'] });

    expect(told('alias-taken', world)).toMatchObject([{ addresses: ['sales@example.nl'] }]);
    expect(told('address-taken', world)).toEqual([]);
  });

  it('are not taken as primary address, unless they are released in the same plan', () => {
    const held = (members: readonly string[]) => ({
      ...both({ primaryAddress: 'x@example.nl' }),
      accounts: [account('info'), account('sales', { aliases: members })],
    });

    expect(told('address-taken', held(['x@example.nl']))).toEqual([]);
    expect(
      told('address-taken', { ...held(['x@example.nl']), links: [link('info'), link('sales', { origin: 'match' })] }),
    ).toEqual([
      saying('withhold', 'address-taken', {
        about: ['info@example.nl: x@example.nl: sales'],
        withheld: ['readdress:m-info:x@example.nl'],
      }),
    ]);
  });

  it('are the own alias of an account: it becomes the primary address, unless a person has it as well', () => {
    const world = {
      ...both({ primaryAddress: 'x@example.nl', aliases: ['info@example.nl'] }),
      accounts: [account('info', { aliases: ['x@example.nl'] }), account('sales')],
    };
    const rival = { ...world, people: [...people, person('x')] };

    expect(told('address-taken', world)).toEqual([]);
    expect(told('address-taken', rival)).toMatchObject([{ details: [{ detail: 'x@example.nl: x' }] }]);
  });

  it('that go round in a ring block, each named with where it would go', () => {
    const names = ['a', 'b', 'c', 'd'];
    const to = { a: 'b', b: 'c', c: 'a', d: 'free' };
    const world: World = {
      mailboxes: Object.entries(to).map(([name, next]) =>
        mailbox(name, { primaryAddress: `${next}@example.nl`, displayName: name }),
      ),
      accounts: names.map((name) => account(name)),
      links: names.map((name) => link(name)),
      people,
    };

    expect(told('address-swap', world)).toEqual([
      saying('block', 'address-swap', {
        about: ['a@example.nl: b@example.nl', 'b@example.nl: c@example.nl', 'c@example.nl: a@example.nl'],
      }),
    ]);
  });

  it('that go round in two rings block, each account named once', () => {
    const to = { a: 'b', b: 'a', c: 'd', d: 'c' };
    const names = Object.keys(to);
    const world: World = {
      mailboxes: Object.entries(to).map(([name, next]) =>
        mailbox(name, { primaryAddress: `${next}@example.nl`, displayName: name }),
      ),
      accounts: names.map((name) => account(name)),
      links: names.map((name) => link(name)),
      people,
    };

    expect(told('address-swap', world).map(({ number, addresses }) => [number, addresses])).toEqual([
      [4, names.map((name) => `${name}@example.nl`)],
    ]);
  });

  it('that move up in a row are no ring', () => {
    const names = ['a', 'b', 'c'];
    const to = { a: 'b', b: 'c', c: 'free' };
    const world: World = {
      mailboxes: Object.entries(to).map(([name, next]) =>
        mailbox(name, { primaryAddress: `${next}@example.nl`, displayName: name }),
      ),
      accounts: names.map((name) => account(name)),
      links: names.map((name) => link(name)),
      people,
    };

    expect(told('address-swap', world)).toEqual([]);
    expect(told('address-taken', world)).toEqual([]);
  });
});
