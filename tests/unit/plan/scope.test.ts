/** What is looked at: everything that can be synchronised, what was asked for, and what state each mailbox is in. */

import { describe, expect, it } from 'vitest';
import type { SharedMailbox } from '../../../src/sync/model/mailbox.ts';
import { mailboxStateOf } from '../../../src/sync/plan/mailbox-state.ts';
import { scopeOnly } from '../../../src/sync/plan/scope-only.ts';
import {
  account,
  link,
  mailbox,
  person,
  plan,
  policy,
  sourceSnapshot,
  trustee,
  type World,
} from '../../support/build.ts';

const orphaned = { kind: 'unresolved', name: 'S-1-5-21-1', reason: 'orphaned' } as const;
const unreadable = { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } } as const;

describe('what can be synchronised, before any comparison', () => {
  const snapshots = [
    sourceSnapshot(
      [
        mailbox('sales', { displayName: 'Verkoop', trustees: [trustee('ann'), trustee('bob'), orphaned] }),
        mailbox('info', unreadable),
        mailbox('far', { primaryAddress: 'far@example.org' }),
      ],
      { notRead: { UserMailbox: 4, GroupMailbox: 1 } },
    ),
    sourceSnapshot([mailbox('desk', { source: 'b' })], { source: 'b', notRead: { UserMailbox: 2 } }),
  ];

  it('is every mailbox in scope with how many people have access, and every other with its reason', () => {
    const scope = scopeOnly(snapshots, policy(), '');

    expect(scope).toEqual({
      inScope: [
        expect.objectContaining({ mailboxId: 'm-desk', source: 'b', delegates: 1, frozen: false }),
        expect.objectContaining({ mailboxId: 'm-info', delegates: 0, unexpressed: [], frozen: true }),
        {
          mailboxId: 'm-sales',
          source: 'exchange',
          address: 'sales@example.nl',
          displayName: 'Verkoop',
          type: 'SharedMailbox',
          delegates: 2,
          unexpressed: [],
          frozen: false,
        },
      ],
      leftOut: [expect.objectContaining({ mailboxId: 'm-far', reason: 'foreign-domain' })],
      notRead: { UserMailbox: 6, GroupMailbox: 1 },
      sources: [
        expect.objectContaining({ source: 'b', mailboxes: 1, frozen: 0 }),
        expect.objectContaining({ source: 'exchange', mailboxes: 3, frozen: 1 }),
      ],
    });
  });

  it.each([
    [' VERKOOP ', ['sales@example.nl'], []],
    ['example.org', [], ['far@example.org']],
    ['a', ['sales@example.nl', 'desk@example.nl', 'info@example.nl'], ['far@example.org']],
    ['nothing', [], []],
  ])('is narrowed to what has %j in its name or address', (text, inScope, leftOut) => {
    const scope = scopeOnly(snapshots, policy(), text);

    expect(scope.inScope.map(({ address }) => address).toSorted()).toEqual(inScope.toSorted());
    expect(scope.leftOut.map(({ address }) => address)).toEqual(leftOut);
  });

  it('tells when each source was read, and how old the oldest of what is remembered is', () => {
    const remembered = (name: string, readAt: string) =>
      mailbox(name, { delegates: { state: 'read', trustees: [], readAt } });
    const reading = sourceSnapshot([
      mailbox('info'),
      remembered('sales', '2026-02-27T08:00:00.000Z'),
      remembered('desk', '2026-02-28T08:00:00.000Z'),
    ]);

    expect(scopeOnly([reading], policy(), '').sources).toMatchObject([
      { mailboxes: 3, takenAt: reading.takenAt, remembered: { mailboxes: 2, oldest: '2026-02-27T08:00:00.000Z' } },
    ]);
  });

  it('tells what each value of the filter matched, where there is a filter', () => {
    const filter = { kind: 'include', expression: 'sales OR board' } as const;

    expect(scopeOnly(snapshots, policy({ scope: { filter } }), '').filter).toEqual({
      kind: 'include',
      values: [
        { text: 'sales', count: 1 },
        { text: 'board', count: 0 },
      ],
    });
    expect(scopeOnly(snapshots, policy(), '')).not.toHaveProperty('filter');
  });
});

