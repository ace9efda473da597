import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { InternalError } from '../../../src/errors.ts';
import { people } from '../../support/apply-case.ts';
import { type FakeCase, fakeCase } from '../../support/carry-out-case.ts';
import { uuid } from '../../support/target-seed.ts';

function change({ folder }: FakeCase, ...statements: readonly string[]): void {
  const file = new BetterSqlite3(join(folder, 'store.sqlite'));
  try {
    for (const statement of statements) file.exec(statement);
  } finally {
    file.close();
  }
}

const otherPerson = (column: string) => `replace(${column}, '${people.bob}', '${people.dia}')`;

describe('what is applied is what people signed', () => {
  it('whatever the ledger was made to say: items come from the signed plan', async () => {
    const applying = await fakeCase();
    change(applying, 'drop trigger items_immutable', `update items set item = ${otherPerson('item')}`);

    const run = await applying.run();

    expect(run.state).toBe('applied');
    expect(applying.target.account(uuid(1))?.members).toEqual([people.ann, people.bob]);
  });

  it('or nothing: a content that its fingerprint does not cover is never applied', async () => {
    const applying = await fakeCase();
    change(applying, 'drop trigger plans_immutable', `update plans set content = ${otherPerson('content')}`);

    await expect(applying.run()).rejects.toBeInstanceOf(InternalError);

    expect(applying.target.calls).toEqual([]);
  });

  it('or nothing: a run of another fingerprint is not gone on with', async () => {
    const applying = await fakeCase();
    await applying.run({ signal: AbortSignal.abort('stopped-by-person') });
    change(applying, 'drop trigger runs_immutable', `update runs set fingerprint = '${'0'.repeat(64)}'`);

    await expect(applying.run()).rejects.toBeInstanceOf(InternalError);

    expect(applying.target.effects).toEqual([]);
  });

  it.each([
    ['none of its items', ''],
    ['only some of its items', " where id <> '00001'"],
  ])('or nothing: a ledger that has %s is no run that had nothing to do', async (_, which) => {
    const applying = await fakeCase();
    change(applying, 'drop trigger items_no_delete', `delete from items${which}`);

    await expect(applying.run()).rejects.toBeInstanceOf(InternalError);

    expect(applying.target.effects).toEqual([]);
  });

  it('or nothing: an item that the plan does not have stops the run', async () => {
    const applying = await fakeCase();
    change(
      applying,
      `insert into items (plan_id, id, position, item, state) select plan_id, 'extra', 99, item, 'planned' from items limit 1`,
    );

    await expect(applying.run()).rejects.toBeInstanceOf(InternalError);

    expect(applying.target.effects).toEqual([]);
  });

  it.each([
    `update items set item = '{}'`,
    `delete from items`,
    `update votes set person = '{}'`,
    `delete from votes`,
    `update runs set fingerprint = '${'0'.repeat(64)}'`,
  ])('and the store refuses: %s', async (statement) => {
    const applying = await fakeCase();
    await applying.run();

    expect(() => change(applying, statement)).toThrow(/never changes|never deleted|one fingerprint/);
  });
});
