/** Places that one caller keeps in the window until its calls come for them, in order. It does not wait and counts nothing. */

import type { Reservation } from '../target.ts';
import type { Place } from './sending-window.ts';

export class ReservedPlaces implements Reservation {
  readonly #madeAt: number;
  #places: Place[];
  readonly #leave: (place: Place) => void;
  #taken = 0;

  constructor(places: Place[], madeAt: number, leave: (place: Place) => void) {
    this.#places = places;
    this.#madeAt = madeAt;
    this.#leave = leave;
  }

  /** `gapMs`: how long after the place before it this one is asked for; null for the first. */
  next(now: number): { readonly place: Place; readonly gapMs: number | null } | undefined {
    const place = this.#places.shift();
    if (place === undefined) return undefined;
    if (now > place.until) {
      this.#leave(place);
      this.release();
      return undefined;
    }
    const gapMs = this.#taken === 0 ? null : (now - this.#madeAt) / this.#taken;
    this.#taken += 1;
    return { place, gapMs };
  }

  release(): void {
    for (const place of this.#places.splice(0)) this.#leave(place);
  }
}
