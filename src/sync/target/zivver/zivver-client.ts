/**
 * Calls to Zivver with its rules: shared budget, deadlines, statuses turned into codes, reads repeated by one table,
 * writes never. A write can only go to /Groups: its path is built here from an account's id and from nothing else.
 */

import { type ErrorContext, InternalError, type Retry, TargetError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Reservation, TargetCode } from '../target.ts';
import type { CallBudget, TakeOptions } from './call-budget.ts';
import { waitAskedFor, waitUntilReset } from './rate-hints.ts';
import { refusalOf } from './refusal-texts.ts';
import type { Delivery, DeliveryEnd, Transport } from './transport.ts';

/** What may be read. Personal accounts are read and never written. */
export interface ListRead {
  readonly list: 'Groups' | 'Users';
  readonly page?: { readonly startIndex: number; readonly count: number };
}
type ZivverRead = ListRead | { readonly groupId: string };

/** What may be written: functional accounts. There is no way to name a personal account here. */
export type GroupWrite =
  | { readonly verb: 'POST'; readonly body: object }
  | { readonly verb: 'PUT' | 'PATCH'; readonly groupId: string; readonly body: object }
  | { readonly verb: 'DELETE'; readonly groupId: string };

export interface ZivverClient {
  /** The body of a 2xx answer. */
  read(read: { readonly groupId: string }, options: TakeOptions): Promise<string>;
  /** The same, in the pieces in which it came. */
  readList(read: ListRead, options: TakeOptions): Promise<readonly Buffer[]>;
  /** The body of a 2xx answer. Sent at most once. */
  write(write: GroupWrite, options: TakeOptions): Promise<string>;
  reserve(calls: number, options: TakeOptions): Promise<Reservation>;
  clockDifferenceMs(): number | null;
}

export interface ZivverClientOptions {
  readonly transport: Transport;
  /** The budget of the key a call is made with. */
  readonly budgetOf: (key: string) => CallBudget;
  readonly clock: Clock;
  /** Asked anew for each call; never kept, logged or put into an error. */
  readonly apiKey: () => string;
  readonly userAgent: string;
  readonly deadlineMs: number;
  /** Lists hold a whole organisation. */
  readonly listDeadlineMs: number;
}

type Request = Pick<Delivery, 'method' | 'path' | 'body' | 'deadlineMs'> & { readonly mediaType: string | null };

/** How often a read is tried in all. The pauses between: 0.5, 1, 2 s, or what Zivver asked for. */
const readTries = 4;

/** When a 429 says nothing about waiting: Zivver's window (vendor documentation). */
const windowMs = 10_000;

export function createZivverClient(given: ZivverClientOptions): ZivverClient {
  let clockDifferenceMs: number | null = null;
  const { transport, clock } = given;
  const deliver: Transport['deliver'] = async (delivery) => {
    const end = await transport.deliver(delivery);
    const date = end.kind === 'answered' ? Date.parse(end.headers.date ?? '') : Number.NaN;
    if (!Number.isNaN(date)) clockDifferenceMs = date - clock.now().getTime();
    return end;
  };
  const options = { ...given, transport: { ...transport, deliver } };
  async function readRepeatedly(read: ZivverRead, call: TakeOptions): Promise<readonly Buffer[]> {
    const request = readRequest(read, options);
    for (let tried = 1; ; tried += 1) {
      try {
        return await sendOnce(request, call, options);
      } catch (error) {
        call.signal.throwIfAborted();
        if (!(error instanceof TargetError) || tried === readTries) throw error;
        await pauseBeforeRepeat(error, tried, call.signal, options.clock);
      }
    }
  }

  return {
    read: async (read, call) => textOf(await readRepeatedly(read, call)),
    readList: readRepeatedly,
    reserve: (calls, call) => options.budgetOf(usableKey(options.apiKey())).reserve(calls, call),
    async write(write, call) {
      return textOf(await sendOnce(writeRequest(write, options.deadlineMs), call, options));
    },
    clockDifferenceMs: () => clockDifferenceMs,
  };
}

function readRequest(read: ZivverRead, options: ZivverClientOptions): Request {
  const request = { method: 'GET', body: null, mediaType: null } as const;
  if ('groupId' in read) return { ...request, path: groupPath(read.groupId), deadlineMs: options.deadlineMs };
  const query = read.page === undefined ? '' : `?startIndex=${read.page.startIndex}&count=${read.page.count}`;
  return { ...request, path: `/${read.list}${query}`, deadlineMs: options.listDeadlineMs };
}

function writeRequest(write: GroupWrite, deadlineMs: number): Request {
  const method = write.verb;
  if (method === 'DELETE') return { method, path: groupPath(write.groupId), body: null, mediaType: null, deadlineMs };
  const body = JSON.stringify(write.body);
  if (method === 'POST') return { method, path: '/Groups', body, mediaType: 'application/json', deadlineMs };
  // PATCH with another type answers 415, and with another Accept 406 (seen in public clients)
  const mediaType = method === 'PATCH' ? 'application/scim+json' : 'application/json';
  return { method, path: groupPath(write.groupId), body, mediaType, deadlineMs };
}

