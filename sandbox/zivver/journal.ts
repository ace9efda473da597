/** What really happened at the server, append-only: the yardstick for "applied exactly once". It records and never decides. */

import type { WorldScimResource } from '../tenant/world.ts';

export interface Effect {
  readonly kind: 'created' | 'changed' | 'removed';
  readonly type: 'groups' | 'users';
  readonly id: string;
  readonly before: WorldScimResource | null;
  readonly after: WorldScimResource | null;
}

/** One call that may write (everything but GET), or one edit by an outside editor. */
export interface JournalEntry {
  readonly seq: number;
  /** ISO 8601, UTC. */
  readonly at: string;
  readonly by: 'client' | 'outside';
  readonly method: string;
  /** Below the base address: `/Groups/…`. */
  readonly path: string;
  readonly body: unknown;
  /** Null when nothing changed, whatever the status says (W3). */
  readonly effect: Effect | null;
  readonly status: number;
  /** Kind of the fault that struck this call; null without one. */
  readonly fault: string | null;
  /** False when the client never got the answer. */
  readonly answered: boolean;
}

/** A call that was answered with 400 or more, reads included. */
export interface RefusedCall {
  readonly seq: number;
  readonly at: string;
  readonly method: string;
  readonly path: string;
  readonly status: number;
  readonly text: string;
}

/** A call as it came in, reads included: what the server spent on its client. */
export interface Arrival {
  /** Milliseconds by the server's clock. */
  readonly at: number;
  readonly method: string;
  readonly path: string;
}

export interface JournalView {
  readonly entries: readonly JournalEntry[];
  readonly refused: readonly RefusedCall[];
  /** Calls by method, refused ones included; `total` of them all. */
  readonly calls: Readonly<Record<string, number>>;
  /** Entries of the client that changed something. */
  readonly effects: number;
}

export class Journal {
  #seq = 0;
  #entries: JournalEntry[] = [];
  #refused: RefusedCall[] = [];
  #arrivals: Arrival[] = [];
  #calls = new Map<string, number>();

  /** Every call gets a number, reads too. */
  count(arrival: Arrival): number {
    const { method } = arrival;
    this.#arrivals.push(arrival);
    this.#calls.set(method, (this.#calls.get(method) ?? 0) + 1);
    this.#seq += 1;
    return this.#seq;
  }

  /** An edit by hand is no call and is not counted. */
  nextSeq(): number {
    this.#seq += 1;
    return this.#seq;
  }

  append(entry: JournalEntry): void {
    this.#entries.push(entry);
  }

  refuse(call: RefusedCall): void {
    this.#refused.push(call);
  }

  arrivals(): readonly Arrival[] {
    return this.#arrivals;
  }

  view(after = 0): JournalView {
    const calls = Object.fromEntries(this.#calls);
    return {
      entries: this.#entries.filter((entry) => entry.seq > after),
      refused: this.#refused.filter((call) => call.seq > after),
      calls: { ...calls, total: [...this.#calls.values()].reduce((sum, count) => sum + count, 0) },
      effects: this.#entries.filter((entry) => entry.by === 'client' && entry.effect !== null).length,
    };
  }

  reset(): void {
    this.#seq = 0;
    this.#entries = [];
    this.#refused = [];
    this.#arrivals = [];
    this.#calls = new Map();
  }
}
