/** Which mutation takes which address, and which sets one free. */

import { describe, expect, it } from 'vitest';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { freesOf, releasesOf, takesOf } from '../../../src/sync/plan/address-book.ts';
import { mutation } from '../../../src/sync/plan/mutation-list.ts';

const ref = { id: 'a-info', mailboxId: 'm-info', address: 'info@example.nl', displayName: 'info' };
const person = { id: 'p-ann', address: 'ann@example.nl', name: 'ann' };
const emptied = { members: ['p-ann'], aliases: ['x@example.nl', 'y@example.nl'] };
const [old, next] = ['old@example.nl', 'next@example.nl'];

const create = mutation('create', 'new-mailbox', ref, { after: next });
const readdress = mutation('readdress', 'address-changed', ref, { before: old, after: next });
const addAlias = mutation('add-alias', 'alias-missing', ref, { after: next });
const removeAlias = mutation('remove-alias', 'alias-surplus', ref, { before: old });
const retire = mutation('retire', 'mailbox-gone', ref, { before: ref.address, emptied });
const remove = mutation('delete', 'mailbox-gone', ref, { before: ref.address, emptied });
const others = [
  mutation('adopt', 'account-exists', ref, { after: 'a-info' }),
  mutation('rename', 'name-differs', ref, { before: old, after: next }),
  mutation('reassign-ou', 'ou-differs', ref, { before: old, after: next }),
  mutation('grant', 'has-full-access', ref, { after: person.address, person }),
  mutation('revoke', 'no-full-access', ref, { before: person.address, person }),
];

describe('an address', () => {
  it.each<[string, Mutation, string | undefined, readonly string[]]>([
    ['create', create, next, []],
    ['readdress', readdress, next, [old]],
    ['add-alias', addAlias, next, []],
    ['remove-alias', removeAlias, undefined, [old]],
    ['retire, which keeps the primary one', retire, undefined, emptied.aliases],
    ['delete, with everything the account had', remove, undefined, [ref.address, ...emptied.aliases]],
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
    expect([...unnamed, { ...retire, emptied: null }].flatMap(freesOf)).toEqual([]);
    expect(freesOf({ ...remove, emptied: null })).toEqual([ref.address]);
  });

  it('is released by every account that sets it free', () => {
    const other = mutation('remove-alias', 'alias-surplus', { ...ref, id: 'a-other' }, { before: old });

    expect(releasesOf([removeAlias, other, create, retire])).toEqual(
      new Map([
        [old, new Set(['a-info', 'a-other'])],
        ['x@example.nl', new Set(['a-info'])],
        ['y@example.nl', new Set(['a-info'])],
      ]),
    );
  });
});
