/** The Source over Exchange: connects, reads, resolves, says how complete it is. Only reads: nothing is ever written. */

import type { Clock } from '../../../platform/clock.ts';
import type { Check } from '../../model/check.ts';
import type { MailboxType } from '../../model/mailbox.ts';
import type { Progress, SignInRequest } from '../../model/progress.ts';
import type { Completeness, SourceSnapshot } from '../../model/snapshot.ts';
import type { SourceFailure } from '../../model/source-failure.ts';
import type { ReadOptions, Source } from '../source.ts';
import { checkExchange } from './check-exchange.ts';
import type { ExchangeAccess } from './exchange-access.ts';
import {
  ExchangeConnection,
  type PermissionCommand,
  type PowerShellOptions,
  type StartSession,
} from './exchange-connection.ts';
import { guids, lookUp, lookUpAddresses } from './look-up.ts';
import { type InstalledModule, knowsDescriptors } from './module-choice.ts';
import { countNotRead, remoteOf } from './not-read.ts';
import { descriptorProperty } from './read-all-permissions.ts';
import { findMailboxes, first, problemOf, type Reading, readRecipientIndex } from './read-exchange.ts';
import { readMailboxList } from './read-mailbox-list.ts';
import { buildRecipientIndex, type RecipientIndex } from './recipient-index.ts';
import { findUnlisted, notShort } from './unlisted.ts';
import { withDelegates } from './with-delegates.ts';

export interface ExchangeSourceOptions {
  readonly name: string;
  readonly connection: ExchangeAccess;
  readonly powershell: PowerShellOptions;
  /** An Exchange OU, not one of Active Directory; null for all. */
  readonly organizationalUnit: string | null;
  readonly types: readonly MailboxType[];
  readonly expandGroups: boolean;
  readonly clock: Clock;
  /** PowerShell processes that read permissions side by side, 1 to 3. */
  readonly workers?: 1 | 2 | 3;
  readonly permissionCommand?: PermissionCommand;
  /** `auto`: from the descriptors in the list, as long as a sample read both ways agrees. Off when absent. */
  readonly bulkPermissions?: 'auto' | 'off';
  /** With the list, when each mailbox last changed: for a memory of delegates. */
  readonly changeMarks?: boolean;
  /** For the jitter of pauses. */
  readonly random?: () => number;
  /** A new PowerShell process, unless told otherwise. */
  readonly startSession?: StartSession;
  readonly recycleAfter?: number;
  /** Told of every text of an error, whole. */
  readonly onFailure?: (failure: SourceFailure) => void;
}

export function createExchangeSource(configured: ExchangeSourceOptions): Source {
  // Microsoft 365 groups live online only: a server has no such mailboxes, and no way to ask for them.
  const isServer = configured.connection.kind === 'on-premise';
  const types = configured.types.filter((type) => !isServer || type !== 'GroupMailbox');
  const options = { ...configured, types };
  return {
    name: options.name,
    standIn: options.powershell.standInModules !== null,
    read: (readOptions) =>
      withReading(options, readOptions, (reading) => readAll(options, { ...readOptions, reading })),
    reread: (ids, readOptions) => withReading(options, readOptions, (reading) => readThese(options, ids, reading)),
    lookUp: (ids, readOptions) =>
      ids.length === 0
        ? Promise.resolve(new Map())
        : withReading(options, readOptions, (reading) => lookUp(ids, reading)),
    lookUpAddresses: (addresses, readOptions) =>
      addresses.length === 0
        ? Promise.resolve(new Map())
        : withReading(options, readOptions, (reading) => lookUpAddresses(addresses, reading)),
    check: (readOptions) => checked(options, readOptions),
    close: () => Promise.resolve(),
  };
}

type Work<T> = (reading: Reading) => Promise<T>;

async function withReading<T>(options: ExchangeSourceOptions, readOptions: ReadOptions, work: Work<T>): Promise<T> {
  return await withConnections(options, readOptions, async (reading) => {
    const { warnings, module } = await first(reading).open(reading);
    reading.problems.push(...warnings);
    const isBulk = options.bulkPermissions === 'auto' && readOptions.fresh !== true;
    if (module !== null && isBulk) takeBulkRoad(reading, module);
    return await work(reading);
  });
}

function takeBulkRoad(reading: Reading, module: InstalledModule): void {
  reading.road.bulk = knowsDescriptors(module);
  const { version } = module;
  if (!reading.road.bulk)
    reading.problems.push({ code: 'bulk-permissions-old-module', place: descriptorProperty, params: { version } });
}

async function checked(options: ExchangeSourceOptions, readOptions: ReadOptions): Promise<readonly Check[]> {
  return await withConnections({ ...options, workers: 1 }, readOptions, (reading) =>
    checkExchange({ bulkPermissions: 'off', ...options, access: options.connection }, reading),
  );
}

