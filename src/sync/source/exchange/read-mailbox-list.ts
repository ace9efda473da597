/** The list of mailboxes: one query for each type, with what else comes with it when it is asked for. Says what stayed unread. */

import { SourceError } from '../../../errors.ts';
import type { Answer, MailboxQuery } from './exchange-connection.ts';
import type { MailboxRow } from './exchange-rows.ts';
import { first, problemOf, type Reading } from './read-exchange.ts';

export async function readMailboxList(
  reading: Reading,
  types: readonly string[],
  organizationalUnit: string | null,
): Promise<{ readonly mailboxes: readonly MailboxRow[]; readonly failedTypes: readonly string[] }> {
  const mailboxes: MailboxRow[] = [];
  const failures: { readonly type: string; readonly error: SourceError }[] = [];
  for (const type of types) {
    try {
      const answer = await listOne(reading, { type, organizationalUnit, limit: null });
      mailboxes.push(...answer.rows);
    } catch (error) {
      if (!(error instanceof SourceError)) throw error;
      failures.push({ type, error });
    }
  }
  const [failure] = failures;
  if (failure !== undefined && failures.length === types.length) throw failure.error;
  for (const { type, error } of failures) reading.problems.push(problemOf(error, type));
  return { mailboxes, failedTypes: failures.map(({ type }) => type) };
}

/** What is not found when a list is asked for is where it was to be looked: the organisational unit. */
export async function listOne(reading: Reading, query: MailboxQuery): Promise<Answer<MailboxRow>> {
  try {
    return await listByRoad(reading, query);
  } catch (error) {
    const { organizationalUnit: unit } = query;
    const isUnit = error instanceof SourceError && unit !== null && unitUnknown.includes(error.code);
    if (!isUnit) throw error;
    const context = { ...error.context, unit };
    throw new SourceError('exchange-unit-unknown', error.message, { context, cause: error.cause });
  }
}

const unitUnknown: readonly string[] = ['exchange-object-gone', 'exchange-unit-unknown'];

/** A list that is refused with descriptors is asked for without; and then without the marks of change, which nothing rests on. */
async function listByRoad(reading: Reading, query: MailboxQuery): Promise<Answer<MailboxRow>> {
  const { road } = reading;
  const { bulk, changeMarks } = road;
  const ask = (descriptors: boolean, marks: boolean) =>
    first(reading).mailboxes({ ...query, descriptors, changeMarks: marks }, reading);
  let refused: SourceError;
  try {
    return await ask(bulk, changeMarks);
  } catch (error) {
    if (!isRefusal(error) || (!bulk && !changeMarks)) throw error;
    refused = error;
  }
  if (bulk && changeMarks) {
    try {
      return left(await ask(false, true), true);
    } catch (error) {
      if (!isRefusal(error)) throw error;
    }
  }
  return left(await ask(false, false), false);

  function left(answer: Answer<MailboxRow>, marks: boolean): Answer<MailboxRow> {
    if (bulk) reading.problems.push({ ...problemOf(refused, query.type), code: 'bulk-permissions-refused' });
    road.bulk = false;
    road.changeMarks = marks;
    return answer;
  }
}

function isRefusal(error: unknown): error is SourceError {
  return error instanceof SourceError && error.retry === 'never';
}
