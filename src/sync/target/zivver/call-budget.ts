/**
 * The budget all users of one API key share: so many calls in a sliding window, so many in flight, first come first
 * served. What was used belongs to the key (key-usage.ts), the limits to who asks. It only makes callers wait; it never
 * repeats a call and knows nothing of HTTP.
 */

import { TargetError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Reservation } from '../target.ts';
import { createKeyUsage, type KeyUsage } from './key-usage.ts';

export interface CallBudgetOptions {
  readonly clock: Clock;
  /** Zivver allows 50 calls per 10 s (vendor documentation). */
  readonly calls: number;
  readonly perMs: number;
  readonly inFlight: number;
  /** A longer wait is not waited out here: it goes back to the caller as `target-rate-limited`. */
  readonly longestWaitMs: number;
}

export interface TakeOptions {
  readonly signal: AbortSignal;
  /** Called before each wait for the window, with its end. */
  readonly onWait?: (until: Date) => void;
  /** Asked right before a write is sent; see the port. */
  readonly mayLeave?: () => boolean;
  readonly reservation?: Reservation;
}

/** Permission for one call. */
export interface CallSlot {
  /** The request leaves now: from here on it counts in the window. A slot released without this did not count. */
  readonly sent: () => void;
  readonly release: () => void;
}

/** A call of the window: when it left, or was allowed to. */
type Place = { at: number };

/** How long reserved places are kept: as long as a reading justifies a write (design, check before write). */
const reservedMs = 2_000;

class Places implements Reservation {
  #places: Place[];
  readonly #until: number;
  readonly #leave: (place: Place) => void;

  constructor(places: Place[], until: number, leave: (place: Place) => void) {
    this.#places = places;
    this.#until = until;
    this.#leave = leave;
  }

  next(now: number): Place | undefined {
    if (now <= this.#until) return this.#places.shift();
    this.release();
    return undefined;
  }

  release(): void {
    for (const place of this.#places.splice(0)) this.#leave(place);
  }
}

/** A server that asks for more than this is asking for a person. */
const longestPauseMs = 3_600_000;

export class CallBudget {
  readonly #options: CallBudgetOptions;
  readonly #used: KeyUsage;

  constructor(options: CallBudgetOptions, used: KeyUsage = createKeyUsage()) {
    this.#options = options;
    this.#used = used;
  }

  /**
   * Waits for a place in flight and in the window.
   * @throws TargetError `target-rate-limited` when the wait would be too long; the signal's reason when aborted
   */
  async take(options: TakeOptions): Promise<CallSlot> {
    const place = options.reservation instanceof Places ? options.reservation.next(this.#now()) : undefined;
    if (place !== undefined) {
      await this.#waitForWindow(options, 0);
      return this.#open(place);
    }
    return await this.#inTurn(options, async () => {
      await this.#waitForPlaceInFlight(options.signal);
      await this.#waitForWindow(options, 1);
      return this.#open(this.#place());
    });
  }

  /** So many places in the window, for calls that follow each other at once. @throws as `take` does */
  async reserve(calls: number, options: TakeOptions): Promise<Reservation> {
    return await this.#inTurn(options, async () => {
      const wanted = Math.min(calls, this.#options.calls);
      await this.#waitForWindow(options, wanted);
      const places = Array.from({ length: wanted }, () => this.#place());
      return new Places(places, this.#now() + reservedMs, (place) => this.#leave(place));
    });
  }

  /** First come, first served. */
  async #inTurn<T>(options: TakeOptions, work: () => Promise<T>): Promise<T> {
    const before = this.#used.lastTurn;
    const turn = Promise.withResolvers<void>();
    this.#used.lastTurn = before.then(() => turn.promise);
    try {
      await orAborted(before, options.signal);
      return await work();
    } finally {
      turn.resolve();
    }
  }

  /** The server asked to wait, or said that nothing is left: nobody calls before then. */
  pauseFor(ms: number): void {
    this.#used.pausedUntil = Math.max(this.#used.pausedUntil, this.#now() + Math.min(ms, longestPauseMs));
  }

  async #waitForPlaceInFlight(signal: AbortSignal): Promise<void> {
    while (this.#used.flying >= this.#options.inFlight) {
      const landed = Promise.withResolvers<void>();
      this.#used.landed = landed.resolve;
      await orAborted(landed.promise, signal);
    }
  }

  /** Until so many more calls have room, and nobody asked us to wait. */
  async #waitForWindow({ signal, onWait }: TakeOptions, more: number): Promise<void> {
    for (let wait = this.#waitMs(more); wait > 0; wait = this.#waitMs(more)) {
      if (wait > this.#options.longestWaitMs) {
        throw new TargetError('target-rate-limited', `waiting for Zivver: ${wait} ms is too long to wait here`, {
          retry: { afterMs: wait },
        });
      }
      onWait?.(new Date(this.#now() + wait));
      await this.#options.clock.sleep(wait, signal);
    }
    signal.throwIfAborted();
  }

  /** 1 % is added to the window: what left 10 s apart may arrive a little closer together. */
  #waitMs(more: number): number {
    const { calls, perMs } = this.#options;
    const now = this.#now();
    const lastsMs = perMs * 1.01;
    const used = this.#used;
    used.keptMs = Math.max(used.keptMs, lastsMs);
    // A clock that was set back must not make anybody wait longer than one window
    used.window = used.window.filter((call) => now - call.at < used.keptMs);
    for (const call of used.window) call.at = Math.min(call.at, now);
    const times = used.window.map((call) => call.at).sort((a, b) => a - b);
    const mustLeave = more === 0 ? undefined : times[times.length - calls + more - 1];
    const full = mustLeave === undefined ? 0 : mustLeave + lastsMs - now;
    return Math.ceil(Math.max(full, Math.min(used.pausedUntil - now, longestPauseMs), 0));
  }

  #place(): Place {
    const place = { at: this.#now() };
    this.#used.window.push(place);
    return place;
  }

  #leave(place: Place): void {
    this.#used.window = this.#used.window.filter((each) => each !== place);
  }

  #open(call: Place): CallSlot {
    const used = this.#used;
    used.flying += 1;
    let state: 'open' | 'sent' | 'released' = 'open';
    return {
      sent: () => {
        state = 'sent';
        call.at = this.#now();
      },
      release: () => {
        if (state === 'released') return;
        if (state === 'open') this.#leave(call);
        state = 'released';
        used.flying -= 1;
        used.landed?.();
      },
    };
  }

  #now(): number {
    return this.#options.clock.now().getTime();
  }
}

async function orAborted(promise: Promise<void>, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  const stop = () => aborted.reject(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  try {
    await Promise.race([promise, aborted.promise]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
