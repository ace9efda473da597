/** `npm run check`: everything that must be green before a change is done. Goes on after a failure, so that one run shows all. */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const folders = ['src', 'tests', 'sandbox', 'scripts', 'manifest', 'bin'];
const checked = [...folders, 'vitest.config.ts', 'stryker.config.js'];
const sampleApp = [
  '--bot-id',
  '11111111-2222-4333-8444-555555555555',
  '--app-id',
  '66666666-7777-4888-8999-aaaaaaaaaaaa',
  '--public-url',
  'https://countersign.example.nl',
];
const modules = (path) => join(root, 'node_modules', path);

const steps = [
  ['format', modules('@biomejs/biome/bin/biome'), 'check'],
  ['lint', modules('oxlint/bin/oxlint'), ...checked],
  ['types', modules('typescript/bin/tsc'), '-p', '.'],
  [
    'boundaries',
    modules('dependency-cruiser/bin/dependency-cruiser.mjs'),
    '--config',
    '.dependency-cruiser.cjs',
    'src',
  ],
  ['unused', modules('knip/bin/knip.js')],
  ['generated docs', join(root, 'scripts/docs.ts'), '--check'],
  ['manifest', join(root, 'manifest/build-manifest.ts'), ...sampleApp],
  ['tests', join(root, 'scripts/test.js')],
];

const failed = [];
for (const [name, script, ...scriptArguments] of steps) {
  console.log(`\n── ${name}`);
  const { status } = spawnSync(process.execPath, [script, ...scriptArguments], { cwd: root, stdio: 'inherit' });
  if (status !== 0) failed.push(existsSync(script) ? name : `${name} (${script} is missing)`);
}

console.log(
  failed.length === 0 ? `\ncheck: all ${steps.length} steps passed` : `\ncheck: failed: ${failed.join(', ')}`,
);
process.exit(failed.length === 0 ? 0 : 1);
