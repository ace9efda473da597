import { describe, expect, test } from 'vitest';
import { rooms } from '../../../src/cards/limits.ts';
import { notDone, notDoneRows } from '../../../src/cards/not-done-rows.ts';
import type { ItemEnd } from '../../../src/cards/run-outcomes.ts';
import type { Item, ItemOutcome, ItemState } from '../../../src/sync/model/item.ts';
import type { Mutation } from '../../../src/sync/model/mutation.ts';
import { aNewAccount, anItem } from '../../support/an-item.ts';
import { contextIn } from '../../support/example-cards.ts';
import { examplePlan, exampleRun } from '../../support/example-plan.ts';

function ended(
  item: Item,
  state: ItemState,
  code = 'ok',
  more: Partial<ItemEnd> & Pick<Partial<ItemOutcome>, 'params'> = {},
) {
  const { params = {}, ...rest } = more;
  const outcome = { state, code, params, accountId: null, calls: 1, at: '2026-03-02T08:16:00.000Z' } as ItemOutcome;
  return { item, state, outcome, mutations: [], lost: false, ...rest } satisfies ItemEnd;
}

function aMutation(id: string, kind: Mutation['kind'], item: Item): Mutation {
  const nothing = { before: null, after: 'new@example.nl', person: null, via: [], emptied: null };
  return { id, kind, class: 'access', reason: 'alias-missing', account: item.account, ...nothing };
}

const run = exampleRun(examplePlan());
const [widest] = rooms;

function wordsOf(ends: readonly ItemEnd[], lost: readonly string[] = [], language: 'en' | 'nl' = 'en') {
  const verification = { at: run.startedAt, complete: true, seen: [], lost, repaired: [] };
  const { notDone: rows } = notDoneRows(contextIn(language), ends, { ...run, verification }, widest ?? rooms[0]!);
  return rows.map(({ left, right }) => [...left, ...right].map(({ text }) => text).join('\n'));
}

describe('what did not happen', () => {
  test('what waited for a change of the same account stands in its row, with everything that did not happen', () => {
    const [create, fill] = aNewAccount(1);
    const made = { ...aMutation('create', 'create', create), reason: 'new-mailbox' } as const;
    const alias = aMutation('alias', 'add-alias', fill);

    const rows = notDone([
      ended(create, 'failed', 'target-unknown-ou', { mutations: [made] }),
      ended(fill, 'skipped', 'earlier-item-failed', { mutations: [made, alias] }),
    ]);

    expect(rows).toHaveLength(1);
    expect(rows[0]?.end.state).toBe('failed');
    expect(rows[0]?.mutations.map(({ id }) => id)).toEqual(['create', 'alias']);
  });

  test('what waited for another account names that account', () => {
    const release = anItem('1');
    const take = anItem('2', { dependsOn: ['1'] });

    const words = wordsOf([
      ended(release, 'stale', 'changed-meanwhile'),
      ended(take, 'skipped', 'earlier-item-failed'),
    ]);

    expect(words[1]).toContain('It waits for a change to account-1@example.nl that did not happen.');
  });

  test('what waited for something that happened after all is told as it was recorded', () => {
    const take = anItem('2', { dependsOn: ['1'] });

    const words = wordsOf([ended(anItem('1'), 'done'), ended(take, 'skipped', 'earlier-item-failed')]);

    expect(words).toHaveLength(1);
    expect(words[0]).toContain('It depends on a change that did not happen.');
  });

  test('what a person has to look at stands first', () => {
    const states = ['planned', 'skipped', 'stale', 'failed', 'uncertain'] as const;

    const rows = notDone(states.map((state, index) => ended(anItem(String(index + 1)), state, 'some-code')));

    expect(rows.map(({ end }) => end.state)).toEqual(['uncertain', 'failed', 'stale', 'skipped', 'planned']);
  });

  test('a change that met another value says what stands in Zivver now, escaped', () => {
    const params = { field: 'displayName', expected: 'Desk', found: '[Desk](http://evil.example)' };

    const [words] = wordsOf([ended(anItem('1'), 'stale', 'changed-meanwhile', { params })]);

    expect(words).toContain('In Zivver it is now:');
    expect(words).not.toContain('[Desk](http://evil.example)');
  });

  test.each([
    ['en', 'Zivver accepted the new address and kept the old one'],
    ['nl', 'Zivver accepteerde het nieuwe adres en hield het oude'],
  ] as const)('a new address that Zivver accepted and did not change is said in words: %s', (language, words) => {
    const item = anItem('1');
    const mutations = [aMutation('address', 'readdress', item)];

    const [said] = wordsOf([ended(item, 'failed', 'lost', { mutations, lost: true })], ['address'], language);

    expect(said).toContain(words);
  });

  test('of what was accepted in part only the part that is missing is named', () => {
    const item = anItem('1');
    const mutations = [
      aMutation('there', 'add-alias', item),
      { ...aMutation('gone', 'add-alias', item), after: 'gone@example.nl' },
    ];

    const [said] = wordsOf([ended(item, 'done', 'ok', { mutations, lost: true })], ['gone']);

    expect(said).toContain('gone@example.nl');
    expect(said).not.toContain('new@example.nl');
    expect(said).toContain('not there when read back');
  });

  test('a code that has no words yet is shown, so that somebody can look for it', () => {
    expect(wordsOf([ended(anItem('1'), 'failed', 'target-of-tomorrow')])[0]).toContain('target-of-tomorrow');
  });
});
