/**
 * The budget all users of one API key share: so many calls in a sliding window, so many in flight, first come first
 * served. What was used belongs to the key (key-usage.ts), the limits to who asks. It only makes callers wait; it never
 * repeats a call and knows nothing of HTTP.
 */

import { TargetError } from '../../../errors.ts';
import type { Clock } from '../../../platform/clock.ts';
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
    const before = this.#used.lastTurn;
    const turn = Promise.withResolvers<void>();
    this.#used.lastTurn = before.then(() => turn.promise);
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
    this.#used.pausedUntil = Math.max(this.#used.pausedUntil, this.#now() + Math.min(ms, longestPauseMs));
  }

  async #waitForPlaceInFlight(signal: AbortSignal): Promise<void> {
    while (this.#used.flying >= this.#options.inFlight) {
      const landed = Promise.withResolvers<void>();
      this.#used.landed = landed.resolve;
      await orAborted(landed.promise, signal);
    }
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
    const used = this.#used;
    used.keptMs = Math.max(used.keptMs, lastsMs);
    // A clock that was set back must not make anybody wait longer than one window
    used.window = used.window.filter((call) => now - call.at < used.keptMs);
    for (const call of used.window) call.at = Math.min(call.at, now);
    const times = used.window.map((call) => call.at).sort((a, b) => a - b);
    const mustLeave = times[times.length - calls];
    const full = mustLeave === undefined ? 0 : mustLeave + lastsMs - now;
    return Math.ceil(Math.max(full, Math.min(used.pausedUntil - now, longestPauseMs), 0));
  }

  #open(): CallSlot {
    const call = { at: this.#now() };
    const used = this.#used;
    used.window.push(call);
    used.flying += 1;
    let state: 'open' | 'sent' | 'released' = 'open';
    return {
      sent: () => {
        state = 'sent';
        call.at = this.#now();
      },
      release: () => {
        if (state === 'released') return;
        if (state === 'open') used.window = used.window.filter((each) => each !== call);
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
