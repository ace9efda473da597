/** Who may open one mailbox, on either side and why; and what a finding holds back there. */

import { describe, expect, it } from 'vitest';
import type { SharedMailbox, Trustee } from '../../../src/sync/model/mailbox.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { explain } from '../../../src/sync/plan/explain.ts';
import { account, link, mailbox, person, planInput, policy, trustee, type World } from '../../support/build.ts';

function explained(world: World, asked: string) {
  const input = planInput(world);
  return explain({ input, plan: computePlan(input), past: [] }, asked);
}

const people = ['ann', 'bob', 'cas'].map((name) => person(name));
const unknown = (name: string): Trustee => ({ kind: 'unresolved', name, reason: 'unknown' });

/** `name <address> via: state` of everybody who may open Info, or whose access cannot be expressed. */
function access(trustees: readonly Trustee[], more: Partial<World> = {}) {
  const world = { mailboxes: [mailbox('info', { trustees })], accounts: [account('info')], people, ...more };
  return explained({ links: [link('info')], ...world }, 'info@example.nl').mailboxes[0]?.access.map(
    ({ name, address, via, state }) => `${name} <${address}> ${via.join(' › ')}: ${state}`,
  );
}

describe('everybody who may open a mailbox', () => {
  it.each<[string, readonly Trustee[], readonly string[]]>([
    [
      'by the shortest way, whichever comes first',
      [
        trustee('bob', { via: ['A', 'B'] }),
        trustee('bob', { via: ['C'] }),
        trustee('ann', { via: ['C'] }),
        trustee('ann', { via: ['A', 'B'] }),
      ],
      ['ann <ann@example.nl> C: has-access', 'bob <bob@example.nl> C: will-gain'],
    ],
    [
      'of two ways as long by the first',
      [trustee('ann', { via: ['Z'] }), trustee('ann', { via: ['A'] })],
      ['ann <ann@example.nl> Z: has-access'],
    ],
    [
      'each of those who could not be resolved',
      [unknown('S-2'), unknown('S-1'), trustee('ann')],
      ['S-1 <> : unknown', 'S-2 <> : unknown', 'ann <ann@example.nl> : has-access'],
    ],
    [
      'people with one name by their addresses',
      [trustee('z', { name: 'Sam' }), trustee('y', { name: 'Sam' }), trustee('ann')],
      ['Sam <y@example.nl> : no-account', 'Sam <z@example.nl> : no-account', 'ann <ann@example.nl> : has-access'],
    ],
    [
      'by whatever stands there where it is no address',
      [trustee('ann'), trustee('dee', { address: 'No Address' })],
      ['ann <ann@example.nl> : has-access', 'dee <no address> : no-account'],
    ],
    ['who leaves', [trustee('bob')], ['ann <ann@example.nl> : will-lose', 'bob <bob@example.nl> : will-gain']],
  ])('is told %s', (_how, trustees, expected) => {
    expect(access(trustees)).toEqual(expected);
  });

  it('is told once, as Zivver knows them, by whatever address Exchange names them', () => {
    const more = { people: [person('ann', { aliases: ['a@example.nl'], name: 'Ann B.' })] };

    expect(access([trustee('a')], more)).toEqual(['Ann B. <ann@example.nl> : has-access']);
  });

  it('is told with the account that is suspended, though it is in the account still', () => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [trustee('eve')] })],
      accounts: [account('info', { members: ['p-eve', 'a-group'] })],
      people: [person('eve', { active: false })],
      links: [link('info')],
    };

    expect(explained(world, 'info@example.nl').mailboxes[0]?.access).toEqual([
      { name: 'eve', address: 'eve@example.nl', via: [], inExchange: true, inZivver: true, state: 'suspended' },
    ]);
  });

  it('is told what happens here, whatever happens to the same people elsewhere', () => {
    const world: World = {
      mailboxes: [
        mailbox('info', { trustees: [trustee('ann'), trustee('bob')] }),
        mailbox('sales', { trustees: [trustee('ann')] }),
        mailbox('far', { primaryAddress: 'far@example.org', trustees: [trustee('bob')] }),
        mailbox('shut', { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } }),
      ],
      accounts: [
        account('info'),
        account('sales', { members: ['p-ann', 'p-bob'] }),
        account('shut'),
        account('alone', { members: ['p-bob'] }),
      ],
      people,
      links: [link('info'), link('sales', { seenDelegates: ['p-ann', 'p-bob'] }), link('shut')],
    };
    const told = (asked: string) =>
      explained(world, asked).mailboxes.flatMap((one) => one.access.map(({ name, state }) => `${name}: ${state}`));

    expect(told('info@example.nl')).toEqual(['ann: has-access', 'bob: will-gain']);
    expect(told('sales@example.nl')).toEqual(['ann: has-access', 'bob: will-lose']);
    expect(told('far@example.org')).toEqual(['bob: not-compared']);
    expect(told('shut@example.nl')).toEqual(['ann: not-known']);
    expect(told('alone@example.nl')).toEqual(['bob: kept']);
  });
});

