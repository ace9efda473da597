/** Finds functional accounts by id, and tells them apart by their place: to mark 100,000 of them takes no second look-up. */

import type { FunctionalAccount } from '../model/functional-account.ts';

export interface AccountIndex {
  get(id: string): FunctionalAccount | undefined;
  has(id: string): boolean;
  /** Among the accounts as Zivver lists them; of two with one id, which it never lists, the last. */
  placeOf(id: string): number | undefined;
}

export function indexAccounts(accounts: readonly FunctionalAccount[]): AccountIndex {
  const places = new Map<string, number>();
  for (let at = 0; at < accounts.length; at += 1) places.set((accounts[at] as FunctionalAccount).id, at);
  return {
    get: (id) => {
      const place = places.get(id);
      return place === undefined ? undefined : accounts[place];
    },
    has: (id) => places.has(id),
    placeOf: (id) => places.get(id),
  };
}

/** Some of the places in a list. */
export class Places {
  /** How many they are. */
  size = 0;
  readonly #marks: Uint8Array;

  constructor(length: number) {
    this.#marks = new Uint8Array(length);
  }

  /** A place that there is not is in no list. */
  add(place: number | undefined): void {
    if (place === undefined || this.has(place)) return;
    this.#marks[place] = 1;
    this.size += 1;
  }

  has(place: number | undefined): boolean {
    return place !== undefined && this.#marks[place] === 1;
  }
}
