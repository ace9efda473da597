import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '../../..');
const canInstall = npm(['ping'], root).status === 0;
const folder = mkdtempSync(join(tmpdir(), 'countersign-package-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const key = { COUNTERSIGN_ZIVVER_API_KEY: 'a-key-for-tests' };

function npm(args: readonly string[], cwd: string) {
  return spawnSync('npm', args, { cwd, encoding: 'utf8', timeout: 280_000, shell: process.platform === 'win32' });
}

function starter(): string {
  return join(folder, 'node_modules/countersign/bin/countersign.js');
}

function countersign(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [starter(), ...args], {
    cwd: folder,
    encoding: 'utf8',
    env: { ...process.env, ...key },
  });
  return { status, stdout, stderr };
}

/** The address it says on standard error; the stream stays open, for what it says later. */
async function saidAddress(child: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let text = '';
  child.stderr?.on('data', (chunk) => {
    text += String(chunk);
    const address = /listens at (http:\S+\d)/.exec(text)?.[1];
    if (address !== undefined) resolve(address);
  });
  child.on('exit', () => reject(new Error(`it did not start: ${text}`)));
  return promise;
}

describe.runIf(canInstall)('the package, installed in an empty folder (needs the package registry)', () => {
  beforeAll(() => {
    const packed = npm(['pack', '--pack-destination', folder], root);
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    if (packed.status !== 0 || tarball === undefined) throw new Error(`${packed.stdout}${packed.stderr}`);
    writeFileSync(join(folder, 'package.json'), '{ "private": true }\n');
    const installed = npm(['install', '--omit=dev', '--no-audit', '--no-fund', `./${tarball}`], folder);
    if (installed.status !== 0) throw new Error(`${installed.stdout}${installed.stderr}`);
    copyFileSync(join(root, 'examples/spreadsheet/mailboxes.xlsx'), join(folder, 'mailboxes.xlsx'));
    const bot = 'bot: { authentication: none, port: 0 }\nstore: { path: ./countersign.sqlite }\n';
    const yaml = `sources: [{ type: spreadsheet, file: mailboxes.xlsx }]\ntarget: { url: "http://127.0.0.1:9", domains: [example.nl] }\n${bot}`;
    writeFileSync(join(folder, 'countersign.yaml'), yaml);
  }, 600_000);

  it('ships compiled code and no sources', () => {
    const shipped = join(folder, 'node_modules/countersign');

    expect(existsSync(join(shipped, 'dist/main.js'))).toBe(true);
    expect(existsSync(join(shipped, 'src'))).toBe(false);
    expect(existsSync(join(shipped, 'dist/sync/source/exchange/exchange.ps1'))).toBe(true);
  });

  it('countersign --version answers', () => {
    const said = countersign('--version');

    expect(said).toMatchObject({ status: 0, stderr: '' });
    expect(said.stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('countersign validate judges a configuration', () => {
    expect(countersign('validate')).toMatchObject({ status: 0, stderr: '' });
    expect(countersign('validate', '--config', 'nowhere.yaml').status).toBe(78);
  });

  it('countersign mailboxes reads the workbook', () => {
    const said = countersign('mailboxes', '--json');

    expect(said.status).toBe(0);
    expect((JSON.parse(said.stdout) as { inScope: object[] }).inScope).not.toEqual([]);
  });

  it('countersign serve answers /health', async () => {
    const child = spawn(process.execPath, [starter(), 'serve'], { cwd: folder, env: { ...process.env, ...key } });
    try {
      const response = await fetch(`${await saidAddress(child)}/health`);

      expect(response.status).toBe(200);
    } finally {
      child.kill('SIGTERM');
      if (child.exitCode === null) await once(child, 'exit');
    }
    expect(child.exitCode).toBe(0);
  });
});
