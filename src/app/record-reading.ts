/** `countersign read`: one source read whole and written to a signed file. Opens neither store nor Zivver. */

import { rename, rm, writeFile } from 'node:fs/promises';
import type { Config } from '../config/config.ts';
import type { Environment } from '../config/environment.ts';
import { ConfigError, SourceError } from '../errors.ts';
import { systemClock } from '../platform/clock.ts';
import type { WorkOptions } from '../sync/index.ts';
import type { SourceSnapshot } from '../sync/model/snapshot.ts';
import type { SourceFailure } from '../sync/model/source-failure.ts';
import { signedReading } from '../sync/source/recorded/signed-reading.ts';
import { createSources, originOf } from './create-sources.ts';
import { consoleSignIns } from './open-app.ts';

export interface RecordRequest {
  readonly config: Config;
  readonly environment: Environment;
  /** Name of the source; undefined: the only one. */
  readonly source: string | undefined;
  /** Absolute path of the file to write; one that is there is replaced. */
  readonly file: string;
  /** Told what a source was answered when something failed, whole. */
  readonly onSourceFailure?: (failure: SourceFailure) => void;
}

export type RecordReading = (
  request: Omit<RecordRequest, 'environment'>,
  options: WorkOptions,
) => Promise<SourceSnapshot>;

/** @throws ConfigError without a key or with another source's name; SourceError when nothing could be read */
export async function recordReading(request: RecordRequest, options: WorkOptions): Promise<SourceSnapshot> {
  const { config, environment, file, onSourceFailure: onFailure } = request;
  const { readingKey } = config;
  if (readingKey === null) throw new ConfigError('reading-key-missing', 'signing a reading');
  const names = config.sources.map(({ name }) => name);
  const index = request.source === undefined ? (names.length === 1 ? 0 : -1) : names.indexOf(request.source);
  const written = config.sources[index];
  if (written === undefined)
    throw new ConfigError('reading-source-unclear', 'choosing a source', { context: { sources: names.join(', ') } });
  const signIns = consoleSignIns(config);
  const sources = createSources(config, { clock: systemClock, environment, signIns, memory: noMemory, onFailure });
  try {
    const source = sources[index];
    if (source === undefined) throw new SourceError('source-failed', 'opening a source');
    if (source.standIn)
      throw new SourceError('reading-of-stand-in', 'signing a reading', { context: { source: source.name } });
    const snapshot = await source.read({ ...options, fresh: true });
    await writeWhole(file, signedReading(snapshot, originOf(written, config), readingKey.reveal()));
    return snapshot;
  } finally {
    await Promise.allSettled(sources.map((each) => each.close()));
    signIns.drop();
  }
}

const noMemory = { of: async () => [], keep: async () => {}, forget: async () => {}, forgetOthers: async () => {} };

/** A reader sees the old file or the new one, and only the owner sees either: it holds names. */
async function writeWhole(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  try {
    // A file that is there already would keep its rights.
    await rm(beside, { force: true });
    await writeFile(beside, text, { mode: 0o600, flag: 'wx' });
    await rename(beside, file);
  } catch (cause) {
    const reason = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unknown';
    throw new SourceError('reading-not-written', `writing ${file}: ${reason}`, { context: { file, reason }, cause });
  }
}
