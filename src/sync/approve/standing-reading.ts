/**
 * The newest reading that came to an end, remembered beside the plans. Readings take minutes and there may be several
 * processes: one that began earlier and ends later must not replace, by what it knows, what was read after it.
 */

import { z } from 'zod';
import type { Basis } from '../model/plan.ts';
import type { TimedStore } from './may-be-decided.ts';

/** When each side was read; ISO 8601, UTC. */
type Sides = Readonly<Record<string, string>>;

/** A part of this reading is older than the same part of one that ended before it. */
export interface Overtaken {
  readonly readAt: string;
  readonly newerReadAt: string;
}

const sidesShape = z.record(z.string(), z.string());

/**
 * Lets this reading be the newest, unless it is overtaken.
 * @param of whose readings replace each other: those of previews, or those of undoing one run
 */
export async function stand(parts: TimedStore, basis: Basis, of: string): Promise<Overtaken | undefined> {
  const { facts } = parts.store;
  for (;;) {
    const was = await facts.get(factOf(of));
    const overtaken = overtakenBy(was, basis, parts);
    if (overtaken !== undefined) return overtaken;
    if (await facts.replace(factOf(of), was, JSON.stringify(sidesOf(basis)))) return undefined;
  }
}

/** The same question, changing nothing. */
export async function isOvertaken(parts: TimedStore, basis: Basis, of: string): Promise<Overtaken | undefined> {
  return overtakenBy(await parts.store.facts.get(factOf(of)), basis, parts);
}

function overtakenBy(known: string | undefined, basis: Basis, { clock }: TimedStore): Overtaken | undefined {
  const standing = sidesIn(known);
  const now = clock.now().toISOString();
  for (const [side, readAt] of Object.entries(sidesOf(basis))) {
    const newerReadAt = standing[side];
    // A moment that is still to come was taken before the clock was set back, and orders nothing.
    if (newerReadAt !== undefined && newerReadAt > readAt && newerReadAt <= now) return { readAt, newerReadAt };
  }
  return undefined;
}

function sidesOf({ sources, target }: Basis): Sides {
  return Object.fromEntries([
    ['target', target.takenAt],
    ...sources.map(({ source, takenAt }) => [`source ${source}`, takenAt] as const),
  ]);
}

function sidesIn(known: string | undefined): Sides {
  if (known === undefined) return {};
  return sidesShape.parse(JSON.parse(known));
}

function factOf(of: string): string {
  return `newest reading of ${of}`;
}
