/** Long lists as JSON text, slice by slice: between two slices everybody else has a turn. Knows nothing of what is in them. */

import { setImmediate as turn } from 'node:timers/promises';

/** Well under the 50 ms that nobody may be kept waiting, collection of garbage included. */
const sliceMs = 4;
const firstLength = 64;
const mostEntries = 2048;

/** JSON arrays that make up the list, in order. Each holds as many entries as could be written in a few milliseconds. */
export async function* textSlices(list: readonly unknown[]): AsyncGenerator<string> {
  let length = firstLength;
  for (let at = 0; at < list.length; ) {
    await turn();
    const began = performance.now();
    const slice = list.slice(at, at + length);
    at += slice.length;
    const text = JSON.stringify(slice);
    const took = performance.now() - began;
    if (took > sliceMs) length = Math.max(1, Math.floor(length / 2));
    if (took < sliceMs / 3) length = Math.min(mostEntries, length * 2);
    yield text;
  }
}

/** Work that comes in steps, done to its end: whenever a few milliseconds went into it, everybody else has a turn. */
export async function inTurns<Result>(work: Generator<unknown, Result>): Promise<Result> {
  for (;;) {
    await turn();
    for (const began = performance.now(); performance.now() - began < sliceMs; ) {
      const step = work.next();
      if (step.done === true) return step.value;
    }
  }
}
