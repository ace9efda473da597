/**
 * Reads from Exchange what a snapshot needs: mailboxes, everybody who can be named, permissions, group members. Shares
 * mailboxes among connections; asks again for what failed in passing; says what stayed unread. Decides nothing about people.
 */

import { SourceError } from '../../../errors.ts';
import type { Progress } from '../../model/progress.ts';
import type { ReadingProblem } from '../../model/snapshot.ts';
import {
  type Answer,
  type AskOptions,
  type ConnectionOptions,
  type ExchangeConnection,
  type PermissionCommand,
  pauseBefore,
} from './exchange-connection.ts';
import type { HolderRow, MailboxRow, MembersRow } from './exchange-rows.ts';
import type { PermissionRow } from './permission-row.ts';
import { buildRecipientIndex, type IndexOptions, type RecipientIndex } from './recipient-index.ts';
import { needsSid } from './resolve-delegates.ts';

/** Tells how far the reading is. */
export type Say = (what: Progress['what'], done: number, total: number | null) => void;

export interface Reading extends AskOptions {
  /** At least one; all but the first are opened when there is work for them. */
  readonly connections: readonly ExchangeConnection[];
  readonly pauses: Pick<ConnectionOptions, 'clock' | 'random'>;
  readonly permissionCommand: PermissionCommand;
  readonly onPremise: boolean;
  /** `bulk`: descriptors are asked for with the list, `changeMarks`: when each mailbox changed; until Exchange refuses that. */
  readonly road: { bulk: boolean; changeMarks: boolean };
  readonly problems: ReadingProblem[];
  readonly say: Say;
}

const batchSize = 20;
/** How often what failed in passing is asked again, after the batch it stood in. */
const rounds = 2;

/**
 * Recipients must be readable; without users and groups fewer are known. Members of groups are recipients, users or groups;
 * on-premise also contacts and computers, which hold nothing: there, such a member that none of three whole lists has is nobody.
 */
export async function readRecipientIndex(reading: Reading, listed: readonly MailboxRow[]): Promise<RecipientIndex> {
  let counted = 0;
  reading.say('recipients', 0, null);
  const counting = { ...reading, onRow: () => reading.say('recipients', ++counted, null) };
  const recipients = await first(reading).principals({ list: 'recipients', limit: null }, counting);
  const rows = [...recipients.rows];
  const known = new Set(rows.map(({ id }) => id));
  const isShort = !listed.every(({ id }) => known.has(id));
  let whole = true;
  for (const list of ['users', 'groups'] as const) {
    try {
      rows.push(...(await first(reading).principals({ list, limit: null }, counting)).rows);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      reading.problems.push(problemOf(error, list));
      whole = false;
    }
  }
  const strangersMayBePeople = !reading.onPremise || !whole || isShort;
  return buildRecipientIndex(rows, { strangersMayBePeople, whole, ...(await readDomains(reading)) });
}

/** The directory tells its names on-premise. Whoever stands behind another name is not looked for among the own people. */
async function readDomains(reading: Reading): Promise<Pick<IndexOptions, 'domains' | 'domainNamesWhole'>> {
  if (!reading.onPremise) return { domains: null };
  try {
    const { rows, failed } = await first(reading).domains(reading);
    for (const [name, error] of failed) reading.problems.push(problemOf(error, name));
    return { domains: rows, domainNamesWhole: failed.size === 0 };
  } catch (error) {
    if (!(error instanceof SourceError)) throw error;
    reading.problems.push(problemOf(error, 'domains'));
    return { domains: [], domainNamesWhole: false };
  }
}

/** By stable id, without type, OU or filter. What is not there is among `failed` with `exchange-object-gone`. */
export async function findMailboxes(reading: Reading, ids: readonly string[]): Promise<Answer<MailboxRow>> {
  const rows: MailboxRow[] = [];
  const failed = await askInBatches(reading, ids, async (connection, batch) => {
    const answer = await connection.find(batch, reading);
    rows.push(...answer.rows);
    return answer;
  });
  return { rows, failed };
}

