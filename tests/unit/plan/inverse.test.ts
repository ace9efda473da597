/** The inverse of what a run did to one account, as that account is now: what is undone, and what is left and why. */

import { describe, expect, it } from 'vitest';
import type { FunctionalAccount } from '../../../src/sync/model/functional-account.ts';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { inverseOf, type Surroundings } from '../../../src/sync/plan/inverse.ts';
import { aMutation, infoRef as ref } from '../../support/a-mutation.ts';
import { account, person } from '../../support/build.ts';

const ann = { id: 'p-ann', address: 'ann@example.nl', name: 'ann' };
const now = account('info', { members: ['p-bob'], aliases: ['alias@example.nl'], division: 'NL' });
const around: Surroundings = {
  people: new Map([person('ann'), person('bob'), person('eve', { active: false })].map((one) => [one.id, one])),
  accounts: new Map([account('team', { displayName: 'Team' })].map((one) => [one.id, one])),
  owned: true,
};

const granted = aMutation('grant', { after: ann.address, person: ann });
const revoked = aMutation('revoke', { before: ann.address, person: ann });
const alias = (kind: 'add-alias' | 'remove-alias', address: string) =>
  aMutation(kind, kind === 'add-alias' ? { after: address } : { before: address });
const retired = (members: readonly string[], aliases: readonly string[]) =>
  aMutation('retire', { before: ref.address, emptied: { members, aliases } });
const created = aMutation('create', { account: { ...ref, id: null }, after: ref.address });

/** `kind before→after` of what is undone, `reason: value` of what is left. */
function inverse(done: readonly Mutation[], is: FunctionalAccount | undefined = now, more: Partial<Surroundings> = {}) {
  const { undo, left } = inverseOf(done, is, { ...around, ...more });
  return {
    undo: undo.map(({ kind, before, after }) => `${kind} ${before ?? ''}→${after ?? ''}`),
    left: left.map(({ reason, value }) => (value === undefined ? reason : `${reason}: ${value}`)),
  };
}

describe('the inverse of one change', () => {
  it.each<[string, Mutation, FunctionalAccount, string]>([
    ['a grant', granted, { ...now, members: ['p-ann'] }, 'revoke ann@example.nl→'],
    ['a revoke', revoked, now, 'grant →ann@example.nl'],
    ['an alias that came', alias('add-alias', 'alias@example.nl'), now, 'remove-alias alias@example.nl→'],
    ['an alias that went', alias('remove-alias', 'gone@example.nl'), now, 'add-alias →gone@example.nl'],
    ['a name', aMutation('rename', { before: 'Old', after: 'info' }), now, 'rename info→Old'],
    ['a unit', aMutation('reassign-ou', { before: null, after: 'NL' }), now, 'reassign-ou NL→'],
    [
      'an address',
      aMutation('readdress', { before: 'old@example.nl', after: ref.address }),
      now,
      'readdress info@example.nl→old@example.nl',
    ],
  ])('of %s', (_what, done, is, expected) => {
    expect(inverse([done], is)).toEqual({ undo: [expected], left: [] });
    expect(inverseOf([done], is, around).undo).toMatchObject([{ reason: 'undoes-run', account: ref }]);
  });

  it('is about the account as it is now, and remembers what it undoes', () => {
    const moved = { ...now, address: 'moved@example.nl', displayName: 'Moved', members: ['p-ann'] };

    expect(inverseOf([granted], moved, around).undo).toEqual([
      {
        ...aMutation('revoke', {
          reason: 'undoes-run',
          account: { id: 'a-info', mailboxId: 'm-info', address: 'moved@example.nl', displayName: 'Moved' },
          before: ann.address,
          person: ann,
        }),
        undoes: [granted.id],
      },
    ]);
  });

  it('gives access back to people as they are called now, and to a team that is an account', () => {
    const people = new Map([['p-ann', person('ann', { name: 'Ann B.', address: 'ann.b@example.nl' })]]);
    const team = aMutation('revoke', {
      before: 'team@example.nl',
      person: { id: 'a-team', address: 'team@example.nl', name: 'Team' },
    });

    const back = [...inverseOf([revoked], now, { ...around, people }).undo, ...inverseOf([team], now, around).undo];

    expect(back.map(({ person: who, after, undoes }) => [who, after, undoes])).toEqual([
      [{ id: 'p-ann', name: 'Ann B.', address: 'ann.b@example.nl' }, 'ann.b@example.nl', [revoked.id]],
      [{ id: 'a-team', name: 'Team', address: 'team@example.nl' }, 'team@example.nl', [team.id]],
    ]);
  });
});

