import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { crashPointVariable } from '../../src/platform/crash-points.ts';
import { inspectStore } from '../../src/sync/store/sqlite/inspect-store.ts';
import { newestSchema } from '../../src/sync/store/sqlite/migrate.ts';
import { openOffice } from '../support/console.ts';
import { type ProgramEnd, runProgram, startProgram } from '../support/real-program.ts';

/** Four starts of the program, on a machine that may be busy. */
const patience = 120_000;

async function office() {
  const opened = await openOffice('bot: { authentication: none, port: 0 }\n');
  onTestFinished(async () => {
    await opened.close();
    rmSync(opened.folder, { recursive: true, force: true });
  });
  const env = { COUNTERSIGN_ZIVVER_API_KEY: opened.zivver.apiKey };
  const dying = { ...env, [crashPointVariable]: `during-migration:${newestSchema}` };
  const config = ['--config', opened.configFile];
  return { env, dying, config, storeFile: join(opened.folder, 'data/countersign.sqlite') };
}

async function expectWholeStore(status: ProgramEnd, storeFile: string): Promise<void> {
  expect(status).toMatchObject({ code: 0, signal: null });
  expect(JSON.parse(status.out)).toMatchObject({ open: [] });
  expect(await inspectStore(storeFile)).toMatchObject({ schema: newestSchema });
}

it(
  'the program, killed while it makes its store, starts again and has a whole one',
  async () => {
    const { env, dying, config, storeFile } = await office();

    const killed = await runProgram(['status', '--json', ...config], dying);
    const status = await runProgram(['status', '--json', ...config], env);

    expect(killed).toMatchObject({ signal: 'SIGKILL', out: '' });
    await expectWholeStore(status, storeFile);
  },
  patience,
);

it(
  'the server, killed while it makes its store, starts again and has a whole one',
  async () => {
    const { env, dying, config, storeFile } = await office();

    const killed = await runProgram(['serve', ...config], dying);
    const served = startProgram(['serve', ...config], env);
    await expect.poll(() => served.printed(), { timeout: 60_000 }).toContain('http://127.0.0.1:');
    served.process.kill('SIGTERM');

    expect(killed.signal).toBe('SIGKILL');
    expect(await served.ended).toMatchObject({ code: 0 });
    await expectWholeStore(await runProgram(['status', '--json', ...config], env), storeFile);
  },
  patience,
);
