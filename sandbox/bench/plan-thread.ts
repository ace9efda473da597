/** A thread that makes readings and computes their plan, a few times: what normalize … fingerprint costs, and JSON.parse beside it. */

import { parentPort, workerData } from 'node:worker_threads';
import { computeBeforeStates } from '../../src/sync/plan/compute-plan.ts';
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
  /** What each source says about each mailbox that would change, digested: it follows the plan. */
  readonly states: number;
  readonly mutations: number;
}

const { mailboxes, which, times } = workerData as PlanningWork;
const input = planningWorld(mailboxes, which);
const texts = [...input.sources.flatMap((source) => source.mailboxes), ...input.target.accounts].map((entry) =>
  JSON.stringify(entry),
);
let best: PlanningTimes = { wall: Infinity, processor: Infinity, parse: Infinity, states: Infinity, mutations: 0 };
for (let round = 0; round < times; round += 1) {
  globalThis.gc?.();
  const [, parse] = timed(() => {
    for (const text of texts) JSON.parse(text);
  });
  globalThis.gc?.();
  const [computed, plan] = timed(() => computeBeforeStates(input));
  const [, states] = timed(() => new Map(computed.states));
  best = {
    wall: Math.min(best.wall, plan.wall),
    processor: Math.min(best.processor, plan.processor),
    parse: Math.min(best.parse, parse.processor),
    states: Math.min(best.states, states.processor),
    mutations: computed.plan.content.mutations.length,
  };
}
parentPort?.postMessage(best);

interface Took {
  readonly wall: number;
  readonly processor: number;
}

function timed<Result>(work: () => Result): [Result, Took] {
  const [began, used] = [performance.now(), process.threadCpuUsage()];
  const result = work();
  const { user, system } = process.threadCpuUsage(used);
  return [result, { wall: performance.now() - began, processor: (user + system) / 1000 }];
}
