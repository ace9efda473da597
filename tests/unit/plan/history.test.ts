/** What earlier runs did, as the planner counts it. */

import { describe, expect, it } from 'vitest';
import type { Item, ItemOutcome } from '../../../src/sync/model/item.ts';
import type { AccountRef } from '../../../src/sync/model/mutation.ts';
import { fieldOf, historyOf } from '../../../src/sync/plan/history.ts';
import { mutation } from '../../../src/sync/plan/mutation-list.ts';
import { anItem } from '../../support/an-item.ts';

type Past = Parameters<typeof historyOf>[0][number];

const since = { day: '2026-11-23T08:00:00.000Z', week: '2026-11-17T08:00:00.000Z' };
const [today, thisWeek, longAgo] = ['2026-11-24T07:00:00.000Z', '2026-11-20T07:00:00.000Z', '2026-11-10T07:00:00.000Z'];
const [grant, revoke] = ['grant:m-info:p-ann', 'revoke:m-info:p-bob'];

const account: AccountRef = { id: 'a-info', mailboxId: 'm-info', address: 'info@example.nl', displayName: 'info' };

function answer(more: Partial<ItemOutcome>): ItemOutcome {
  return { state: 'done', code: 'ok', params: {}, accountId: null, calls: 1, at: today, ...more };
}

function past(item: Partial<Item> = {}, more: Partial<Omit<Past, 'item'>> = {}): Past {
  return {
    planId: 'plan-1',
    item: anItem('001', { account, mutations: [grant], ...item }),
    state: 'done',
    outcome: answer({ at: today }),
    intentAt: today,
    ...more,
  };
}

function history(items: readonly Past[], waived: Parameters<typeof historyOf>[1] = new Map()) {
  return historyOf(items, waived, since);
}

describe('what earlier runs did', () => {
  it.each<[string, Partial<Item>, (string | undefined)[]]>([
    ['whom its call leaves without anybody', { empties: true, mutations: [revoke] }, ['info@example.nl']],
    ['nothing of the kind where somebody stays', { empties: false, mutations: [revoke] }, [undefined]],
    ['nothing of the kind where it was retired', { empties: true, mutations: ['retire:m-info:'] }, [undefined]],
  ])('tells %s', (_what, item, empties) => {
    const { applied } = history([past(item)]);

    expect(applied.map((one) => one.empties)).toEqual(empties);
  });

  it('is told mutation by mutation, with the field it changed and when', () => {
    const { applied } = history([past({ mutations: [grant, revoke] })]);

    expect(applied).toEqual([
      {
        kind: 'grant',
        mutationId: grant,
        planId: 'plan-1',
        field: 'members:m-info:p-ann',
        at: today,
        withinDay: true,
        seen: true,
        newAccount: false,
        waived: [],
      },
      expect.objectContaining({ kind: 'revoke', field: 'members:m-info:p-bob' }),
    ]);
  });

  it.each(['sending', 'sent', 'uncertain'] as const)('may have happened while it is %s: it counts, unseen', (state) => {
    expect(history([past({}, { state, outcome: null })]).applied).toMatchObject([{ at: today, seen: false }]);
  });

  it.each(['planned', 'stale', 'skipped', 'failed'] as const)('does not count what is %s', (state) => {
    expect(history([past({}, { state })]).applied).toEqual([]);
  });

  it.each([
    ['today', today, [true]],
    ['a day ago to the moment', since.day, [true]],
    ['this week', thisWeek, [false]],
    ['a week ago to the moment', since.week, [false]],
    ['before that', longAgo, []],
  ])('is of the last day, of the last week, or forgotten: %s', (_name, at, withinDay) => {
    const { applied } = history([past({}, { outcome: answer({ at }), intentAt: longAgo })]);

    expect(applied.map((one) => one.withinDay)).toEqual(withinDay);
  });

  it('forgets what was never begun', () => {
    expect(history([past({}, { state: 'uncertain', outcome: null, intentAt: null })]).applied).toEqual([]);
  });

  it('knows what a new account started with, and which blocks were lifted from that plan', () => {
    const created = { account: { ...account, id: null } };

    const { applied } = history([past(created)], new Map([['plan-1', ['too-many-grants'] as const]]));

    expect(applied).toMatchObject([{ newAccount: true, waived: ['too-many-grants'] }]);
  });

  it.each([
    ['both were', 'done', 'done', true],
    ['only the first was', 'done', 'sent', false],
    ['only the second was', 'sent', 'done', false],
  ] as const)('counts a mutation of two calls once, seen when %s', (_name, first, second, seen) => {
    const mutations = ['retire:m-info:'];

    const { applied } = history([
      past({ mutations }, { state: first }),
      past({ mutations }, { state: second }),
      past({ mutations }, { planId: 'plan-2' }),
    ]);

    expect(applied.map((one) => [one.planId, one.seen])).toEqual([
      ['plan-1', seen],
      ['plan-2', true],
    ]);
  });
});

describe('units that Zivver refused', () => {
  const refused = (at: string, code = 'target-unknown-ou') => ({
    state: 'failed' as const,
    outcome: answer({ state: 'failed', code, at }),
  });
  const moved = { changes: { division: { before: null, after: 'NL-01' } } };
  const created = { draft: { displayName: 'info', address: 'info@example.nl', division: 'NL-02' } };

  it('are remembered for a day, each once, in order, from changes and from new accounts', () => {
    const items = [past(created, refused(today)), past(moved, refused(today)), past(moved, refused(today))];

    expect(history(items).refusedUnits).toEqual(['NL-01', 'NL-02']);
    expect(history([past(moved, refused(since.day))]).refusedUnits).toEqual(['NL-01']);
    expect(history([past(moved, refused(thisWeek))]).refusedUnits).toEqual([]);
  });

  it('are not those of calls that failed for another reason, and no unit is none', () => {
    expect(history([past(moved, refused(today, 'target-refused'))]).refusedUnits).toEqual([]);
    expect(history([past({}, refused(today))]).refusedUnits).toEqual([]);
    expect(history([past(moved, { state: 'sending', outcome: null })]).refusedUnits).toEqual([]);
  });
});

describe('the field that a mutation changes', () => {
  const person = { id: 'p-ann', address: 'ann@example.nl', name: 'ann' };

  it('is the same for two that undo each other', () => {
    const grantAnn = mutation('grant', 'has-full-access', account, { after: person.address, person });
    const revokeAnn = mutation('revoke', 'no-full-access', account, { before: person.address, person });
    const add = mutation('add-alias', 'alias-missing', account, { after: 'x@example.nl' });
    const remove = mutation('remove-alias', 'alias-surplus', account, { before: 'x@example.nl' });

    expect([grantAnn, revokeAnn].map(fieldOf)).toEqual(['members:m-info:p-ann', 'members:m-info:p-ann']);
    expect([add, remove].map(fieldOf)).toEqual(['aliases:m-info:x@example.nl', 'aliases:m-info:x@example.nl']);
  });

  it('is one of the account for what has one value: by mailbox, without one by Zivver id, without either by address', () => {
    const field = (more: Partial<AccountRef>) =>
      fieldOf({ id: 'rename:m-info:New', kind: 'rename', account: { ...account, ...more } });

    expect(field({})).toBe('rename:m-info');
    expect(field({ mailboxId: null })).toBe('rename:a-info');
    expect(field({ mailboxId: null, id: null })).toBe('rename:info@example.nl');
  });
});
