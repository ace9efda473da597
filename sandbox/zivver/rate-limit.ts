/** So many calls in any stretch of time, for all users of the key together. Knows nothing of HTTP but its 429 body. */

import type { Clock } from '../../src/platform/clock.ts';
import type { Answer } from './answer.ts';

export interface Rate {
  readonly calls: number;
  readonly perMs: number;
}

/** Zivver's documented budget (R). */
export const zivverRate: Rate = { calls: 50, perMs: 10_000 };

/** A sliding window. Refused calls do not count: whether they do at Zivver is unknown (I). */
export class RateLimit {
  readonly #rate: Rate | null;
  readonly #clock: Clock;
  #taken: number[] = [];

  constructor(rate: Rate | null, clock: Clock) {
    this.#rate = rate;
    this.#clock = clock;
  }

  /** Takes one call from the budget; when it is empty, the milliseconds until one is free. */
  take(): { readonly ok: true } | { readonly ok: false; readonly freeInMs: number } {
    if (this.#rate === null) return { ok: true };
    const now = this.#clock.now().getTime();
    const from = now - this.#rate.perMs;
    this.#taken = this.#taken.filter((at) => at > from);
    const [oldest] = this.#taken;
    if (oldest !== undefined && this.#taken.length >= this.#rate.calls) return { ok: false, freeInMs: oldest - from };
    this.#taken.push(now);
    return { ok: true };
  }

  reset(): void {
    this.#taken = [];
  }
}

/** The documented body (R). Whether headers come with it is unknown, so they are a switch. */
export function tooManyRequests(rate: Rate, retryAfterSeconds: number | null): Answer {
  return {
    status: 429,
    contentType: 'application/json',
    body: JSON.stringify({
      code: 429,
      message: 'Too Many Requests',
      emptiedBucketDetails: { limiterId: 'cab', budget: rate.calls, windowSeconds: rate.perMs / 1000 },
      reference: 'https://datatracker.ietf.org/doc/html/draft-polli-ratelimit-headers-02',
    }),
    ...(retryAfterSeconds !== null && { headers: { 'Retry-After': String(retryAfterSeconds) } }),
  };
}
