import { describe, expect, it } from 'vitest';
import { account, findingCodes, link, mailbox, person, plan, policy, summary, trustee } from '../../support/build.ts';

const people = [person('ann'), person('bob'), person('cas')];

describe('what differs becomes a mutation', () => {
  it('each with its reason', () => {
    const world = {
      mailboxes: [
        mailbox('info', {
          primaryAddress: 'contact@example.nl',
          displayName: 'Info desk',
          aliases: ['plus@example.nl'],
          trustees: [trustee('bob')],
        }),
        mailbox('new'),
        mailbox('seen', { trustees: [trustee('ann')] }),
      ],
      accounts: [
        account('info', { aliases: ['old@example.nl'], members: ['p-ann', 'p-cas'] }),
        account('seen', { division: 'NL-01' }),
      ],
      links: [link('info')],
      people,
      policy: policy({ scope: { division: { kind: 'custom', identifier: 'NL-01' } } }),
    };

    expect(plan(world).content.mutations.map(({ id, reason }) => `${id} ${reason}`)).toEqual([
      'remove-alias:m-info:old@example.nl alias-surplus',
      'revoke:m-info:p-ann no-full-access',
      'revoke:m-info:p-cas added-in-zivver',
      'reassign-ou:m-info:NL-01 ou-differs',
      'readdress:m-info:contact@example.nl address-changed',
      'add-alias:m-info:plus@example.nl alias-missing',
      'grant:m-info:p-bob has-full-access',
      'grant:m-new:p-ann new-mailbox',
      'rename:m-info:Info desk name-differs',
      'create:m-new:new@example.nl new-mailbox',
      'adopt:m-seen:a-seen account-exists',
    ]);
  });

  it('creates an account with its aliases and delegates', () => {
    const world = {
      mailboxes: [mailbox('info', { aliases: ['hello@example.nl'], trustees: [trustee('ann'), trustee('bob')] })],
      people,
    };

    expect(summary(world)).toEqual([
      'add-alias info@example.nl -→hello@example.nl',
      'grant info@example.nl -→ann@example.nl',
      'grant info@example.nl -→bob@example.nl',
      'create info@example.nl -→info@example.nl',
    ]);
  });

  it('adopts an account that was there before, and takes nothing from it', () => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [trustee('bob')] })],
      accounts: [account('info', { aliases: ['old@example.nl'] })],
      people,
    };

    expect(summary(world)).toEqual(['grant info@example.nl -→bob@example.nl', 'adopt info@example.nl -→a-info']);
    expect(findingCodes(world)).toContain('withhold adoption-takes-nothing');
  });

  it('renames, adds and removes aliases, grants and revokes on an owned account', () => {
    const world = {
      mailboxes: [
        mailbox('info', { displayName: ' Info  desk ', aliases: ['new@example.nl'], trustees: [trustee('bob')] }),
      ],
      accounts: [account('info', { aliases: ['old@example.nl'] })],
      links: [link('info')],
      people,
    };

    expect(summary(world)).toEqual([
      'remove-alias info@example.nl old@example.nl→-',
      'revoke info@example.nl ann@example.nl→-',
      'add-alias info@example.nl -→new@example.nl',
      'grant info@example.nl -→bob@example.nl',
      'rename info@example.nl info→Info desk',
    ]);
  });

  it('follows a mailbox to its new primary address by the link, and keeps the old one as alias', () => {
    const world = {
      mailboxes: [mailbox('info', { primaryAddress: 'contact@example.nl', aliases: ['info@example.nl'] })],
      accounts: [account('info')],
      links: [link('info')],
    };

    expect(summary(world)).toEqual([
      'readdress info@example.nl info@example.nl→contact@example.nl',
      'add-alias info@example.nl -→info@example.nl',
    ]);
  });

  it('promotes an alias to the primary address in one mutation', () => {
    const world = {
      mailboxes: [mailbox('info', { primaryAddress: 'contact@example.nl', aliases: ['info@example.nl'] })],
      accounts: [account('info', { aliases: ['contact@example.nl'] })],
      links: [link('info')],
    };

    expect(summary(world)).toEqual([
      'readdress info@example.nl info@example.nl→contact@example.nl',
      'add-alias info@example.nl -→info@example.nl',
    ]);
  });

  it.each([
    [{ kind: 'none' } as const, []],
    [{ kind: 'domain' } as const, ['reassign-ou info@example.nl -→example.nl']],
    [{ kind: 'custom', identifier: 'NL-01' } as const, ['reassign-ou info@example.nl -→NL-01']],
  ])('assigns the organisational unit by rule %j', (division, expected) => {
    const world = {
      mailboxes: [mailbox('info')],
      accounts: [account('info')],
      links: [link('info')],
      policy: policy({ scope: { division } }),
    };

    expect(summary(world)).toEqual(expected);
  });

  it('says for each revocation whether Exchange once granted it or it was added in Zivver', () => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [trustee('ann')] })],
      accounts: [account('info', { members: ['p-ann', 'p-bob', 'p-cas'] })],
      links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] })],
      people,
    };

    const reasons = plan(world).content.mutations.map(({ kind, reason, before }) => [kind, before, reason]);

    expect(reasons).toEqual([
      ['revoke', 'bob@example.nl', 'no-full-access'],
      ['revoke', 'cas@example.nl', 'added-in-zivver'],
    ]);
  });

  it('never revokes a suspended person who still has FullAccess', () => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [trustee('ann'), trustee('bob')] })],
      accounts: [account('info', { members: ['p-ann', 'p-bob'] })],
      links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] })],
      people: [person('ann'), person('bob', { active: false })],
    };

    expect(summary(world)).toEqual([]);
  });

  it('finds a delegate by alias when the primary address differs', () => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [trustee('anna', { aliases: ['ANN@example.nl'] })] })],
      accounts: [account('info', { members: [] })],
      links: [link('info')],
    };

    expect(summary(world)).toEqual(['grant info@example.nl -→ann@example.nl']);
  });

  it('leaves an equal account alone whatever the case of addresses and the order of members', () => {
    const world = {
      mailboxes: [mailbox('info', { primaryAddress: 'INFO@Example.NL', trustees: [trustee('bob'), trustee('ann')] })],
      accounts: [account('info', { members: ['p-ann', 'p-bob'] })],
      links: [link('info')],
      people,
    };

    expect(summary(world)).toEqual([]);
  });
});

