/** What the guards over delegates, links, addresses and units tell: which account, about whom or what, and what they hold back. */

import { describe, expect, it } from 'vitest';
import { en } from '../../../src/texts/en/en.ts';
import { nl } from '../../../src/texts/nl/nl.ts';
import type { World } from '../../support/build.ts';
import { account, link, mailbox, person, plan, policy, summary, trustee } from '../../support/build.ts';
import { saying, told } from '../../support/told.ts';

const people = ['ann', 'bob', 'cas'].map((name) => person(name));
const holds = (...names: readonly string[]) => ({ trustees: names.map((name) => trustee(name)) });
const unreadable = { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } } as const;
const orphaned = { kind: 'unresolved', name: 'S-1-5-21-1', reason: 'orphaned' } as const;

/** In Zivver ann and bob, in Exchange ann and cas: bob goes, cas comes. */
const swap: World = {
  mailboxes: [mailbox('info', holds('ann', 'cas'))],
  accounts: [account('info', { members: ['p-ann', 'p-bob'] })],
  links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] })],
  people,
};

describe('delegates', () => {
  it('that could not be read freeze the mailbox, with the reason, and no other', () => {
    const world = {
      ...swap,
      mailboxes: [mailbox('info', { displayName: 'New', ...unreadable }), mailbox('sales', holds('ann'))],
    };

    expect(told('mailbox-frozen', world)).toEqual([
      saying('withhold', 'mailbox-frozen', {
        about: ['info@example.nl: permissions-unreadable'],
        withheld: ['rename:m-info:New'],
      }),
    ]);
  });

  it.each(['deny-unidentified', 'deny-group-unreadable'])(
    'that are not certain because of a denial (%s) freeze the mailbox with words of their own, apart from the others',
    (reason) => {
      const denied = { delegates: { state: 'unreadable', reason } } as const;
      const mailboxes = [mailbox('info', denied), mailbox('sales', unreadable), mailbox('desk', denied)];

      const found = told('mailbox-frozen', { ...swap, mailboxes });

      const [own, plain] = found;
      expect(found).toEqual([
        saying('withhold', 'mailbox-frozen', {
          about: [`desk@example.nl: ${reason}`, `info@example.nl: ${reason}`],
          withheld: ['create:m-desk:desk@example.nl'],
          params: { reason },
        }),
        saying('withhold', 'mailbox-frozen', {
          about: ['sales@example.nl: permissions-unreadable'],
          withheld: ['create:m-sales:sales@example.nl'],
        }),
      ]);
      for (const { plan: words } of [en, nl]) {
        const { sentence } = words.findings['mailbox-frozen'];
        expect(sentence({ number: 2, limit: null, params: own?.params ?? {} })).toMatch(/denied|geweigerd/);
        expect(sentence({ number: 2, limit: null, params: plain?.params ?? {} })).not.toMatch(/denied|geweigerd/);
      }
    },
  );

  it('whom nobody could identify hold back who would go, not who would come', () => {
    const world = { ...swap, mailboxes: [mailbox('info', { trustees: [orphaned, trustee('ann'), trustee('cas')] })] };

    expect(told('delegates-unresolved', world)).toEqual([
      saying('withhold', 'delegates-unresolved', {
        about: ['info@example.nl: S-1-5-21-1'],
        withheld: ['revoke:m-info:p-bob'],
      }),
    ]);
  });

  it('whom nobody could identify are only told where nobody would go', () => {
    const world = { ...swap, mailboxes: [mailbox('info', { trustees: [orphaned, trustee('ann'), trustee('bob')] })] };

    expect(told('delegates-unresolved', world)).toEqual([
      saying('warn', 'delegates-unresolved', { about: ['info@example.nl: S-1-5-21-1'] }),
    ]);
  });

  it('without an active account in Zivver are named; those who could not be identified are not among them', () => {
    const trustees = [orphaned, trustee('ann'), trustee('eve'), trustee('dee', { name: 'Dee' })];
    const world = {
      ...swap,
      mailboxes: [mailbox('info', { trustees })],
      people: [...people, person('eve', { active: false })],
    };

    expect(told('delegates-not-in-zivver', world)).toEqual([
      saying('warn', 'delegates-not-in-zivver', {
        about: ['info@example.nl: Dee <dee@example.nl>', 'info@example.nl: eve <eve@example.nl>'],
      }),
    ]);
  });

  it('of whom none has an active account make no account, and the mailbox is named', () => {
    const world = { mailboxes: [mailbox('info', { displayName: 'Info', ...holds('dee') })], people };

    expect(told('nobody-could-open', world)).toEqual([
      saying('warn', 'nobody-could-open', { about: ['info@example.nl: Info'] }),
    ]);
    expect(told('nobody-could-open', swap)).toEqual([]);
  });
});

