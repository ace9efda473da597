import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice, runConsole } from '../../support/console.ts';

const key = 'the same long random text on both machines';

describe('countersign read', () => {
  let office: Office;
  beforeEach(async () => {
    office = await openOffice();
  });
  afterEach(async () => {
    await office.close();
  });

  const run = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
    runConsole([...args, '--config', office.configFile], {
      env: { COUNTERSIGN_ZIVVER_API_KEY: office.zivver.apiKey, ...env },
    });

  it('writes a signed reading that another configuration previews like the source itself', async () => {
    const file = join(office.folder, 'reading.ndjson');
    const source = join(office.folder, 'mailboxes.xlsx');

    const written = await run(['read', '--output', file, '--json'], { COUNTERSIGN_READING_KEY: key });

    expect(JSON.parse(written.out)).toMatchObject({ file, source: 'spreadsheet', list: { complete: true } });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const direct = JSON.parse((await run(['preview', '--json'])).out) as { plan: { mutations: unknown[] } };
    const config = readFileSync(office.configFile, 'utf8');
    const recorded = `{ type: recorded, name: spreadsheet, file: reading.ndjson, signed: true, recordedFrom: spreadsheet, recordedPlace: "${source}" }`;
    writeFileSync(office.configFile, config.replace('{ type: spreadsheet, file: mailboxes.xlsx }', recorded));
    const far = await run(['preview', '--json', '--store', join(office.folder, 'far.sqlite')], {
      COUNTERSIGN_READING_KEY: key,
    });
    expect((JSON.parse(far.out) as typeof direct).plan.mutations).toEqual(direct.plan.mutations);
    const wrongKey = await run(['preview', '--store', join(office.folder, 'far.sqlite')], {
      COUNTERSIGN_READING_KEY: `${key}!`,
    });
    expect([wrongKey.code, wrongKey.talk]).toEqual([1, expect.stringContaining('signed with another key')]);
  });

  it('is for its owner only, whatever stood beside it before', async () => {
    const file = join(office.folder, 'reading.ndjson');
    writeFileSync(`${file}.new`, 'left by somebody', { mode: 0o666 });

    await run(['read', '--output', file], { COUNTERSIGN_READING_KEY: key });

    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('says what it needs when there is no key, or no such source', async () => {
    const output = ['--output', join(office.folder, 'reading.ndjson')];

    expect((await run(['read', ...output])).talk).toContain('COUNTERSIGN_READING_KEY');
    const unclear = await run(['read', ...output, '--source', 'exchange'], { COUNTERSIGN_READING_KEY: key });
    expect(unclear.talk).toContain('The configuration has: spreadsheet.');
  });
});
