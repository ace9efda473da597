/** The other side of thread-planner.ts: takes the slices of the readings, computes, gives the plan in slices as asked. */

import { parentPort } from 'node:worker_threads';
import { InternalError } from '../errors.ts';
import { textSlices } from '../platform/slices.ts';
import { trusteeSharer } from '../sync/model/kept-once.ts';
import type { NamedList } from '../sync/model/plan-lists.ts';
import { computePlanWithLinks } from '../sync/plan/compute-plan.ts';
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
let outcome: AsyncGenerator<Slice> | undefined;

port.on('message', (message: Slice | null) => {
  if (message === null) void answer();
  else receive(message);
});

function receive({ name, text }: Slice): void {
  const content: unknown = JSON.parse(text);
  if (name === null) {
    outcome = slicesOf(packOutcome(computePlanWithLinks(unpackInput(content, lists))));
    lists.clear();
    return;
  }
  const list = lists.get(name) ?? [];
  lists.set(name, list);
  if (name.startsWith('mailboxes')) share(content as unknown[]);
  for (const entry of content as unknown[]) list.push(entry);
}

async function answer(): Promise<void> {
  const next = await outcome?.next();
  if (next?.done === false) port?.postMessage(next.value);
}

/** What was handed over is let go: at no moment is all of a large plan there twice. */
async function* slicesOf({ head, lists: packed }: Parcel): AsyncGenerator<Slice> {
  const waiting = packed.flatMap(inChunks).toReversed();
  packed = [];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const [name, entries] = next;
    for await (const text of textSlices(entries)) yield { name, text };
  }
  yield { name: null, text: JSON.stringify(head) };
}

const chunkLength = 20_000;

function inChunks([name, entries]: NamedList): NamedList[] {
  const chunks: NamedList[] = [];
  for (let at = 0; at < entries.length; at += chunkLength) chunks.push([name, entries.slice(at, at + chunkLength)]);
  return chunks;
}
