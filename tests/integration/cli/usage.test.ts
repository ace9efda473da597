import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runConsole } from '../../support/console.ts';
import { schemaMistakes } from '../../support/published-schema.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const key = { COUNTERSIGN_ZIVVER_API_KEY: 'a-key-for-tests' };

function configFile(text: string): string {
  const file = join(temporaryFolder(), 'countersign.yaml');
  writeFileSync(file, text);
  return file;
}

const good = 'sources: [{ type: spreadsheet, file: a.xlsx }]\ntarget: { domains: [example.nl] }\n';
const bad = 'sources: [{ type: spreadsheet, file: a.xlsx }]\ntarget: { domain: [example.nl] }\nlanguage: english\n';

describe('the command line', () => {
  it('prints its version', async () => {
    expect(await runConsole(['--version'])).toEqual({ code: 0, out: '0.0.0-test\n', talk: '' });
  });

  it('prints help on standard output', async () => {
    const said = await runConsole(['--help']);

    expect(said).toMatchObject({ code: 0, talk: '' });
    for (const command of ['preview', 'show', 'approve', 'reject', 'apply', 'history', 'report', 'validate', 'serve'])
      expect(said.out).toContain(`  ${command} `);
  });

  it.each([
    ['an unknown command gets the nearest one', ['preveiw'], 'preview'],
    ['an unknown option is named', ['history', '--jsn'], '--json'],
    ['a missing argument is named', ['approve'], 'plan'],
    ['a bad choice is named', ['report', '--format', 'pdf'], 'html'],
    ['a bad number is named', ['history', '--limit', 'many'], 'whole number'],
    ['no command prints help', [], 'Usage'],
  ])('%s, exit code 64', async (_name, args, hint) => {
    const said = await runConsole(args);

    expect(said.code).toBe(64);
    expect(said.talk).toContain(hint);
  });
});

describe('validate', () => {
  it('says that a file is valid, with its warnings, and needs no network', async () => {
    const said = await runConsole(['validate', '--config', configFile(good)], { env: key });

    expect(said.code).toBe(0);
    expect(said.out).toContain('is valid');
    expect(said.out).toContain('there is no file at');
  });

  it.each([
    ['valid', good, 'geldig'],
    ['invalid', bad.replace('language: english\n', ''), 'verwacht'],
  ])('speaks the language of a file that is %s', async (_what, text, word) => {
    const said = await runConsole(['validate', '--config', configFile(`${text}language: nl\n`)], { env: key });

    expect(said.out.toLowerCase()).toContain(word.toLowerCase());
    expect(said.out).not.toMatch(/is valid|problems|expected/);
  });

  it('prints every problem with its place, what was found and what was expected', async () => {
    const said = await runConsole(['validate', '--config', configFile(bad)]);

    expect(said.code).toBe(78);
    expect(said.out).toContain('4 problems');
    expect(said.out).toContain('target.domains (line 2, column 9)');
    expect(said.out).toContain('target.domain (line 2, column 11)');
    expect(said.out).toContain('did you mean "domains"?');
    expect(said.out).toContain('language (line 3, column 11)');
    expect(said.out).toContain('found "english"');
    expect(said.out).toContain('COUNTERSIGN_ZIVVER_API_KEY');
  });

  it('has the published JSON shape', async () => {
    const said = await runConsole(['validate', '--json', '--config', configFile(bad)]);

    expect(schemaMistakes('validate', JSON.parse(said.out))).toEqual([]);
    expect(JSON.parse(said.out)).toMatchObject({
      valid: false,
      problems: [{ line: 2 }, { line: 2 }, { line: 3 }, { from: 'COUNTERSIGN_ZIVVER_API_KEY' }],
    });
  });

  it.each(['examples/spreadsheet/countersign.yaml', 'examples/exchange-online/countersign.yaml'])(
    'finds %s valid',
    async (file) => {
      const env = {
        ...key,
        COUNTERSIGN_CERTIFICATE_PASSWORD: 'long-enough-for-this',
        COUNTERSIGN_BOT_SECRET: 'bot-secret',
      };

      const said = await runConsole(['validate', '--config', file], { env });

      expect(said.code).toBe(0);
    },
  );

  it('any other command with a bad file ends with the same list, exit code 78', async () => {
    const said = await runConsole(['history', '--config', configFile(bad)]);

    expect(said).toMatchObject({ code: 78, out: '' });
    expect(said.talk).toContain('4 problems');
  });

  it('any other command speaks the language of a file that is bad elsewhere', async () => {
    const text = `${bad.replace('language: english\n', '')}language: nl\n`;

    const said = await runConsole(['history', '--config', configFile(text)]);

    expect(said.code).toBe(78);
    expect(said.talk).toContain('verwacht');
    expect(said.talk).not.toContain('expected');
  });
});

describe('deciding without sign-in', () => {
  it('is refused on a Zivver that is not on this machine', async () => {
    const said = await runConsole(
      ['approve', 'plan-000000', '--fingerprint', '00000000', '--as', 'bram', '--json', '--config', configFile(good)],
      { env: key },
    );

    expect(said.code).toBe(3);
    expect(JSON.parse(said.out)).toMatchObject({ refused: true, code: 'target-not-loopback' });
  });

  it('a bot without sign-in does not start on a Zivver that is not on this machine', async () => {
    const said = await runConsole(['serve', '--config', configFile(good)], { env: key });

    expect(said.code).toBe(3);
  });
});
