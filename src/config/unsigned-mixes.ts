/**
 * A plan with several classes that people are named for needs people who are named for all of them: which mixes have too
 * few? Such a plan can only be signed in parts. Pure.
 */

import { type DangerClass, dangerClasses } from '../sync/model/mutation.ts';
import type { ConfigFile } from './schema.ts';

export interface UnsignedMix {
  readonly classes: readonly DangerClass[];
  /** So many are named for all of these classes. */
  readonly people: number;
  /** So many must sign. */
  readonly votes: number;
}

/** The smallest only: where two classes have too few in common, three of them have not more. */
export function unsignedMixes({
  approversFor,
  votes,
}: Pick<ConfigFile['approval'], 'approversFor' | 'votes'>): readonly UnsignedMix[] {
  const named = dangerClasses.filter((name) => approversFor[name] !== undefined);
  const found: UnsignedMix[] = [];
  for (const classes of mixesOf(named)) {
    if (found.some((smaller) => smaller.classes.every((name) => classes.includes(name)))) continue;
    const people = inAll(classes.map((name) => approversFor[name] ?? []));
    const needed = Math.max(...classes.map((name) => votes[name]));
    if (people < needed) found.push({ classes, people, votes: needed });
  }
  return found;
}

/** Every two of them, then every three, then all. */
function mixesOf(names: readonly DangerClass[]): readonly (readonly DangerClass[])[] {
  let mixes: readonly (readonly DangerClass[])[] = [[]];
  for (const name of names) mixes = [...mixes, ...mixes.map((mix) => [...mix, name])];
  return mixes.filter(({ length }) => length > 1).sort((a, b) => a.length - b.length);
}

function inAll([first = [], ...others]: readonly (readonly string[])[]): number {
  return new Set(first.filter((id) => others.every((list) => list.includes(id)))).size;
}
