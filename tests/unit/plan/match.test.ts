/** Which account belongs to which mailbox, which are missing, and what must be asked before anything counts as missing. */

import { describe, expect, it } from 'vitest';
import { atOnce } from '../../../src/sync/model/at-once.ts';
import type { LookUpAnswer } from '../../../src/sync/model/snapshot.ts';
import { indexAccounts } from '../../../src/sync/plan/account-index.ts';
import { absentLinks, addressesOfGone } from '../../../src/sync/plan/gone-mailboxes.ts';
import { match } from '../../../src/sync/plan/match.ts';
import { normalize } from '../../../src/sync/plan/normalize.ts';
import { indexPeople } from '../../../src/sync/plan/people-index.ts';
import { account, link, mailbox, person, policy, sourceSnapshot, type World } from '../../support/build.ts';

const short = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 } as const;

function matched(world: World, answers: Readonly<Record<string, LookUpAnswer>> = {}) {
  const people = indexPeople(world.people ?? [person('ann')]);
  const snapshots = [sourceSnapshot(world.mailboxes ?? [], world.source)];
  const accounts = world.accounts ?? [];
  return match({
    desired: normalize(snapshots, policy(), people).desired,
    accounts,
    byId: indexAccounts(accounts),
    people,
    links: world.links ?? [],
    lookUps: new Map(Object.entries(answers)),
    snapshots,
    createWithoutDelegates: false,
  });
}

describe('what must be looked up before it counts as missing', () => {
  const links = [link('here'), link('gone'), link('far', { source: 'b' }), link('short', { source: 'c' })];
  const snapshots = [
    sourceSnapshot([mailbox('here')]),
    sourceSnapshot([mailbox('other', { source: 'b' })], { source: 'b' }),
    sourceSnapshot([], { source: 'c', list: short }),
  ];

  it('are links of a source that gave its whole list without them', () => {
    expect(atOnce(absentLinks(links, snapshots)).map(({ mailboxId }) => mailboxId)).toEqual(['m-gone', 'm-far']);
    expect(atOnce(absentLinks(links, []))).toEqual([]);
  });

  it('are the addresses they had and have, unless a mailbox that was read holds them', () => {
    const gone = [link('gone'), link('moved', { address: 'before@example.nl' }), link('held'), link('lost')];
    const accounts = [account('gone'), account('moved', { address: 'now@example.nl' }), account('held')];
    const read = [sourceSnapshot([mailbox('x', { primaryAddress: 'Held@example.nl' })])];

    expect(atOnce(addressesOfGone(gone, accounts, read))).toEqual(
      new Map([
        ['m-gone', ['gone@example.nl']],
        ['m-moved', ['before@example.nl', 'now@example.nl']],
        ['m-lost', ['lost@example.nl']],
      ]),
    );
    expect(atOnce(addressesOfGone([link('x')], accounts, read))).toEqual(new Map([['m-x', ['x@example.nl']]]));
  });

  it('are none after a list that is short, and none where nothing is gone', () => {
    expect(
      atOnce(addressesOfGone([link('gone')], [], [sourceSnapshot([]), sourceSnapshot([], { list: short })])),
    ).toEqual(new Map());
    expect(atOnce(addressesOfGone([], [account('a')], [sourceSnapshot([])]))).toEqual(new Map());
  });
});

describe('a large reading', () => {
  const many = Array.from({ length: 401 }, (_, index) => `n${String(index).padStart(3, '0')}`);
  const [links, accounts] = [many.map((name) => link(name)), many.map((name) => account(name))];
  const snapshots = [sourceSnapshot(many.map((name) => mailbox(name, { primaryAddress: `${name}@example.org` })))];
  const pausesOf = (work: Generator<undefined, unknown>): number => [...work].length;

  it('is looked at in steps of two hundred, so that clicks come in between', () => {
    // The mailboxes and the links; the accounts and the mailboxes.
    expect(pausesOf(absentLinks(links, snapshots))).toBe(3 + 3);
    expect(pausesOf(addressesOfGone(links.slice(0, 1), accounts, snapshots))).toBe(3 + 3);
    expect(pausesOf(addressesOfGone([], accounts, snapshots))).toBe(0);
  });
});

