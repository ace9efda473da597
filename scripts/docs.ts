/** `npm run docs`: writes the generated pages. With `--check` it only says which are stale, and fails when one is. */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generatedDocs } from './generated-docs.ts';

const docs = join(import.meta.dirname, '..', 'docs');
const check = process.argv.includes('--check');

for (const [path, content] of generatedDocs()) {
  const file = join(docs, path);
  if (existsSync(file) && readFileSync(file, 'utf8') === content) continue;
  console.log(check ? `stale: docs/${path} (npm run docs)` : `written: docs/${path}`);
  if (check) process.exitCode = 1;
  if (check) continue;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content);
}
