import { describe, expect, it } from 'vitest';
import { type Effect, effectOf, mutationIsVisible } from '../../../src/sync/apply/effect.ts';
import type { FunctionalAccount } from '../../../src/sync/model/functional-account.ts';
import type { Item } from '../../../src/sync/model/item.ts';
import type { Mutation, MutationKind } from '../../../src/sync/model/mutation.ts';
import { anItem } from '../../support/an-item.ts';
import { anAccount, uuid } from '../../support/target-seed.ts';

const account = (more: Partial<FunctionalAccount> = {}) => anAccount({ id: uuid(1), ...more });
const changes = {
  displayName: { before: 'Old', after: 'New' },
  members: { grant: ['c'], revoke: ['b'] },
};

const { address, displayName } = account();
const inUnit = { address, displayName, division: 'A' };

const nameless = account({ displayName: address, division: 'A' });

describe('reading back an item', () => {
  it.each<[Effect, string, Partial<Item>, FunctionalAccount | undefined]>([
    ['visible', 'everything is there', { changes }, account({ displayName: 'New', members: ['a', 'c'] })],
    ['absent', 'nothing is there', { changes }, account({ displayName: 'Old', members: ['a', 'b'] })],
    ['absent', 'a part is there: sending again is safe', { changes }, account({ displayName: 'New', members: ['b'] })],
    ['unclear', 'a field has a third value', { changes }, account({ displayName: 'Third', members: ['c'] })],
    ['unclear', 'the account is gone', { changes }, undefined],
    ['visible', 'a deleted account is gone', { call: 'delete' }, undefined],
    ['absent', 'a deleted account is still there', { call: 'delete' }, account()],
    ['visible', 'a created account is there', { call: 'create' }, account()],
    ['absent', 'a created account is not there', { call: 'create' }, undefined],
    ['absent', 'a created account came without its name', { call: 'create', draft: inUnit }, nameless],
    [
      'visible',
      'a created account has its name with other spaces',
      { call: 'create', draft: { ...inUnit, displayName: 'The desk' } },
      account({ displayName: 'The  desk ', division: 'A' }),
    ],
    ['unclear', 'a created account has another name', { call: 'create', draft: inUnit }, account({ displayName: 'B' })],
    [
      'unclear',
      'a created account has another address',
      { call: 'create', draft: inUnit },
      account({ address: 'b@example.nl' }),
    ],
    ['absent', 'a created account came without its unit', { call: 'create', draft: inUnit }, account()],
    [
      'visible',
      'a created account was moved to another unit',
      { call: 'create', draft: inUnit },
      account({ division: 'B' }),
    ],
  ])('%s: %s', (effect, _, item, found) => {
    expect(effectOf(anItem('1', item), found)).toBe(effect);
  });
});

function mutation(kind: MutationKind, before: string | null, after: string | null): Mutation {
  return {
    id: kind,
    kind,
    class: 'change',
    reason: 'name-differs',
    account: { id: uuid(1), mailboxId: 'm-1', address: 'a@example.nl', displayName: 'A' },
    before,
    after,
    person: { id: 'p', address: 'p@example.nl', name: 'P' },
    via: [],
    emptied: null,
  };
}

describe('reading back one mutation', () => {
  const asWanted = { displayName: 'n', division: 'o', address: 'new@example.nl', aliases: ['x'], members: ['p'] };
  it.each<[Mutation, Partial<FunctionalAccount>, Partial<FunctionalAccount>]>([
    [mutation('rename', 'b', 'n'), asWanted, { displayName: 'b' }],
    [mutation('reassign-ou', null, 'o'), asWanted, { division: null }],
    [mutation('readdress', 'old@example.nl', 'new@example.nl'), asWanted, { address: 'old@example.nl' }],
    [mutation('add-alias', null, 'x'), asWanted, { aliases: [] }],
    [mutation('remove-alias', 'x', null), { aliases: [] }, asWanted],
    [mutation('grant', null, 'p'), asWanted, { members: [] }],
    [mutation('revoke', 'p', null), { members: [] }, asWanted],
    [mutation('retire', null, null), { members: [], aliases: [] }, { members: [], aliases: ['x'] }],
  ])('$kind', (each, seen, unseen) => {
    expect(mutationIsVisible(each, account(seen))).toBe(true);
    expect(mutationIsVisible(each, account(unseen))).toBe(false);
    expect(mutationIsVisible(each, undefined)).toBe(false);
  });

  it('delete is seen when the account is gone, create and adopt when it is there', () => {
    expect(mutationIsVisible(mutation('delete', null, null), undefined)).toBe(true);
    expect(mutationIsVisible(mutation('delete', null, null), account())).toBe(false);
    expect(mutationIsVisible(mutation('create', null, null), account())).toBe(true);
    expect(mutationIsVisible(mutation('adopt', null, null), undefined)).toBe(false);
  });
});
