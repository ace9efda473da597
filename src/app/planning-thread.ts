/** The other side of thread-planner.ts: takes the slices of the readings, computes, gives the plan in slices as asked. */

import { parentPort } from 'node:worker_threads';
import { InternalError } from '../errors.ts';
import { textSlices } from '../platform/slices.ts';
import { trusteeSharer } from '../sync/model/kept-once.ts';
import type { NamedList } from '../sync/model/plan-lists.ts';
import type { MailboxState } from '../sync/plan/basis.ts';
import { computeBeforeStates, type PlanBeforeStates } from '../sync/plan/compute-plan.ts';
import { type Parcel, packOutcome, unpackInput } from './planning-parcel.ts';

/** Some entries of the named list; without a name the head, which comes last. */
export interface Slice {
  readonly name: string | null;
  readonly text: string;
}

const port = parentPort;
if (port === null) throw new InternalError('This file runs as a thread of thread-planner.ts only');

const lists = new Map<string, unknown[]>();
const share = trusteeSharer();
let slices: AsyncGenerator<Slice> | undefined;

port.on('message', (message: Slice | null) => {
  if (message === null) void answer();
  else receive(message);
});

function receive({ name, text }: Slice): void {
  const content: unknown = JSON.parse(text);
  if (name === null) {
    const { states, ...computed } = computeBeforeStates(unpackInput(content, lists));
    const outcome = packOutcome(computed);
    slices = slicesOf(outcome.head, slicesOfLists(outcome.lists), slicesOfStates(states));
    lists.clear();
    return;
  }
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  if (name.startsWith('mailboxes')) share(content as unknown[]);
  for (const entry of content as unknown[]) list.push(entry);
}

async function answer(): Promise<void> {
  const next = await slices?.next();
  if (next?.done === false) port?.postMessage(next.value);
}

/** While the other side takes in a slice of the plan, states are computed here: each has work when the other has. */
async function* slicesOf(head: unknown, ...parts: AsyncIterator<Slice>[]): AsyncGenerator<Slice> {
  for (let at = 0; parts.length > 0; at = (at + 1) % parts.length) {
    const next = await parts[at]?.next();
    if (next?.done === false) yield next.value;
    else parts.splice(at, 1);
  }
  yield { name: null, text: JSON.stringify(head) };
}

async function* slicesOfStates(states: PlanBeforeStates['states']): AsyncGenerator<Slice> {
  let entries: MailboxState[] = [];
  for (const entry of states) {
    if (entries.push(entry) < statesAtOnce) continue;
    yield { name: 'states', text: JSON.stringify(entries) };
    entries = [];
  }
  yield { name: 'states', text: JSON.stringify(entries) };
}

/** So many are computed in a few milliseconds. */
const statesAtOnce = 500;

/** What was handed over is let go: at no moment is all of a large plan there twice. */
async function* slicesOfLists(lists: Parcel['lists']): AsyncGenerator<Slice> {
  const waiting = lists.flatMap(inChunks).toReversed();
  lists = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, entries] = next;
    for await (const text of textSlices(entries)) yield { name, text };
  }
}

const chunkLength = 20_000;

function inChunks([name, entries]: NamedList): NamedList[] {
  const chunks: NamedList[] = [];
  for (let at = 0; at < entries.length; at += chunkLength) chunks.push([name, entries.slice(at, at + chunkLength)]);
  return chunks;
}
