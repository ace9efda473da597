/**
 * The budget all users of one API key share: so many calls in a sliding window, so many in flight, first come first
 * served. It only makes callers wait; it never repeats a call and knows nothing of HTTP.
 */

import { TargetError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';

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
}

/** Permission for one call. */
export interface CallSlot {
  /** The request leaves now: from here on it counts in the window. A slot released without this did not count. */
  readonly sent: () => void;
  readonly release: () => void;
}

/** A server that asks for more than this is asking for a person. */
const longestPauseMs = 3_600_000;

export class CallBudget {
  readonly #options: CallBudgetOptions;
  /** When each call of the last window left (or was allowed to leave). */
  #window: { at: number }[] = [];
  #flying = 0;
  #pausedUntil = 0;
  #landed: (() => void) | undefined;
  #lastTurn: Promise<void> = Promise.resolve();

  constructor(options: CallBudgetOptions) {
    this.#options = options;
  }

  /**
   * Waits for a place in flight and in the window.
   * @throws TargetError `target-rate-limited` when the wait would be too long; the signal's reason when aborted
   */
  async take(options: TakeOptions): Promise<CallSlot> {
    const before = this.#lastTurn;
    const turn = Promise.withResolvers<void>();
    this.#lastTurn = before.then(() => turn.promise);
    try {
      await orAborted(before, options.signal);
      await this.#waitForPlaceInFlight(options.signal);
      await this.#waitForWindow(options);
      return this.#open();
    } finally {
      turn.resolve();
    }
  }

  /** The server asked to wait, or said that nothing is left: nobody calls before then. */
  pauseFor(ms: number): void {
    this.#pausedUntil = Math.max(this.#pausedUntil, this.#now() + Math.min(ms, longestPauseMs));
  }

  async #waitForPlaceInFlight(signal: AbortSignal): Promise<void> {
    if (this.#flying < this.#options.inFlight) return;
    const landed = Promise.withResolvers<void>();
    this.#landed = landed.resolve;
    await orAborted(landed.promise, signal);
  }

  async #waitForWindow({ signal, onWait }: TakeOptions): Promise<void> {
    for (let wait = this.#waitMs(); wait > 0; wait = this.#waitMs()) {
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
  #waitMs(): number {
    const { calls, perMs } = this.#options;
    const now = this.#now();
    const lastsMs = perMs * 1.01;
    // A clock that was set back must not make anybody wait longer than one window
    this.#window = this.#window.filter((call) => now - call.at < lastsMs);
    for (const call of this.#window) call.at = Math.min(call.at, now);
    const times = this.#window.map((call) => call.at).sort((a, b) => a - b);
    const mustLeave = times[times.length - calls];
    const full = mustLeave === undefined ? 0 : mustLeave + lastsMs - now;
    return Math.ceil(Math.max(full, Math.min(this.#pausedUntil - now, longestPauseMs), 0));
  }

  #open(): CallSlot {
    const call = { at: this.#now() };
    this.#window.push(call);
    this.#flying += 1;
    let state: 'open' | 'sent' | 'released' = 'open';
    return {
      sent: () => {
        state = 'sent';
        call.at = this.#now();
      },
      release: () => {
        if (state === 'released') return;
        if (state === 'open') this.#window = this.#window.filter((each) => each !== call);
        state = 'released';
        this.#flying -= 1;
        this.#landed?.();
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