/** A new process for each reading: repeated connects in one process leak. */
async function withConnections<T>(
  options: ExchangeSourceOptions,
  { signal, onProgress }: ReadOptions,
  work: Work<T>,
): Promise<T> {
  const pauses = { clock: options.clock, random: options.random ?? Math.random };
  const connections = Array.from(
    { length: options.workers ?? 1 },
    () => new ExchangeConnection({ ...options, ...pauses }),
  );
  let progress: Progress = {
    step: 'read',
    what: 'connecting',
    done: 0,
    total: null,
    where: options.name,
    waitingUntil: null,
  };
  const tell = (change: Partial<Progress>) => {
    progress = { ...progress, ...change };
    onProgress?.(progress);
  };
  const onSignIn = (request: SignInRequest | null) => {
    const { signIn: _, ...rest } = progress;
    progress = rest;
    tell(request === null ? {} : { signIn: request });
  };
  const reading: Reading = {
    connections,
    pauses,
    permissionCommand: options.permissionCommand ?? 'Get-EXOMailboxPermission',
    onPremise: options.connection.kind === 'on-premise',
    road: { bulk: false, changeMarks: options.changeMarks ?? false },
    problems: [],
    say: (what, done, total) => tell({ what, done, total }),
    signal,
    onWait: (waitingUntil) => tell({ waitingUntil }),
    onSignIn,
  };
  try {
    tell({});
    return await work(reading);
  } finally {
    await Promise.all(connections.map((each) => each.close(signal)));
  }
}

async function readAll(
  options: ExchangeSourceOptions,
  { reading, choose }: Pick<ReadOptions, 'choose'> & { readonly reading: Reading },
): Promise<SourceSnapshot> {
  const takenAt = options.clock.now().toISOString();
  const { say } = reading;
  let listed = 0;
  say('mailboxes', 0, null);
  const counting = { ...reading, onRow: () => say('mailboxes', ++listed, null) };
  const list = await readMailboxList(counting, options.types, options.organizationalUnit);
  say('mailboxes', list.mailboxes.length, list.mailboxes.length);
  const index = await readRecipientIndex(reading, list.mailboxes);
  const unlisted =
    options.organizationalUnit === null ? await findUnlisted(options.types, list, { index, reading }) : notShort;
  const rows = [...list.mailboxes, ...unlisted.found];
  const whole = list.failedTypes.length === 0;
  const { name: source, expandGroups } = options;
  const work = { source, expandGroups, index, bulk: reading.road.bulk, reading, choose };
  const { mailboxes, secondHand } = await withDelegates(rows, work);
  return {
    source: options.name,
    takenAt,
    madeFrom: 'source',
    mailboxes,
    list: whole ? completeness(list.mailboxes.length, unlisted.missing) : readFailed(rows.length),
    problems: reading.problems,
    notRead: countNotRead(index, options.types),
    ...remoteOf(index, options.types),
    ...namesOf(index),
    ...(secondHand.length === 0 ? {} : { secondHand }),
  };
}

async function readThese(
  options: ExchangeSourceOptions,
  ids: readonly string[],
  reading: Reading,
): Promise<SourceSnapshot> {
  const takenAt = options.clock.now().toISOString();
  const asked = guids(ids);
  reading.say('mailboxes', 0, asked.length);
  const answer = await findMailboxes(reading, asked);
  const failed = [...answer.failed].filter(([, error]) => error.code !== 'exchange-object-gone');
  for (const [id, error] of failed) reading.problems.push(problemOf(error, id));
  const index = answer.rows.length === 0 ? emptyIndex : await readRecipientIndex(reading, answer.rows);
  const unread = failed.length + (new Set(ids).size - asked.length);
  const { name: source, expandGroups } = options;
  const { mailboxes } = await withDelegates(answer.rows, { source, expandGroups, index, bulk: false, reading });
  return {
    source: options.name,
    takenAt,
    madeFrom: 'source',
    mailboxes,
    list: unread === 0 ? { complete: true } : readFailed(answer.rows.length, answer.rows.length + unread),
    problems: reading.problems,
    notRead: {},
    ...namesOf(index),
  };
}

function namesOf({ whole, domainNamesWhole }: RecipientIndex): Pick<SourceSnapshot, 'namesIncomplete'> {
  return whole && domainNamesWhole ? {} : { namesIncomplete: true };
}

const emptyIndex = buildRecipientIndex([], { strangersMayBePeople: true });

function completeness(have: number, missing: number): Completeness {
  if (missing === 0) return { complete: true };
  return { complete: false, reason: 'list-shorter-than-total', have, expected: have + missing };
}

function readFailed(have: number, expected: number | null = null): Completeness {
  return { complete: false, reason: 'read-failed', have, expected };
}
