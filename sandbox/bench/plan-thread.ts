/** A thread that makes readings and computes their plan, a few times: what normalize … fingerprint costs, and JSON.parse beside it. */

import { parentPort, workerData } from 'node:worker_threads';
import { computePlanWithLinks } from '../../src/sync/plan/compute-plan.ts';
import { type PlanningCase, planningWorld } from './planning-world.ts';

export interface PlanningWork {
  readonly mailboxes: number;
  readonly which: PlanningCase;
  readonly times: number;
}

/** Each the best of `times`, in milliseconds. */
export interface PlanningTimes {
  readonly wall: number;
  /** Of this thread alone, without what the engine does on others. */
  readonly processor: number;
  /** JSON.parse of the same readings, mailbox by mailbox. */
  readonly parse: number;
  readonly mutations: number;
}

const { mailboxes, which, times } = workerData as PlanningWork;
const input = planningWorld(mailboxes, which);
const texts = [...input.sources.flatMap((source) => source.mailboxes), ...input.target.accounts].map((entry) =>
  JSON.stringify(entry),
);
let best: PlanningTimes = { wall: Infinity, processor: Infinity, parse: Infinity, mutations: 0 };
for (let round = 0; round < times; round += 1) {
  globalThis.gc?.();
  const parse = timed(() => {
    for (const text of texts) JSON.parse(text);
  });
  globalThis.gc?.();
  let mutations = 0;
  const plan = timed(() => {
    mutations = computePlanWithLinks(input).plan.content.mutations.length;
  });
  best = {
    wall: Math.min(best.wall, plan.wall),
    processor: Math.min(best.processor, plan.processor),
    parse: Math.min(best.parse, parse.processor),
    mutations,
  };
}
parentPort?.postMessage(best);

function timed(work: () => void): { wall: number; processor: number } {
  const [began, used] = [performance.now(), process.threadCpuUsage()];
  work();
  const { user, system } = process.threadCpuUsage(used);
  return { wall: performance.now() - began, processor: (user + system) / 1000 };
}
