import { describe, expect, it } from 'vitest';
import {
  account,
  findingCodes,
  link,
  mailbox,
  person,
  plan,
  policy,
  summary,
  trustee,
  type World,
} from '../../support/build.ts';

const people = [person('ann'), person('bob'), person('cas')];
const names = (count: number, prefix: string): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}${String(index).padStart(3, '0')}`);
const unresolved = (reason: 'orphaned' | 'ambiguous' | 'unknown' | 'group-not-expanded') =>
  ({ kind: 'unresolved', name: 'S-1-5-21-1', reason }) as const;

/** An owned account where bob, once granted, has lost FullAccess. */
const revocation = {
  mailboxes: [mailbox('info', { trustees: [trustee('ann')] })],
  accounts: [account('info', { members: ['p-ann', 'p-bob'] })],
  links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] })],
  people,
};

describe('an incomplete reading takes nothing away', () => {
  it('makes no plan from a short account list', () => {
    const world = {
      ...revocation,
      completeness: { accounts: { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 } as const },
    };

    expect(summary(world)).toEqual([]);
    expect(plan(world).blocked).toBe(true);
    expect(findingCodes(world)).toContain('block accounts-incomplete');
  });

  it('revokes nobody when the list of people is short', () => {
    const world = {
      ...revocation,
      completeness: { people: { complete: false, reason: 'list-shorter-than-total', have: 3, expected: 4 } as const },
    };

    expect(summary(world)).toEqual([]);
    expect(findingCodes(world)).toContain('withhold people-incomplete');
  });

  it('blocks when a source gave no mailbox at all', () => {
    const world = { ...revocation, mailboxes: [] };

    expect(plan(world).blocked).toBe(true);
    expect(findingCodes(world)).toContain('block source-empty');
  });

  it.each([
    [20, 16, []],
    [20, 14, ['withhold source-shrank']],
    [100, 80, []],
    [100, 79, ['withhold source-shrank']],
  ])('a source that had %i mailboxes and now gives %i', (was, now, expected) => {
    const mailboxes = names(now, 'm').map((name) => mailbox(name));
    const rules = policy();

    const found = findingCodes({
      mailboxes,
      policy: rules,
      baselines: [{ source: 'exchange', mailboxes: was, scopeDigest: '' }],
    });

    expect(found.filter((text) => text.includes('shrank'))).toEqual(expected);
  });

  it('takes nothing in the first plan after a change of scope', () => {
    const world = { ...revocation, baselines: [{ source: 'exchange', mailboxes: 1, scopeDigest: 'another' }] };

    expect(summary(world)).toEqual([]);
    expect(findingCodes(world)).toContain('withhold scope-changed');
  });

  it('freezes a mailbox whose delegates could not be read, and goes on with the others', () => {
    const frozen = mailbox('info', {
      displayName: 'Renamed',
      delegates: { state: 'unreadable', reason: 'permissions-unreadable' },
    });
    const world = { ...revocation, mailboxes: [frozen, mailbox('sales')] };

    expect(summary(world)).toEqual([
      'grant sales@example.nl -→ann@example.nl',
      'create sales@example.nl -→sales@example.nl',
    ]);
    expect(findingCodes(world)).toContain('withhold mailbox-frozen');
    expect(plan(world).scope.inScope).toMatchObject([
      { mailboxId: 'm-info', frozen: true, delegates: 0, unexpressed: [] },
      { mailboxId: 'm-sales', frozen: false, delegates: 1, unexpressed: [] },
    ]);
  });

  it('does not create an account for a mailbox whose delegates could not be read', () => {
    const world = {
      mailboxes: [mailbox('info', { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } })],
    };

    expect(summary(world)).toEqual([]);
  });

  it.each(['orphaned', 'ambiguous', 'unknown', 'group-not-expanded'] as const)(
    'revokes nobody on a mailbox with a trustee that is %s',
    (reason) => {
      const world = { ...revocation, mailboxes: [mailbox('info', { trustees: [trustee('ann'), unresolved(reason)] })] };

      expect(summary(world)).toEqual([]);
      expect(findingCodes(world)).toContain('withhold delegates-unresolved');
    },
  );
});

describe('limits', () => {
  const shrinkingAccounts = (revokes: number, untouched: number): World => ({
    mailboxes: [...names(revokes, 'r'), ...names(untouched, 'u')].map((name) => mailbox(name)),
    accounts: [
      ...names(revokes, 'r').map((name) => account(name, { members: ['p-ann', 'p-bob'] })),
      ...names(untouched, 'u').map((name) => account(name)),
    ],
    links: [...names(revokes, 'r'), ...names(untouched, 'u')].map((name) =>
      link(name, { seenDelegates: ['p-ann', 'p-bob'] }),
    ),
    people,
    policy: policy({ guards: { removals: { absolute: 10, percent: 5, floor: 3 } } }),
  });

  it.each([
    [10, 190, false], // 5 % of 200 and the absolute limit
    [11, 189, true], // over the absolute limit
    [5, 95, false], // 5 % of 100
    [6, 94, true], // over the relative limit although far under the absolute one
    [3, 0, false], // the floor of a small organisation
    [4, 0, true],
  ])('%i removals with %i untouched accounts: blocked %s', (revokes, untouched, blocked) => {
    expect(plan(shrinkingAccounts(revokes, untouched)).blocked).toBe(blocked);
  });

  it('blocks when more than a fifth of the linked accounts are gone from Zivver', () => {
    const linked = names(10, 'x');
    const world = { mailboxes: linked.map((name) => mailbox(name)), links: linked.map((name) => link(name)) };

    const [two, three] = [2, 3].map((gone) =>
      plan({ ...world, accounts: linked.slice(gone).map((name) => account(name)) }),
    );

    expect(two?.blocked).toBe(false);
    expect(three?.blocked).toBe(true);
    expect(three?.content.mutations).toEqual([]);
  });
});

describe('addresses', () => {
  it('leaves an address outside the claimed domains out and says so', () => {
    const world = {
      mailboxes: [
        mailbox('info', { primaryAddress: 'info@example.org' }),
        mailbox('sales', { aliases: ['sales@example.org'] }),
      ],
    };

    expect(summary(world)).toEqual([
      'grant sales@example.nl -→ann@example.nl',
      'create sales@example.nl -→sales@example.nl',
    ]);
    expect(plan(world).scope.leftOut.map(({ reason }) => reason)).toEqual(['foreign-domain']);
    expect(findingCodes(world)).toContain('warn foreign-domain');
  });

  it('touches neither of two mailboxes with one address', () => {
    const world = {
      mailboxes: [
        mailbox('one', { primaryAddress: 'info@example.nl' }),
        mailbox('two', { primaryAddress: 'INFO@example.nl' }),
      ],
      accounts: [account('info')],
    };

    expect(summary(world)).toEqual([]);
    expect(plan(world).scope.leftOut.map(({ reason }) => reason)).toEqual(['duplicate-address', 'duplicate-address']);
  });

  it('reports a personal account under a shared address and touches nothing', () => {
    const world = { mailboxes: [mailbox('info')], people: [person('ann'), person('info')] };

    expect(summary(world)).toEqual([]);
    expect(plan(world).scope.leftOut.map(({ reason }) => reason)).toEqual(['type-conflict']);
    expect(findingCodes(world)).toContain('warn type-conflict');
  });

  it('creates no account that nobody could open', () => {
    const world = { mailboxes: [mailbox('info', { trustees: [trustee('nobody')] })] };

    expect(summary(world)).toEqual([]);
    expect(plan(world).scope.leftOut.map(({ reason }) => reason)).toEqual(['nobody-could-open']);
    expect(findingCodes(world)).toEqual(['warn delegates-not-in-zivver', 'warn nobody-could-open']);
  });

  it('withholds an alias that belongs to somebody else', () => {
    const world = {
      mailboxes: [mailbox('info', { aliases: ['bob@example.nl'] })],
      accounts: [account('info')],
      links: [link('info')],
      people,
    };

    expect(summary(world)).toEqual([]);
    expect(findingCodes(world)).toContain('withhold alias-taken');
  });

  it('gives an alias that two mailboxes have to neither', () => {
    const world = {
      mailboxes: [mailbox('a', { aliases: ['x@example.nl'] }), mailbox('b', { aliases: ['x@example.nl'] })],
      accounts: [account('a'), account('b')],
      links: [link('a'), link('b')],
    };

    expect(summary(world)).toEqual([]);
  });

  it('waits with an alias whose release is withheld', () => {
    const frozen = mailbox('a', { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } });
    const world = {
      mailboxes: [frozen, mailbox('b', { aliases: ['x@example.nl'] })],
      accounts: [account('a', { aliases: ['x@example.nl'] }), account('b')],
      links: [link('a'), link('b')],
    };

    expect(summary(world)).toEqual([]);
    expect(findingCodes(world)).toEqual(['withhold alias-taken', 'withhold mailbox-frozen']);
  });

  it('blocks a swap of two primary addresses', () => {
    const world = {
      mailboxes: [mailbox('a', { primaryAddress: 'b@example.nl' }), mailbox('b', { primaryAddress: 'a@example.nl' })],
      accounts: [account('a'), account('b')],
      links: [link('a'), link('b')],
    };

    expect(plan(world).blocked).toBe(true);
    expect(findingCodes(world)).toContain('block address-swap');
  });

  it('never touches a protected address', () => {
    const world = { ...revocation, policy: policy({ scope: { protectedAddresses: ['info@example.nl'] } }) };

    expect(summary(world)).toEqual([]);
  });
});

describe('members that are no people', () => {
  it('keeps groups and its own id, and goes on', () => {
    const world = {
      ...revocation,
      accounts: [account('info', { members: ['a-info', 'a-sales', 'p-ann', 'p-bob'] }), account('sales')],
    };

    expect(summary(world)).toEqual(['revoke info@example.nl bob@example.nl→-']);
    expect(findingCodes(world)).toContain('info foreign-members');
  });

  it('withholds member changes while the set holds an id Zivver no longer knows', () => {
    const world = { ...revocation, accounts: [account('info', { members: ['gone', 'p-ann', 'p-bob'] })] };

    expect(summary(world)).toEqual([]);
    expect(findingCodes(world)).toContain('withhold dangling-members');
  });
});

describe('choices of people', () => {
  it('keeps delegates added in Zivver when told so', () => {
    const world = { ...revocation, links: [link('info', { seenDelegates: ['p-ann'] })] };

    expect(summary({ ...world, policy: policy({ sync: { addedInZivver: 'propose' } }) })).toEqual([
      'revoke info@example.nl bob@example.nl→-',
    ]);
    expect(summary({ ...world, policy: policy({ sync: { addedInZivver: 'keep' } }) })).toEqual([]);
  });

  it('does not propose what is muted until the mailbox changes', () => {
    const before = plan(revocation);
    const [mutation] = before.content.mutations;
    const mutes = new Map([[mutation?.id ?? '', before.basis.states.get('m-info') ?? '']]);

    expect(summary({ ...revocation, mutes })).toEqual([]);
    expect(summary({ ...revocation, mutes, mailboxes: [mailbox('info', { displayName: 'changed' })] })).toHaveLength(2);
  });

  it.each([
    [['removal'] as const, true],
    [['destruction'] as const, false],
    [[] as const, false],
  ])('needs a second person for %j', (secondPersonFor, expected) => {
    expect(plan({ ...revocation, policy: policy({ approval: { secondPersonFor } }) }).approval).toEqual({
      votes: 1,
      secondPerson: expected,
    });
  });

  it('looks only at the mailboxes of a person who was named', () => {
    const world = { ...revocation, mailboxes: [...revocation.mailboxes, mailbox('sales')], only: ['bob@example.nl'] };

    expect(summary(world)).toEqual(['revoke info@example.nl bob@example.nl→-']);
    expect(plan(world).scope.leftOut.map(({ address, reason }) => [address, reason])).toEqual([
      ['sales@example.nl', 'not-asked-for'],
    ]);
  });
});

describe('a certificate that ends soon', () => {
  const problem = { code: 'exchange-certificate-expires', place: 'exchange.pfx', params: { until: '2026-12-01' } };

  it('is said with its date, and is no row that could not be used', () => {
    const { content } = plan({
      mailboxes: [mailbox('info', { trustees: [trustee('ann')] })],
      people,
      source: { problems: [problem] },
    });

    expect(content.findings.filter(({ code }) => code === 'source-problems')).toEqual([]);
    expect(content.findings).toContainEqual(
      expect.objectContaining({
        code: 'certificate-expires',
        effect: 'warn',
        params: { source: 'exchange', until: '2026-12-01' },
      }),
    );
  });
});
