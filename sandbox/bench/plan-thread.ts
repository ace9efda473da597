/** A thread that reads its readings and computes their plan once: what normalize … fingerprint costs, and JSON.parse beside it. */

import { parentPort, workerData } from 'node:worker_threads';
import { computeBeforeStates } from '../../src/sync/plan/compute-plan.ts';
import { inNoOrder, inputFrom, textsOf } from './as-read.ts';
import { type PlanningCase, planningWorld } from './planning-world.ts';

export interface PlanningWork {
  readonly mailboxes: number;
  readonly which: PlanningCase;
}

/** In milliseconds. */
export interface PlanningTimes {
  readonly wall: number;
  /** Of this thread alone, without what the engine does on others. */
  readonly processor: number;
  /** JSON.parse of the same readings, entry by entry. */
  readonly parse: number;
  /** What each source says about each mailbox that would change, digested: it follows the plan. */
  readonly states: number;
  readonly mutations: number;
}

const { mailboxes, which } = workerData as PlanningWork;
const texts = textsOf(inNoOrder(planningWorld(mailboxes, which)));
globalThis.gc?.();
const [, parse] = timed(() => {
  for (const [, entries] of texts.lists) for (const text of entries) JSON.parse(text);
});
const input = inputFrom(texts);
globalThis.gc?.();
const [computed, plan] = timed(() => computeBeforeStates(input));
const [, states] = timed(() => new Map(computed.states));
const times: PlanningTimes = {
  wall: plan.wall,
  processor: plan.processor,
  parse: parse.processor,
  states: states.processor,
  mutations: computed.plan.content.mutations.length,
};
parentPort?.postMessage(times);

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
