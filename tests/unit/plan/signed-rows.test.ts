/** Rows of the signed text that are nearly alike: each is read back as what it was. */

import { describe, expect, it } from 'vitest';
import type { FieldChanges, Item } from '../../../src/sync/model/item.ts';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { signedPieces } from '../../../src/sync/plan/signed-text.ts';
import { aMutation, infoRef } from '../../support/a-mutation.ts';
import { policy } from '../../support/build.ts';
import { readSignedText } from '../../support/read-signed-text.ts';

const [ann, ben] = ['ann', 'ben'].map((name) => ({ id: `p-${name}`, address: `${name}@example.nl`, name }));
const grant = aMutation('grant', { person: ann!, after: ann!.address });
const plain = aMutation('rename');

function readBack({ mutations, items }: Rows) {
  const text = [...signedPieces({ mutations, items, findings: [], policy: policy() })].join('');
  const read = readSignedText(text);
  return { text, read: { areRows: !text.includes('{"is":'), mutations: read.mutations, items: read.items } };
}

interface Rows {
  readonly mutations: readonly Mutation[];
  readonly items: readonly Item[];
}

const itemOf = (changes: FieldChanges, mutations: readonly string[] = []): Item => ({
  id: '00001',
  call: 'update',
  account: infoRef,
  mutations,
  changes,
  dependsOn: [],
  draft: null,
  empties: false,
});

describe('rows that are nearly alike', () => {
  it.each<[string, readonly Mutation[]]>([
    ['a value that goes', [plain, { ...plain, before: 'Info' }, { ...grant, before: 'x' }, grant]],
    ['a value that comes', [plain, { ...plain, after: 'Info' }, { ...grant, after: null }, grant]],
    ['what it empties', [plain, { ...plain, emptied: { members: [], aliases: [] } }, grant]],
    ['the way it came by', [grant, { ...grant, via: ['Staff'] }, grant]],
    ['its reason', [grant, { ...grant, reason: 'has-full-access' }, grant]],
    ['its class', [grant, { ...grant, class: 'removal' }, grant]],
    ['its kind', [grant, { ...grant, kind: 'revoke' }, grant]],
    [
      'its person',
      [plain, grant, { ...grant, person: ben! }, { ...plain, person: ben! }, plain, { ...plain, person: ann! }],
    ],
  ])('differ in %s', (_what, mutations) => {
    expect(readBack({ mutations, items: [] }).read).toEqual({ areRows: true, mutations, items: [] });
  });

  it.each<[string, FieldChanges]>([
    ['the address', { address: { before: 'a', after: 'b' } }],
    ['the name', { displayName: { before: 'a', after: 'b' } }],
    ['the unit', { division: { before: 'a', after: 'b' } }],
    ['the unit that was none', { division: { before: null, after: 'b' } }],
    ['aliases', { aliases: { add: ['a'], remove: ['b', 'c'] } }],
    ['delegates', { members: { grant: ['p-ann', 'p-x'], revoke: ['p-ben'] } }],
  ])('change %s', (_what, changes) => {
    const rows = { mutations: [grant], items: [itemOf(changes, [grant.id])] };

    expect(readBack(rows).read).toEqual({ areRows: true, ...rows });
  });

  it('are very many of one account, which an item names in another order, with one that is no row', () => {
    const mutations = Array.from({ length: 200 }, (_, at) => ({ ...grant, id: `grant:${at}` }));
    const ids = mutations.map(({ id }) => id);

    const orders = [ids, ids.toReversed(), [...ids.slice(90), 'nobody', ...ids.slice(0, 90)]];
    const rows = { mutations, items: orders.map((order) => itemOf({}, order)) };

    const { text, read } = readBack(rows);
    expect(read).toEqual({ areRows: true, ...rows });
    expect(text.match(/"grant:150"/g)).toHaveLength(1);
  });
});
