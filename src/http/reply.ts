/** What a route answers, as data; and the one place that writes it to restify's response. */

import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setImmediate as turn } from 'node:timers/promises';
import type { Response } from 'restify';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Pieces are sent one by one, as fast as they are taken: between two of them everybody else has a turn. */
  readonly body: string | Buffer | Iterable<string>;
}

/** On every answer: nobody guesses types, nothing is kept, nothing is framed, no address leaks onwards. */
const always = {
  'Cache-Control': 'no-store',
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'X-Frame-Options': 'DENY',
} as const;

export const pagePolicy =
  "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";
/** A report has a script of its own (search and sort). Sandboxed: it has no origin, so it can reach nothing of ours. */
export const reportPolicy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; form-action 'none'; frame-ancestors 'none'; base-uri 'none'; sandbox allow-scripts allow-downloads";

export function jsonReply(status: number, value: unknown): Reply {
  return { status, headers: { 'Content-Type': 'application/json; charset=utf-8' }, body: JSON.stringify(value) };
}

export function emptyReply(status: number): Reply {
  return { status, headers: {}, body: '' };
}

export function pageReply(status: number, html: string): Reply {
  return {
    status,
    headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': pagePolicy },
    body: html,
  };
}

/** @throws when the connection ends before all of it was sent */
export async function send(response: Response, { status, headers, body }: Reply): Promise<void> {
  if (typeof body === 'string' || Buffer.isBuffer(body)) {
    // `sendRaw` and not `writeHead`: restify must know that it was answered, or it answers an error again itself.
    response.sendRaw(status, body, { ...always, ...headers });
    return;
  }
  response.writeHead(status, { ...always, ...headers });
  await pipeline(Readable.from(inTurn(body), { objectMode: false }), response);
}

async function* inTurn(pieces: Iterable<string>): AsyncGenerator<string> {
  for (const piece of pieces) {
    await turn();
    yield piece;
  }
}
