/** The files with tests of `src/sync/plan`, in two groups: tables, and those that look at many made-up worlds. */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const tests = join(import.meta.dirname, '..');
const files = [
  join(tests, 'scenarios/scenarios.test.ts'),
  ...readdirSync(join(tests, 'unit/plan')).map((name) => join(tests, 'unit/plan', name)),
];
const looksAtMany = (file: string): boolean => readFileSync(file, 'utf8').includes("from 'fast-check'");

export const tables = files.filter((file) => !looksAtMany(file));
export const properties = files.filter(looksAtMany);
