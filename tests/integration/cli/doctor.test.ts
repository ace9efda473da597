import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, runConsole } from '../../support/console.ts';
import { schemaMistakes } from '../../support/published-schema.ts';

describe('countersign doctor', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(() => office.close());

  it('ends with 0 when everything is in order, and says what it looked at', async () => {
    const said = await office.run('doctor');

    expect(said.code).toBe(0);
    for (const line of [
      'Node.js: version 2',
      'Store: can be read and written',
      'key (Zivver): accepted',
      'Clock: within',
    ])
      expect(said.out).toContain(line);
  });

  it('prints the published JSON', async () => {
    const said = await office.run('doctor', '--json');
    const answer = JSON.parse(said.out) as {
      readonly ok: boolean;
      readonly checks: readonly { readonly name: string }[];
    };

    expect(schemaMistakes('doctor', answer)).toEqual([]);
    expect(answer.ok).toBe(true);
    expect(answer.checks.map(({ name }) => name)).toEqual(
      expect.arrayContaining([
        'configuration',
        'node',
        'store',
        'source',
        'zivver',
        'key',
        'domains',
        'people',
        'clock',
      ]),
    );
  });

  it('ends with 1 and says what, why and what to do when the key is refused', async () => {
    const said = await runConsole(['doctor', '--config', office.configFile], {
      env: { COUNTERSIGN_ZIVVER_API_KEY: 'another-key' },
    });

    expect(said.code).toBe(1);
    expect(said.out).toMatch(/wrong +Zivver’s key \(Zivver\): .+\n +Cause: .+\n +Solution: .+/);
    expect(said.out).toMatch(/not tried +Claimed domains/);
    expect(said.out).toContain('1 thing is wrong');
  });

  it('writes to no mailbox and no account', async () => {
    await office.run('doctor');

    expect(office.zivver.journal().entries).toEqual([]);
  });

  it('says when a part of the store’s path is a file', async () => {
    const said = await office.run('doctor', '--store', join(office.configFile, 'store.sqlite'));

    expect(said.code).toBe(1);
    expect(said.out).toMatch(/wrong +Store: /);
  });
});
