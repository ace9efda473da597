/** `npm run bench -- read`: how much of a reading's time is Exchange's own, with a stand-in that takes as long for each call as it is told. */

import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { systemClock } from '../../src/platform/clock.ts';
import { offeredMailboxTypes } from '../../src/sync/model/mailbox.ts';
import { createExchangeSource } from '../../src/sync/source/exchange/exchange-source.ts';
import { makeCertificate } from '../exchange/make-certificate.ts';
import { findPwsh } from '../powershell/find-pwsh.ts';
import { generateWorld } from '../tenant/generate-world.ts';
import { type Watched, watchCalls } from './call-watch.ts';
import { childrenNow } from './children.ts';
import { type Bench, type Figure, figure } from './figure.ts';

interface Case {
  readonly delayMs: number;
  readonly workers: 1 | 3;
  readonly bulk?: true;
  /** How many of them with `--short`: a case then takes some twenty seconds. */
  readonly short: number;
}

const mailboxes = 2_000;
const cases: readonly Case[] = [
  { delayMs: 300, workers: 1, short: 80 },
  { delayMs: 300, workers: 3, short: 240 },
  { delayMs: 50, workers: 1, short: 400 },
  { delayMs: 50, workers: 3, short: 1_200 },
  { delayMs: 50, workers: 1, bulk: true, short: 2_000 },
  { delayMs: 0, workers: 1, short: 2_000 },
  { delayMs: 0, workers: 3, short: 2_000 },
  { delayMs: 0, workers: 1, bulk: true, short: 2_000 },
];
const password = 'a password of the bench';
const megabyte = 1024;
const hourMs = 3_600_000;

export const readBench: Bench = async (say, { short }) => {
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
    const surroundings = { folder, executable: pwsh.executable, say };
    for (const one of cases) figures.push(...(await measured(one, short ? one.short : mailboxes, surroundings)));
    return figures;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
};

interface Surroundings {
  readonly folder: string;
  readonly executable: string;
  readonly say: (text: string) => void;
}

async function measured(one: Case, count: number, { folder, executable, say }: Surroundings): Promise<Figure[]> {
  const world = generateWorld({ seed: 1, mailboxes: count });
  const worldFile = join(folder, 'world.json');
  const { exchange } = world;
  const faults = { ...exchange.faults, delayMs: one.delayMs };
  await writeFile(worldFile, JSON.stringify({ exchange: { ...exchange, faults } }));
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
    workers: one.workers,
    bulkPermissions: one.bulk === true ? 'auto' : 'off',
  });
  const watch = watchCalls();
  const memory = watchMemory();
  const { secondHand = [] } = await source.read({ signal: new AbortController().signal, onProgress: watch.note });
  const most = memory.stop();
  await source.close();
  const watched = watch.end();
  const name = `${one.delayMs} ms a call, ${one.workers === 1 ? '1 worker' : `${one.workers} workers`}${one.bulk === true ? ', from the list' : ''}`;
  const asked = watched.total - secondHand.length;
  say(`${name}: ${watched.total} mailboxes in ${(watched.wholeMs / 1000).toFixed(1)} s, ${asked} asked themselves`);
  return [...timeFigures(name, one, watched), ...memoryFigures(name, one.delayMs, most)];
}

function timeFigures(name: string, { delayMs, workers, bulk }: Case, { steady, wholeMs, cpuMs }: Watched): Figure[] {
  const whole = figure(`${name}: whole reading`, wholeMs / 1000, 's');
  if (bulk === true) return [whole];
  const ideal = (steady.calls * delayMs) / workers;
  return [
    delayMs > 0
      ? figure(`${name}: ideal ÷ achieved time`, ideal / steady.ms, '', { least: 0.95 })
      : figure(`${name}: mailboxes with their delegates`, steady.calls / (steady.ms / 1000), 'a second'),
    whole,
    figure(`${name}: processor time of this process`, cpuMs.own, 'ms a mailbox'),
    ...(cpuMs.children === null
      ? []
      : [figure(`${name}: processor time of PowerShell`, cpuMs.children, 'ms a mailbox')]),
  ];
}

function memoryFigures(name: string, delayMs: number, most: number | null): Figure[] {
  if (delayMs > 0) return [];
  return [
    figure(`${name}: memory of this process afterwards`, process.memoryUsage.rss() / megabyte ** 2, 'MiB'),
    ...(most === null ? [] : [figure(`${name}: most memory of all PowerShell`, most / megabyte, 'MiB')]),
  ];
}

/** The most memory that the children of this process had together, in KiB; null where the system does not tell. */
function watchMemory(): { stop(): number | null } {
  let most: number | null = null;
  const timer = setInterval(() => {
    const now = childrenNow();
    if (now !== null) most = Math.max(most ?? 0, now.residentKb);
  }, 250);
  return {
    stop() {
      clearInterval(timer);
      return most;
    },
  };
}
