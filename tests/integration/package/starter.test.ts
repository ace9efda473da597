import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const root = join(import.meta.dirname, '../../..');

/** A folder with the starter and a program that answers its arguments and exit code 7. */
function installed(): string {
  const folder = temporaryFolder();
  write(folder, 'package.json', '{ "type": "module" }');
  write(folder, 'dist/main.js', 'export async function main(argv) { console.log(argv.join(" ")); return 7; }\n');
  // An older Node, as far as the starter can tell.
  write(
    folder,
    'older.cjs',
    "if (process.env.PRETEND) Object.defineProperty(process, 'versions', { value: { node: process.env.PRETEND } }); delete process.env.PRETEND;\n",
  );
  mkdirSync(join(folder, 'bin'));
  copyFileSync(join(root, 'bin/countersign.js'), join(folder, 'bin/countersign.js'));
  return folder;
}

function write(folder: string, path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}

function start(folder: string, nodeVersion: string) {
  const args = ['--require', join(folder, 'older.cjs'), join(folder, 'bin/countersign.js'), 'history', '--json'];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    encoding: 'utf8',
    env: { ...process.env, PRETEND: nodeVersion },
  });
  return { status, stdout, stderr };
}

describe('the starter', () => {
  it.each(['22.19.0', '22.20.1', '24.0.0'])(
    'starts the program on Node %s, with its arguments and its exit code',
    (version) => {
      expect(start(installed(), version)).toEqual({ status: 7, stdout: 'history --json\n', stderr: '' });
    },
  );

  it.each(['20.20.2', '22.18.0'])('says in one sentence that Node %s is too old', (version) => {
    expect(start(installed(), version)).toEqual({
      status: 1,
      stdout: '',
      stderr: `Countersign needs Node 22.19 or newer; this is Node ${version}.\n`,
    });
  });

  it('takes the Node of the project when the one it was started with is too old', () => {
    const folder = installed();
    mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true });
    symlinkSync(process.execPath, join(folder, 'node_modules/node/bin/node'));

    expect(start(folder, '20.20.2')).toEqual({ status: 7, stdout: 'history --json\n', stderr: '' });
  });
});

describe('set-up before a script', () => {
  const lock = (version: string) =>
    JSON.stringify({
      packages: { '': {}, 'node_modules/a': { version }, 'node_modules/b': { version: '1.0.0', optional: true } },
    });

  /** `installedVersion` null: nothing is installed. `npm` is a program that installs version 2.0.0, or fails. */
  function project(installedVersion: string | null, npmWorks = true): string {
    const folder = temporaryFolder();
    write(folder, 'package.json', '{ "type": "module" }');
    write(folder, 'package-lock.json', lock('2.0.0'));
    write(folder, 'hello.js', 'console.log("hello", ...process.argv.slice(2));\n');
    const lines = [
      "const { cpSync, mkdirSync, symlinkSync, existsSync } = require('node:fs');",
      "mkdirSync('node_modules/node/bin', { recursive: true });",
      "if (!existsSync('node_modules/node/bin/node')) symlinkSync(process.execPath, 'node_modules/node/bin/node');",
      "cpSync('package-lock.json', 'node_modules/.package-lock.json');",
    ];
    write(folder, 'npm.cjs', npmWorks ? lines.join('\n') : "console.error('no network'); process.exit(1);");
    mkdirSync(join(folder, 'scripts'));
    copyFileSync(join(root, 'scripts/with-setup.js'), join(folder, 'scripts/with-setup.js'));
    if (installedVersion === null) return folder;
    mkdirSync(join(folder, 'node_modules/node/bin'), { recursive: true });
    symlinkSync(process.execPath, join(folder, 'node_modules/node/bin/node'));
    write(folder, 'node_modules/.package-lock.json', lock(installedVersion));
    return folder;
  }

  function run(folder: string) {
    const args = [join(folder, 'scripts/with-setup.js'), 'hello.js', 'world'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, npm_execpath: join(folder, 'npm.cjs') },
    });
    return { status, stdout, stderr };
  }

  it.each([
    ['missing', null],
    ['stale', '1.0.0'],
  ])('installs the packages when they are %s, then runs the script', (_name, version) => {
    const said = run(project(version));

    expect(said).toMatchObject({ status: 0, stdout: 'hello world\n' });
    expect(said.stderr).toContain('Installing packages');
  });

  it('installs nothing when the packages are those of the lock file', () => {
    expect(run(project('2.0.0'))).toEqual({ status: 0, stdout: 'hello world\n', stderr: '' });
  });

  it('shows what npm said when it fails, and runs nothing', () => {
    const said = run(project(null, false));

    expect(said).toMatchObject({ status: 1, stdout: '' });
    expect(said.stderr).toContain('no network');
  });
});
