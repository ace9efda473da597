/**
 * One HTTP exchange with Zivver, and the one question that matters afterwards: answered, certainly not sent, or sent
 * without an answer. Never repeats, never judges a status. The only importer of undici here.
 */

import type { IncomingHttpHeaders } from 'node:http';
import { type Dispatcher, EnvHttpProxyAgent, Pool } from 'undici';

export interface Delivery {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below the base address, with a leading slash. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
  readonly signal: AbortSignal;
  readonly deadlineMs: number;
  /** The request is about to be written to the connection. */
  readonly onSent: () => void;
  /** Asked before that: when it says no, not a byte is sent. */
  readonly mayLeave: () => boolean;
}

export type DeliveryEnd =
  | {
      readonly kind: 'answered';
      readonly status: number;
      readonly headers: IncomingHttpHeaders;
      /** As it came: a list is large, and is never held as one text. */
      readonly body: readonly Buffer[];
    }
  | { readonly kind: 'withheld' }
  | { readonly kind: 'not-sent' | 'no-answer'; readonly reason: string; readonly cause: unknown };

export interface Transport {
  readonly host: string;
  readonly loopback: boolean;
  /** Never rejects. */
  deliver(delivery: Delivery): Promise<DeliveryEnd>;
  close(): Promise<void>;
}

/** A list of 100,000 accounts is about 60 MB. */
const largestAnswer = 256 * 1024 * 1024;

export function createTransport(options: { readonly url: string; readonly connections: number }): Transport {
  const url = new URL(options.url);
  const loopback = isLoopback(url.hostname);
  const dispatcher = openDispatcher(url, loopback, options.connections);
  const base = url.pathname.replace(/\/+$/, '');
  return {
    host: url.host,
    loopback,
    deliver: (delivery) => deliver(dispatcher, { ...delivery, path: base + delivery.path }, url.origin),
    close: () => dispatcher.destroy(),
  };
}

/** The proxy of the environment (HTTPS_PROXY, NO_PROXY) stands between us and Zivver, never between us and this machine. */
function openDispatcher(url: URL, loopback: boolean, connections: number): Dispatcher {
  const limits = { connections, pipelining: 1, allowH2: false, headersTimeout: 0, bodyTimeout: 0 };
  // Said here, so that no flag or variable of the process can lower it
  const tls = { minVersion: 'TLSv1.2' } as const;
  if (loopback) return new Pool(url.origin, { ...limits, connect: tls });
  return new EnvHttpProxyAgent({ ...limits, connect: tls, requestTls: tls, proxyTls: tls });
}

function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

function deliver(dispatcher: Dispatcher, delivery: Delivery, origin: string): Promise<DeliveryEnd> {
  const { promise, resolve } = Promise.withResolvers<DeliveryEnd>();
  const deadline = AbortSignal.timeout(delivery.deadlineMs);
  const stop = AbortSignal.any([delivery.signal, deadline]);
  const chunks: Buffer[] = [];
  const answer = { status: 0, headers: {} as IncomingHttpHeaders, size: 0 };
  let controller: Dispatcher.DispatchController | undefined;
  let ended = false;

  const end = (how: DeliveryEnd) => {
    ended = true;
    stop.removeEventListener('abort', onStop);
    resolve(how);
  };
  const fail = (reason: string, cause: unknown) =>
    end({ kind: controller === undefined ? 'not-sent' : 'no-answer', reason, cause });
  const onStop = () => {
    fail(deadline.aborted && !delivery.signal.aborted ? 'deadline' : 'aborted', stop.reason);
    controller?.abort(new Error('given up'));
  };

  if (stop.aborted) {
    onStop();
    return promise;
  }
  stop.addEventListener('abort', onStop, { once: true });
  const { method, path, headers, body } = delivery;
  try {
    dispatcher.dispatch(
      { origin, method, path, headers, body },
      {
        // undici calls this right before it writes the request; aborting here means not a byte was sent
        onRequestStart: (started) => {
          if (ended) return started.abort(new Error('given up before it was sent'));
          if (!delivery.mayLeave()) {
            end({ kind: 'withheld' });
            return started.abort(new Error('withheld'));
          }
          controller = started;
          delivery.onSent();
        },
        onResponseStart: (_, status, responseHeaders) => {
          answer.status = status;
          answer.headers = responseHeaders;
        },
        onResponseData: (started, chunk) => {
          chunks.push(chunk);
          answer.size += chunk.length;
          if (answer.size > largestAnswer) started.abort(new Error('the answer is too large'));
        },
        onResponseEnd: () => {
          end({ kind: 'answered', status: answer.status, headers: answer.headers, body: chunks });
        },
        onResponseError: (_, error) => fail(reasonOf(error), error),
      },
    );
  } catch (error) {
    fail(reasonOf(error), error);
  }
  return promise;
}

/** ECONNREFUSED, CERT_HAS_EXPIRED, UND_ERR_SOCKET …: short, and free of anything that was sent. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
