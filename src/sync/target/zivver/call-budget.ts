/**
 * The budget all users of one API key share: so many calls in a sliding window, so many in flight, first come first
 * served. What was used belongs to the key (key-usage.ts), the limits to who asks. It only makes callers wait; it never
 * repeats a call and knows nothing of HTTP.
 */

import { TargetError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Reservation } from '../target.ts';
import { createKeyUsage, type KeyUsage } from './key-usage.ts';
import { ReservedPlaces } from './reserved-places.ts';
import { earliestStart, fastestOf, type Place, timeOf } from './sending-window.ts';

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

/** How long reserved places are kept: as long as a reading justifies a write (design, check before write). */
const reservedMs = 2_000;
/** How far ahead a second place may be promised: whoever waits for it stays far within that time. */
const longestGapMs = 500;

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
    const reserved = options.reservation instanceof ReservedPlaces ? options.reservation.next(this.#now()) : undefined;
    if (reserved !== undefined) {
      const { place, gapMs } = reserved;
      if (gapMs !== null) this.#learnGap(gapMs);
      await this.#wait(options, () => this.#startOf(place));
      return this.#open(place);
    }
    return await this.#inTurn(options, async () => {
      await this.#waitForPlaceInFlight(options.signal);
      await this.#wait(options, () => this.#start([0]));
      return this.#open(this.#placeAt(this.#now(), Number.POSITIVE_INFINITY));
    });
  }

  /**
   * So many places in the window, for calls that follow each other at once: the first may leave now, each other one
   * when it will be asked for. Were they all free now, they would lie idle while the call before is under way.
   * @throws as `take` does
   */
  async reserve(calls: number, options: TakeOptions): Promise<Reservation> {
    return await this.#inTurn(options, async () => {
      const wanted = Math.min(calls, this.#options.calls);
      const offsets = () => Array.from({ length: wanted }, (_, index) => index * this.#used.gapMs);
      await this.#wait(options, () => this.#start(offsets()));
      const now = this.#now();
      const places = offsets().map((offset) => this.#placeAt(now + offset, now + reservedMs));
      return new ReservedPlaces(places, now, (place) => this.#leave(place));
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

  /** Until that time has come, and nobody asked us to wait. */
  async #wait({ signal, onWait }: TakeOptions, startAt: () => number): Promise<void> {
    for (let wait = this.#waitMs(startAt()); wait > 0; wait = this.#waitMs(startAt())) {
      if (wait > this.#options.longestWaitMs) {
        throw new TargetError('target-rate-limited', `waiting for Zivver: ${wait} ms is too long to wait here`, {
          retry: { afterMs: wait },
        });
      }
      onWait?.(new Date(this.#options.clock.now().getTime() + wait));
      await this.#options.clock.sleep(wait, signal);
    }
    signal.throwIfAborted();
  }

  #waitMs(startAt: number): number {
    const now = this.#now();
    return Math.ceil(Math.max(startAt - now, this.#used.pausedUntil - now, 0));
  }

  /** When calls may leave at these offsets. */
  #start(offsets: readonly number[], without?: Place): number {
    const now = this.#now();
    const used = this.#used;
    const lastsMs = this.#lastsMs();
    used.keptMs = Math.max(used.keptMs, lastsMs);
    const moment = { now, fastestMs: fastestOf(used.window) };
    used.window = used.window.filter((place) => now - timeOf(place, moment) < used.keptMs);
    const taken = used.window.filter((place) => place !== without).map((place) => timeOf(place, moment));
    taken.sort((a, b) => a - b);
    return earliestStart(taken, offsets, { calls: this.#options.calls, lastsMs }, now);
  }

  /** A promised place may be used as soon as there is room, and when it was promised for in any case. */
  #startOf(place: Place): number {
    const free = this.#start([0], place);
    return this.#now() > place.until ? free : Math.min(free, place.at);
  }

  /** 1 % is added to the window: what left 10 s apart may arrive a little closer together. */
  #lastsMs(): number {
    return Math.ceil(this.#options.perMs * 1.01);
  }

  #learnGap(gapMs: number): void {
    const used = this.#used;
    used.gapMs = Math.round(0.8 * used.gapMs + 0.2 * Math.min(gapMs, longestGapMs));
  }

  #placeAt(at: number, until: number): Place {
    const place = { at, until, left: false, tookMs: null };
    this.#used.window.push(place);
    return place;
  }

  #leave(place: Place): void {
    this.#used.window = this.#used.window.filter((each) => each !== place);
  }

  #open(place: Place): CallSlot {
    const used = this.#used;
    used.flying += 1;
    place.until = Number.POSITIVE_INFINITY;
    if (!used.window.includes(place)) used.window.push(place);
    let state: 'open' | 'sent' | 'released' = 'open';
    return {
      sent: () => {
        state = 'sent';
        Object.assign(place, { at: this.#now(), left: true });
      },
      release: () => {
        if (state === 'released') return;
        if (state === 'open') this.#leave(place);
        else place.tookMs = this.#now() - place.at;
        state = 'released';
        used.flying -= 1;
        used.landed?.();
      },
    };
  }

  /** Zivver counts by its own clock: ours must not jump with what somebody sets. */
  #now(): number {
    return this.#options.clock.monotonic();
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
