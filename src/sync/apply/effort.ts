/** What trying one item, or reading for the whole run, has cost so far. It is counted, and patience has an end. */

export interface Effort {
  calls: number;
  /** Pauses taken because Zivver could not be reached. */
  pauses: number;
}
