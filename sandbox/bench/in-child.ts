/** Runs one measurement in a process of its own: nothing that was measured before is in its memory. */

import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

/** @param script beside this file; it prints one JSON value */
export async function inChild<Result>(script: string, ...given: readonly (string | number)[]): Promise<Result> {
  const file = fileURLToPath(new URL(`./${script}`, import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, ['--expose-gc', file, ...given.map(String)], {
    maxBuffer: 1 << 26,
  });
  return JSON.parse(stdout) as Result;
}