describe('pairs', () => {
  it('come by address, whether by link or by address', () => {
    const world: World = {
      mailboxes: [mailbox('z'), mailbox('a'), mailbox('m')],
      accounts: [account('z'), account('a'), account('m')],
      links: [link('m'), link('z')],
    };

    expect(matched(world).pairs.map(({ desired, link: by }) => [desired.mailboxId, by?.accountId])).toEqual([
      ['m-a', undefined],
      ['m-m', 'a-m'],
      ['m-z', 'a-z'],
    ]);
  });

  it('are guessed for none of several mailboxes with links to one account', () => {
    const world: World = {
      mailboxes: [mailbox('a'), mailbox('b'), mailbox('c'), mailbox('own')],
      accounts: [account('a'), account('own')],
      links: [...['a', 'b', 'c'].map((name) => link(name, { accountId: 'a-a' })), link('own')],
    };

    const { pairs, ambiguous, zivverOnly, orphans } = matched(world);

    expect([zivverOnly, orphans]).toEqual([[], []]);
    expect(pairs.map(({ desired }) => desired.mailboxId)).toEqual(['m-own']);
    expect(ambiguous.map(({ desired }) => desired.mailboxId)).toEqual(['m-a', 'm-b', 'm-c']);
  });

  it.each<[string, Record<string, LookUpAnswer>, 'pair' | 'ambiguous']>([
    ['every mailbox that it was linked to is gone', { 'm-old': 'not-found', 'm-older': 'not-found' }, 'pair'],
    ['one of them may exist', { 'm-old': 'not-found', 'm-older': 'unknown' }, 'ambiguous'],
    ['one of them was not asked for', { 'm-older': 'not-found' }, 'ambiguous'],
    ['one of them exists', { 'm-old': 'found', 'm-older': 'not-found' }, 'ambiguous'],
  ])('by address take over a linked account only when %s', (_when, answers, expected) => {
    const world: World = {
      mailboxes: [mailbox('info')],
      accounts: [account('info')],
      links: [link('old', { accountId: 'a-info' }), link('older', { accountId: 'a-info' })],
    };

    const { pairs, ambiguous, orphans, zivverOnly } = matched(world, answers);

    expect([pairs.length, ambiguous.length]).toEqual(expected === 'pair' ? [1, 0] : [0, 1]);
    expect([orphans, zivverOnly]).toEqual([[], []]);
  });

  it('are none with either of two accounts at its address, whatever it is called: both are named, in order', () => {
    const world: World = {
      mailboxes: [mailbox('info'), mailbox('other')],
      accounts: [
        account('z', { address: 'info@example.nl', displayName: 'Zoe' }),
        account('a', { address: 'info@example.nl', displayName: 'Amy' }),
        account('other'),
      ],
    };

    const { pairs, ambiguous } = matched(world);

    expect(pairs.map(({ account: { id } }) => id)).toEqual(['a-other']);
    expect(ambiguous.map(({ desired, detail }) => [desired.mailboxId, detail])).toEqual([['m-info', 'Amy, Zoe']]);
  });

  it('are none with an account that another mailbox is linked to: a new one is made', () => {
    const world: World = {
      mailboxes: [mailbox('moved', { primaryAddress: 'new@example.nl' }), mailbox('info')],
      accounts: [account('info')],
      links: [link('moved', { accountId: 'a-info' })],
      people: [person('ann'), person('info')],
    };

    const { pairs, creates, typeConflicts } = matched(world);

    expect(pairs.map(({ desired }) => desired.mailboxId)).toEqual(['m-moved']);
    expect(creates.map(({ mailboxId }) => mailboxId)).toEqual(['m-info']);
    expect(typeConflicts).toEqual([]);
  });
});

describe('an account without a mailbox', () => {
  it('is none that was found by its address', () => {
    const world: World = { mailboxes: [mailbox('info')], accounts: [account('alone'), account('info')] };

    expect(matched(world).zivverOnly.map(({ id }) => id)).toEqual(['a-alone']);
  });
});

describe('accounts whose mailbox is missing', () => {
  const world: World = {
    mailboxes: [mailbox('here', { aliases: ['held@example.nl'] })],
    accounts: ['here', 'z', 'a', 'held', 'own'].map((name) => account(name)),
    links: ['here', 'z', 'a', 'held'].map((name) => link(name)),
  };
  const gone = { 'm-z': 'not-found', 'm-a': 'not-found', 'm-held': 'not-found' } as const;
  const answers = (of: World, some: Readonly<Record<string, LookUpAnswer>>) =>
    matched(of, some).orphans.map(({ account: { address }, answer }) => [address, answer]);

  it('come by address; where a mailbox that was read holds the address, it was found', () => {
    expect(answers(world, gone)).toEqual([
      ['a@example.nl', 'not-found'],
      ['held@example.nl', 'found'],
      ['z@example.nl', 'not-found'],
    ]);
    expect(matched(world, gone).zivverOnly.map(({ id }) => id)).toEqual(['a-own']);
  });

  it('are only those that were asked for', () => {
    expect(answers(world, { 'm-a': 'unknown' })).toEqual([['a@example.nl', 'unknown']]);
    expect(answers(world, {})).toEqual([]);
  });

  it.each<[string, Record<string, LookUpAnswer>, LookUpAnswer]>([
    ['both are gone', { 'm-a': 'not-found', 'm-b': 'not-found' }, 'not-found'],
    ['one exists', { 'm-a': 'not-found', 'm-b': 'found' }, 'found'],
    ['one is not known', { 'm-a': 'not-found', 'm-b': 'unknown' }, 'unknown'],
    ['one was not asked for', { 'm-a': 'not-found' }, 'unknown'],
  ])('with two links: %s', (_what, some, expected) => {
    const two = { ...world, links: [link('a', { origin: 'match' }), link('b', { accountId: 'a-a' })] };

    expect(answers(two, some)).toEqual([['a@example.nl', expected]]);
    expect(matched(two, some).orphans[0]?.link.mailboxId).toBe('m-b');
  });

  it('are not known to be missing after a list that is short', () => {
    expect(answers({ ...world, source: { list: short } }, { 'm-a': 'not-found' })).toEqual([
      ['a@example.nl', 'unknown'],
    ]);
  });

  it('are not those that are gone themselves, which are told by address', () => {
    const links = [link('here'), link('y'), link('b')];

    expect(matched({ ...world, links }, { 'm-y': 'not-found' }).orphans).toEqual([]);
    expect(matched({ ...world, links }).staleLinks.map(({ mailboxId }) => mailboxId)).toEqual(['m-b', 'm-y']);
  });
});