describe('somebody whose change is held back', () => {
  const never = policy({ scope: { protectedAddresses: ['bob@example.nl'] } });

  it('is told among others who gain and lose access there, and others who keep it', () => {
    const world: World = {
      mailboxes: [
        mailbox('gains', { trustees: [trustee('bob'), trustee('cas'), trustee('ann')] }),
        mailbox('loses', { trustees: [trustee('ann', { aliases: ['ann.two@example.nl'] })] }),
      ],
      accounts: [account('gains'), account('loses', { members: ['p-ann', 'p-bob', 'p-cas', 'p-two'] })],
      people: [...people, person('two', { address: 'ann.two@example.nl' })],
      links: [link('gains'), link('loses', { seenDelegates: ['p-ann', 'p-bob', 'p-cas', 'p-two'] })],
      policy: never,
    };
    const told = (asked: string) =>
      explained(world, asked).mailboxes.flatMap((one) => one.access.map(({ name, state }) => `${name}: ${state}`));

    expect(told('gains@example.nl')).toEqual(['ann: has-access', 'bob: held-back', 'cas: will-gain']);
    expect(told('loses@example.nl')).toEqual(['ann: has-access', 'bob: held-back', 'cas: will-lose', 'two: kept']);
  });
});

describe('the account of a mailbox', () => {
  const moved: World = {
    mailboxes: [
      mailbox('first', { primaryAddress: 'new@example.nl', trustees: [trustee('ann'), trustee('cas')] }),
      mailbox('second', { primaryAddress: 'info@example.nl', displayName: 'Second', trustees: [trustee('bob')] }),
    ],
    accounts: [account('info', { displayName: 'Info' })],
    people,
    links: [link('first', { accountId: 'a-info' })],
  };
  const second = (world: World) =>
    explained(world, 'info@example.nl').mailboxes.find(({ displayName }) => displayName === 'Second');

  it('is not that of another mailbox that had the address before: a new one is made', () => {
    expect(second(moved)).toMatchObject({ zivver: null, access: [{ name: 'bob', state: 'will-gain' }] });
    expect(explained(moved, 'new@example.nl').mailboxes).toMatchObject([
      {
        zivver: { displayName: 'Info' },
        access: [
          { name: 'ann', state: 'has-access' },
          { name: 'cas', state: 'will-gain' },
        ],
      },
    ]);
  });

  it('is the one at its address where the other mailbox is not there any more', () => {
    const mailboxes = moved.mailboxes?.slice(1) ?? [];

    expect(second({ ...moved, mailboxes })?.zivver).toMatchObject({ displayName: 'Info' });
  });

  it('is none for a mailbox without a usable address', () => {
    const mailboxes = [mailbox('odd', { primaryAddress: 'odd' })];

    expect(explained({ mailboxes, accounts: [account('odd')] }, 'odd').mailboxes).toMatchObject([
      { exchange: { address: 'odd' }, zivver: null },
      { exchange: null, zivver: { displayName: 'odd' } },
    ]);
  });
});

describe('what a finding holds back', () => {
  const never = (...protectedAddresses: readonly string[]) => policy({ scope: { protectedAddresses } });
  const world = (mailboxes: readonly SharedMailbox[], protectedAddress: string): World => ({
    mailboxes,
    accounts: [account('info', { members: ['p-bob'], aliases: ['old@example.nl'] }), account('alone')],
    people,
    links: mailboxes.map(({ id }) => link('info', { mailboxId: id, seenDelegates: ['p-bob'] })),
    policy: never(protectedAddress),
  });
  const held = (of: World, asked = 'info@example.nl') =>
    explained(of, asked).mailboxes[0]?.heldBack.map(({ kind, by, what }) => `${kind} ${what} by ${by}`);

  it.each([
    ['the person', 'bob@example.nl', ['revoke bob by protected-address']],
    ['the alias', 'old@example.nl', ['remove-alias old@example.nl by protected-address']],
  ])('is told with %s', (_what, address, expected) => {
    expect(held(world([mailbox('info')], address))).toEqual(expected);
  });

  it('is told with nothing where the value is neither person nor address', () => {
    const moving = mailbox('info', { primaryAddress: 'new@example.nl', displayName: 'New' });

    expect(held(world([moving], 'info@example.nl'), 'new@example.nl')).toEqual([
      'grant ann by protected-address',
      'readdress new@example.nl by protected-address',
      'remove-alias old@example.nl by protected-address',
      'rename  by protected-address',
      'revoke bob by protected-address',
    ]);
  });

  it.each(['https://hr/mailboxes/7', 'row:7:', '7'])('is told whatever its source calls the mailbox: %s', (id) => {
    const own = mailbox('info', { id });

    expect(held(world([own], 'bob@example.nl'))).toEqual(['revoke bob by protected-address']);
    expect(explained(world([own], 'bob@example.nl'), 'bob@example.nl').people[0]?.access).toMatchObject([
      { state: 'held-back', heldBackBy: 'protected-address' },
    ]);
  });

  it('is told of no other account, even where a source calls a mailbox null', () => {
    const own = mailbox('info', { id: 'null' });

    expect(held(world([own], 'bob@example.nl'))).toEqual(['revoke bob by protected-address']);
    expect(held(world([own], 'bob@example.nl'), 'alone@example.nl')).toEqual([]);
  });

  it('of an account whose mailbox is gone is told by its link', () => {
    const gone: World = {
      mailboxes: [mailbox('other')],
      accounts: [account('gone', { aliases: ['old@example.nl'] }), account('other')],
      links: [link('gone'), link('other')],
      people,
      lookUps: new Map([['m-gone', 'not-found']]),
      policy: policy({ scope: { protectedAddresses: ['old@example.nl'] }, sync: { missing: 'retire' } }),
    };

    expect(held(gone, 'gone@example.nl')).toEqual(['retire  by protected-address']);
  });
});
