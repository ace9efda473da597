/** The console without a process: every command on real parts, its output in hand. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { officeWorld } from '../../sandbox/example/office.ts';
import { writeExample } from '../../sandbox/example/write-example.ts';
import { startZivverServer, type ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { openApp } from '../../src/app/open-app.ts';
import { openService } from '../../src/app/open-service.ts';
import { recordReading } from '../../src/app/record-reading.ts';
import { storeCare } from '../../src/app/store-care.ts';
import { runCli } from '../../src/cli/cli.ts';
import { systemClock } from '../../src/platform/clock.ts';

export interface Said {
  readonly code: number;
  readonly out: string;
  readonly talk: string;
}

export interface ConsoleOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
  /** Told while the command runs. */
  readonly onTalk?: (text: string) => void;
  readonly colours?: boolean;
}

export async function runConsole(args: readonly string[], options: ConsoleOptions = {}): Promise<Said> {
  const { env = {}, signal = new AbortController().signal, onTalk = () => {}, colours = false } = options;
  let out = '';
  let talk = '';
  const code = await runCli(args, {
    out: (text) => {
      out += text;
    },
    talk: (text) => {
      talk += text;
      onTalk(text);
    },
    colours,
    interactive: false,
    columns: 120,
    env,
    userName: 'tester',
    program: 'countersign',
    version: '0.0.0-test',
    signal,
    clock: systemClock,
    openApp: (app) => openApp({ ...app, environment: env, version: '0.0.0-test' }),
    openService: (service) => openService({ ...service, environment: env, version: '0.0.0-test' }),
    storeCare,
    recordReading: (request, options) => recordReading({ ...request, environment: env }, options),
  });
  return { code, out, talk };
}

export interface Office {
  readonly zivver: ZivverServer;
  readonly folder: string;
  readonly configFile: string;
  /** A command on this office. */
  run(...args: string[]): Promise<Said>;
  close(): Promise<void>;
}

/** The example office with its own Zivver, store and configuration; `extra` is added to the configuration. */
export async function openOffice(extra = ''): Promise<Office> {
  const zivver = await startZivverServer({ world: officeWorld(), rate: null });
  const folder = mkdtempSync(join(tmpdir(), 'countersign-office-'));
  const configFile = join(folder, 'countersign.yaml');
  await writeExample(folder);
  writeFileSync(
    configFile,
    `sources: [{ type: spreadsheet, file: mailboxes.xlsx }]\ntarget: { url: "${zivver.url}", domains: [example.nl] }\n${extra}`,
  );
  const env = { COUNTERSIGN_ZIVVER_API_KEY: zivver.apiKey };
  return {
    zivver,
    folder,
    configFile,
    run: (...args) => runConsole([...args, '--config', configFile], { env }),
    close: async () => {
      await zivver.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
