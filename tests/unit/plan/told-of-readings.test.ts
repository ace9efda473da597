/** What the guards over readings tell: which source, how many, against which limit, and what they hold back. */

import { describe, expect, it } from 'vitest';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { digest } from '../../../src/sync/plan/fingerprint.ts';
import type { World } from '../../support/build.ts';
import {
  account,
  link,
  mailbox,
  person,
  plan,
  planInput,
  policy,
  sourceSnapshot,
  targetSnapshot,
  trustee,
} from '../../support/build.ts';
import { saying, told } from '../../support/told.ts';

const short = { complete: false, reason: 'list-shorter-than-total', have: 3, expected: 4 } as const;
const names = (count: number): string[] => Array.from({ length: count }, (_, index) => `m${index}`);

/** Bob goes and Cas comes: something is taken and something given. */
const office: World = {
  mailboxes: [mailbox('info', { trustees: [trustee('ann'), trustee('cas')] })],
  accounts: [account('info', { members: ['p-ann', 'p-bob'] })],
  links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] })],
  people: [person('ann'), person('bob'), person('cas')],
};
const both = ['grant:m-info:p-cas', 'revoke:m-info:p-bob'];
const readingOf = (source: string, count: number, list: 'complete' | 'short' = 'complete') =>
  sourceSnapshot(
    names(count).map((name) => mailbox(`${source}-${name}`, { source })),
    { source, list: list === 'complete' ? { complete: true } : short },
  );

describe('a list that is short', () => {
  it('of accounts holds everything back, and says how many of how many were read', () => {
    expect(told('accounts-incomplete', { ...office, completeness: { accounts: short } })).toEqual([
      saying('block', 'accounts-incomplete', {
        number: 3,
        limit: 4,
        withheld: both,
        params: { reason: 'list-shorter-than-total' },
      }),
    ]);
  });

  it('of people holds back who would go, not who would come', () => {
    expect(told('people-incomplete', { ...office, completeness: { people: short } })).toEqual([
      saying('withhold', 'people-incomplete', {
        number: 3,
        limit: 4,
        withheld: ['revoke:m-info:p-bob'],
        params: { reason: 'list-shorter-than-total' },
      }),
    ]);
  });

  it('of mailboxes names the source', () => {
    expect(told('source-incomplete', { ...office, source: { list: short } })).toEqual([
      saying('warn', 'source-incomplete', {
        number: 3,
        limit: 4,
        params: { source: 'exchange', reason: 'list-shorter-than-total' },
      }),
    ]);
  });
});

describe('a source without a mailbox', () => {
  const found = (...sources: readonly ReturnType<typeof readingOf>[]) => told('source-empty', office, { sources });

  it('blocks, names the source, and holds everything back', () => {
    const world: World = {
      mailboxes: [],
      accounts: [account('info')],
      links: [link('info')],
      lookUps: new Map([['m-info', 'not-found']]),
      policy: policy({ sync: { missing: 'retire' } }),
    };

    expect(told('source-empty', world)).toEqual([
      saying('block', 'source-empty', { number: 1, withheld: ['retire:m-info:'], params: { source: 'exchange' } }),
    ]);
    expect(plan(world).content.mutations).toEqual([]);
  });

  it('blocks also beside a source that was read, and names each that is empty', () => {
    const told2 = found(readingOf('a', 0), readingOf('b', 2), readingOf('c', 0));

    expect(told2).toMatchObject([{ number: 2, params: { source: 'a, c' } }]);
  });

  it('that failed blocks nothing of the sources beside it', () => {
    expect(found(readingOf('a', 0, 'short'), readingOf('b', 2))).toEqual([]);
  });

  it('that failed blocks when it is the only one, or when another is empty', () => {
    expect(found(readingOf('a', 0, 'short'))).toHaveLength(1);
    expect(found(readingOf('a', 0, 'short'), readingOf('b', 0), readingOf('c', 1))).toHaveLength(1);
  });
});

