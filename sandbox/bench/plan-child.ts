/** One measurement of the planner: `compute` a few times, each in a thread that starts anew as that of a preview does, the whole `road` there and back as a preview takes it, or `stored` after it. */

import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { planInThread } from '../../src/app/thread-planner.ts';
import { inNoOrder } from './as-read.ts';
import { type Blocks, watchLoop } from './loop-watch.ts';
import { type StoredTimes, stored } from './plan-stored.ts';
import type { PlanningTimes, PlanningWork } from './plan-thread.ts';
import { type PlanningCase, planningWorld } from './planning-world.ts';

export interface RoadTimes {
  /** Readings there, plan computed, plan back; milliseconds. */
  readonly wall: number;
  readonly blocks: Blocks;
  /** Of the whole process, both threads and both copies; bytes. */
  readonly peakMemory: number;
}

const [mode, mailboxes, which, times] = process.argv.slice(2);
const work: PlanningWork = { mailboxes: Number(mailboxes), which: which as PlanningCase };
process.stdout.write(JSON.stringify(await measured()));

function measured(): Promise<PlanningTimes | RoadTimes | StoredTimes> {
  if (mode === 'stored') return stored(work.mailboxes);
  return mode === 'road' ? road(work) : compute();
}

/** The best of each. */
async function compute(): Promise<PlanningTimes> {
  let best = await computedOnce(work);
  for (let round = 1; round < Number(times); round += 1) {
    const next = await computedOnce(work);
    best = {
      wall: Math.min(best.wall, next.wall),
      processor: Math.min(best.processor, next.processor),
      parse: Math.min(best.parse, next.parse),
      states: Math.min(best.states, next.states),
      mutations: next.mutations,
    };
  }
  return best;
}

async function computedOnce(workerData: PlanningWork): Promise<PlanningTimes> {
  const resourceLimits = { maxOldGenerationSizeMb: 3_072, maxYoungGenerationSizeMb: 96 };
  const thread = new Worker(new URL('./plan-thread.ts', import.meta.url), { workerData, resourceLimits });
  const [result] = (await once(thread, 'message')) as [PlanningTimes];
  return result;
}

async function road({ mailboxes: size, which: one }: PlanningWork): Promise<RoadTimes> {
  const input = inNoOrder(planningWorld(size, one));
  globalThis.gc?.();
  const began = performance.now();
  const watch = watchLoop();
  await planInThread(input, { signal: new AbortController().signal });
  const blocks = watch.stop();
  return { wall: performance.now() - began, blocks, peakMemory: process.resourceUsage().maxRSS * 1024 };
}
