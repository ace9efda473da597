/**
 * `npm test`: runs the tests, says which parts were skipped and why, and ends with one line of counts. With CI=true a
 * skipped test is a failure: a build machine has every part.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folder = mkdtempSync(join(tmpdir(), 'countersign-tests-'));
const summaryFile = join(folder, 'summary.json');

const result = spawnSync(
  process.execPath,
  [
    join(root, 'node_modules', 'vitest', 'vitest.mjs'),
    'run',
    '--reporter=default',
    `--reporter=${join(root, 'scripts', 'summary-reporter.js')}`,
    ...process.argv.slice(2),
  ],
  { cwd: root, stdio: 'inherit', env: { ...process.env, TEST_SUMMARY_FILE: summaryFile } },
);

const summary = existsSync(summaryFile) ? JSON.parse(readFileSync(summaryFile, 'utf8')) : undefined;
rmSync(folder, { recursive: true, force: true });
if (summary === undefined) {
  console.log('The tests did not come to an end.');
  console.log('tests: 0 passed, 1 failed, 0 skipped');
  process.exit(1);
}

const { passed, failed, skipped, otherErrors, hookErrors, skippedParts } = summary;
const strict = process.env.CI === 'true';

for (const { name, tests } of skippedParts)
  console.log(
    `skipped${strict ? ' (a failure with CI=true)' : ''}: ${name} (${tests === 1 ? '1 test' : `${tests} tests`})`,
  );
for (const error of [...hookErrors, ...otherErrors]) console.log(`failed outside a test: ${error}`);
const failures = failed + otherErrors.length + (strict ? skipped : 0);
// Every test held, and what comes after the last of them did not
const failedAfterwards = failures === 0 && result.status !== 0;
if (failedAfterwards) console.log('failed after the last test: see what is said above');
console.log(`tests: ${passed} passed, ${failedAfterwards ? 1 : failures} failed, ${strict ? 0 : skipped} skipped`);
process.exit(failures > 0 || result.status !== 0 ? 1 : 0);
