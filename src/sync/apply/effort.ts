/** How much trying something has taken: it is counted, and patience has an end. */

/** What trying one item has cost so far. */
export interface Effort {
  calls: number;
  /** Pauses taken because Zivver could not be reached. */
  pauses: number;
}
