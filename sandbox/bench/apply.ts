/**
 * `npm run bench -- apply`: how near a run comes to the rate that Zivver allows, what each account costs in calls, what
 * the ledger and 10,000 mutations cost. Calls are counted and timed by the stand-in for Zivver, never by the client.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Arrival } from '../zivver/journal.ts';
import type { Applied, Proposed } from './apply-child.ts';
import { type Bench, type Figure, figure } from './figure.ts';
import { inChild } from './in-child.ts';
import { accountId, isChanged, isGone, isNew, type PlanningCase } from './planning-world.ts';
import { asked, started } from './started.ts';
import type { WorldReady, WorldTold } from './world-child.ts';

interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

/** So many mailboxes that each run lasts some six to nine windows: 16 calls for every 100. */
const rated: readonly { readonly rate: Rate; readonly mailboxes: number }[] = [
  { rate: { calls: 50, perMs: 10_000 }, mailboxes: 3_000 },
  // Four calls in flight that take 300 ms each are 133 in 10 s; what is left is for a busy machine
  { rate: { calls: 80, perMs: 10_000 }, mailboxes: 3_800 },
];
const latencyMs = 300;
/** Twelve mutations each: a new account, an alias, ten delegates. */
const filled = 834;
const megabyte = 1 << 20;

export const applyBench: Bench = async (say) => {
  const figures: Figure[] = [];
  for (const { rate, mailboxes } of rated) figures.push(...(await atRate(rate, mailboxes, say)));
  return [...figures, ...(await largeRun(say))];
};

async function atRate(rate: Rate, mailboxes: number, say: (text: string) => void): Promise<Figure[]> {
  return await inWorld({ mailboxes, which: 'usual-mix', latencyMs, rate }, async (road) => {
    const name = `${rate.calls} calls per ${rate.perMs / 1000} s`;
    await road.step<Proposed>('propose');
    // The calls of the preview are out of Zivver's window when the run begins.
    await pause(rate.perMs);
    const { result, calls, refused } = await road.counted<Applied>('apply');
    if (result.state !== 'applied') throw new Error(`the run ended ${result.state}`);
    const { ratio, windows } = achieved(calls, rate);
    say(`${name}: ${calls.length} calls in ${(result.ms / 1000).toFixed(0)} s, ${windows} windows measured`);
    return [
      figure(`${name}: achieved ÷ allowed rate`, ratio, '', { least: 0.98 }),
      figure(`${name}: refused calls`, refused, '', { most: 0 }),
      ...perAccount(name, calls, mailboxes),
      figure(`${name}: list reads in 10 s`, listReads(calls) / (result.ms / 10_000), '', { most: 1 }),
      figure(`${name}: ledger per call, processor time`, result.ledger.processor / calls.length, 'ms'),
      figure(`${name}: ledger per call, the disk included`, result.ledger.wall / calls.length, 'ms'),
    ];
  });
}

/**
 * Allowed is what Zivver's documentation allows: so many calls in every window. The first window is left out, for its
 * calls need not wait, and so are the last calls, when less is left than may be in flight. Between stand whole windows.
 */
function achieved(calls: readonly Arrival[], { calls: each, perMs }: Rate): { ratio: number; windows: number } {
  const last = 10;
  const windows = Math.floor((calls.length - each - last) / each);
  const [from, to] = [calls[each], calls[each + windows * each]];
  if (from === undefined || to === undefined || windows < 1) throw new Error('the run is too short to be measured');
  return { ratio: (windows * perMs) / (to.at - from.at), windows };
}

function perAccount(name: string, calls: readonly Arrival[], mailboxes: number): readonly Figure[] {
  const indexes = Array.from({ length: mailboxes }, (_, index) => index);
  const [changed, gone, made] = [indexes.filter(isChanged), indexes.filter(isGone), indexes.filter(isNew)];
  const callsOn = (accounts: readonly number[]): number => {
    const paths = new Set(accounts.map((index) => `/Groups/${accountId(index)}`));
    return calls.filter(({ path }) => paths.has(path)).length;
  };
  // What is neither a list nor about an account that was there before is about one that was made.
  const onMade = calls.length - listReads(calls) - callsOn(indexes);
  return [
    figure(`${name}: calls per updated account`, callsOn(changed) / changed.length, '', { most: 2.1 }),
    figure(`${name}: calls per created account`, onMade / made.length, '', { most: 2.1 }),
    figure(`${name}: calls per retired account (delegates, then aliases)`, callsOn(gone) / gone.length, ''),
  ];
}

function listReads(calls: readonly Arrival[]): number {
  return calls.filter(({ method, path }) => method === 'GET' && path === '/Groups').length;
}

async function largeRun(say: (text: string) => void): Promise<Figure[]> {
  return await inWorld({ mailboxes: filled, which: 'first-run', latencyMs: 0, rate: null }, async (road) => {
    const { mutations } = await road.step<Proposed>('propose');
    const { result, calls } = await road.counted<Applied>('apply');
    const { memory, ledger } = result;
    say(`${mutations} mutations: ${calls.length} calls in ${(result.ms / 1000).toFixed(0)} s, ended ${result.state}`);
    const again = await road.counted<string>('preview');
    say(`preview afterwards: ${again.result}`);
    const name = `apply of ${mutations} mutations`;
    return [
      figure(`${name}: most memory`, memory.peak / megabyte, 'MiB', { most: 512 }),
      figure(`${name}: more than before it`, (memory.peak - memory.before) / megabyte, 'MiB'),
      figure(`${name}: ledger per call, processor time`, ledger.processor / calls.length, 'ms'),
      figure('preview without changes: list calls', again.calls.length - writes(again.calls), '', { most: 2 }),
      figure('preview without changes: writes', writes(again.calls), '', { most: 0 }),
    ];
  });
}

function writes(calls: readonly Arrival[]): number {
  return calls.filter(({ method }) => method !== 'GET').length;
}

interface Scene {
  readonly mailboxes: number;
  readonly which: PlanningCase;
  readonly latencyMs: number;
  readonly rate: Rate | null;
}

interface Road {
  step<Result>(name: string): Promise<Result>;
  /** The calls that came in meanwhile. */
  counted<Result>(name: string): Promise<{ result: Result; calls: readonly Arrival[]; refused: number }>;
}

async function inWorld(scene: Scene, measure: (road: Road) => Promise<Figure[]>): Promise<Figure[]> {
  const { mailboxes, which, ...manners } = scene;
  const folder = await mkdtemp(join(tmpdir(), 'countersign-bench-'));
  const given = [folder, mailboxes, which, JSON.stringify(manners)];
  const [world, { file, apiKey }] = await started<WorldReady>('world-child.ts', ...given);
  const step: Road['step'] = (name) => inChild('apply-child.ts', name, file, apiKey, mailboxes, which);
  try {
    return await measure({
      step,
      async counted<Result>(name: string) {
        const before = await asked<WorldTold>(world, 'calls');
        const result = await step<Result>(name);
        const after = await asked<WorldTold>(world, 'calls');
        const calls = after.arrivals.slice(before.arrivals.length);
        return { result, calls, refused: after.refused - before.refused };
      },
    });
  } finally {
    if (world.connected) world.disconnect();
    await rm(folder, { recursive: true, force: true });
  }
}
