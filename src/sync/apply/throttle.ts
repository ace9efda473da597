/** When Zivver says "wait", every lane waits. Nothing is sent before the told time, and people see until when. */

import type { Clock } from '../../platform/clock.ts';
import { slept } from './keep-lease.ts';

export class Throttle {
  readonly #clock: Clock;
  readonly #onWait: (until: string) => void;
  #until = 0;

  constructor(clock: Clock, onWait: (until: string) => void) {
    this.#clock = clock;
    this.#onWait = onWait;
  }

  holdFor(ms: number): void {
    this.#until = Math.max(this.#until, this.#clock.now().getTime() + ms);
    this.#onWait(new Date(this.#until).toISOString());
  }

  /** Resolves when sending is allowed; false when the signal cut the wait short. */
  async pass(signal: AbortSignal): Promise<boolean> {
    for (let left = this.#left(); left > 0; left = this.#left()) {
      if (!(await slept(this.#clock, left, signal))) return false;
    }
    return !signal.aborted;
  }

  #left(): number {
    return this.#until - this.#clock.now().getTime();
  }
}
