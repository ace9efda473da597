/**
 * A planner on a thread of its own: readings go over and the plan comes back slice by slice, so that a click is answered
 * while 100,000 mailboxes are compared. Small readings are planned here: starting a thread takes longer than they do.
 */

import { on } from 'node:events';
import { setImmediate as turn } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { InternalError } from '../errors.ts';
import { inTurns, textSlices } from '../platform/slices.ts';
import { sharer } from '../sync/model/kept-once.ts';
import type { PlanInput, PlanWithLinks } from '../sync/plan/compute-plan.ts';
import { type Planner, planHere } from '../sync/planner.ts';
import { type Parcel, packInput, unpackOutcome } from './planning-parcel.ts';
import type { Slice } from './planning-thread.ts';

/** Delegates on both sides that are compared here in a few dozen milliseconds. */
const mostHere = 5_000;

/** Over this the thread ends with an error, and the bot lives on. */
const memoryMb = { maxOldGenerationSizeMb: 3_072, maxYoungGenerationSizeMb: 96 };

export const threadPlanner: Planner = (input, options) =>
  weightOf(input) <= mostHere ? planHere(input, options) : planInThread(input, options);

function weightOf({ sources, target }: PlanInput): number {
  let weight = target.people.length;
  for (const { members } of target.accounts) weight += 1 + members.length;
  for (const { mailboxes } of sources)
    for (const { delegates } of mailboxes) weight += 1 + (delegates.state === 'read' ? delegates.trustees.length : 0);
  return weight;
}

export const planInThread: Planner = async (input, { signal }) => {
  signal.throwIfAborted();
  // Beside this file, as it was written or as it was built.
  const file = `./planning-thread${import.meta.url.endsWith('.ts') ? '.ts' : '.js'}`;
  const thread = new Worker(new URL(file, import.meta.url), { resourceLimits: memoryMb });
  const gone = new AbortController();
  const failed = (error: unknown): void =>
    gone.abort(new InternalError('The plan was not computed to its end: its thread failed', error));
  thread.once('error', failed);
  thread.once('exit', () => failed(undefined));
  const ended = AbortSignal.any([signal, gone.signal]);
  try {
    await handOver(thread, packInput(input), ended);
    return await takeBack(thread, ended);
  } catch (error) {
    ended.throwIfAborted();
    throw error;
  } finally {
    await thread.terminate();
  }
};

async function handOver(thread: Worker, { head, lists }: Parcel, ended: AbortSignal): Promise<void> {
  for (const [name, entries] of lists) {
    for await (const text of textSlices(entries)) {
      ended.throwIfAborted();
      thread.postMessage({ name, text } satisfies Slice);
    }
  }
  thread.postMessage({ name: null, text: JSON.stringify(head) } satisfies Slice);
}

/** One is asked for before another is taken in, and no more: a port delivers all that waits in one go. */
async function takeBack(thread: Worker, ended: AbortSignal): Promise<PlanWithLinks> {
  const lists = new Map<string, unknown[]>();
  const share = sharer();
  const slices = on(thread, 'message', { signal: ended }) as AsyncIterable<[Slice]>;
  thread.postMessage(null);
  for await (const [{ name, text }] of slices) {
    thread.postMessage(null);
    await turn();
    const content: unknown = JSON.parse(text);
    if (name === null) return await inTurns(unpackOutcome(content, lists));
    const list = lists.get(name) ?? [];
    lists.set(name, list);
    share(content as unknown[]);
    for (const entry of content as unknown[]) list.push(entry);
  }
  throw new InternalError('A thread that is asked for its plan answers until it is stopped');
}