describe('a source that shrank', () => {
  const shrunken = (was: number, now: number): World => ({
    ...office,
    mailboxes: [...(office.mailboxes ?? []), ...names(now - 1).map((name) => mailbox(name))],
    baselines: [
      { source: 'another', mailboxes: 1, scopeDigest: '' },
      { source: 'exchange', mailboxes: was, scopeDigest: '' },
    ],
  });

  it.each([
    [10, 4, 5], // the floor, above the percentage
    [100, 60, 20], // the percentage, above the floor
    [99, 60, 19], // rounded down
  ])('from %i mailboxes to %i says so against a limit of %i, and holds back what takes', (was, now, limit) => {
    expect(told('source-shrank', shrunken(was, now))).toEqual([
      saying('withhold', 'source-shrank', {
        number: was - now,
        limit,
        withheld: ['revoke:m-info:p-bob'],
        params: { source: 'exchange', was, now },
      }),
    ]);
  });

  it('holds nothing back where nothing else could be signed: it blocks, and says how much is to be decided', () => {
    const mailboxes = names(4).map((name) => mailbox(name));
    const links = [link('info', { seenDelegates: ['p-ann', 'p-bob'] }), ...names(4).map((name) => link(name))];
    const accounts = [account('info', { members: ['p-ann', 'p-bob'] }), ...names(4).map((name) => account(name))];
    const baselines = [{ source: 'exchange', mailboxes: 30, scopeDigest: digest(policy().scope) }];
    const world = { ...office, mailboxes: [mailbox('info'), ...mailboxes], accounts, links, baselines };

    expect(told('source-shrank', world)).toEqual([
      saying('block', 'source-shrank', {
        number: 25,
        limit: 6,
        withheld: [],
        params: { source: 'exchange', was: 30, now: 5, undecided: 1 },
      }),
    ]);
  });

  it('says which types have fewer mailboxes than before', () => {
    const byType = { SharedMailbox: 60, RoomMailbox: 40, EquipmentMailbox: 1 };
    const rooms = names(5).map((name) => mailbox(`room-${name}`, { type: 'RoomMailbox' }));
    const world = shrunken(100, 60);

    const told60 = told('source-shrank', {
      ...world,
      mailboxes: [...(world.mailboxes ?? []), ...rooms],
      baselines: [{ source: 'exchange', mailboxes: 100, scopeDigest: '', byType }],
    });

    expect(told60.map(({ params }) => params['types'])).toEqual(['EquipmentMailbox 1 → 0, RoomMailbox 40 → 5']);
  });

  it('is believed up to the floor, however much of it that is', () => {
    expect(told('source-shrank', shrunken(10, 5))).toEqual([]);
  });

  it('is not known to have shrunk when it was never read before', () => {
    expect(told('source-shrank', { ...office, baselines: [{ source: 'b', mailboxes: 99, scopeDigest: '' }] })).toEqual(
      [],
    );
  });
});

describe('the first plan after a change of sources or scope', () => {
  const other = [{ source: 'exchange', mailboxes: 1, scopeDigest: 'another' }];

  it('names the sources, and holds back what takes', () => {
    expect(told('scope-changed', { ...office, baselines: other })).toEqual([
      saying('withhold', 'scope-changed', {
        number: 1,
        withheld: ['revoke:m-info:p-bob'],
        params: { source: 'exchange' },
      }),
    ]);
  });

  it('only informs when there is nothing to hold back', () => {
    const equal = { ...office, mailboxes: [mailbox('info', { trustees: [trustee('ann'), trustee('bob')] })] };

    expect(told('scope-changed', { ...equal, baselines: other })).toEqual([
      saying('info', 'scope-changed', { number: 0, params: { source: 'exchange' } }),
    ]);
  });

  it('names every source that is new, in order, and none that was read in this scope before', () => {
    const { baselines } = planInput(office);
    const sources = [
      readingOf('z', 1),
      sourceSnapshot(office.mailboxes ?? []),
      sourceSnapshot([mailbox('b', { source: 'b' })], { source: 'b' }),
    ];

    expect(told('scope-changed', office, { sources, baselines })).toMatchObject([{ params: { source: 'b, z' } }]);
  });

  it('says nothing where nothing was linked yet', () => {
    expect(told('scope-changed', { ...office, links: [], baselines: other })).toEqual([]);
  });
});

