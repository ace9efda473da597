/** When a run stops before its last item: a person's word, a denied key, ten identical failures in a row. */

import type { TargetError } from '../../errors.ts';
import type { ItemOutcome } from '../model/item.ts';
import { type Run, waitsForTarget } from '../model/run.ts';

export type StopReason = NonNullable<Run['stoppedBecause']>;

export class StopRules {
  readonly #asked: AbortSignal;
  readonly #limit: number;
  readonly #halt = new AbortController();
  /** Aborted as soon as the run is to stop: waiting and looking may be cut short, a write may not. */
  readonly signal: AbortSignal;
  #because: StopReason | null = null;
  #failures = 0;
  #lastFailure = '';

  /** @param asked aborted when a person (no reason, or a code) or the end of the program (an error) asks the run to stop */
  constructor(asked: AbortSignal, identicalFailures: number) {
    this.#asked = asked;
    this.#limit = identicalFailures;
    this.signal = AbortSignal.any([asked, this.#halt.signal]);
  }

  get requested(): boolean {
    return this.signal.aborted;
  }

  get because(): StopReason | null {
    if (this.#because !== null || !this.#asked.aborted) return this.#because;
    return { code: whoAsked(this.#asked.reason), params: {} };
  }

  stop(because: StopReason): void {
    this.#because ??= because;
    this.#halt.abort();
  }

  /** Zivver asked to wait: the run ends its turn. Whoever wanted it to end before is not overruled. */
  waitUntil(until: string): void {
    if (!this.requested) this.stop({ code: waitsForTarget, params: { until } });
  }

  /** Zivver ends the run, but where it only asks for time: then it was told to wait already. */
  stopAfter(error: TargetError): void {
    if (error.code !== 'target-rate-limited') this.stop(stopFor(error));
  }

  /** Skipped and stale items say nothing about Zivver's health; an accepted call does. */
  record(outcome: ItemOutcome): void {
    if (outcome.state === 'sent' || outcome.state === 'done') this.#failures = 0;
    if (outcome.state !== 'failed') return;
    this.#failures = outcome.code === this.#lastFailure ? this.#failures + 1 : 1;
    this.#lastFailure = outcome.code;
    if (this.#failures >= this.#limit)
      this.stop({ code: 'identical-failures', params: { failure: outcome.code, number: this.#failures } });
  }
}

/** A run that Zivver itself ends: it refuses our key, or does not even answer a reading. */
export function stopFor(error: TargetError): StopReason {
  return {
    code: error.code === 'target-key-refused' ? 'key-refused' : 'target-silent',
    params: { failure: error.code },
  };
}

function whoAsked(reason: unknown): string {
  if (typeof reason === 'string') return reason;
  return reason instanceof Error && reason.name !== 'AbortError' ? 'shut-down' : 'stopped-by-person';
}
