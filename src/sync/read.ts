/** Step 1, read: sources and target at once. A source that fails among several freezes its own accounts only. */

import { SourceError } from '../errors.ts';
import { inTurns } from '../platform/slices.ts';
import type { Link } from './model/link.ts';
import type { OnProgress } from './model/progress.ts';
import type { LookUpAnswer, SourceSnapshot, TargetSnapshot } from './model/snapshot.ts';
import { absentLinks, addressesOfGone } from './plan/gone-mailboxes.ts';
import { answersOf, lookUpAddresses, together } from './source/look-up-addresses.ts';
import type { Source } from './source/source.ts';
import type { Target } from './target/target.ts';

export interface Reading {
  readonly sources: readonly SourceSnapshot[];
  readonly target: TargetSnapshot;
  /** For every linked mailbox that a complete reading did not show. */
  readonly lookUps: ReadonlyMap<string, LookUpAnswer>;
}

export interface ReadParts {
  readonly sources: readonly Source[];
  readonly target: Target;
  readonly links: readonly Link[];
  /** ISO 8601, UTC. */
  readonly now: string;
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Every mailbox is asked now, whatever is remembered. */
  readonly fresh: boolean;
}

/** @throws SourceError when no source gave anything, TargetError when Zivver could not be read */
export async function read(parts: ReadParts): Promise<Reading> {
  const failed = new AbortController();
  const options = { signal: AbortSignal.any([parts.signal, failed.signal]), onProgress: parts.onProgress };
  try {
    const [sources, target] = await Promise.all([
      readSources(parts, { ...options, fresh: parts.fresh }),
      parts.target.read(options),
    ]);
    return { target, ...(await lookUpAbsent(parts, { sources, target }, options)) };
  } catch (error) {
    // The other side need not go on reading for nobody.
    failed.abort(error);
    throw error;
  }
}

type Options = Parameters<Source['read']>[0];

export async function readSources(
  parts: Pick<ReadParts, 'sources' | 'now'>,
  options: Options,
): Promise<SourceSnapshot[]> {
  const alone = parts.sources.length === 1;
  const readings = parts.sources.map(async (source) => {
    try {
      return await source.read(options);
    } catch (error) {
      if (alone || options.signal.aborted || !(error instanceof SourceError)) throw error;
      return failedReading(source, parts.now, error);
    }
  });
  const snapshots = await Promise.all(readings);
  const [first] = snapshots;
  if (first !== undefined && snapshots.every(({ list }) => !list.complete && list.reason === 'source-failed')) {
    throw new SourceError(
      'sources-failed',
      `Reading ${parts.sources.map(({ name }) => `"${name}"`).join(', ')} failed`,
    );
  }
  return snapshots;
}

function failedReading(source: Source, takenAt: string, error: SourceError): SourceSnapshot {
  return {
    source: source.name,
    takenAt,
    madeFrom: 'nothing',
    mailboxes: [],
    list: { complete: false, reason: 'source-failed', have: 0, expected: null },
    problems: [{ code: error.code, place: source.name, params: {} }],
    notRead: {},
  };
}

/**
 * Nothing counts as missing before its source was asked for it by stable id, and every source for its address. A source that
 * does not answer leaves its part unknown, and says so among its problems.
 */
async function lookUpAbsent(
  parts: ReadParts,
  reading: Pick<Reading, 'sources' | 'target'>,
  options: Options,
): Promise<Pick<Reading, 'sources' | 'lookUps'>> {
  const failures = new Map<string, SourceError>();
  const onFailure = (source: Source, error: SourceError) => void failures.set(source.name, error);
  const answers = new Map<string, LookUpAnswer>();
  const absent = await inTurns(absentLinks(parts.links, reading.sources));
  for (const source of parts.sources) {
    const ids = absent.filter((link) => link.source === source.name).map(({ mailboxId }) => mailboxId);
    if (ids.length === 0) continue;
    const found = await answersOf(source, () => source.lookUp(ids, options), { ...options, onFailure });
    for (const id of ids) answers.set(id, found.get(id) ?? 'unknown');
  }
  const gone = absent.filter(({ mailboxId }) => answers.get(mailboxId) === 'not-found');
  const addresses = await inTurns(addressesOfGone(gone, reading.target.accounts, reading.sources));
  const asked = [...new Set([...addresses.values()].flat())];
  const held = await lookUpAddresses(parts.sources, asked, { ...options, onFailure });
  for (const [id, own] of addresses) answers.set(id, together(own.map((address) => held.get(address))));
  return { lookUps: answers, sources: reading.sources.map((snapshot) => withFailure(snapshot, failures)) };
}

function withFailure(snapshot: SourceSnapshot, failures: ReadonlyMap<string, SourceError>): SourceSnapshot {
  const failure = failures.get(snapshot.source);
  if (failure === undefined) return snapshot;
  const { code, context } = failure;
  const params = context['said'] === undefined ? {} : { said: String(context['said']) };
  return { ...snapshot, problems: [...snapshot.problems, { code, place: snapshot.source, params }] };
}
