/** Asks every source for addresses: who holds one, may be a mailbox that was made again somewhere else. */

import { SourceError } from '../../errors.ts';
import type { LookUpAnswer } from '../model/snapshot.ts';
import type { ReadOptions, Source } from './source.ts';

type Answers = ReadonlyMap<string, LookUpAnswer>;

export interface LookUpOptions extends ReadOptions {
  /** Told of a source that did not answer: what it was asked for stays unknown. */
  readonly onFailure: (source: Source, error: SourceError) => void;
}

/** Found at one source is found; "not found" needs the word of every source. */
export async function lookUpAddresses(
  sources: readonly Source[],
  addresses: readonly string[],
  options: LookUpOptions,
): Promise<Answers> {
  if (addresses.length === 0) return new Map();
  const said: Answers[] = [];
  for (const source of sources)
    said.push(await answersOf(source, () => source.lookUpAddresses(addresses, options), options));
  return new Map(addresses.map((address) => [address, together(said.map((answers) => answers.get(address)))]));
}

export function together(answers: readonly (LookUpAnswer | undefined)[]): LookUpAnswer {
  if (answers.includes('found')) return 'found';
  return answers.every((answer) => answer === 'not-found') ? 'not-found' : 'unknown';
}

/** No answers at all when the source fails: absence from them is not known, never "not found". */
export async function answersOf(
  source: Source,
  ask: () => Promise<Answers>,
  { signal, onFailure }: LookUpOptions,
): Promise<Answers> {
  try {
    return await ask();
  } catch (error) {
    if (signal.aborted || !(error instanceof SourceError)) throw error;
    onFailure(source, error);
    return new Map();
  }
}
