/**
 * `node scripts/with-setup.js <script> [arguments]`: installs the packages when they are missing or stale, then runs the
 * script on the project's own Node. Runs on any Node from 20, before anything is installed: only Node's own modules.
 */

import { spawn, spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const windows = process.platform === 'win32';
const projectNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node');

/** What is installed must be what the lock file says; packages for other platforms may be absent. */
function isInstalled() {
  const installedLock = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(installedLock) || !existsSync(projectNode)) return false;
  const installed = packagesOf(installedLock);
  return Object.entries(packagesOf(join(root, 'package-lock.json'))).every(([path, { version, optional }]) => {
    if (path === '') return true;
    const present = installed[path];
    return present === undefined ? optional === true : present.version === version;
  });
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages ?? {};
}

function install() {
  process.stderr.write('Installing packages (npm ci) …\n');
  const npm = process.env.npm_execpath;
  const [command, first] = npm === undefined ? ['npm', []] : [process.execPath, [npm]];
  const started = Date.now();
  // The output of npm would hide what the script has to say; it is shown when something goes wrong.
  const result = spawnSync(command, [...first, 'ci', '--no-audit', '--no-fund'], {
    cwd: root,
    encoding: 'utf8',
    shell: windows && npm === undefined,
  });
  if (result.status !== 0) {
    process.stderr.write(
      `${result.stdout ?? ''}${result.stderr ?? ''}${result.error ? `${result.error.message}\n` : ''}`,
    );
    process.stderr.write('The packages could not be installed; npm says why above.\n');
    process.exit(1);
  }
  if (!existsSync(projectNode)) {
    process.stderr.write(
      `npm ci ended, but ${projectNode} is not there: were install scripts switched off (ignore-scripts)?\n`,
    );
    process.exit(1);
  }
  process.stderr.write(`Installed in ${Math.round((Date.now() - started) / 1000)} s.\n`);
}

const [script, ...scriptArguments] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('usage: node scripts/with-setup.js <script> [arguments]\n');
  process.exit(64);
}
if (!isInstalled()) install();
const child = spawn(projectNode, [join(root, script), ...scriptArguments], { cwd: root, stdio: 'inherit' });
for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal));
child.on('close', (code, signal) => {
  process.exitCode = signal === null ? code : 128 + constants.signals[signal];
});