describe('members', () => {
  const withMembers = (...ids: readonly string[]): World => ({
    ...swap,
    accounts: [account('info', { members: [...ids, 'p-ann', 'p-bob'] }), account('sales')],
  });

  it('that are accounts are kept, and hold nothing back', () => {
    const world = withMembers('a-info', 'a-sales');

    expect(told('foreign-members', world)).toEqual([
      saying('info', 'foreign-members', { about: ['info@example.nl: a-info', 'info@example.nl: a-sales'] }),
    ]);
    expect(told('dangling-members', world)).toEqual([]);
    expect(summary(world)).toHaveLength(2);
  });

  it('that Zivver no longer knows hold back who would come and who would go, nothing else', () => {
    const world = {
      ...withMembers('gone'),
      mailboxes: [mailbox('info', { displayName: 'New', ...holds('ann', 'cas') })],
    };

    expect(told('dangling-members', world)).toEqual([
      saying('withhold', 'dangling-members', {
        about: ['info@example.nl: gone'],
        withheld: ['grant:m-info:p-cas', 'revoke:m-info:p-bob'],
      }),
    ]);
    expect(summary(world)).toEqual(['rename info@example.nl info→New']);
  });

  it('that Zivver no longer knows are only told where nobody comes or goes', () => {
    const world = { ...withMembers('gone'), mailboxes: [mailbox('info', holds('ann', 'bob'))] };

    expect(told('dangling-members', world)).toEqual([
      saying('warn', 'dangling-members', { about: ['info@example.nl: gone'] }),
    ]);
  });

  it('are not called unknown when the list of people is short', () => {
    const people = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 } as const;

    expect(told('dangling-members', { ...withMembers('gone'), completeness: { people } })).toEqual([]);
  });

  it.each([
    ['propose', 'warn', []],
    ['keep', 'withhold', ['revoke:m-info:p-bob']],
  ] as const)('that were added in Zivver, with addedInZivver: %s', (addedInZivver, effect, withheld) => {
    const world = {
      ...swap,
      links: [link('info', { seenDelegates: ['p-ann'] })],
      policy: policy({ sync: { addedInZivver } }),
    };

    expect(told('added-in-zivver', world)).toEqual([
      saying(effect, 'added-in-zivver', { about: ['info@example.nl: bob'], withheld }),
    ]);
  });

  it('of an account that is taken over now are not called added: everything it has stays for this time', () => {
    const mailboxes = [mailbox('info', { aliases: ['hi@example.nl'], ...holds('ann', 'cas') })];
    const accounts = [account('info', { members: ['p-ann', 'p-bob'], aliases: ['old@example.nl'] })];
    const world = { ...swap, mailboxes, accounts, links: [link('info', { origin: 'match' })] };

    expect(told('added-in-zivver', world)).toEqual([]);
    expect(told('adoption-takes-nothing', world)).toEqual([
      saying('withhold', 'adoption-takes-nothing', {
        about: ['info@example.nl: remove-alias old@example.nl', 'info@example.nl: revoke bob@example.nl'],
        withheld: ['remove-alias:m-info:old@example.nl', 'revoke:m-info:p-bob'],
      }),
    ]);
  });
});

