/**
 * Everything that a reading asks of Exchange, each on a few: lists of every type, who people are, members of a group, who
 * has access. One that is refused does not stop the others.
 */

import { SourceError } from '../../../errors.ts';
import { type Check, inOrder, skipped, wrong } from '../../model/check.ts';
import type { CheckExchangeOptions } from './check-exchange-options.ts';
import { checkPermissions } from './check-permissions.ts';
import type { MailboxRow } from './exchange-rows.ts';
import type { InstalledModule } from './module-choice.ts';
import { askMembers, findHolders, findMailboxes, first, type Reading } from './read-exchange.ts';
import { listOne } from './read-mailbox-list.ts';
import { buildRecipientIndex, type PrincipalRow } from './recipient-index.ts';

export const questionChecks = ['rights', 'recipients', 'members', 'permissions'] as const;

/** So many mailboxes, and one of each type. */
const sampleSize = 5;
/** Of these, one security group is opened. */
const groupsLooked = 50;

export async function checkQuestions(
  options: CheckExchangeOptions,
  module: InstalledModule | null,
  reading: Reading,
): Promise<readonly Check[]> {
  const listing = await listTypes(options, reading);
  const sample = spread(listing);
  const rights = await rightsCheck(options, { listing, sample }, reading);
  const lists = await listPrincipals(reading);
  return [
    rights,
    await recipientsCheck(options, { lists, sample }, reading),
    await membersCheck(options, lists.groups, reading),
    sample.length === 0
      ? skipped('permissions', options.name)
      : await checkPermissions(options, { sample, module }, reading),
  ];
}

interface Listed {
  readonly type: string;
  readonly answer: readonly MailboxRow[] | SourceError;
}

async function listTypes(options: CheckExchangeOptions, reading: Reading): Promise<readonly Listed[]> {
  const { organizationalUnit } = options;
  const listed: Listed[] = [];
  for (const type of options.types) {
    const query = { type, organizationalUnit, limit: sampleSize };
    const answer = await attempt(() => listOne(reading, query));
    listed.push({ type, answer: answer instanceof SourceError ? answer : answer.rows });
  }
  return listed;
}

/** One of each type first: what is refused for one kind may be allowed for another. */
function spread(listing: readonly Listed[]): readonly MailboxRow[] {
  const lists = listing.flatMap(({ answer }) => (answer instanceof SourceError || answer.length === 0 ? [] : [answer]));
  const inTurn = Array.from({ length: sampleSize }, (_, at) => lists.flatMap((rows) => rows.slice(at, at + 1))).flat();
  return inTurn.slice(0, Math.max(sampleSize, lists.length));
}

interface Sampled {
  readonly listing: readonly Listed[];
  readonly sample: readonly MailboxRow[];
}

/** A list of each type, and one mailbox looked up by its id: so a linked one that is out of sight is found again. */
async function rightsCheck(
  { name }: CheckExchangeOptions,
  { listing, sample }: Sampled,
  reading: Reading,
): Promise<Check> {
  const refused = listing.filter(({ answer }) => answer instanceof SourceError);
  const [error] = refused.map(({ answer }) => answer).filter((answer) => answer instanceof SourceError);
  const types = (some: readonly Listed[]) => some.map(({ type }) => type).join(', ');
  if (error !== undefined) {
    const { code, params } = problemOf(error);
    return wrong('rights', name, { code, params: { ...params, types: types(refused) } });
  }
  const [mailbox] = sample;
  if (mailbox === undefined)
    return wrong('rights', name, { code: 'doctor-no-mailboxes', params: {}, outcome: 'warning' });
  const found = await attempt(() => findMailboxes(reading, [mailbox.id]));
  const failure = found instanceof SourceError ? found : unlessGone(found.failed);
  if (failure !== undefined) return wrong('rights', name, problemOf(failure));
  const has = ({ answer }: Listed) => !(answer instanceof SourceError) && answer.length > 0;
  const none = types(listing.filter((each) => !has(each)));
  return inOrder('rights', name, { types: types(listing.filter(has)), none });
}

type PrincipalList = readonly PrincipalRow[] | SourceError;

interface PrincipalLists {
  readonly recipients: PrincipalList;
  readonly users: PrincipalList;
  readonly groups: PrincipalList;
}

async function listPrincipals(reading: Reading): Promise<PrincipalLists> {
  const few = async (list: keyof PrincipalLists, limit: number): Promise<PrincipalList> => {
    const answer = await attempt(() => first(reading).principals({ list, limit }, reading));
    return answer instanceof SourceError ? answer : answer.rows;
  };
  return {
    recipients: await few('recipients', sampleSize),
    users: await few('users', sampleSize),
    groups: await few('groups', groupsLooked),
  };
}

interface Principals {
  readonly lists: PrincipalLists;
  readonly sample: readonly MailboxRow[];
}

/** Without the list of recipients nothing can be read; without users, groups or domains fewer trustees are known. */
async function recipientsCheck(
  { name }: CheckExchangeOptions,
  { lists, sample }: Principals,
  reading: Reading,
): Promise<Check> {
  if (lists.recipients instanceof SourceError) return wrong('recipients', name, problemOf(lists.recipients));
  const addresses = sample.slice(0, 1).map(({ primaryAddress }) => primaryAddress.toLowerCase());
  const held = await attempt(() => findHolders(reading, addresses));
  const failure = held instanceof SourceError ? held : unlessGone(held.failed);
  if (failure !== undefined) return wrong('recipients', name, problemOf(failure));
  const domains = reading.onPremise ? await attempt(() => askDomains(reading)) : null;
  const missing = [lists.users, lists.groups, domains].find((list) => list instanceof SourceError);
  if (missing instanceof SourceError) return wrong('recipients', name, { ...problemOf(missing), outcome: 'warning' });
  return inOrder('recipients', name);
}

/** Of the forest of a server: they stand in front of the names of accounts. */
async function askDomains(reading: Reading): Promise<void> {
  const [failure] = (await first(reading).domains(reading)).failed.values();
  if (failure !== undefined) throw failure;
}

async function membersCheck(
  { name, expandGroups }: CheckExchangeOptions,
  groups: PrincipalList,
  reading: Reading,
): Promise<Check> {
  if (!expandGroups) return inOrder('members', name, { groups: 'off' });
  if (groups instanceof SourceError) return skipped('members', name);
  const security = [...buildRecipientIndex(groups).byId.values()].find(({ kind }) => kind === 'security-group');
  if (security === undefined) return inOrder('members', name, { groups: 'none' });
  const answer = await attempt(() => askMembers(reading, [security.id]));
  const failure = answer instanceof SourceError ? answer : unlessGone(answer.failed);
  if (failure !== undefined) return wrong('members', name, problemOf(failure));
  return inOrder('members', name, { groups: 'read' });
}

/** What vanished in the meantime says nothing about rights: a reading skips it. */
export function unlessGone(failed: ReadonlyMap<string, SourceError>): SourceError | undefined {
  return [...failed.values()].find(({ code }) => code !== 'exchange-object-gone');
}

export function problemOf({ code, context }: SourceError) {
  return { code, params: context };
}

export async function attempt<T>(work: () => Promise<T>): Promise<T | SourceError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof SourceError) return error;
    throw error;
  }
}
