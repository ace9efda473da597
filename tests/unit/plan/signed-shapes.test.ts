/** What counts as a row of the signed text: nothing that has one field less, one more, or one of another kind. */

import { describe, expect, it } from 'vitest';
import type { Item } from '../../../src/sync/model/item.ts';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { isItemRow, isMutationRow } from '../../../src/sync/plan/signed-shapes.ts';
import { aMutation, infoRef } from '../../support/a-mutation.ts';

const ann = { id: 'p-ann', address: 'ann@example.nl', name: 'Ann' };
const emptied = { members: ['p-ann', 'p-bob'], aliases: ['x@example.nl', 'y@example.nl'] };
const full: Mutation = { ...aMutation('retire', { before: 'a', after: 'b', person: ann, emptied }), via: ['G', 'H'] };
const step = { before: 'a', after: 'b' };
const item: Item = {
  id: '00001',
  call: 'update',
  account: infoRef,
  mutations: ['one', 'two'],
  changes: {
    address: step,
    displayName: step,
    division: step,
    aliases: { add: ['c', 'd'], remove: ['e', 'f'] },
    members: { grant: ['g', 'h'], revoke: ['i', 'j'] },
  },
  dependsOn: ['00000', '00002'],
  draft: { address: 'a', displayName: 'b', division: 'c' },
  empties: false,
};

/** Each with one part, however deep, left out, replaced by a number or a list with a hole, or with a part beside it. */
function spoilt(value: unknown, path = ''): [string, unknown][] {
  const others: [string, unknown][] = [0, Array.from({ length: 1 }), { length: 1 }].map((other) => [path, other]);
  if (typeof value !== 'object' || value === null) return others;
  const isList = Array.isArray(value);
  const inside = Object.entries(value).flatMap(([key, part]) =>
    spoilt(part, `${path}.${key}`).map(([where, other]): [string, unknown] => [
      where,
      isList ? value.with(Number(key), other) : { ...value, [key]: other },
    ]),
  );
  if (isList) return [...others, ...inside];
  const left = Object.keys(value).map((key): [string, unknown] => [
    `${path} without ${key}`,
    Object.fromEntries(Object.entries(value).filter(([own]) => own !== key)),
  ]);
  return [...others, ...left, [`${path} and more`, { ...value, more: 'x' }], ...inside];
}

/** A change that is left out is none. */
const isNoChange = (where: string) => where.startsWith('.changes without ');
const stillRows = (all: [string, unknown][], isRow: (one: never) => boolean) =>
  all.filter(([where, one]) => !isNoChange(where) && isRow(one as never)).map(([where]) => where);

describe('a row of the signed text', () => {
  it('is a mutation with all of its fields, some of which may be null', () => {
    const none = aMutation('rename');

    for (const one of [full, none, { ...full, account: { ...infoRef, id: null, mailboxId: null } }])
      expect([isMutationRow(one, undefined), isMutationRow(one, one)]).toEqual([true, true]);
    expect(stillRows(spoilt(full), (one) => isMutationRow(one, undefined))).toEqual([]);
    expect(stillRows(spoilt(full), (one) => isMutationRow(one, full))).toEqual([]);
  });

  it('is a mutation whose account is that of a row before it, looked at there', () => {
    const strange = { ...full, account: { ...infoRef, more: 'x' } };

    expect(isMutationRow(strange, undefined)).toBe(false);
    expect(isMutationRow(strange, full)).toBe(false);
    expect(isMutationRow({ ...full, before: null }, full)).toBe(true);
  });

  it('is an item with all of its fields, whatever it changes', () => {
    const changes = Object.keys(item.changes).map((key) => ({ [key]: item.changes[key as keyof Item['changes']] }));

    for (const each of [item.changes, ...changes, {}, { division: { before: null, after: null } }])
      expect([isItemRow({ ...item, changes: each }), isItemRow({ ...item, changes: each, draft: null })]).toEqual([
        true,
        true,
      ]);
    expect(stillRows(spoilt(item), isItemRow)).toEqual([]);
  });
});
