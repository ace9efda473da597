import { spawnSync } from 'node:child_process';
import { symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = join(import.meta.dirname, '../../..');

const passing = "it('holds', () => {});\n";
const failing = "it('breaks', () => { throw new Error('broken'); });\n";
const skipping =
  "describe.skipIf(true)('the browser (no Chromium was found)', () => { it('a', () => {}); it('b', () => {}); });\n";

/** Runs `npm test` on one small test file and gives its exit code and last lines. */
function run(tests: string, ci: boolean, config = '{}') {
  const folder = temporaryFolder();
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
  writeFileSync(join(folder, 'small.test.js'), `import { beforeAll, describe, it } from 'vitest';\n${tests}`);
  writeFileSync(join(folder, 'vitest.config.js'), `export default ${config};\n`);
  const { CI: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'scripts/test.js'), '--root', folder, '--config', join(folder, 'vitest.config.js')],
    {
      encoding: 'utf8',
      env: ci ? { ...env, CI: 'true' } : env,
    },
  );
  return { status, lines: stdout.trimEnd().split('\n'), said: stderr };
}

describe('npm test', () => {
  it('ends with one line of counts, after saying what was skipped and why', () => {
    const { status, lines } = run(passing + skipping, false);

    expect(status).toBe(0);
    expect(lines.slice(-2)).toEqual([
      'skipped: the browser (no Chromium was found) (2 tests)',
      'tests: 1 passed, 0 failed, 2 skipped',
    ]);
  });

  it('fails when a test fails', () => {
    const { status, lines } = run(passing + failing, false);

    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('tests: 1 passed, 1 failed, 0 skipped');
  });

  it('fails when a file cannot be loaded', () => {
    const { status, lines } = run("throw new Error('cannot load');\n", false);

    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('tests: 0 passed, 1 failed, 0 skipped');
  });

  it('counts the tests that a failing preparation kept from running as failed, not as skipped', () => {
    const unprepared =
      "describe('a server', () => { beforeAll(() => { throw new Error('port taken'); }); it('a', () => {}); it('b', () => {}); });\n";

    const { status, lines } = run(passing + unprepared, false);

    expect(status).toBe(1);
    expect(lines.slice(-2)).toEqual([
      'failed outside a test: a server: port taken',
      'tests: 1 passed, 2 failed, 0 skipped',
    ]);
  });

  it('takes a missing part for a failure with CI=true', () => {
    const { status, lines } = run(passing + skipping, true);

    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('tests: 1 passed, 2 failed, 0 skipped');
  });

  const guarded = JSON.stringify({
    test: { globalSetup: [join(root, 'tests/support/private-temporary-folder.ts')] },
  });
  const making = (more: string) => `import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
it('makes a folder', () => {
  const folder = mkdtempSync(join(tmpdir(), 'left-by-a-test-'));
  ${more}
});
`;

  it('fails, with the names, when something is left in the temporary folder after the last test', () => {
    const { status, lines, said } = run(making(''), false, guarded);

    expect(status).toBe(1);
    expect(lines.at(-1)).toBe('tests: 1 passed, 1 failed, 0 skipped');
    expect(said).toMatch(/left 1 in the temporary folder: left-by-a-test-\w{6}/);
  });

  it('holds when a test took away what it made', () => {
    const { status, lines } = run(making('rmSync(folder, { recursive: true });'), false, guarded);

    expect(status).toBe(0);
    expect(lines.at(-1)).toBe('tests: 1 passed, 0 failed, 0 skipped');
  });
});