/** By address, whatever the type. What nothing holds is among `failed` with `exchange-object-gone`. */
export async function findHolders(reading: Reading, addresses: readonly string[]): Promise<Answer<HolderRow>> {
  const rows: HolderRow[] = [];
  const failed = await askInBatches(reading, addresses, async (connection, batch) => {
    const answer = await connection.holders(batch, reading);
    rows.push(...answer.rows);
    return answer;
  });
  return { rows, failed };
}

export interface PermissionsReading {
  readonly rows: ReadonlyMap<string, readonly PermissionRow[]>;
  /** Mailboxes that vanished between the list and this question. */
  readonly gone: ReadonlySet<string>;
}

export interface Asked<T> {
  readonly rows: ReadonlyMap<string, T>;
  /** What failed for good, by id. */
  readonly failed: ReadonlyMap<string, SourceError>;
}

/** With the command of the reading. */
export async function askPermissions(
  reading: Reading,
  ids: readonly string[],
  onRead?: () => void,
): Promise<Asked<readonly PermissionRow[]>> {
  const rows = new Map<string, readonly PermissionRow[]>();
  const asking = { ...reading, ...(onRead === undefined ? {} : { onRow: onRead }) };
  const failed = await askInBatches(reading, ids, async (connection, batch) => {
    const answer = await connection.permissions(batch, reading.permissionCommand, asking);
    // Exchange always shows at least SELF: no row at all is no answer.
    for (const row of answer.rows) if (row.permissions.length > 0) rows.set(row.id, row.permissions);
    return answer;
  });
  return { rows, failed };
}

const gone = 'exchange-object-gone';
const nothingShown = new SourceError('exchange-nothing-shown', 'asking Exchange for permissions: not one row');

/** Whoever is in neither part could not be read. */
export async function readPermissions(
  reading: Reading,
  ids: readonly string[],
  onRead?: () => void,
): Promise<PermissionsReading> {
  const { rows, failed } = await askPermissions(reading, ids, onRead);
  const silent = ids.filter((id) => !rows.has(id) && !failed.has(id)).map((id) => [id, nothingShown] as const);
  const place = reading.onPremise ? 'Get-MailboxPermission' : reading.permissionCommand;
  tellUnread(reading, new Map([...failed, ...silent]), place);
  return { rows, gone: new Set([...failed].filter(([, { code }]) => code === gone).map(([id]) => id)) };
}

/** Who is meant by a name that does not fit exactly one recipient may be told by its SID, which only one of the two cmdlets shows. */
export async function settleNames(
  reading: Reading,
  permissions: ReadonlyMap<string, readonly PermissionRow[]>,
  index: RecipientIndex,
): Promise<ReadonlyMap<string, readonly PermissionRow[]>> {
  if (reading.onPremise || reading.permissionCommand === 'Get-MailboxPermission') return permissions;
  const unsure = [...permissions].filter(([, rows]) => rows.some((row) => needsSid(row, index))).map(([id]) => id);
  if (unsure.length === 0) return permissions;
  let done = 0;
  reading.say('names', 0, unsure.length);
  const onRead = () => reading.say('names', Math.min(++done, unsure.length), unsure.length);
  const again = await readPermissions({ ...reading, permissionCommand: 'Get-MailboxPermission' }, unsure, onRead);
  return new Map([...permissions, ...again.rows]);
}

/** Direct members. */
export async function askMembers(
  reading: Reading,
  ids: readonly string[],
  onRead?: () => void,
): Promise<Asked<MembersRow['members']>> {
  const rows = new Map<string, MembersRow['members']>();
  const asking = { ...reading, ...(onRead === undefined ? {} : { onRow: onRead }) };
  const failed = await askInBatches(reading, ids, async (connection, batch) => {
    const answer = await connection.members(batch, asking);
    for (const { id, members } of answer.rows) rows.set(id, members);
    return answer;
  });
  return { rows, failed };
}