describe('a mailbox that is gone', () => {
  const gone = {
    accounts: [account('info', { aliases: ['hello@example.nl'] }), account('sales')],
    mailboxes: [mailbox('sales')],
    links: [link('info'), link('sales')],
  };
  const notFound = new Map([['m-info', 'not-found' as const]]);

  it.each([
    ['keep', []],
    ['retire', ['retire info@example.nl info@example.nl→-']],
    ['delete', ['delete info@example.nl info@example.nl→-']],
  ] as const)('with missing: %s', (missing, expected) => {
    const world = { ...gone, lookUps: notFound, policy: policy({ sync: { missing } }) };

    expect(summary(world)).toEqual(expected);
  });

  it.each(['found', 'unknown'] as const)('is kept when the look-up answers %s', (answer) => {
    const world = { ...gone, lookUps: new Map([['m-info', answer]]), policy: policy({ sync: { missing: 'delete' } }) };

    expect(summary(world)).toEqual([]);
  });

  it('is kept when nobody asked by id', () => {
    expect(summary({ ...gone, policy: policy({ sync: { missing: 'delete' } }) })).toEqual([]);
  });

  it.each(['match', 'assumed'] as const)('is kept when the account is only linked by %s, not owned', (origin) => {
    const links = [link('info', { origin }), link('sales')];

    expect(summary({ ...gone, links, lookUps: notFound, policy: policy({ sync: { missing: 'delete' } }) })).toEqual([]);
  });

  it('proposes nothing for an account that is retired already', () => {
    const accounts = [account('info', { members: [] }), account('sales')];

    expect(summary({ ...gone, accounts, lookUps: notFound, policy: policy({ sync: { missing: 'retire' } }) })).toEqual(
      [],
    );
  });

  it('keeps a mailbox that a narrower filter, type or domain list left out', () => {
    const mailboxes = [mailbox('sales'), mailbox('info', { type: 'GroupMailbox' })];

    const world = { ...gone, mailboxes, lookUps: new Map(), policy: policy({ sync: { missing: 'delete' } }) };

    expect(summary(world)).toEqual([]);
    expect(findingCodes(world)).toContain('info out-of-scope-kept');
  });
});