describe('what a source says of its own reading', () => {
  const problems = [
    { code: 'row-unusable', place: 'row 12', params: { column: 'address', value: 'x' } },
    { code: 'exchange-certificate-expires', place: 'exchange.pfx', params: { until: '2026-12-01' } },
    { code: 'exchange-certificate-expires', place: 'other.pfx', params: {} },
  ];

  it('is told place by place, with the code and its values', () => {
    expect(told('source-problems', { ...office, source: { problems } })).toEqual([
      saying('warn', 'source-problems', {
        about: ['row 12: row-unusable address x'],
        params: { source: 'exchange' },
      }),
    ]);
  });

  it('leaves its own words to a finding that only informs, so that a time or request number in them makes no other plan', () => {
    const saidAt = (time: string) => ({
      ...office,
      source: {
        problems: [
          {
            code: 'exchange-unavailable',
            place: 'RoomMailbox',
            params: { said: `HttpStatusCode=503, request ${time}`, reference: `err-${time}` },
          },
          { code: 'row-unusable', place: 'row 12', params: {} },
        ],
      },
    });

    expect(told('source-problems', saidAt('9:00'))).toEqual([
      saying('warn', 'source-problems', {
        about: ['RoomMailbox: exchange-unavailable', 'row 12: row-unusable'],
        params: { source: 'exchange' },
      }),
    ]);
    expect(told('source-said', saidAt('9:00'))).toEqual([
      saying('info', 'source-said', {
        about: ['RoomMailbox: HttpStatusCode=503, request 9:00 err-9:00'],
        params: { source: 'exchange' },
      }),
    ]);
    const fingerprints = ['9:00', '9:01'].map((time) => computePlan(planInput(saidAt(time))).fingerprint);
    expect(new Set(fingerprints).size).toBe(1);
  });

  it('and why mailboxes got no answer is told by reason and place, and is never part of what is signed', () => {
    const place = 'Get-EXOMailboxPermission';
    const saidOf = (code: string, unread: number) => ({
      ...office,
      source: { problems: [{ code, place, params: { said: 'Maximum retry count reached.' }, unread }] },
    });

    expect(told('unread-because', saidOf('exchange-throttled', 3))).toEqual([
      saying('info', 'unread-because', {
        number: 3,
        about: [`${place}: exchange-throttled 3`],
        params: { source: 'exchange' },
      }),
    ]);
    const unusable = { code: 'row-unusable', place: 'row 12', params: {} };
    const both = { problems: [...saidOf('exchange-throttled', 3).source.problems, unusable] };
    expect(told('unread-because', { ...office, source: both })).toEqual(
      told('unread-because', saidOf('exchange-throttled', 3)),
    );
    expect(told('source-problems', saidOf('exchange-throttled', 3))).toEqual([]);
    expect(told('source-said', saidOf('exchange-throttled', 3))).toHaveLength(1);
    const plans = [saidOf('exchange-throttled', 3), saidOf('exchange-unavailable', 1), { ...office }];
    expect(new Set(plans.map((world) => computePlan(planInput(world)).fingerprint)).size).toBe(1);
  });

  it('and a road that took longer is told for each reason apart, with where and what', () => {
    const roads = [
      { code: 'bulk-permissions-differ', place: 'sales@example.nl', params: { compared: 20 } },
      { code: 'bulk-permissions-refused', place: 'RoomMailbox', params: {} },
    ];
    const withWords = [{ code: 'bulk-permissions-refused', place: 'RoomMailbox', params: { said: 'Access denied' } }];
    expect(told('source-said', { ...office, source: { problems: withWords } })).toEqual([]);

    expect(told('bulk-road-left', { ...office, source: { problems: [...problems, ...roads] } })).toEqual(
      roads.map(({ code, place, params }) =>
        saying('info', 'bulk-road-left', { number: 1, params: { ...params, source: 'exchange', code, place } }),
      ),
    );
  });

  it('and a certificate that ends is told apart, by its date', () => {
    expect(told('certificate-expires', { ...office, source: { problems } })).toEqual([
      saying('warn', 'certificate-expires', { number: 1, params: { source: 'exchange', until: '' } }),
      saying('warn', 'certificate-expires', { number: 1, params: { source: 'exchange', until: '2026-12-01' } }),
    ]);
  });
});

