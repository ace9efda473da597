import { createHmac } from 'node:crypto';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
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
    const direct = JSON.parse((await run(['preview', '--json'])).out) as { mutations: unknown[] };
    const config = readFileSync(office.configFile, 'utf8');
    const recorded = `{ type: recorded, name: spreadsheet, file: reading.ndjson, signed: true, recordedFrom: spreadsheet, recordedPlace: "${source}" }`;
    writeFileSync(office.configFile, config.replace('{ type: spreadsheet, file: mailboxes.xlsx }', recorded));
    const far = await run(['preview', '--json', '--store', join(office.folder, 'far.sqlite')], {
      COUNTERSIGN_READING_KEY: key,
    });
    expect(direct.mutations.length).toBeGreaterThan(0);
    expect((JSON.parse(far.out) as typeof direct).mutations).toEqual(direct.mutations);
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

  it('speaks to no Zivver: it needs no key of it, nor that it can be reached', async () => {
    const file = join(office.folder, 'reading.ndjson');
    const config = readFileSync(office.configFile, 'utf8').replace(office.zivver.url, 'http://127.0.0.1:1');
    writeFileSync(office.configFile, config);

    const written = await runConsole(['read', '--output', file, '--config', office.configFile], {
      env: { COUNTERSIGN_READING_KEY: key },
    });

    expect(written.code).toBe(0);
    expect(written.out).toContain(file);
    expect((await runConsole(['preview', '--config', office.configFile], {})).talk).toContain(
      'COUNTERSIGN_ZIVVER_API_KEY',
    );
  });

  it.each([
    ['en', 'at least 32 characters, this one has 8'],
    ['nl', 'ten minste 32 tekens, deze heeft er 8'],
  ])('refuses a key that is quickly guessed, with what, where and how to make one: %s', async (language, words) => {
    const file = join(office.folder, 'reading.ndjson');

    const said = await run(['read', '--output', file, '--language', language], { COUNTERSIGN_READING_KEY: 'password' });

    expect(said.code).toBe(78);
    for (const part of ['COUNTERSIGN_READING_KEY', words, 'openssl rand -hex 32']) expect(said.talk).toContain(part);
    expect(said.talk).not.toContain('password');
    expect(existsSync(file)).toBe(false);
  });

  it('refuses to sign a made-up source', async () => {
    const file = join(office.folder, 'reading.ndjson');
    writeFileSync(join(office.folder, 'made-up.json'), '{}');
    const config = readFileSync(office.configFile, 'utf8');
    const recorded = '{ type: recorded, name: made-up, file: made-up.json }';
    writeFileSync(office.configFile, config.replace('{ type: spreadsheet, file: mailboxes.xlsx }', recorded));

    const said = await run(['read', '--output', file, '--json'], { COUNTERSIGN_READING_KEY: key });

    expect([said.code, JSON.parse(said.out)]).toMatchObject([1, { code: 'reading-of-stand-in' }]);
    expect(existsSync(file)).toBe(false);
  });

  it('refuses a file of another version with what to do', async () => {
    const file = join(office.folder, 'reading.ndjson');
    const source = join(office.folder, 'mailboxes.xlsx');
    await run(['read', '--output', file], { COUNTERSIGN_READING_KEY: key });
    const [heading = '', ...mailboxes] = readFileSync(file, 'utf8').trimEnd().split('\n').slice(0, -1);
    const { organizationalUnit: _, ...older } = JSON.parse(heading) as Record<string, unknown>;
    const body = [JSON.stringify({ ...older, version: 1 }), ...mailboxes].map((line) => `${line}\n`).join('');
    const signature = createHmac('sha256', key).update(body).digest('hex');
    writeFileSync(file, `${body}${JSON.stringify({ lines: mailboxes.length + 1, signature })}\n`);
    const recorded = `{ type: recorded, name: spreadsheet, file: reading.ndjson, signed: true, recordedFrom: spreadsheet, recordedPlace: "${source}" }`;
    const config = readFileSync(office.configFile, 'utf8');
    writeFileSync(office.configFile, config.replace('{ type: spreadsheet, file: mailboxes.xlsx }', recorded));

    const said = await run(['preview'], { COUNTERSIGN_READING_KEY: key });

    expect(said.code).toBe(1);
    expect(said.talk).toContain('format 1; this program reads format 2');
    expect(said.talk).toContain('record again');
  });

  it('says what it needs when there is no key, or no such source', async () => {
    const output = ['--output', join(office.folder, 'reading.ndjson')];

    expect((await run(['read', ...output])).talk).toContain('COUNTERSIGN_READING_KEY');
    const unclear = await run(['read', ...output, '--source', 'exchange'], { COUNTERSIGN_READING_KEY: key });
    expect(unclear.talk).toContain('The configuration has: spreadsheet.');
  });
});