describe('links', () => {
  const gone: World = {
    mailboxes: [mailbox('sales'), mailbox('out', { type: 'GroupMailbox' })],
    accounts: [account('gone', { displayName: 'Gone' }), account('sales'), account('out'), account('alone')],
    links: [link('gone'), link('sales'), link('out'), link('vanished'), link('never', { accountId: 'a-never' })],
  };
  const answering = (answer: 'found' | 'not-found' | 'unknown'): World => ({
    ...gone,
    lookUps: new Map([['m-gone', answer]]),
  });

  it.each([
    ['not-found', 'info', 'mailbox-missing'],
    ['unknown', 'warn', 'look-up-unanswered'],
  ] as const)('to a mailbox that was looked up and answered %s', (answer, effect, code) => {
    const codes = ['mailbox-missing', 'look-up-unanswered'] as const;
    const world = answering(answer);

    expect(told(code, world)).toEqual([saying(effect, code, { about: ['gone@example.nl: Gone'] })]);
    expect(codes.filter((other) => told(other, world).length > 0)).toEqual([code]);
  });

  it('to mailboxes that exist out of scope are kept: those that were read, and those that were looked up', () => {
    expect(told('out-of-scope-kept', answering('found'))).toEqual([
      saying('info', 'out-of-scope-kept', { about: ['gone@example.nl: Gone', 'out@example.nl: '] }),
    ]);
  });

  it('whose account is gone are named with the id it had', () => {
    expect(told('link-stale', gone)).toEqual([
      saying('warn', 'link-stale', { about: ['never@example.nl: a-never', 'vanished@example.nl: a-vanished'] }),
    ]);
  });

  it('that are none: an account that no mailbox belongs to is named, one whose mailbox is left out is not', () => {
    const world = { ...gone, links: [link('gone'), link('sales')] };

    expect(told('zivver-only', world)).toEqual([saying('info', 'zivver-only', { about: ['alone@example.nl: alone'] })]);
  });
});

describe('addresses', () => {
  it('outside the claimed domains are named: mailboxes by domain, aliases by themselves', () => {
    const mailboxes = [
      mailbox('far', { primaryAddress: 'far@example.org' }),
      mailbox('sales', { aliases: ['sales@example.org', 'sale@example.nl'] }),
      mailbox('group', { type: 'GroupMailbox' }),
    ];

    expect(told('foreign-domain', { mailboxes })).toEqual([
      saying('warn', 'foreign-domain', {
        about: ['far@example.org: example.org', 'sales@example.nl: sales@example.org'],
      }),
    ]);
  });

  it('that two mailboxes share are told with both names', () => {
    const mailboxes = [
      mailbox('one', { primaryAddress: 'info@example.nl' }),
      mailbox('two', { primaryAddress: 'INFO@example.nl' }),
      mailbox('group', { type: 'GroupMailbox' }),
    ];

    expect(told('duplicate-address', { mailboxes })).toEqual([
      saying('warn', 'duplicate-address', { about: ['info@example.nl: one', 'info@example.nl: two'] }),
    ]);
  });

  it('that a person has are told with the person', () => {
    const world = { mailboxes: [mailbox('info')], people: [...people, person('info', { name: 'Ivo' })] };

    expect(told('type-conflict', world)).toEqual([
      saying('warn', 'type-conflict', { about: ['info@example.nl: Ivo <info@example.nl>'] }),
    ]);
  });

  it('of two mailboxes that lead to one account are told with the account', () => {
    const world = {
      mailboxes: [mailbox('info'), mailbox('other')],
      accounts: [account('info', { displayName: 'Info' })],
      links: [link('info'), link('other', { accountId: 'a-info' })],
    };

    expect(told('ambiguous-match', world)).toEqual([
      saying('warn', 'ambiguous-match', { about: ['info@example.nl: Info', 'other@example.nl: Info'] }),
    ]);
  });

  it('that the filter names and no mailbox has', () => {
    const filter = { kind: 'include', expression: 'info OR sales' } as const;

    expect(
      told('filter-value-unmatched', { mailboxes: [mailbox('info')], policy: policy({ scope: { filter } }) }),
    ).toEqual([saying('warn', 'filter-value-unmatched', { about: ['sales: '] })]);
  });
});

