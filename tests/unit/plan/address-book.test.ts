/** Which mutation takes which address, and which sets one free. */

import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { freesOf, holdersOf, releasesOf, takesOf } from '../../../src/sync/plan/address-book.ts';
import { aMutation, infoRef as ref } from '../../support/a-mutation.ts';
import { account, person as personNamed, targetSnapshot } from '../../support/build.ts';

const person = { id: 'p-ann', address: 'ann@example.nl', name: 'ann' };
const emptied = { members: ['p-ann'], aliases: ['x@example.nl', 'y@example.nl'] };
const [old, next] = ['old@example.nl', 'next@example.nl'];

const create = aMutation('create', { after: next });
const readdress = aMutation('readdress', { before: old, after: next });
const addAlias = aMutation('add-alias', { after: next });
const removeAlias = aMutation('remove-alias', { before: old });
const retire = aMutation('retire', { before: ref.address, emptied });
const remove = aMutation('delete', { before: ref.address, emptied });
const others = [
  aMutation('adopt', { after: 'a-info' }),
  aMutation('rename', { before: old, after: next }),
  aMutation('reassign-ou', { before: old, after: next }),
  aMutation('grant', { after: person.address, person }),
  aMutation('revoke', { before: person.address, person }),
];

describe('an address', () => {
  it.each<[string, Mutation, string | undefined, readonly string[]]>([
    ['create', create, next, []],
    ['readdress', readdress, next, [old]],
    ['add-alias', addAlias, next, []],
    ['remove-alias', removeAlias, undefined, [old]],
    ['retire, which keeps the primary one', retire, undefined, emptied.aliases],
    ['delete, whose primary one nobody can take', remove, undefined, emptied.aliases],
    ...others.map(
      (one) => [`${one.kind}, which is about no address`, one, undefined, []] as [string, Mutation, undefined, []],
    ),
  ])('is taken and set free by %s', (_what, one, takes, frees) => {
    expect(takesOf(one)).toBe(takes);
    expect(freesOf(one)).toEqual(frees);
  });

  it('is neither taken nor set free by a mutation that names none', () => {
    const unnamed = [create, readdress, addAlias, removeAlias].map((one) => ({ ...one, before: null, after: null }));

    expect(unnamed.map(takesOf)).toEqual([undefined, undefined, undefined, undefined]);
    expect([...unnamed, { ...retire, emptied: null }, { ...remove, emptied: null }].flatMap(freesOf)).toEqual([]);
  });

  it('is held by everybody who has it, as primary address or as alias, and only who was asked for is told', () => {
    const accounts = [account('info'), account('desk', { aliases: ['info@example.nl', 'other@example.nl'] })];
    const people = [personNamed('info', { aliases: ['other@example.nl'] }), personNamed('ann')];

    expect(holdersOf(targetSnapshot(accounts, people), new Map([['info@example.nl', 1]]))).toEqual(
      new Map([
        [
          'info@example.nl',
          [
            { id: 'a-info', name: 'info' },
            { id: 'a-desk', name: 'desk' },
            { id: 'p-info', name: 'info' },
          ],
        ],
      ]),
    );
  });

  it('is released by every account that sets it free', () => {
    const other = aMutation('remove-alias', { account: { ...ref, id: 'a-other' }, before: old });

    expect(releasesOf([removeAlias, other, create, retire])).toEqual(
      new Map([
        [old, new Set(['a-info', 'a-other'])],
        ['x@example.nl', new Set(['a-info'])],
        ['y@example.nl', new Set(['a-info'])],
      ]),
    );
  });
});
