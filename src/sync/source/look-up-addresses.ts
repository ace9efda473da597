/** Asks every source for addresses: who holds one, may be a mailbox that was made again somewhere else. */

import type { LookUpAnswer } from '../model/snapshot.ts';
import type { ReadOptions, Source } from './source.ts';

/** Found at one source is found; "not found" needs the word of every source. @throws SourceError */
export async function lookUpAddresses(
  sources: readonly Source[],
  addresses: readonly string[],
  options: ReadOptions,
): Promise<ReadonlyMap<string, LookUpAnswer>> {
  if (addresses.length === 0) return new Map();
  const said: ReadonlyMap<string, LookUpAnswer>[] = [];
  for (const source of sources) said.push(await source.lookUpAddresses(addresses, options));
  return new Map(addresses.map((address) => [address, together(said.map((answers) => answers.get(address)))]));
}

export function together(answers: readonly (LookUpAnswer | undefined)[]): LookUpAnswer {
  if (answers.includes('found')) return 'found';
  return answers.every((answer) => answer === 'not-found') ? 'not-found' : 'unknown';
}