describe('a protected address', () => {
  const never = (...protectedAddresses: readonly string[]) => policy({ scope: { protectedAddresses } });
  const moved: World = {
    mailboxes: [
      mailbox('info', { primaryAddress: 'new@example.nl', displayName: 'info', ...holds('ann', 'cas') }),
      mailbox('sales'),
    ],
    accounts: [
      account('info', { members: ['p-ann', 'p-bob'], aliases: ['old@example.nl'] }),
      account('gone', { aliases: ['x@example.nl'] }),
    ],
    links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] }), link('gone')],
    lookUps: new Map([['m-gone', 'not-found']]),
    people,
  };

  it.each([
    ['the account', 'info@example.nl', ['grant', 'readdress', 'remove-alias', 'revoke']],
    ['an alias that would go', 'old@example.nl', ['remove-alias']],
    ['somebody who would go', 'bob@example.nl', ['revoke']],
    ['somebody who would come', 'cas@example.nl', ['grant']],
  ])('is never touched: %s', (_what, address, kinds) => {
    const [finding] = told('protected-address', { ...moved, policy: never(address) });

    expect(finding?.withheld.map((id) => id.split(':')[0])).toEqual(kinds);
    expect(finding).toMatchObject({ effect: 'withhold', number: kinds.length, addresses: ['info@example.nl'] });
  });

  it('tells what would have come or gone', () => {
    expect(told('protected-address', { ...moved, policy: never('old@example.nl', 'cas@example.nl') })).toEqual([
      saying('withhold', 'protected-address', {
        about: ['info@example.nl: cas@example.nl', 'info@example.nl: old@example.nl'],
        withheld: ['grant:m-info:p-cas', 'remove-alias:m-info:old@example.nl'],
      }),
    ]);
  });

  it('among the aliases of an account keeps that account in use', () => {
    const rules = policy({ scope: { protectedAddresses: ['x@example.nl'] }, sync: { missing: 'retire' } });

    expect(told('protected-address', { ...moved, policy: rules })).toMatchObject([{ withheld: ['retire:m-gone:'] }]);
  });
});

describe('organisational units', () => {
  const inUnit = (identifier: string): World => ({
    mailboxes: [mailbox('info'), mailbox('new'), mailbox('sales')],
    accounts: [account('info'), account('sales', { division: 'NL-02' })],
    links: [link('info'), link('sales')],
    policy: policy({ scope: { division: { kind: 'custom', identifier } } }),
  });
  const refused = { applied: [], refusedUnits: ['NL-01', 'NL-02'] };

  it('that no account has are one warning, however many accounts would go there', () => {
    expect(told('unit-unseen', inUnit('NL-01'))).toEqual([
      saying('warn', 'unit-unseen', { number: 3, params: { unit: 'NL-01' } }),
    ]);
    expect(told('unit-unseen', inUnit('NL-02'))).toEqual([]);
  });

  it('that Zivver refused hold back what would go there, unless an account has since got there', () => {
    expect(told('unit-refused', { ...inUnit('NL-01'), history: refused })).toEqual([
      saying('withhold', 'unit-refused', {
        number: 3,
        withheld: ['create:m-new:new@example.nl', 'reassign-ou:m-info:NL-01', 'reassign-ou:m-sales:NL-01'],
        params: { unit: 'NL-01' },
      }),
    ]);
    expect(told('unit-unseen', { ...inUnit('NL-01'), history: refused })).toEqual([]);
    expect(told('unit-refused', { ...inUnit('NL-02'), history: refused })).toEqual([]);
  });

  it('of two domains are two warnings, in order', () => {
    const rules = policy({ scope: { division: { kind: 'domain' }, domains: ['example.nl', 'example.com'] } });
    const mailboxes = [mailbox('a'), mailbox('b', { primaryAddress: 'b@example.com' }), mailbox('c')];

    expect(
      told('unit-unseen', { mailboxes, policy: rules }).map(({ params, number }) => [params['unit'], number]),
    ).toEqual([
      ['example.com', 1],
      ['example.nl', 2],
    ]);
  });

  it('of which an organisation has none are not spoken of', () => {
    expect(told('unit-unseen', { mailboxes: [mailbox('new')] })).toEqual([]);
  });
});

describe('what somebody muted', () => {
  it('is told and held back as long as its mailbox says the same', () => {
    const state = plan(swap).basis.states.get('m-info') ?? '';
    const mutes = new Map([
      ['revoke:m-info:p-bob', state],
      ['grant:m-info:p-cas', 'another'],
    ]);

    expect(told('muted', { ...swap, mutes })).toEqual([
      saying('withhold', 'muted', { about: ['info@example.nl: bob@example.nl'], withheld: ['revoke:m-info:p-bob'] }),
    ]);
  });

  it('of a mailbox that is gone holds as long as it is gone', () => {
    const world: World = {
      mailboxes: [mailbox('sales')],
      accounts: [account('gone'), account('sales')],
      links: [link('gone'), link('sales')],
      lookUps: new Map([['m-gone', 'not-found']]),
      policy: policy({ sync: { missing: 'retire' } }),
    };

    expect(told('muted', { ...world, mutes: new Map([['retire:m-gone:', 'absent']]) })).toHaveLength(1);
    expect(told('muted', world)).toEqual([]);
  });
});
