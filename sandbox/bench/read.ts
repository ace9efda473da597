/** `npm run bench -- read`: how much of a reading's time is Exchange's own, with a stand-in that takes as long for each call as it is told. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/platform/clock.ts';
import { offeredMailboxTypes } from '../../src/sync/model/mailbox.ts';
import type { Progress } from '../../src/sync/model/progress.ts';
import { createExchangeSource } from '../../src/sync/source/exchange/exchange-source.ts';
import { makeCertificate } from '../exchange/make-certificate.ts';
import { findPwsh } from '../powershell/find-pwsh.ts';
import { generateWorld } from '../tenant/generate-world.ts';
import { type Bench, type Figure, figure } from './figure.ts';

interface Case {
  readonly delayMs: number;
  readonly workers: 1 | 3;
  /** So many that a case takes some twenty seconds. */
  readonly mailboxes: number;
}

const cases: readonly Case[] = [
  { delayMs: 300, workers: 1, mailboxes: 80 },
  { delayMs: 300, workers: 3, mailboxes: 240 },
  { delayMs: 50, workers: 1, mailboxes: 400 },
  { delayMs: 50, workers: 3, mailboxes: 1_200 },
  { delayMs: 0, workers: 1, mailboxes: 2_000 },
  { delayMs: 0, workers: 3, mailboxes: 2_000 },
];
const password = 'a password of the bench';
const megabyte = 1024;
const hourMs = 3_600_000;

export const readBench: Bench = async (say) => {
  const pwsh = await findPwsh();
  if (!pwsh.found) throw new Error(`reading needs PowerShell: ${pwsh.reason}`);
  say(`PowerShell: ${pwsh.kind}`);
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  try {
    await makeCertificate(pwsh.executable, {
      file: join(folder, 'exchange.pfx'),
      password,
      notBefore: new Date(Date.now() - hourMs),
      notAfter: new Date(Date.now() + 365 * 24 * hourMs),
    });
    const figures: Figure[] = [];
    for (const one of cases) figures.push(...(await measured(one, folder, pwsh.executable, say)));
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

async function measured(
  { delayMs, workers, mailboxes }: Case,
  folder: string,
  executable: string,
  say: (text: string) => void,
): Promise<Figure[]> {
  const world = generateWorld({ seed: 1, mailboxes });
  const worldFile = join(folder, 'world.json');
  const { exchange } = world;
  await writeFile(worldFile, JSON.stringify({ exchange: { ...exchange, faults: { ...exchange.faults, delayMs } } }));
  const source = createExchangeSource({
    name: 'exchange',
    connection: {
      kind: 'online-certificate',
      certificateFile: join(folder, 'exchange.pfx'),
      certificatePassword: () => password,
      applicationId: '11111111-2222-3333-4444-555555555555',
      organization: 'example.onmicrosoft.com',
    },
    powershell: {
      executable,
      standInModules: fileURLToPath(new URL('../exchange', import.meta.url)),
      standInEnvironment: { COUNTERSIGN_WORLD: worldFile },
      environment: process.env,
    },
    organizationalUnit: null,
    types: offeredMailboxTypes,
    expandGroups: true,
    clock: systemClock,
    workers,
  });
  const pace = paceOf();
  const memory = watchChildren();
  await source.read({ signal: new AbortController().signal, onProgress: pace.note });
  const children = memory.stop();
  await source.close();
  const { calls, ms, total, wholeMs } = pace.steady();
  const name = `${delayMs} ms a call, ${plural(workers)}`;
  say(`${name}: ${total} mailboxes in ${(wholeMs / 1000).toFixed(0)} s, connecting and lists included`);
  if (delayMs > 0)
    return [figure(`${name}: ideal ÷ achieved time`, (calls * delayMs) / workers / ms, '', { least: 0.95 })];
  return [
    figure(`${name}: mailboxes with their delegates`, calls / (ms / 1000), 'a second'),
    figure(`${name}: memory of this process afterwards`, process.memoryUsage.rss() / megabyte ** 2, 'MiB'),
    ...(children === null ? [] : [figure(`${name}: most memory of all PowerShell`, children / megabyte, 'MiB')]),
  ];
}

function plural(workers: number): string {
  return workers === 1 ? '1 worker' : `${workers} workers`;
}

/** When each call of the permissions was done. The first and last tenth are left out: workers start, and run out of work. */
function paceOf() {
  const began = performance.now();
  const done: number[] = [];
  return {
    note: (progress: Progress): void => {
      if (progress.what === 'delegates') while (done.length < progress.done) done.push(performance.now());
    },
    steady() {
      const [from, to] = [Math.floor(done.length * 0.1), Math.floor(done.length * 0.9) - 1];
      const ms = (done[to] ?? 0) - (done[from] ?? 0);
      return { calls: to - from, ms, total: done.length, wholeMs: performance.now() - began };
    },
  };
}

/** The most memory that the children of this process had together, in KiB; null where the system does not tell (it is Linux that does). */
function watchChildren(): { stop(): number | null } {
  let most: number | null = null;
  const look = async (): Promise<void> => {
    try {
      const ids = (await readFile(`/proc/${process.pid}/task/${process.pid}/children`, 'utf8')).trim().split(' ');
      const sizes = await Promise.all(ids.filter((id) => id !== '').map(residentKb));
      most = Math.max(
        most ?? 0,
        sizes.reduce((sum, size) => sum + size, 0),
      );
    } catch {
      // Another system, or a child that ended meanwhile.
    }
  };
  const timer = setInterval(() => void look(), 250);
  return {
    stop() {
      clearInterval(timer);
      return most;
    },
  };
}

async function residentKb(id: string): Promise<number> {
  const status = await readFile(`/proc/${id}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
}