describe('what is left alone', () => {
  const who = (id: string) =>
    aMutation('revoke', {
      before: 'x@example.nl',
      person: { id, address: 'x@example.nl', name: id },
    });

  it.each<[string, Mutation, Partial<FunctionalAccount>, string]>([
    ['somebody who was taken out again', granted, { members: [] }, 'changed-since'],
    ['somebody who has access again', revoked, { members: ['p-ann'] }, 'changed-since'],
    ['somebody who is suspended', who('p-eve'), {}, 'person-gone'],
    ['somebody who is gone', who('p-gone'), {}, 'person-gone'],
    ['an alias that went again', alias('add-alias', 'alias@example.nl'), { aliases: [] }, 'changed-since'],
    ['an alias that came back', alias('remove-alias', 'alias@example.nl'), {}, 'changed-since'],
    ['an alias that is the primary address now', alias('remove-alias', 'info@example.nl'), {}, 'changed-since'],
    ['a name that changed again', aMutation('rename', { before: 'Old', after: 'New' }), {}, 'changed-since'],
    ['a unit that changed again', aMutation('reassign-ou', { before: null, after: 'BE' }), {}, 'changed-since'],
    [
      'an address that changed again',
      aMutation('readdress', { before: 'old@example.nl', after: 'new@example.nl' }),
      {},
      'changed-since',
    ],
    ['an account that was taken over', aMutation('adopt', { after: 'a-info' }), {}, 'adoption-stays'],
    ['an account that was deleted', aMutation('delete', { before: ref.address }), {}, 'deleted'],
  ])('%s', (_what, done, change, reason) => {
    expect(inverse([done], { ...now, ...change })).toEqual({ undo: [], left: [reason] });
  });

  it('is a change that names nobody and nothing', () => {
    const empty = [granted, revoked, alias('add-alias', 'x@example.nl'), alias('remove-alias', 'x@example.nl')].map(
      (one) => ({ ...one, person: null, before: null, after: null }),
    );

    expect(inverse(empty)).toEqual({ undo: [], left: empty.map(() => 'changed-since') });
  });

  it('is everything of an account that is not there any more: lost when the run deleted it', () => {
    const remove = aMutation('delete', { before: ref.address });

    expect(inverseOf([remove, revoked], undefined, around)).toEqual({
      undo: [],
      left: [
        { mutation: remove, reason: 'deleted' },
        { mutation: revoked, reason: 'changed-since' },
      ],
    });
  });
});

describe('an account that was retired', () => {
  it('gets everybody and every alias back', () => {
    const retire = retired(['p-ann', 'a-team'], ['one@example.nl', 'two@example.nl']);

    const back = inverseOf([retire], { ...now, members: [], aliases: [] }, around);

    expect(back.undo.map(({ kind, after, undoes }) => [kind, after, undoes])).toEqual([
      ['grant', 'ann@example.nl', [retire.id]],
      ['grant', 'team@example.nl', [retire.id]],
      ['add-alias', 'one@example.nl', [retire.id]],
      ['add-alias', 'two@example.nl', [retire.id]],
    ]);
    expect(back.undo.map(({ reason }) => reason)).toEqual(back.undo.map(() => 'undoes-run'));
    expect(back.left).toEqual([]);
  });

  it('is left what others put into it since, and whoever is gone; each is named', () => {
    const retire = retired(
      ['p-bob', 'unknown', 'p-ann', 'p-eve', 'p-gone'],
      ['alias@example.nl', 'info@example.nl', 'x@example.nl'],
    );

    expect(inverse([retire], { ...now, members: ['p-bob', 'unknown'] })).toEqual({
      undo: ['grant →ann@example.nl', 'add-alias →x@example.nl'],
      left: [
        'changed-since: bob',
        'changed-since: unknown',
        'person-gone: p-eve',
        'person-gone: p-gone',
        'changed-since: alias@example.nl',
        'changed-since: info@example.nl',
      ],
    });
    expect(inverse([{ ...retire, emptied: null }])).toEqual({ undo: [], left: [] });
  });
});

