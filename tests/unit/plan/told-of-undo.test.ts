/** What the undo of a run tells beside its mutations: what it leaves alone and why, and what the guards say of it. */

import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { noHistory } from '../../../src/sync/plan/history.ts';
import { mailboxStateOf } from '../../../src/sync/plan/mailbox-state.ts';
import { computeUndo, type UndoInput } from '../../../src/sync/plan/undo.ts';
import { aMutation } from '../../support/a-mutation.ts';
import { account, link, mailbox, person, policy, sourceSnapshot, targetSnapshot } from '../../support/build.ts';
import { saying } from '../../support/told.ts';
import { freely } from '../../support/undone.ts';

const ann = { id: 'p-ann', address: 'ann@example.nl', name: 'ann' };
const bob = { id: 'p-bob', address: 'bob@example.nl', name: 'bob' };
const refOf = (name: string) => ({
  id: `a-${name}`,
  mailboxId: `m-${name}`,
  address: `${name}@example.nl`,
  displayName: name,
});
const newRef = (name: string) => ({ ...refOf(name), id: null });
const granted = (name: string) => aMutation('grant', { account: refOf(name), after: ann.address, person: ann });
const revoked = (name: string) => aMutation('revoke', { account: refOf(name), before: bob.address, person: bob });

const names = ['info', 'sales', 'desk', 'hr'];
const accounts = names.map((name) => account(name));

/** Everything in it happened, unless said otherwise; four linked accounts, each opened by Ann. */
function undo(mutations: readonly Mutation[], more: Partial<UndoInput> = {}) {
  return computeUndo({
    runId: 'run-1',
    mutations,
    happened: new Set(mutations.map(({ id }) => id)),
    created: new Map(),
    target: targetSnapshot(accounts, [person('ann'), person('bob')]),
    sources: [sourceSnapshot(names.map((name) => mailbox(name)))],
    links: names.map((name) => link(name)),
    policy: freely,
    history: noHistory,
    ...more,
  });
}

const lines = (mutations: readonly Mutation[]) =>
  mutations.map(({ kind, account: { address } }) => `${kind} ${address}`);

describe('what an undo leaves alone', () => {
  it.each<[string, Mutation, ReturnType<typeof saying>]>([
    [
      'what is gone for good',
      aMutation('delete', { before: 'info@example.nl' }),
      saying('warn', 'undo-deleted', { about: ['info@example.nl: info@example.nl'] }),
    ],
    [
      'what changed since',
      aMutation('rename', { before: 'Old', after: 'New' }),
      saying('warn', 'undo-changed-since', { about: ['info@example.nl: New'] }),
    ],
    [
      'whom nobody knows any more',
      aMutation('revoke', { before: 'x@example.nl', person: { id: 'p-x', address: 'x@example.nl', name: 'X' } }),
      saying('warn', 'undo-person-gone', { about: ['info@example.nl: X'] }),
    ],
    [
      'each of those whom nobody knows any more',
      aMutation('retire', { before: 'info@example.nl', emptied: { members: ['p-x', 'p-y'], aliases: [] } }),
      saying('warn', 'undo-person-gone', { about: ['info@example.nl: p-x', 'info@example.nl: p-y'] }),
    ],
    [
      'an account that stays managed',
      aMutation('adopt', { after: 'a-info' }),
      saying('info', 'undo-adoption-stays', { about: ['info@example.nl: a-info'] }),
    ],
  ])('is told: %s', (_what, mutation, finding) => {
    const { content } = undo([mutation]);

    expect([content.mutations, content.findings]).toEqual([[], [finding]]);
  });

  it.each<[string, Mutation, string]>([
    ['the person', granted('info'), 'ann'],
    ['what came', aMutation('rename', { before: 'Old', after: 'New' }), 'New'],
    ['what went', aMutation('remove-alias', { before: 'old@example.nl' }), 'old@example.nl'],
    ['nothing, where it names nothing', aMutation('retire', {}), ''],
  ])('because it did not happen is told by %s', (_what, mutation, detail) => {
    expect(undo([mutation], { happened: new Set() }).content.findings).toEqual([
      saying('info', 'undo-not-happened', { about: [`info@example.nl: ${detail}`] }),
    ]);
  });

  it('is told reason by reason, after what the guards say', () => {
    const mutations = [
      aMutation('rename', { account: refOf('hr'), before: 'Old', after: 'hr' }),
      aMutation('adopt', { after: 'a-info' }),
      aMutation('rename', { before: 'Old', after: 'New' }),
      aMutation('delete', { account: refOf('gone'), before: 'gone@example.nl' }),
      granted('sales'),
    ];
    const happened = new Set(mutations.slice(0, 4).map(({ id }) => id));
    const rules = policy({ scope: { protectedAddresses: ['hr@example.nl'] } });

    expect(undo(mutations, { happened, policy: rules }).content.findings.map(({ code }) => code)).toEqual([
      'protected-address',
      'undo-deleted',
      'undo-changed-since',
      'undo-adoption-stays',
      'undo-not-happened',
    ]);
  });
});

