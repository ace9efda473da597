/** A string that must never be printed: printing, JSON and inspect give `***`. */

import { inspect } from 'node:util';
import { InternalError } from '../errors.ts';

export class Secret {
  readonly #value: string | null;

  /** @param value null: this command has no use for it, and did not ask for it */
  constructor(value: string | null) {
    this.#value = value;
  }

  /** The value itself: only where it leaves for the other side (a header, a pipe). */
  reveal(): string {
    if (this.#value === null) throw new InternalError('a secret was revealed that was not asked for');
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [inspect.custom](): string {
    return '***';
  }
}