function groupPath(id: string): string {
  if (!/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(id)) throw new InternalError('the id of an account is no UUID');
  return `/Groups/${encodeURIComponent(id)}`;
}

async function sendOnce(request: Request, call: TakeOptions, options: ZivverClientOptions): Promise<readonly Buffer[]> {
  const key = usableKey(options.apiKey());
  const budget = options.budgetOf(key);
  const slot = await takeSlot(request, call, budget);
  const headers = {
    authorization: `Bearer ${key}`,
    accept: request.method === 'PATCH' ? 'application/scim+json' : 'application/scim+json, application/json',
    'user-agent': options.userAgent,
    ...(request.mediaType === null ? {} : { 'content-type': request.mediaType }),
  };
  const { method, path, body, deadlineMs } = request;
  const { mayLeave = () => true } = call;
  const delivery = { method, path, headers, body, deadlineMs, signal: call.signal, onSent: slot.sent, mayLeave };
  const end = await options.transport.deliver(delivery).finally(slot.release);
  if (end.kind === 'withheld') throw new TargetError('target-withheld', `${method} was withheld at the last moment`);
  if (end.kind !== 'answered') {
    if (request.method === 'GET') call.signal.throwIfAborted();
    throw undelivered(request, end, options.transport.host);
  }
  const { status } = end;
  if (status >= 200 && status < 300) {
    budget.pauseFor(waitUntilReset(end.headers) ?? 0);
    return end.body;
  }
  const text = textOf(end.body);
  const waitMs = waitAskedFor(end.headers, text, options.clock.now());
  if (status === 429 || status >= 500) budget.pauseFor(waitMs ?? (status === 429 ? windowMs : 0));
  // What Zivver says is quoted to people, and it might quote the key
  throw refused(request, { status, said: text.replaceAll(key, '***'), waitMs, isPage: isPage(end.headers, text) });
}

function textOf(body: readonly Buffer[]): string {
  return Buffer.concat(body).toString('utf8');
}

/** A write that gives up before it leaves says so by `target-unreachable`; a read hands on the signal's reason. */
async function takeSlot(request: Request, call: TakeOptions, budget: CallBudget) {
  try {
    return await budget.take(call);
  } catch (error) {
    if (request.method === 'GET' || error instanceof TargetError) throw error;
    const context = { reason: 'aborted' };
    throw new TargetError('target-unreachable', `${request.method} was stopped before it was sent`, {
      context,
      cause: error,
    });
  }
}

/** Stray spaces are a known cause of 401 (vendor documentation); a line break would break the header. */
function usableKey(key: string): string {
  const trimmed = key.trim();
  if (/^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new TargetError('target-key-refused', 'the API key is empty or has characters that no key has');
}

function undelivered(request: Request, end: Extract<DeliveryEnd, { reason: string }>, host: string): TargetError {
  const { reason, cause } = end;
  const fail = (code: TargetCode, retry: Retry, how: string) =>
    new TargetError(code, `${request.method} at ${host} ${how}: ${reason}`, {
      retry,
      context: { host, reason },
      cause,
    });
  if (end.kind === 'not-sent') return fail('target-unreachable', 'backoff', 'was not sent');
  if (request.method === 'GET') return fail('target-unavailable', 'backoff', 'got no answer');
  return fail('target-outcome-unknown', 'never', 'was sent and got no answer');
}

interface RefusedAnswer {
  readonly status: number;
  readonly said: string;
  readonly waitMs: number | undefined;
  /** A page for browsers: somebody on the way answered, not Zivver. */
  readonly isPage: boolean;
}

function isPage(headers: Extract<DeliveryEnd, { kind: 'answered' }>['headers'], text: string): boolean {
  return /\bhtml\b/i.test(headers['content-type'] ?? '') || /^\s*</.test(text);
}

/** The table of statuses. 408 means the server gave up on us, as 5xx does. */
function refused(request: Request, { status, said, waitMs, isPage }: RefusedAnswer): TargetError {
  const fail = (code: TargetCode, retry: Retry, context: ErrorContext = {}) =>
    new TargetError(code, `${request.method} was answered with ${status}`, { retry, context: { status, ...context } });
  if (status === 429) return fail('target-rate-limited', { afterMs: waitMs ?? windowMs });
  if (status === 401 || status === 403) return fail('target-key-refused', 'never');
  if (status === 408 || status >= 500) {
    const retry = waitMs === undefined ? 'backoff' : { afterMs: waitMs };
    return fail('target-unavailable', request.method === 'GET' ? retry : 'never');
  }
  if (status < 400 || isPage) return fail('target-unexpected-answer', 'never');
  const { code, context } = refusalOf(said);
  return fail(code, 'never', context);
}

/** What Zivver asked for is waited out in the budget, which also knows when a wait is too long. */
async function pauseBeforeRepeat(error: TargetError, tried: number, signal: AbortSignal, clock: Clock): Promise<void> {
  if (error.retry === 'never') throw error;
  if (error.retry === 'backoff') await clock.sleep(250 * 2 ** tried, signal);
}
