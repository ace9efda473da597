/** What a reading shows to belong together, and what of it is remembered. */

import { describe, expect, it } from 'vitest';
import { computePlanWithLinks } from '../../../src/sync/plan/compute-plan.ts';
import { account, link, mailbox, person, planInput, takenAt, trustee, type World } from '../../support/build.ts';

const people = ['ann', 'bob', 'cas'].map((name) => person(name));
const seen = (world: World) => computePlanWithLinks(planInput({ people, ...world })).links;
const held = (...names: readonly string[]) => ({ trustees: names.map((name) => trustee(name)) });

describe('the links of a reading', () => {
  it('are remembered by stable ids, without ownership, with everybody who was seen to have access', () => {
    expect(seen({ mailboxes: [mailbox('info', held('bob', 'ann'))], accounts: [account('info')] })).toEqual([
      {
        mailboxId: 'm-info',
        source: 'exchange',
        accountId: 'a-info',
        origin: 'match',
        address: 'info@example.nl',
        seenDelegates: ['p-ann', 'p-bob'],
        since: takenAt,
      },
    ]);
  });

  it('are not written again when they say nothing new', () => {
    const world = { mailboxes: [mailbox('info', held('ann'))], accounts: [account('info')] };

    expect(seen({ ...world, links: [link('info')] })).toEqual([]);
    expect(seen({ ...world, links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] })] })).toEqual([]);
  });

  it('gain whom the source grants now, and forget nobody', () => {
    const links = [link('info', { seenDelegates: ['p-bob', 'p-cas'], since: '2020' })];

    expect(seen({ mailboxes: [mailbox('info', held('ann'))], accounts: [account('info')], links })).toEqual([
      { ...links[0], seenDelegates: ['p-ann', 'p-bob', 'p-cas'] },
    ]);
  });

  it('gain somebody whose Zivver account is suspended, though the members are all who can be', () => {
    const world = { mailboxes: [mailbox('info', held('ann', 'off'))], accounts: [account('info')] };

    expect(
      seen({ ...world, people: [...people, person('off', { active: false })], links: [link('info')] }),
    ).toMatchObject([{ seenDelegates: ['p-ann', 'p-off'] }]);
  });

  it('follow another address of the account, and another source', () => {
    const known = link('info');
    const world = { mailboxes: [mailbox('info')], accounts: [account('info', { address: 'old@example.nl' })] };

    expect(seen({ ...world, links: [known] })).toEqual([{ ...known, address: 'old@example.nl' }]);
    expect(seen({ ...world, links: [{ ...known, address: 'old@example.nl' }] })).toEqual([]);
    expect(seen({ ...world, links: [{ ...known, address: 'old@example.nl', source: 'before' }] })).toMatchObject([
      { source: 'exchange', origin: 'create' },
    ]);
  });

  it('are written once more where one person was remembered twice', () => {
    const world = { mailboxes: [mailbox('info')], accounts: [account('info')] };

    expect(seen({ ...world, links: [link('info', { seenDelegates: ['p-ann', 'p-ann'] })] })).toEqual([link('info')]);
  });

  it('learn nobody from a mailbox whose delegates could not be read', () => {
    const unreadable = { delegates: { state: 'unreadable', reason: 'permissions-unreadable' } } as const;
    const world = { mailboxes: [mailbox('info', unreadable)], accounts: [account('info')] };

    expect(seen(world)).toMatchObject([{ seenDelegates: [] }]);
    expect(seen({ ...world, links: [link('info')] })).toEqual([]);
  });

  it('are not believed when the plan is blocked', () => {
    const short = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 2 } as const;

    expect(
      seen({ mailboxes: [mailbox('info')], accounts: [account('info')], completeness: { accounts: short } }),
    ).toEqual([]);
  });
});
