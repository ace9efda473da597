/**
 * When Zivver says "wait", every lane waits. Nothing is sent before the told time, and people see until when. A long wait
 * is not sat out here: who is told of it ends the run's turn.
 */

import { TargetError } from '../../errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { slept } from './keep-lease.ts';

/** A server that asks for more is asked again after this time. */
const mostMs = 3_600_000;

export interface ThrottleOptions {
  readonly clock: Clock;
  readonly longestMs: number;
  /** A wait that is sat out; until when. */
  readonly onWait: (until: string) => void;
  /** One that is not. */
  readonly onLongWait: (until: string) => void;
}

export class Throttle {
  readonly #options: ThrottleOptions;
  /** On the monotonic clock: one that is set forward must not make us ask before the time, nor one set back wait for hours. */
  #until = 0;

  constructor(options: ThrottleOptions) {
    this.#options = options;
  }

  holdFor(ms: number): void {
    const { clock, longestMs, onWait, onLongWait } = this.#options;
    this.#until = Math.max(this.#until, clock.monotonic() + Math.min(ms, mostMs));
    const until = new Date(clock.now().getTime() + this.#left()).toISOString();
    if (this.#left() > longestMs) onLongWait(until);
    else onWait(until);
  }

  /** @throws TargetError while a long wait lasts: then nobody asks */
  refuseLongWait(): void {
    const left = this.#left();
    if (left > this.#options.longestMs)
      throw new TargetError('target-rate-limited', `waiting for Zivver: ${left} ms is too long to wait here`, {
        retry: { afterMs: left },
      });
  }

  /** Resolves when sending is allowed; false when the signal cut the wait short. */
  async pass(signal: AbortSignal): Promise<boolean> {
    for (let left = this.#left(); left > 0 && !signal.aborted; left = this.#left()) {
      if (!(await slept(this.#options.clock, left, signal))) return false;
    }
    return !signal.aborted;
  }

  #left(): number {
    return Math.ceil(this.#until - this.#options.clock.monotonic());
  }
}
