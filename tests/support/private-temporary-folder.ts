/**
 * The whole run has one temporary folder of its own. What a test, or the program it drives, left in it when the last test
 * has ended makes the run fail, with the names: somebody's disk fills up by it.
 */

import { chmodSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where programs look for it, by system. */
const variables = ['TMPDIR', 'TEMP', 'TMP'] as const;

/** What other programs leave, whatever we do: .NET's locks between processes, Chromium's when it is closed, and npm's compiled code. */
const notOurs = [/^\.dotnet$/, /^node-compile-cache$/, /^\.?org\.chromium\./];

export function setup(): () => void {
  const before = variables.map((name) => [name, process.env[name]] as const);
  const folder = mkdtempSync(join(tmpdir(), 'countersign-tests-'));
  // As in the one of the system, everybody may look for what is his
  chmodSync(folder, 0o755);
  for (const name of variables) process.env[name] = folder;

  return () => {
    for (const [name, value] of before) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    const left = readdirSync(folder).filter((name) => !notOurs.some((pattern) => pattern.test(name)));
    rmSync(folder, { recursive: true, force: true });
    if (left.length > 0) throw new Error(`The tests left ${left.length} in the temporary folder: ${left.join(', ')}`);
  };
}
