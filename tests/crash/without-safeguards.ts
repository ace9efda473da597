/**
 * `npm run without-safeguards`: takes each safeguard of applying out of a copy of the program, runs the tests that should
 * notice, and says which did. Exit code 1 when one can go and no test fails, or when its text is no longer where it was.
 */

import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

interface Safeguard {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly instead: string;
  /** The tests that should notice. */
  readonly tests: readonly string[];
}

const safeguards: readonly Safeguard[] = [
  {
    name: 'the intent is written before the call',
    file: 'src/sync/apply/ledger-writer.ts',
    text: 'this.#waiting.intents.push({ itemId: item.id, detail });',
    instead: 'void detail;',
    tests: ['tests/crash/kill-at-each-point.test.ts'],
  },
  {
    name: 'the fence is checked in every transaction',
    file: 'src/sync/store/sqlite/ledger.ts',
    text: "run?.state === 'running' && run.fence === lease.fence && run.holder === lease.holder",
    instead: 'run !== undefined',
    tests: ['tests/integration/apply/lost-lease.test.ts'],
  },
  {
    name: 'the account is checked before the write',
    file: 'src/sync/apply/check-before-write.ts',
    text: 'if (moved !== undefined) return moved;',
    instead: '',
    tests: ['tests/integration/apply/failures.test.ts', 'tests/integration/apply/whose-account.test.ts'],
  },
  {
    name: 'a call without an answer is read back before it is repeated',
    file: 'src/sync/apply/carry-item.ts',
    text: 'const back = await readBack(run, item, trying);',
    instead: "const back = { kind: 'absent' } as { kind: string };",
    tests: ['tests/integration/apply/failures.test.ts', 'tests/integration/apply/sandbox.test.ts'],
  },
  {
    name: 'what was accepted is read back at the end',
    file: 'src/sync/apply/verify.ts',
    text: "const visible = effectOf(each.item, accountOf(run, each, accounts)) === 'visible';",
    instead: 'const visible = true;',
    tests: ['tests/integration/apply/verification.test.ts', 'tests/integration/apply/created-account.test.ts'],
  },
];

const root = join(import.meta.dirname, '../..');
const copied = ['bin', 'package.json', 'sandbox', 'src', 'tests', 'tsconfig.json', 'vitest.config.ts'];
/** For one run of tests; vitest has limits of its own, and a machine may be busy. */
const longestMs = 600_000;

/** The whole program in a temporary folder: what is taken out of it is never missing here. */
async function inCopy<T>(work: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'countersign-without-'));
  try {
    for (const name of copied) await cp(join(root, name), join(folder, name), { recursive: true });
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'), 'dir');
    return await work(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** @throws when the text is not in the file, or more than once */
async function takeOut({ name, file, text, instead }: Safeguard, folder: string): Promise<void> {
  const path = join(folder, file);
  const parts = (await readFile(path, 'utf8')).split(text);
  if (parts.length !== 2)
    throw new Error(`“${name}”: “${text}” is ${parts.length - 1} times in ${file}, not once: say here where it went`);
  await writeFile(path, parts.join(instead));
}

/** Names of the tests that failed. @throws when they did not come to an end */
async function failingTests(folder: string, tests: readonly string[]): Promise<readonly string[]> {
  const file = join(folder, 'results.json');
  const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--root', folder, '--reporter=json', `--outputFile=${file}`, ...tests];
  const ended = spawnSync(process.execPath, args, { cwd: folder, encoding: 'utf8', timeout: longestMs });
  const text = await readFile(file, 'utf8').catch(() => {
    throw new Error(`the tests did not come to an end:\n${ended.stdout}${ended.stderr}`);
  });
  const { testResults, numTotalTests } = JSON.parse(text) as {
    readonly numTotalTests: number;
    readonly testResults: readonly {
      readonly assertionResults: readonly { readonly fullName: string; readonly status: string }[];
    }[];
  };
  if (numTotalTests === 0) throw new Error(`no test was found in ${tests.join(', ')}`);
  return testResults.flatMap(({ assertionResults }) =>
    assertionResults.filter(({ status }) => status === 'failed').map(({ fullName }) => fullName),
  );
}

const all = [...new Set(safeguards.flatMap(({ tests }) => tests))];
const failingAnyway = await inCopy((folder) => failingTests(folder, all));
if (failingAnyway.length > 0) throw new Error(`these fail with every safeguard in place: ${failingAnyway.join('; ')}`);
process.stdout.write(`With every safeguard in place, ${all.length} files of tests pass.\n`);

let unnoticed = 0;
for (const safeguard of safeguards) {
  const failed = await inCopy(async (folder) => {
    await takeOut(safeguard, folder);
    return failingTests(folder, safeguard.tests);
  });
  if (failed.length === 0) unnoticed += 1;
  process.stdout.write(`\nWithout “${safeguard.name}” ${failed.length} tests fail\n`);
  for (const name of failed.slice(0, 4)) process.stdout.write(`  ${name}\n`);
  if (failed.length > 4) process.stdout.write(`  … and ${failed.length - 4} more\n`);
}
process.stdout.write(`\n${safeguards.length - unnoticed} of ${safeguards.length} safeguards are missed when they go\n`);
process.exitCode = unnoticed > 0 ? 1 : 0;