describe('an account that the run made', () => {
  const filled = [
    created,
    aMutation('grant', { account: { ...ref, id: null }, after: ann.address, person: ann }),
    aMutation('add-alias', { account: { ...ref, id: null }, after: 'alias@example.nl' }),
  ];
  const is = { ...now, members: ['p-ann'], aliases: ['alias@example.nl'] };

  it('is emptied as a whole while it is as it was made', () => {
    const { undo, left } = inverseOf(filled, is, around);

    expect(undo).toMatchObject([
      {
        kind: 'retire',
        reason: 'undoes-run',
        account: ref,
        before: ref.address,
        emptied: { members: ['p-ann'], aliases: ['alias@example.nl'] },
        undoes: ['add-alias:m-info:alias@example.nl', 'create:m-info:info@example.nl', 'grant:m-info:p-ann'],
      },
    ]);
    expect(left).toEqual([{ mutation: created, reason: 'account-stays' }]);
  });

  it('is emptied also of the one or the other, and stays as it is when it is empty', () => {
    expect(inverse(filled, { ...is, aliases: [] }).undo).toEqual(['retire info@example.nl→']);
    expect(inverse(filled, { ...is, members: [] }).undo).toEqual(['retire info@example.nl→']);
    expect(inverse(filled, { ...is, members: [], aliases: [] })).toEqual({ undo: [], left: ['account-stays'] });
  });

  it.each<[string, Partial<FunctionalAccount>, string[]]>([
    ['a member', { members: ['p-ann', 'p-bob'] }, ['revoke ann@example.nl→', 'remove-alias alias@example.nl→']],
    [
      'an alias',
      { aliases: ['alias@example.nl', 'x@example.nl'] },
      ['revoke ann@example.nl→', 'remove-alias alias@example.nl→'],
    ],
  ])('loses only what the run gave when others added %s', (_what, change, undo) => {
    expect(inverse(filled, { ...is, ...change })).toEqual({ undo, left: ['changed-since'] });
  });

  it('loses only what the run gave when it is not known to be ours', () => {
    expect(inverse(filled, is, { owned: false })).toEqual({
      undo: ['revoke ann@example.nl→', 'remove-alias alias@example.nl→'],
      left: ['account-stays'],
    });
  });

  it('is no reason to empty one that was there before', () => {
    expect(inverse([granted], { ...now, members: ['p-ann'], aliases: [] }).undo).toEqual(['revoke ann@example.nl→']);
  });
});

describe('an address that moves back', () => {
  const moved = aMutation('readdress', { before: 'old@example.nl', after: ref.address });
  const kept = alias('add-alias', 'old@example.nl');
  const is = { ...now, aliases: ['alias@example.nl', 'old@example.nl'] };

  it('is promoted from the alias that it was kept as: one change for two', () => {
    const { undo } = inverseOf([moved, kept], is, around);

    expect(undo.map(({ kind, before, after, undoes }) => [kind, before, after, undoes])).toEqual([
      ['readdress', 'info@example.nl', 'old@example.nl', [kept.id, moved.id]],
    ]);
  });

  it('leaves other aliases to their own inverse', () => {
    const other = alias('add-alias', 'alias@example.nl');

    const named = aMutation('rename', { before: 'Old', after: 'info' });

    const { undo } = inverseOf([named, moved, other, kept], is, around);

    expect(undo.map(({ kind, after, before, undoes }) => [`${kind} ${before}→${after}`, undoes])).toEqual([
      ['rename info→Old', [named.id]],
      ['readdress info@example.nl→old@example.nl', [kept.id, moved.id]],
      ['remove-alias alias@example.nl→null', [other.id]],
    ]);
    expect(inverseOf([moved], is, around).undo.map(({ undoes }) => undoes)).toEqual([[moved.id]]);
    const asName = aMutation('rename', { before: 'Old', after: 'old@example.nl' });
    expect(inverse([asName, moved], { ...is, displayName: 'old@example.nl' }).undo).toEqual([
      'rename old@example.nl→Old',
      'readdress info@example.nl→old@example.nl',
    ]);
    expect(inverse([kept, other], is).undo).toEqual(['remove-alias old@example.nl→', 'remove-alias alias@example.nl→']);
    expect(inverse([moved, granted], is)).toEqual({
      undo: ['readdress info@example.nl→old@example.nl'],
      left: ['changed-since'],
    });
  });

  it('becomes an alias again where it was one before the run', () => {
    const promoted: Mutation = { ...moved, promotes: true };

    expect(inverse([promoted], now).undo).toEqual([
      'readdress info@example.nl→old@example.nl',
      'add-alias →info@example.nl',
    ]);
    expect(inverseOf([promoted], now, around).undo.map(({ reason, undoes }) => [reason, undoes])).toEqual([
      ['undoes-run', [moved.id]],
      ['undoes-run', [moved.id]],
    ]);
  });
});