describe('which account is meant', () => {
  const created = (name: string) => aMutation('create', { account: newRef(name), after: `${name}@example.nl` });
  const filled = (name: string) => aMutation('grant', { account: newRef(name), after: ann.address, person: ann });
  const run = [created('one'), filled('one'), created('two'), filled('two')];
  const made = {
    created: new Map([
      ['m-one', 'made-1'],
      ['m-two', 'made-2'],
    ]),
    target: targetSnapshot([account('one', { id: 'made-1' }), account('two', { id: 'made-2' })]),
    links: [link('one', { accountId: 'made-1' }), link('two', { accountId: 'made-2' })],
  };

  it('of a create is what Zivver answered it with, each on its own', () => {
    const { content } = undo(run, made);

    expect(content.mutations.map(({ kind, account: { id }, emptied }) => [kind, id, emptied?.members])).toEqual([
      ['retire', 'made-1', ['p-ann']],
      ['retire', 'made-2', ['p-ann']],
    ]);
    expect(content.findings).toEqual([
      saying('info', 'undo-account-stays', {
        about: ['one@example.nl: one@example.nl', 'two@example.nl: two@example.nl'],
      }),
    ]);
  });

  it('of a create is not guessed by its address where nobody knows the answer', () => {
    const { content } = undo(run.slice(0, 2), { ...made, created: new Map() });

    expect(content.mutations).toEqual([]);
    expect(content.findings).toEqual([
      saying('warn', 'undo-changed-since', { about: ['one@example.nl: ann', 'one@example.nl: one@example.nl'] }),
    ]);
  });

  it.each<[string, UndoInput['links'], string]>([
    ['ours: emptied', made.links, 'retire one@example.nl'],
    ['of another mailbox by now', [link('one', { accountId: 'a-other' })], 'revoke one@example.nl'],
    ['only seen, never signed for', [link('one', { accountId: 'made-1', origin: 'match' })], 'revoke one@example.nl'],
    ['linked to nothing any more', [], 'revoke one@example.nl'],
  ])('decides what becomes of a new one: %s', (_what, links, line) => {
    expect(lines(undo(run.slice(0, 2), { ...made, links }).content.mutations)).toEqual([line]);
  });

  it('is the one with the id, for an account that was there before', () => {
    const { content } = undo([granted('info')], { created: new Map([['m-info', 'a-sales']]) });

    expect(content.mutations).toMatchObject([{ kind: 'revoke', account: refOf('info') }]);
  });
});

