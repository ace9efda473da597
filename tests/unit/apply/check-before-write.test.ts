import { describe, expect, it } from 'vitest';
import { InternalError } from '../../../src/errors.ts';
import { type Check, checkBeforeWrite } from '../../../src/sync/apply/check-before-write.ts';
import type { FunctionalAccount } from '../../../src/sync/model/functional-account.ts';
import type { Item } from '../../../src/sync/model/item.ts';
import { anItem } from '../../support/an-item.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const address = 'account-1@example.nl';
const present = (more: Partial<FunctionalAccount> = {}) => anAccount({ id: uuid(1), address, ...more });
const check = (item: Partial<Item>, account: FunctionalAccount | undefined): Check =>
  checkBeforeWrite(anItem('1', item), account, address);
const rename = { displayName: { before: 'Old', after: 'New' } };
const members = (grant: readonly string[], revoke: readonly string[]) => ({ members: { grant, revoke } });

describe('what is sent', () => {
  it.each<[string, Item['changes'], Partial<FunctionalAccount>, object]>([
    ['a new name', rename, { displayName: 'Old' }, { displayName: 'New' }],
    ['current − revoked + granted', members(['c'], ['b']), { members: ['a', 'b', 'z'] }, { members: ['a', 'c', 'z'] }],
    [
      'current aliases − removed + added',
      { aliases: { add: ['n'], remove: ['o'] } },
      { aliases: ['k', 'o'] },
      { aliases: ['k', 'n'] },
    ],
    [
      'no alias at all, when the last one goes',
      { aliases: { add: [], remove: ['o'] } },
      { aliases: ['o'] },
      { aliases: [] },
    ],
    ['an OU, and none', { division: { before: 'A', after: null } }, { division: 'A' }, { division: null }],
    ['a new address', { address: { before: address, after: 'b@example.nl' } }, {}, { address: 'b@example.nl' }],
    ['only what is not yet so', { ...rename, ...members(['c'], []) }, { displayName: 'New' }, { members: ['c'] }],
  ])('is %s', (_, changes, account, write) => {
    expect(check({ changes }, present(account))).toEqual({ kind: 'update', write });
  });

  it.each<[string, Item['changes'], Partial<FunctionalAccount>]>([
    ['the name is so', rename, { displayName: 'New' }],
    ['who is granted has it and who is revoked has not', members(['c'], ['b']), { members: ['c'] }],
    ['an alias is there', { aliases: { add: ['n'], remove: [] } }, { aliases: ['n'] }],
    ['the member set is empty already', members([], ['b']), { members: [] }],
  ])('is nothing when %s', (_, changes, account) => {
    expect(check({ changes }, present(account))).toEqual({ kind: 'nothing-to-write' });
  });

  it('is a PATCH of its own when people signed that nobody is left (W3)', () => {
    const item = { call: 'empty-members', changes: members([], ['a', 'b']), empties: true } as const;

    expect(check(item, present({ members: ['a', 'b'] }))).toEqual({ kind: 'empty-members' });
    expect(() =>
      check({ ...item, changes: { ...item.changes, ...rename } }, present({ members: ['a'], displayName: 'Old' })),
    ).toThrow(InternalError);
  });
});

describe('an account that moved since people signed is left alone', () => {
  it.each<[string, Partial<Item>, FunctionalAccount | undefined, string]>([
    ['another name', { changes: rename }, present({ displayName: 'Third' }), 'changed-meanwhile'],
    [
      'another OU',
      { changes: { division: { before: null, after: 'A' } } },
      present({ division: 'B' }),
      'changed-meanwhile',
    ],
    [
      'another address',
      { changes: rename },
      present({ displayName: 'Old', address: 'ceo@example.nl' }),
      'changed-meanwhile',
    ],
    ['gone', { changes: rename }, undefined, 'account-gone'],
    ['nobody would be left', { changes: members([], ['a']) }, present({ members: ['a'] }), 'nobody-would-be-left'],
    [
      'emptied, but somebody was added',
      { call: 'empty-members', empties: true, changes: members([], ['a']) },
      present({ members: ['a', 'new'] }),
      'delegates-added-meanwhile',
    ],
    [
      'deleted, but it has another address',
      { call: 'delete' },
      present({ address: 'x@example.nl' }),
      'changed-meanwhile',
    ],
  ])('%s', (_, item, account, code) => {
    expect(check(item, account)).toMatchObject({ kind: 'stale', code });
  });

  it('says which field, what was expected and what was found', () => {
    expect(check({ changes: rename }, present({ displayName: 'Third' }))).toEqual({
      kind: 'stale',
      code: 'changed-meanwhile',
      params: { field: 'displayName', expected: 'Old', found: 'Third' },
    });
  });
});

describe('deleting', () => {
  const planned = { id: uuid(1), mailboxId: 'm-1', address, displayName: 'Desk' };
  const changes = { members: { grant: [], revoke: ['a'] }, aliases: { add: [], remove: ['o@example.nl'] } };
  const item = { call: 'delete', account: planned, changes } as const;
  const asSigned = { displayName: 'Desk', members: ['a'], aliases: ['o@example.nl'] };

  it('takes an item that names nobody for one in which nobody was signed away', () => {
    const nameless = { ...item, changes: { aliases: changes.aliases } };

    expect(check(nameless, present(asSigned))).toMatchObject({ kind: 'stale', code: 'delegates-added-meanwhile' });
    expect(check(nameless, present({ ...asSigned, members: [] }))).toEqual({ kind: 'delete' });
  });

  it('goes on when the account holds nothing that people did not sign away', () => {
    expect(check(item, present(asSigned))).toEqual({ kind: 'delete' });
    expect(check(item, present({ ...asSigned, members: [], aliases: [] }))).toEqual({ kind: 'delete' });
  });

  it.each<[string, Partial<FunctionalAccount>, string]>([
    ['somebody got access', { members: ['a', 'new'] }, 'delegates-added-meanwhile'],
    ['an alias came', { aliases: ['n@example.nl', 'o@example.nl'] }, 'changed-meanwhile'],
    ['it has another name', { displayName: 'Director' }, 'changed-meanwhile'],
  ])('leaves the account alone when %s since people signed', (_, more, code) => {
    expect(check(item, present({ ...asSigned, ...more }))).toMatchObject({ kind: 'stale', code });
  });

  it('goes on when the account is as expected, and is nothing when it is gone', () => {
    expect(check({ ...item, changes: {} }, present({ displayName: 'Desk' }))).toEqual({ kind: 'delete' });
    expect(check({ call: 'delete' }, undefined)).toEqual({ kind: 'nothing-to-write' });
  });
});
