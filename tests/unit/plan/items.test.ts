import { describe, expect, it } from 'vitest';
import { account, link, mailbox, person, plan, policy, trustee, type World } from '../../support/build.ts';

function calls(world: World): string[] {
  return plan(world).content.items.map(
    ({ id, call, account: { address }, dependsOn }) =>
      `${id} ${call} ${address}${dependsOn.length === 0 ? '' : ` after ${dependsOn.join(',')}`}`,
  );
}

describe('items', () => {
  it('carries everything that differs on one account in one call', () => {
    const world = {
      mailboxes: [
        mailbox('info', {
          displayName: 'Info desk',
          aliases: ['x@example.nl'],
          trustees: [trustee('ann'), trustee('bob')],
        }),
      ],
      accounts: [account('info')],
      links: [link('info')],
      people: [person('ann'), person('bob')],
    };

    expect(calls(world)).toEqual(['00001 update info@example.nl']);
  });

  it('creates first and fills afterwards', () => {
    expect(calls({ mailboxes: [mailbox('info')] })).toEqual([
      '00001 create info@example.nl',
      '00002 fill info@example.nl after 00001',
    ]);
  });

  it('fills 25 new accounts before it creates the next 25', () => {
    const mailboxes = Array.from({ length: 30 }, (_, index) => mailbox(`m${String(index).padStart(2, '0')}`));

    const order = plan({ mailboxes }).content.items.map(({ call }) => call);

    expect(order).toEqual([
      ...Array(25).fill('create'),
      ...Array(25).fill('fill'),
      ...Array(5).fill('create'),
      ...Array(5).fill('fill'),
    ]);
  });

  it('releases an alias before another account takes it', () => {
    const world = {
      mailboxes: [mailbox('a', { aliases: ['x@example.nl'] }), mailbox('b')],
      accounts: [account('a'), account('b', { aliases: ['x@example.nl'] })],
      links: [link('a'), link('b')],
    };

    expect(calls(world)).toEqual(['00001 update b@example.nl', '00002 update a@example.nl after 00001']);
  });

  it('exchanges two aliases by releasing both first', () => {
    const world = {
      mailboxes: [mailbox('a', { aliases: ['y@example.nl'] }), mailbox('b', { aliases: ['x@example.nl'] })],
      accounts: [account('a', { aliases: ['x@example.nl'] }), account('b', { aliases: ['y@example.nl'] })],
      links: [link('a'), link('b')],
    };

    expect(calls(world)).toEqual([
      '00001 update a@example.nl',
      '00002 update b@example.nl',
      '00003 update a@example.nl after 00001,00002',
      '00004 update b@example.nl after 00001,00002',
    ]);
  });

  it('promotes an alias to a mailbox of its own after it was released', () => {
    const world = {
      mailboxes: [mailbox('a'), mailbox('x')],
      accounts: [account('a', { aliases: ['x@example.nl'] })],
      links: [link('a')],
    };

    expect(calls(world)).toEqual([
      '00001 update a@example.nl',
      '00002 create x@example.nl after 00001',
      '00003 fill x@example.nl after 00002',
    ]);
  });

  it('passes primary addresses along a chain in the only order that works', () => {
    const world = {
      mailboxes: [mailbox('a', { primaryAddress: 'b@example.nl' }), mailbox('b', { primaryAddress: 'c@example.nl' })],
      accounts: [account('a'), account('b')],
      links: [link('a'), link('b')],
    };

    expect(calls(world)).toEqual(['00001 update b@example.nl', '00002 update a@example.nl after 00001']);
  });

  it('empties a member set by a call of its own, on purpose', () => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [] })],
      accounts: [account('info', { aliases: ['old@example.nl'] })],
      links: [link('info')],
    };

    const items = plan(world).content.items;

    expect(items.map(({ call, empties }) => [call, empties])).toEqual([
      ['update', false],
      ['empty-members', true],
    ]);
  });

  it('names in a deletion everybody and every alias that goes with the account', () => {
    const { items } = plan({
      accounts: [account('info', { aliases: ['hello@example.nl'], members: ['p-ann', 'p-bob'] }), account('sales')],
      mailboxes: [mailbox('sales')],
      links: [link('info'), link('sales')],
      lookUps: new Map([['m-info', 'not-found']]),
      policy: policy({ sync: { missing: 'delete' } }),
    }).content;

    expect(items).toMatchObject([
      {
        call: 'delete',
        changes: {
          members: { grant: [], revoke: ['p-ann', 'p-bob'] },
          aliases: { add: [], remove: ['hello@example.nl'] },
        },
      },
    ]);
  });

  it('takes access away first when it retires an account', () => {
    const world = {
      mailboxes: [mailbox('sales')],
      accounts: [account('info', { aliases: ['old@example.nl'] }), account('sales')],
      links: [link('info'), link('sales')],
      lookUps: new Map([['m-info', 'not-found' as const]]),
      policy: policy({ sync: { missing: 'retire' } }),
    };

    expect(calls(world)).toEqual(['00001 empty-members info@example.nl', '00002 update info@example.nl after 00001']);
  });
});