describe('what holds for every plan holds for an undo', () => {
  it('its order, its items, what it rests on, what it needs', () => {
    const renamed = aMutation('rename', { account: refOf('desk'), before: 'Old', after: 'desk' });
    const info = mailbox('info');

    const { content, basis, scope, approval, blocked } = undo([renamed, revoked('sales'), granted('info')], {
      sources: [sourceSnapshot([info])],
    });

    expect(lines(content.mutations)).toEqual([
      'revoke info@example.nl',
      'grant sales@example.nl',
      'rename desk@example.nl',
    ]);
    expect(content.items.map(({ call, account: { address } }) => `${call} ${address}`)).toEqual([
      'update desk@example.nl',
      'empty-members info@example.nl',
      'update sales@example.nl',
    ]);
    expect(basis.states).toEqual(new Map([['m-info', mailboxStateOf(info)]]));
    expect(basis.target).toMatchObject({ accounts: 4, people: 2 });
    expect(scope).toEqual({ inScope: [], leftOut: [], notRead: {} });
    expect([approval.secondPerson, blocked]).toEqual([true, false]);
  });

  it('the limits, as a share of the accounts that are linked and there', () => {
    const all = { absolute: 99, percent: 100, floor: 0 };
    const guards = { removals: all, access: all, creates: all, retires: all, deletes: all };
    const links = [...names, 'gone'].map((name) => link(name));

    const { limits } = undo([], { links, policy: policy({ guards }) }).basis;

    expect(limits).toEqual({ removals: 4, access: 4, creates: 0, retires: 4, deletes: 4 });
  });

  it('the limits over time, together with earlier runs', () => {
    const removals = { absolute: 2, percent: 100, floor: 0 };
    const earlier = {
      kind: 'revoke' as const,
      mutationId: 'revoke:m-x:p-y',
      planId: 'plan-1',
      field: 'members:m-x:p-y',
      at: '2026-11-24T07:00:00.000Z',
      withinDay: true,
      seen: true,
      newAccount: false,
      waived: [],
    };
    const told = (times: number) =>
      undo([granted('info')], {
        policy: policy({ guards: { ...freely.guards, removals, overTime: { day: 1, week: 9 } } }),
        history: { applied: Array.from({ length: times }, () => earlier), refusedUnits: [] },
      });

    expect(told(2).content.findings).toMatchObject([
      { code: 'too-many-removals-lately', effect: 'block', number: 3, limit: 2, params: { days: 1, earlier: 2 } },
      { code: 'account-emptied' },
    ]);
    expect([told(2).blocked, told(1).blocked]).toEqual([true, false]);
  });

  it('the limit for one account: somebody asked for just this, so it blocks and can be lifted', () => {
    const nobody = { absolute: 0, percent: 0, floor: 0 };
    const { content, blocked } = undo([granted('info')], {
      policy: policy({ guards: { ...freely.guards, removalsPerAccount: nobody } }),
      target: targetSnapshot([account('info', { members: ['p-ann', 'p-bob'] })], [person('ann'), person('bob')]),
      links: [link('info')],
    });

    expect(content.findings).toMatchObject([{ code: 'account-loses-many', effect: 'block', withheld: [] }]);
    expect([lines(content.mutations), blocked]).toEqual([['revoke info@example.nl'], true]);
  });

  it('what is never touched, and members that are no people', () => {
    const rules = policy({ scope: { protectedAddresses: ['sales@example.nl'] }, guards: freely.guards });
    const { content } = undo([revoked('info'), revoked('sales'), revoked('hr')], {
      policy: rules,
      target: targetSnapshot(
        [
          account('info', { members: ['p-ann', 'a-hr'] }),
          account('sales'),
          account('hr', { members: ['p-ann', 'nobody-knows'] }),
        ],
        [person('ann'), person('bob')],
      ),
      links: [link('info'), link('sales'), link('hr')],
    });

    expect(lines(content.mutations)).toEqual(['grant info@example.nl']);
    expect(content.findings).toEqual([
      saying('withhold', 'dangling-members', {
        about: ['hr@example.nl: nobody-knows'],
        withheld: ['grant:m-hr:p-bob'],
      }),
      saying('withhold', 'protected-address', {
        about: ['sales@example.nl: bob@example.nl'],
        withheld: ['grant:m-sales:p-bob'],
      }),
      saying('info', 'foreign-members', { about: ['info@example.nl: a-hr'] }),
    ]);
  });

  it('an address that two accounts would get back goes to neither', () => {
    const moved = ['info', 'sales'].map((name) =>
      aMutation('readdress', { account: refOf(name), before: 'old@example.nl', after: `${name}@example.nl` }),
    );
    const { content } = undo([...moved, granted('hr')]);

    expect(lines(content.mutations)).toEqual(['revoke hr@example.nl']);
    expect(content.findings.find(({ code }) => code === 'address-taken')).toMatchObject({
      effect: 'withhold',
      details: [
        { address: 'info@example.nl', detail: 'old@example.nl: sales' },
        { address: 'sales@example.nl', detail: 'old@example.nl: info' },
      ],
    });
  });

  it('revokes nobody while the people of Zivver are not all known', () => {
    const short = { complete: false, reason: 'list-shorter-than-total', have: 1, expected: 9 } as const;
    const people = { people: short };
    const { content } = undo([granted('info'), revoked('sales')], {
      target: targetSnapshot(accounts, [person('ann'), person('bob')], people),
    });

    expect(lines(content.mutations)).toEqual(['grant sales@example.nl']);
    expect(content.findings).toMatchObject([{ code: 'people-incomplete', withheld: ['revoke:m-info:p-ann'] }]);
  });

  it("makes no plan with what may be another organisation's key", () => {
    const { blocked, content } = undo([granted('info')], {
      target: targetSnapshot(accounts.slice(0, 2), [person('ann'), person('bob')]),
    });

    expect([blocked, content.mutations]).toEqual([true, []]);
    expect(content.findings).toMatchObject([{ code: 'linked-accounts-absent', number: 2, limit: 1 }]);
  });

  it('an account that is linked and gone is one that is told of by the plans to come', () => {
    const { content } = undo([granted('info')], { links: [...names, 'gone'].map((name) => link(name)) });

    expect(content.findings.map(({ code }) => code)).toEqual(['account-emptied']);
  });
});
