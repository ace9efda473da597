import { describe, expect, it } from 'vitest';
import { driftOf, isSame } from '../../../src/sync/plan/drift.ts';
import { account } from '../../support/build.ts';

const info = account('info', { members: ['p-ann', 'p-bob'], aliases: ['a@example.nl'] });

describe('what others changed since we looked', () => {
  it.each([
    ['a name', { displayName: 'By hand' }, { field: 'name', before: 'info', after: 'By hand' }],
    ['an address', { address: 'x@example.nl' }, { field: 'address', before: 'info@example.nl', after: 'x@example.nl' }],
    ['an organisational unit', { division: 'NL' }, { field: 'division', before: null, after: 'NL' }],
    ['people', { members: ['p-bob', 'p-cas', 'p-dee'] }, { field: 'members', added: 2, removed: 1 }],
    ['aliases', { aliases: [] }, { field: 'aliases', added: 0, removed: 1 }],
    ['as many people as before', { members: ['p-ann', 'p-cas'] }, { field: 'members', added: 1, removed: 1 }],
  ])('%s', (_what, change, expected) => {
    expect(driftOf([info], [{ ...info, ...change }])).toMatchObject([
      { accountId: 'a-info', address: 'info@example.nl', changes: [expected] },
    ]);
    expect(isSame(info, { ...info, ...change })).toBe(false);
  });

  it('an account that is gone, before all else', () => {
    expect(driftOf([info], [])).toMatchObject([{ changes: [{ field: 'gone', before: 'info@example.nl' }] }]);
  });

  it('nothing when only the order differs, or accounts came that we never knew', () => {
    expect(driftOf([info], [{ ...info, members: ['p-bob', 'p-ann'] }, account('new')])).toEqual([]);
    expect(isSame(info, { ...info, members: ['p-bob', 'p-ann'] })).toBe(true);
  });

  it('sorted by address', () => {
    const known = [account('sales'), account('desk')];

    expect(driftOf(known, []).map(({ address }) => address)).toEqual(['desk@example.nl', 'sales@example.nl']);
  });
});
