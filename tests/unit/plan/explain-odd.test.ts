/** Explanations of what is not everyday: a mailbox that is gone, one held back as a whole, addresses that are none. */

import { describe, expect, it } from 'vitest';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { explain } from '../../../src/sync/plan/explain.ts';
import type { PastItem } from '../../../src/sync/plan/history.ts';
import { anItem } from '../../support/an-item.ts';
import { account, link, mailbox, person, planInput, policy, trustee, type World } from '../../support/build.ts';

function explained(world: World, asked: string, past: readonly PastItem[] = []) {
  const input = planInput(world);
  return explain({ input, plan: computePlan(input), past }, asked);
}

describe('an account whose mailbox is gone', () => {
  const gone: World = {
    mailboxes: [mailbox('other')],
    accounts: [account('gone', { members: ['p-ann', 'p-bob'] }), account('other')],
    people: [person('ann'), person('bob')],
    links: [link('gone'), link('other')],
    lookUps: new Map([['m-gone', 'not-found']]),
  };

  it.each(['retire', 'delete'] as const)('tells everybody in it that a proposed %s takes the access', (missing) => {
    const world = { ...gone, policy: policy({ sync: { missing } }) };

    expect(explained(world, 'gone@example.nl').mailboxes).toMatchObject([
      {
        verdict: 'proposed',
        access: [
          { name: 'ann', state: 'will-lose' },
          { name: 'bob', state: 'will-lose' },
        ],
      },
    ]);
    expect(explained(world, 'ann@example.nl').people[0]?.access).toMatchObject([
      { mailbox: { address: 'other@example.nl' }, state: 'has-access', mutation: null },
      { mailbox: { address: 'gone@example.nl' }, state: 'will-lose', mutation: { kind: missing } },
    ]);
  });

  it('tells nobody so while it is kept', () => {
    expect(explained(gone, 'bob@example.nl').people[0]?.access).toMatchObject([{ state: 'kept', mutation: null }]);
  });
});

describe('a mailbox of an organisation that wants nothing new or changed', () => {
  const off = policy({ sync: { newOrChanged: false } });

  it.each([
    ['has no account', { mailboxes: [mailbox('info')] }],
    [
      'is linked and differs',
      { mailboxes: [mailbox('info', { displayName: 'Info' })], accounts: [account('info')], links: [link('info')] },
    ],
  ])('and %s is not called equal', (_how, world) => {
    expect(explained({ ...world, policy: off }, 'info@example.nl').mailboxes).toMatchObject([
      { verdict: 'changes-off', mutations: [], heldBack: [] },
    ]);
  });
});

describe('a finding that holds a change back', () => {
  const leaving: World = {
    mailboxes: [mailbox('info'), mailbox('calm')],
    accounts: [account('info', { members: ['p-ann', 'p-bob'] }), account('calm')],
    people: [person('ann'), person('bob')],
    links: [link('info', { seenDelegates: ['p-ann', 'p-bob'] }), link('calm')],
  };
  const short = { complete: false, reason: 'list-shorter-than-total', have: 2, expected: 9 } as const;
  const findings = (world: World, asked: string) =>
    explained(world, asked).mailboxes[0]?.findings.map(({ code, number }) => [code, number]);

  it.each<[string, Partial<World>, number]>([
    ['people-incomplete', { completeness: { people: short } }, 2],
    ['scope-changed', { baselines: [{ source: 'exchange', mailboxes: 2, scopeDigest: 'another' }] }, 1],
  ])('is told though it names no mailbox, with its own number: %s', (code, more, number) => {
    const world = { ...leaving, ...more };

    expect(findings(world, 'info@example.nl')).toEqual([[code, number]]);
    expect(findings(world, 'calm@example.nl')).toEqual([]);
  });

  it('is not told of a mailbox that another finding with the same code holds back', () => {
    const shut = (name: string, reason: string) =>
      mailbox(name, { displayName: `${name} new`, delegates: { state: 'unreadable', reason } });
    const world: World = {
      mailboxes: [shut('denied', 'deny-unidentified'), shut('silent', 'permissions-unreadable')],
      accounts: [account('denied'), account('silent')],
      links: [link('denied'), link('silent')],
    };

    expect(explained(world, 'denied@example.nl').mailboxes[0]?.findings).toMatchObject([
      { code: 'mailbox-frozen', number: 1, addresses: ['denied@example.nl'], params: { reason: 'deny-unidentified' } },
    ]);
  });
});

describe('a person whom Zivver does not know', () => {
  it.each([
    ['an address in its one form', 'dee@bücher.example', 'dee@xn--bcher-kva.example'],
    ['whatever stands there where it is no address', 'Desk 7', 'desk 7'],
  ])('is told with %s', (_what, written, address) => {
    const world = {
      mailboxes: [mailbox('info', { trustees: [trustee('ann'), trustee('dee', { address: written })] })],
    };

    expect(explained(world, 'dee').people).toMatchObject([
      { address, account: 'none', access: [{ mailbox: { address: 'info@example.nl' }, state: 'no-account' }] },
    ]);
  });
});

describe('what happened to an account that no mailbox belonged to', () => {
  const item = (id: string) => {
    const ref = { id, mailboxId: null, address: 'x@example.nl', displayName: 'x' };
    const renamed = anItem('00001', { account: ref, mutations: [`rename:${id}:X`] });
    return { planId: 'plan-1', item: renamed, state: 'done', outcome: null, intentAt: null } as const;
  };

  it('is told of that account, and of no other', () => {
    const world = { mailboxes: [mailbox('new')], accounts: [account('alone'), account('other')] };
    const told = (asked: string) => explained(world, asked, [item('a-alone')]).mailboxes.map(({ past }) => past.length);

    expect(told('alone@example.nl')).toEqual([1]);
    expect(told('other@example.nl')).toEqual([0]);
    expect(told('new@example.nl')).toEqual([0]);
  });
});
