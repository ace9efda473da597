/** Whose Zivver account is meant: by the primary address first, then by any; two answers are never guessed between. */

import { describe, expect, it } from 'vitest';
import type { PersonAnswer } from '../../../src/sync/plan/people-index.ts';
import { indexPeople } from '../../../src/sync/plan/people-index.ts';
import { person } from '../../support/build.ts';

const people = [
  person('ann', { aliases: ['a@example.nl'] }),
  person('bob'),
  person('one', { aliases: ['double@example.nl'] }),
  person('two', { aliases: ['double@example.nl', 'two@example.nl'] }),
  person('off', { active: false }),
];
const index = () => indexPeople(people);
const find = (address: string, aliases: readonly string[] = [], among = index()): PersonAnswer =>
  among.find({ kind: 'person', address, aliases, name: 'as Exchange calls them', via: ['Group'] });

function told(answer: PersonAnswer): string {
  if (answer.kind === 'none') return 'none';
  const ids = answer.kind === 'ambiguous' ? answer.people.map(({ id }) => id) : [answer.person.id, ...answer.also];
  return [answer.kind, ...ids].join(' ');
}

describe('the account of a person', () => {
  it.each([
    ['the primary address', 'ann@example.nl', [], 'active p-ann'],
    ['the primary address in whatever case and form', ' SMTP:ANN@Example.nl ', [], 'active p-ann'],
    ['an alias in Zivver', 'a@example.nl', [], 'active p-ann'],
    ['an alias in Exchange', 'nobody@example.nl', ['sip:x', 'Bob@example.nl'], 'active p-bob'],
    ['an alias in Exchange, of one without a usable address', '', ['bob@example.nl'], 'active p-bob'],
    ['the same account by two addresses', 'nobody@example.nl', ['a@example.nl', 'ann@example.nl'], 'active p-ann'],
    ['an address of a suspended account', 'off@example.nl', [], 'suspended p-off'],
    ['no address that anybody has', 'nobody@example.nl', ['x@example.nl'], 'none'],
    ['what is no address', 'ann', [], 'none'],
    ['an alias that two have', 'double@example.nl', [], 'ambiguous p-one p-two'],
    ['two aliases of different people', 'x@example.nl', ['a@example.nl', 'bob@example.nl'], 'ambiguous p-ann p-bob'],
    ['the primary address before any alias', 'one@example.nl', ['double@example.nl'], 'active p-one p-two'],
    ['its own aliases as itself', 'ann@example.nl', ['a@example.nl'], 'active p-ann'],
    [
      'the others of several with one owner',
      'off@example.nl',
      ['a@example.nl', 'bob@example.nl'],
      'suspended p-off p-ann p-bob',
    ],
  ])('is found by %s', (_how, address, aliases, expected) => {
    expect(told(find(address, aliases))).toBe(expected);
  });

  it('is told as Zivver knows it, with its place among all people', () => {
    const ann = { id: 'p-ann', address: 'ann@example.nl', name: 'ann' };

    expect(find('ann@example.nl')).toEqual({ kind: 'active', person: ann, also: [], place: 0 });
    expect(find('a@example.nl')).toEqual(find('ann@example.nl'));
    expect(find('off@example.nl')).toMatchObject({ kind: 'suspended', person: { id: 'p-off' }, also: [] });
  });
});

describe('the place of a person', () => {
  const placesOf = (all: typeof people) =>
    all.map(({ address }) => {
      const answer = find(address, [], indexPeople(all));
      return 'place' in answer ? answer.place : undefined;
    });

  it('is by id, in whatever order Zivver lists them', () => {
    expect(placesOf(people)).toEqual([0, 1, 3, 4, 2]);
    expect(placesOf(people.toReversed())).toEqual([2, 4, 3, 1, 0]);
  });

  it('is one for what is listed twice', () => {
    expect(placesOf([person('ann'), person('ann', { address: 'other@example.nl' }), person('bob')])).toEqual([0, 0, 1]);
  });
});

describe('everybody with an address', () => {
  it.each([
    ['as alias of two', 'double@example.nl', ['p-one', 'p-two']],
    ['as alias of one', 'a@example.nl', ['p-ann']],
    ['as primary address, and as alias once more', 'two@example.nl', ['p-two']],
    ['that nobody has', 'nobody@example.nl', []],
  ])('%s', (_how, address, ids) => {
    expect(
      index()
        .at(address)
        .map(({ id }) => id),
    ).toEqual(ids);
  });

  it('is known by id, suspended or not', () => {
    expect([...index().byId]).toEqual(people.map((one) => [one.id, one]));
  });
});
