/** A change that may or may not have happened, as a person looks at it to decide. Pure data. */

import type { Item } from './item.ts';
import type { Mutation } from './mutation.ts';

export interface UncertainItem {
  readonly planId: string;
  readonly runId: string;
  readonly item: Item;
  /** Zivver has the account now. */
  readonly exists: boolean;
  readonly lines: readonly {
    readonly mutation: Mutation;
    /** What stands there now; null when nothing does. */
    readonly now: string | null;
    /** What the mutation wanted is there. */
    readonly asPlanned: boolean;
  }[];
  /** Further uncertain items of the same run. */
  readonly others: number;
}
