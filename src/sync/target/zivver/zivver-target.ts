/** The target adapter for Zivver: each method of the port is one call (lists that come short are the exception). */

import { TargetError } from '../../../errors.ts';
import { type Clock, systemClock } from '../../../platform/clock.ts';
import type { FunctionalAccount, ZivverPerson } from '../../model/functional-account.ts';
import type { Progress } from '../../model/progress.ts';
import type { Target, TargetOptions } from '../target.ts';
import { CallBudget } from './call-budget.ts';
import { usageOfKey } from './key-usage.ts';
import { listOf } from './list-of.ts';
import { readList, type WholeList } from './read-list.ts';
import { saysUnknownAccount } from './refusal-texts.ts';
import { createBody, emptyMembersBody, updateBody } from './scim-bodies.ts';
import { accountOf, createdAccountIn, json, personOf } from './scim-resources.ts';
import { createTransport } from './transport.ts';
import { createZivverClient, type ZivverClient } from './zivver-client.ts';

export interface ZivverTargetOptions {
  /** Base address of the provisioning API, such as https://app.zivver.com/api/scim/v2; plain http on loopback only. */
  readonly url: string;
  readonly apiKey: () => string;
  readonly name?: string;
  /** Budget shared by all clients of this process with the same key; the vendor allows 50 calls per 10 s. */
  readonly rate?: { readonly calls: number; readonly perMs: number };
  readonly inFlight?: number;
  readonly clock?: Clock;
  readonly userAgent?: string;
  readonly deadlineMs?: number;
  readonly listDeadlineMs?: number;
  /** Waits longer than this come back as `target-rate-limited` instead of being waited out. */
  readonly longestWaitMs?: number;
}

/** @throws TargetError `target-url-insecure` for an address that would carry the key unencrypted */
export function createZivverTarget(options: ZivverTargetOptions): Target {
  const { rate = { calls: 50, perMs: 10_000 }, inFlight = 4, clock = systemClock } = options;
  const transport = createTransport({ url: options.url, connections: inFlight });
  if (!transport.loopback && !options.url.startsWith('https://')) {
    throw new TargetError('target-url-insecure', 'the address of Zivver is not https', {
      context: { host: transport.host },
    });
  }
  const { host } = transport;
  const longestWaitMs = options.longestWaitMs ?? Math.max(15_000, rate.perMs * 1.5);
  const client = createZivverClient({
    transport,
    budgetOf: (key) => new CallBudget({ clock, ...rate, inFlight, longestWaitMs }, usageOfKey(clock, host, key)),
    clock,
    apiKey: options.apiKey,
    userAgent: options.userAgent ?? 'Countersign',
    deadlineMs: options.deadlineMs ?? 10_000,
    listDeadlineMs: options.listDeadlineMs ?? 120_000,
  });
  return targetOn(client, {
    name: options.name ?? 'Zivver',
    loopback: transport.loopback,
    clock,
    close: () => transport.close(),
  });
}

interface Surroundings extends Pick<Target, 'name' | 'loopback' | 'close'> {
  readonly clock: Clock;
}

function targetOn(client: ZivverClient, { name, loopback, clock, close }: Surroundings): Target {
  return {
    name,
    loopback,
    close,
    clockDifferenceMs: () => client.clockDifferenceMs(),

    async read(options) {
      const takenAt = clock.now().toISOString();
      const accounts = await readAll(client, name, accountList, options);
      const people = await readAll(client, name, peopleList, options);
      const completeness = { accounts: accounts.completeness, people: people.completeness };
      return { takenAt, accounts: accounts.entries, people: people.entries, completeness };
    },

    async listAccounts(options) {
      const { entries, completeness } = await readAll(client, name, accountList, options);
      if (completeness.complete) return entries;
      const { have, expected } = completeness;
      throw new TargetError('target-list-short', 'Zivver gave fewer accounts than it stated', {
        retry: 'backoff',
        context: { have, expected },
      });
    },

    async readAccount(id, options) {
      const body = await client.read({ groupId: id }, options).catch((error: unknown) => absentIfSaid(error, id));
      return body === undefined ? undefined : accountOf(json(body, 'Groups'), 'Groups');
    },

    async create(draft, options) {
      const body = await client.write({ verb: 'POST', body: createBody(draft) }, options);
      const created = createdAccountIn(body);
      if (created !== undefined) return created;
      throw new TargetError('target-outcome-unknown', 'the account was created and the answer does not say its id');
    },

    async update(current, write, options) {
      const put = { verb: 'PUT', groupId: current.id, body: updateBody(current, write) } as const;
      await client.write(put, options).catch((error: unknown) => {
        throw write.address === undefined ? error : namingReaddress(error);
      });
    },

    async emptyMembers(id, options) {
      await client.write({ verb: 'PATCH', groupId: id, body: emptyMembersBody }, options);
    },

    async delete(id, options) {
      await client.write({ verb: 'DELETE', groupId: id }, options);
    },

    reserve: (calls, options) => client.reserve(calls, options),
  };
}

interface ListKind<T> {
  readonly what: 'accounts' | 'people';
  readonly list: 'Groups' | 'Users';
  readonly parse: (resource: unknown, where: string) => T;
}
const accountList: ListKind<FunctionalAccount> = { what: 'accounts', list: 'Groups', parse: accountOf };
const peopleList: ListKind<ZivverPerson> = { what: 'people', list: 'Users', parse: personOf };

async function readAll<T extends { readonly id: string }>(
  client: ZivverClient,
  where: string,
  { what, list, parse }: ListKind<T>,
  { signal, onProgress }: TargetOptions,
): Promise<WholeList<T>> {
  const say = (progress: Partial<Progress>) =>
    onProgress?.({ step: 'read', what, done: 0, total: null, where, waitingUntil: null, ...progress });
  say({});
  return await readList<T>({
    fetch: async (page) => {
      const onWait = (until: Date) => say({ waitingUntil: until.toISOString() });
      const body = await client.readList({ list, ...(page === undefined ? {} : { page }) }, { signal, onWait });
      return listOf(body, list, parse);
    },
    onProgress: (done, total) => say({ done, total }),
  });
}

/** Whether an address can be changed at all is unknown: a refusal for no known reason is taken to be about that. */
function namingReaddress(error: unknown): unknown {
  if (!(error instanceof TargetError) || error.code !== 'target-refused') return error;
  const { message, context, cause } = error;
  return new TargetError('target-readdress-refused', message, { context, cause });
}

/**
 * An unknown id is answered with 400 and a text, not with 404 (seen in public clients). The status alone proves nothing:
 * a proxy on the way has its own 404.
 */
function absentIfSaid(error: unknown, id: string): undefined {
  if (!(error instanceof TargetError) || error.code !== 'target-refused') throw error;
  const { status, said } = error.context;
  if (saysUnknownAccount(String(said), id)) return undefined;
  throw new TargetError('target-unexpected-answer', `reading an account was answered with ${String(status)}`, {
    context: { status: String(status), where: 'Groups', expected: 'an account, or that there is none' },
    cause: error,
  });
}