describe('mailboxes that live in Exchange Online', () => {
  const remote = (name: string) => mailbox(name, { type: 'RemoteSharedMailbox' });

  it('are counted: those that were read here, and those that were only counted', () => {
    const world: World = {
      mailboxes: [remote('far'), remote('away'), mailbox('info')],
      source: { notRead: { RemoteRoomMailbox: 3, UserMailbox: 40 } },
    };

    expect(told('remote-mailboxes', world)).toEqual([saying('info', 'remote-mailboxes', { number: 5 })]);
  });

  it('are counted where a source tells of no other', () => {
    const world: World = {
      mailboxes: [mailbox('info')],
      source: { notRead: { RemoteRoomMailbox: 2, UserMailbox: 9 } },
    };

    expect(told('remote-mailboxes', world)).toEqual([saying('info', 'remote-mailboxes', { number: 2 })]);
  });

  it('are not counted where they were only counted, with addresses that another source reads', () => {
    const remoteAddresses = ['Info@example.nl', 'sales@example.nl', 'away@example.nl'];
    const world: World = {
      mailboxes: [mailbox('info', { source: 'online' }), mailbox('sales', { source: 'online', type: 'GroupMailbox' })],
      source: { notRead: { RemoteSharedMailbox: 3 }, remoteAddresses },
    };

    expect(told('remote-mailboxes', world)).toEqual([saying('info', 'remote-mailboxes', { number: 1 })]);
  });

  it('are not counted where another source reads them, whatever it does with them', () => {
    const world: World = {
      mailboxes: [
        remote('info'),
        remote('sales'),
        mailbox('online', { primaryAddress: 'info@example.nl' }),
        mailbox('group', { primaryAddress: 'sales@example.nl', type: 'GroupMailbox' }),
      ],
    };

    expect(told('remote-mailboxes', world)).toEqual([]);
  });
});

describe('a list of accounts that lacks linked ones', () => {
  const linked = (present: number, gone: number): World => ({
    mailboxes: names(present).map((name) => mailbox(name, { trustees: [trustee('ann'), trustee('bob')] })),
    accounts: names(present).map((name) => account(name)),
    links: names(present + gone).map((name) => link(name)),
    people: [person('ann'), person('bob')],
    policy: policy({ guards: { absentLinksPercent: 20 } }),
  });

  it('blocks over the percentage, and holds everything back', () => {
    expect(told('linked-accounts-absent', linked(9, 3))).toEqual([
      saying('block', 'linked-accounts-absent', {
        number: 3,
        limit: 2,
        withheld: names(9).map((name) => `grant:m-${name}:p-bob`),
        params: { links: 12 },
      }),
    ]);
  });

  it('is believed at the percentage, and where only one is gone', () => {
    expect(told('linked-accounts-absent', linked(8, 2))).toEqual([]);
    expect(told('linked-accounts-absent', linked(1, 1))).toEqual([]);
    expect(told('linked-accounts-absent', linked(1, 2))).toMatchObject([{ number: 2, limit: 1 }]);
  });

  it('names each account that is gone', () => {
    expect(told('link-stale', linked(4, 1))).toEqual([
      saying('warn', 'link-stale', { about: ['m4@example.nl: a-m4'] }),
    ]);
  });

  it('is compared with the accounts of this reading', () => {
    const target = targetSnapshot([account('other')]);

    expect(told('linked-accounts-absent', linked(2, 0), { target })).toMatchObject([{ number: 2, limit: 1 }]);
  });
});
