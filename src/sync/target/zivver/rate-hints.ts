/** What an answer says about waiting. Whether Zivver sends these headers is unknown: they are honoured if they come. */

import type { IncomingHttpHeaders } from 'node:http';
import { z } from 'zod';

const bucketBody = z.object({ emptiedBucketDetails: z.object({ windowSeconds: z.number().positive() }) });

/** How long to wait after a 429 or 503: Retry-After, else RateLimit-Reset, else the window in the body. Undefined when not said. */
export function waitAskedFor(headers: IncomingHttpHeaders, body: string, now: Date): number | undefined {
  return retryAfterMs(headers, now) ?? secondsOf(headers['ratelimit-reset']) ?? windowOf(body);
}

/** An answer that went well but says that nothing is left until the reset. */
export function waitUntilReset(headers: IncomingHttpHeaders): number | undefined {
  if (secondsOf(headers['ratelimit-remaining']) !== 0) return undefined;
  return secondsOf(headers['ratelimit-reset']);
}

function retryAfterMs(headers: IncomingHttpHeaders, now: Date): number | undefined {
  const value = headers['retry-after'];
  const inSeconds = secondsOf(value);
  if (inSeconds !== undefined || value === undefined) return inSeconds;
  // Date.parse takes almost anything; an HTTP date begins with its day (RFC 9110)
  const date = /^[A-Z][a-z]{2,8}, /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(date) ? undefined : Math.max(0, date - now.getTime());
}

/** `7`, or `7;w=10` as in the drafts of the RateLimit headers; in milliseconds. */
function secondsOf(value: string | string[] | undefined): number | undefined {
  const digits = /^\s*(\d{1,9})(\s*;.*)?\s*$/.exec(String(value ?? ''))?.[1];
  return digits === undefined ? undefined : Number(digits) * 1000;
}

function windowOf(body: string): number | undefined {
  try {
    return bucketBody.parse(JSON.parse(body)).emptiedBucketDetails.windowSeconds * 1000;
  } catch {
    return undefined;
  }
}
