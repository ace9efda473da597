/** Starts Microsoft's 365 Agents Playground as a Teams to talk to: on loopback only, as a child process that is ended by its id. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, mkdir, readFile, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type PlaygroundPerson, playgroundConfig } from './playground-config.ts';

export interface PlaygroundOptions {
  /** The bot's address: `http://127.0.0.1:3978/api/messages`. */
  readonly botUrl: string;
  /** Where its configuration and log are written. */
  readonly folder: string;
  /** 0 takes a free one. */
  readonly port: number;
  readonly readyWithinMs?: number;
}

export interface InvokeAs {
  readonly conversationId: string;
  /** The message with the card. */
  readonly replyToId: string;
  readonly verb: string;
  readonly data: Readonly<Record<string, unknown>>;
}

export interface Playground {
  /** For a browser. */
  readonly url: string;
  readonly logFile: string;
  readonly pid: number;
  /** A click of somebody who does not sit at the browser; answers what the bot answered. */
  invokeAs(person: PlaygroundPerson, click: InvokeAs): Promise<{ readonly status: number; readonly body: unknown }>;
  close(): Promise<void>;
}

const root = fileURLToPath(new URL('../../', import.meta.url));
const cli = join(root, 'node_modules/@microsoft/m365agentsplayground/cli.js');
const loopback = fileURLToPath(new URL('./loopback.cjs', import.meta.url));

/** Is the Playground installed? It is a development dependency under an evaluation licence, never shipped. */
export async function hasPlayground(): Promise<boolean> {
  return access(cli).then(
    () => true,
    () => false,
  );
}

/** @throws when it does not answer in time; the message names its log file */
export async function startPlayground(options: PlaygroundOptions): Promise<Playground> {
  await mkdir(options.folder, { recursive: true });
  const logFile = join(options.folder, 'playground.log');
  const configFile = join(options.folder, 'playground.yml');
  await writeFile(configFile, playgroundConfig());
  const port = options.port === 0 ? await freePort() : options.port;
  const child = launch(options, { port, logFile, configFile });
  const url = `http://localhost:${port}`;
  try {
    await ready(child, `http://127.0.0.1:${port}`, options.readyWithinMs ?? 30_000);
  } catch (cause) {
    await end(child);
    const log = await readFile(logFile, 'utf8').catch(() => '');
    throw new Error(`the Playground did not start; its log (${logFile}) ends: ${log.slice(-400)}`, { cause });
  }
  return {
    url,
    logFile,
    pid: child.pid ?? 0,
    invokeAs: (person, click) => invokeAs(`http://127.0.0.1:${port}`, person, click),
    close: () => end(child),
  };
}

interface Launch {
  readonly port: number;
  readonly logFile: string;
  readonly configFile: string;
}

function launch(options: PlaygroundOptions, { port, logFile, configFile }: Launch): ChildProcess {
  const service = `http://127.0.0.1:${port}/_connector`;
  const flags = ['-e', options.botUrl, '-c', 'msteams', '-p', String(port), '--service-url', service];
  return spawn(process.execPath, ['--require', loopback, cli, 'start', ...flags, '--disable-telemetry'], {
    cwd: options.folder,
    stdio: 'ignore',
    env: {
      PATH: process.env['PATH'],
      HOME: options.folder,
      TEAMSAPPTESTER_BROWSER: 'none',
      M365_AGENTS_PLAYGROUND_LOGFILE: logFile,
      M365_AGENTS_PLAYGROUND_CONFIG_PATH: configFile,
    },
  });
}

async function ready(child: ChildProcess, url: string, withinMs: number): Promise<void> {
  const until = Date.now() + withinMs;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`it ended with code ${child.exitCode}`);
    // One question after the other: we wait for it to come up.
    if (await answers(`${url}/_debug/ping`)) return;
    await pause(100);
  }
  throw new Error(`no answer within ${withinMs} ms`);
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1_000) })).ok;
  } catch {
    return false;
  }
}

async function invokeAs(url: string, person: PlaygroundPerson, click: InvokeAs) {
  const response = await fetch(`${url}/_conversation/v1/invoke`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({
      name: 'adaptiveCard/action',
      value: { action: { type: 'Action.Execute', verb: click.verb, data: click.data } },
      from: { id: person.id },
      conversation: { id: click.conversationId },
      replyToId: click.replyToId,
    }),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : (JSON.parse(text) as unknown) };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const forced = setTimeout(() => child.kill('SIGKILL'), 3_000);
  await ended;
  clearTimeout(forced);
}

async function freePort(): Promise<number> {
  const probe = createServer();
  probe.listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