/**
 * Why mailboxes or groups got no answer: each reason once a place, with how many; an error that nobody knows once, by its
 * text. Smallest id first: the same each time.
 */
export function tellUnread(reading: Reading, failed: Asked<unknown>['failed'], place: string): void {
  const left = [...failed].filter(([, { code }]) => code !== gone).toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [, error] of left) {
    const problem = problemOf(error, place);
    const { reference } = problem.params;
    const at = reading.problems.findIndex(
      (told) => told.place === place && told.code === error.code && told.params['reference'] === reference,
    );
    const told = reading.problems[at];
    if (told === undefined) reading.problems.push(reference === undefined ? { ...problem, unread: 1 } : problem);
    else if (told.unread !== undefined) reading.problems[at] = { ...told, unread: told.unread + 1 };
  }
}

type AskBatch = (connection: ExchangeConnection, batch: readonly string[]) => Promise<Answer<unknown>>;

/** Connections take batches as they become free. Answers what failed for good. */
async function askInBatches(
  reading: Reading,
  ids: readonly string[],
  ask: AskBatch,
): Promise<ReadonlyMap<string, SourceError>> {
  const failed = new Map<string, SourceError>();
  let open = ids;
  for (let round = 0; open.length > 0; round++) {
    const queue = batchesOf(open);
    const work = async (connection: ExchangeConnection) => {
      if (connection !== first(reading) && !(await opens(connection, reading))) return;
      for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
        const asked = batch;
        const answer = await ask(connection, asked).catch((error: unknown) => failedBatch(asked, error));
        for (const [id, error] of answer.failed) failed.set(id, error);
      }
    };
    // All connections are waited for, so that none still works when one has failed.
    const ended = await Promise.allSettled(reading.connections.slice(0, queue.length).map(work));
    const broken = ended.find((result) => result.status === 'rejected');
    if (broken !== undefined) throw broken.reason;
    const again = [...failed].filter(([, error]) => error.retry !== 'never');
    const [worst] = again.toSorted(
      ([, a], [, b]) => Number(b.code === 'exchange-throttled') - Number(a.code === 'exchange-throttled'),
    );
    if (worst === undefined || round === rounds) return failed;
    await pauseBefore(round + 1, worst[1].code, reading.pauses, reading);
    open = again.map(([id]) => id);
    for (const id of open) failed.delete(id);
  }
  return failed;
}

/** A further connection that cannot be made (Exchange allows few) leaves its share to the others. */
async function opens(connection: ExchangeConnection, reading: Reading): Promise<boolean> {
  try {
    await connection.open(reading);
    return true;
  } catch (error) {
    if (error instanceof SourceError) return false;
    throw error;
  }
}

/** A batch whose process died, again and again, is unread as a whole; the others go on. */
function failedBatch(batch: readonly string[], error: unknown): Answer<never> {
  if (!(error instanceof SourceError)) throw error;
  const final = new SourceError(error.code, error.message, { retry: 'never', context: error.context, cause: error });
  return { rows: [], failed: new Map(batch.map((id) => [id, final])) };
}

function batchesOf(ids: readonly string[]): string[][] {
  const count = Math.ceil(ids.length / batchSize);
  return Array.from({ length: count }, (_, at) => ids.slice(at * batchSize, (at + 1) * batchSize));
}

export function problemOf({ code, context }: SourceError, place: string): ReadingProblem {
  const said = String(context.said ?? '');
  const { reference, unit } = context;
  const where = code === 'exchange-failed' && typeof reference === 'string' ? { reference } : {};
  return { code, place, params: { said, ...where, ...(typeof unit === 'string' ? { unit } : {}) } };
}

export function first(reading: Reading): ExchangeConnection {
  const [connection] = reading.connections;
  if (connection === undefined) throw new Error('a reading needs a connection');
  return connection;
}
