/** One answer to a list → what it holds, resource by resource: between a few of them everybody else has a turn. */

import { setImmediate as turn } from 'node:timers/promises';
import { z } from 'zod';
import { cutList } from './cut-list.ts';
import { json, parse, unexpected } from './scim-resources.ts';

export interface ListAnswer<T> {
  readonly total: number;
  readonly entries: readonly T[];
}

/** A few milliseconds, on a slow machine too. */
const entriesATurn = 128;

const restShape = z.object({
  totalResults: z.number().int().nonnegative(),
  Resources: z.array(z.unknown()).default([]),
});

/**
 * @param body in the pieces in which it came
 * @throws TargetError `target-unexpected-answer`
 */
export async function listOf<T>(
  body: Iterable<Uint8Array>,
  where: string,
  entryOf: (resource: unknown, where: string) => T,
): Promise<ListAnswer<T>> {
  const entries: T[] = [];
  const resources = cutList(body);
  for (let next = resources.next(); ; next = resources.next()) {
    if (next.done === true) return { total: totalIn(next.value, where), entries };
    const place = `${where}.${entries.length}`;
    entries.push(entryOf(json(next.value, place), place));
    if (entries.length % entriesATurn === 0) await turn();
  }
}

function totalIn(rest: string, where: string): number {
  const { totalResults, Resources } = parse(restShape, json(rest, where), where);
  // The list was cut out; what stands here is one that is no array of this answer, or a second one.
  if (Resources.length > 0) throw unexpected(where, 'one list');
  return totalResults;
}