describe('a preview of what was asked for', () => {
  const office: World = {
    mailboxes: [
      mailbox('info', { aliases: ['hello@example.nl'], trustees: [trustee('ann')] }),
      mailbox('sales', { trustees: [trustee('bob')] }),
      mailbox('linked', { primaryAddress: 'moved@example.nl', trustees: [trustee('ann')] }),
      mailbox('frozen', unreadable),
      mailbox('far', { primaryAddress: 'far@example.org' }),
    ],
    accounts: [
      account('info', { members: ['p-ann', 'p-cas'] }),
      account('sales', { members: [] }),
      account('linked', { address: 'old@example.nl', members: ['p-dee'] }),
    ],
    links: [link('linked')],
    people: ['ann', 'bob', 'cas', 'dee'].map((name) => person(name, { aliases: [`${name}.x@example.nl`] })),
  };
  const looksAt = (...only: readonly string[]) =>
    plan({ ...office, only }).scope.inScope.map(({ mailboxId }) => mailboxId);

  it.each([
    ['an address', ['SALES@example.nl'], ['m-sales']],
    ['an alias', ['hello@example.nl'], ['m-info']],
    ['several', ['info@example.nl', 'frozen@example.nl'], ['m-frozen', 'm-info']],
    ['somebody who has access in Exchange', ['bob@example.nl'], ['m-sales']],
    ['the alias of somebody', ['bob.x@example.nl'], ['m-sales']],
    ['somebody who has access in Zivver only', ['cas@example.nl'], ['m-info']],
    ['somebody who has access to the account that a link leads to', ['dee@example.nl'], ['m-linked']],
    ['nobody anybody knows', ['nobody@example.nl'], []],
    ['what is no address', ['sales'], []],
  ])('looks at %s', (_name, only, expected) => {
    expect(looksAt(...only)).toEqual(expected);
  });

  it('goes by the link, not by the address, where the two lead to different accounts', () => {
    const world: World = {
      mailboxes: [mailbox('info', { trustees: [] }), mailbox('desk', { trustees: [] })],
      accounts: [account('info', { members: ['p-cas'] }), account('old', { members: ['p-dee'] })],
      links: [link('info', { accountId: 'a-old' }), link('desk', { accountId: 'gone' })],
      people: office.people ?? [],
    };
    const asked = (who: string) => plan({ ...world, only: [who] }).scope.leftOut.map(({ mailboxId }) => mailboxId);

    expect(asked('cas@example.nl')).toContain('m-info');
    expect(asked('dee@example.nl')).not.toContain('m-info');
    expect(asked('dee@example.nl')).toContain('m-desk');
  });

  it('looks at what somebody opens whose address Zivver writes in a way that is none', () => {
    const odd = { ...person('odd'), address: 'intern\\odd' };
    const world = { ...office, accounts: [account('sales', { members: ['p-odd'] })], people: [odd] };

    expect(plan({ ...world, only: ['INTERN\\Odd'] }).scope.inScope.map(({ mailboxId }) => mailboxId)).toEqual([
      'm-sales',
    ]);
  });

  it('looks at everything when nothing was asked', () => {
    expect(looksAt()).toEqual(['m-frozen', 'm-info', 'm-linked', 'm-sales']);
  });

  it('counts the others as not asked for, beside those that are left out anyway, by address', () => {
    const { leftOut } = plan({ ...office, only: ['info@example.nl'] }).scope;

    expect(leftOut.map(({ address, reason }) => `${address} ${reason}`)).toEqual([
      'far@example.org foreign-domain',
      'frozen@example.nl not-asked-for',
      'moved@example.nl not-asked-for',
      'sales@example.nl not-asked-for',
    ]);
    expect(leftOut[3]).toEqual({
      mailboxId: 'm-sales',
      source: 'exchange',
      address: 'sales@example.nl',
      displayName: 'sales',
      type: 'SharedMailbox',
      reason: 'not-asked-for',
      detail: '',
    });
  });
});

describe('the state of a mailbox at its source', () => {
  const was = mailbox('info', {
    aliases: ['b@example.nl', 'a@example.nl'],
    trustees: [trustee('bob', { aliases: ['b1@example.nl'] }), trustee('ann'), orphaned],
  });
  const { delegates } = was;
  const trustees = delegates.state === 'read' ? delegates.trustees : [];
  const withTrustees = (...some: readonly (typeof trustees)[number][]) =>
    ({ delegates: { state: 'read', trustees: some } }) as const;

  it('is the same whatever the order of addresses and people, and whoever read it', () => {
    const turned = {
      ...was,
      proxyAddresses: was.proxyAddresses.toReversed(),
      ...withTrustees(...trustees.toReversed()),
    };

    expect(mailboxStateOf(turned)).toBe(mailboxStateOf(was));
    expect(mailboxStateOf({ ...was, source: 'another' })).toBe(mailboxStateOf(was));
  });

  it.each<[string, Partial<SharedMailbox>]>([
    ['a name', { displayName: 'New' }],
    ['an address', { primaryAddress: 'new@example.nl' }],
    ['an alias', { proxyAddresses: was.proxyAddresses.slice(1) }],
    ['a type', { type: 'RoomMailbox' }],
    ['an id', { id: 'another' }],
    ['who has access', withTrustees(...trustees.slice(1))],
    ['nobody having access any more', withTrustees()],
    ['the way somebody has access', withTrustees(trustee('bob', { via: ['G'] }), ...trustees.slice(1))],
    ['the name of somebody', withTrustees(trustee('bob', { name: 'Bob' }), ...trustees.slice(1))],
    ['the address of somebody', withTrustees(trustee('bob', { address: 'x@example.nl' }), ...trustees.slice(1))],
    ['an alias of somebody', withTrustees(trustee('bob'), ...trustees.slice(1))],
    ['why a trustee is nobody', withTrustees(...trustees.slice(0, 2), { ...orphaned, reason: 'unknown' })],
    ['delegates that cannot be read', unreadable],
  ])('is another after a change of %s', (_what, change) => {
    expect(mailboxStateOf({ ...was, ...change })).not.toBe(mailboxStateOf(was));
  });

  it('tells unreadable delegates from none', () => {
    expect(mailboxStateOf({ ...was, ...unreadable })).not.toBe(mailboxStateOf({ ...was, ...withTrustees() }));
  });
});
