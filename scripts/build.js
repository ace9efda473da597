/** `npm run build`: src/ → dist/ as plain JavaScript, with the files that are read beside it (PowerShell scripts, card templates). */

import { spawnSync } from 'node:child_process';
import { cpSync, readdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const source = join(root, 'src');
const built = join(root, 'dist');

rmSync(built, { recursive: true, force: true });
const { status } = spawnSync(
  process.execPath,
  [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', 'tsconfig.build.json'],
  { cwd: root, stdio: 'inherit' },
);
if (status !== 0) process.exit(1);
for (const name of readdirSync(source, { recursive: true })) {
  if (/\.(json|ps1|psm1|psd1|html|css|svg|png)$/.test(name)) cpSync(join(source, name), join(built, name));
}
