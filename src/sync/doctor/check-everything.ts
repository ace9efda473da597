/** `doctor`: everything a preview needs, tried one by one. Reads both sides; writes one small fact to the store and nothing else. */

import { AppError, SourceError, StoreError, TargetError } from '../../errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Check, inOrder, skipped, wrong } from '../model/check.ts';
import type { OnProgress } from '../model/progress.ts';
import type { Source } from '../source/source.ts';
import type { Store } from '../store/store.ts';
import type { Target } from '../target/target.ts';
import { checkSnapshot, type TargetExpectations } from './check-snapshot.ts';

export interface DoctorParts extends TargetExpectations {
  readonly sources: readonly Source[];
  readonly target: Target;
  readonly store: Pick<Store, 'facts'>;
  readonly clock: Clock;
}

export interface DoctorOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
}

/** From `engines` in package.json. */
const oldestNode = [22, 19] as const;
/** Kerberos and tokens bear five minutes; a certificate's first day does not bear an hour. */
const clockMayDifferMs = 120_000;

export async function checkEverything(parts: DoctorParts, options: DoctorOptions): Promise<readonly Check[]> {
  const checks: Check[] = [nodeCheck(process.versions.node), await storeCheck(parts)];
  for (const source of parts.sources) checks.push(...(await sourceChecks(source, options)));
  return [...checks, ...(await targetChecks(parts, options))];
}

function nodeCheck(version: string): Check {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const [oldestMajor, oldestMinor] = oldestNode;
  if (major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)) return inOrder('node', null, { version });
  const params = { version, needed: oldestNode.join('.') };
  return wrong('node', null, { code: 'doctor-node-too-old', params });
}

/** Opening it proved that it can be read; this proves that it can be written. */
async function storeCheck({ store, clock }: DoctorParts): Promise<Check> {
  try {
    await store.facts.set('last-check', clock.now().toISOString());
    return inOrder('store', null);
  } catch (error) {
    return failed('store', null, error, StoreError);
  }
}

async function sourceChecks(source: Source, options: DoctorOptions): Promise<readonly Check[]> {
  if (source.check !== undefined) return await source.check(options);
  try {
    const { mailboxes, problems } = await source.read(options);
    const problem = problems.find(({ unread }) => unread === undefined);
    if (problem === undefined) return [inOrder('source', source.name, { mailboxes: mailboxes.length })];
    return [wrong('source', source.name, { code: problem.code, params: problem.params, outcome: 'warning' })];
  } catch (error) {
    return [failed('source', source.name, error, SourceError)];
  }
}

async function targetChecks(parts: DoctorParts, options: DoctorOptions): Promise<readonly Check[]> {
  const { target } = parts;
  const rest = [skipped('domains', target.name), skipped('unit', target.name), skipped('people', target.name)];
  try {
    const snapshot = await target.read(options);
    const reached = inOrder('zivver', target.name, { encrypted: !target.loopback });
    return [reached, inOrder('key', target.name), ...checkSnapshot(snapshot, parts), clockCheck(target)];
  } catch (error) {
    const problem = failed('zivver', target.name, error, TargetError);
    const answered = problem.code === 'target-key-refused';
    const two = answered
      ? [inOrder('zivver', target.name, { encrypted: !target.loopback }), { ...problem, name: 'key' as const }]
      : [problem, skipped('key', target.name)];
    return [...two, ...rest, answered ? clockCheck(target) : skipped('clock', null)];
  }
}

function clockCheck(target: Target): Check {
  const difference = target.clockDifferenceMs?.() ?? null;
  if (difference === null) return skipped('clock', null);
  const seconds = Math.round(Math.abs(difference) / 1000);
  if (Math.abs(difference) <= clockMayDifferMs) return inOrder('clock', null, { seconds });
  return wrong('clock', null, { code: 'doctor-clock-off', params: { seconds, behind: difference > 0 } });
}

type Boundary = abstract new (...parameters: never[]) => AppError;

function failed(name: Check['name'], where: string | null, error: unknown, boundary: Boundary): Check {
  if (!(error instanceof boundary) || !(error instanceof AppError)) throw error;
  return wrong(name, where, { code: error.code, params: error.context });
}
