/** An item before it has its number. */

import type { CallKind, FieldChanges, Item } from '../model/item.ts';
import type { AccountRef, Mutation } from '../model/mutation.ts';

export interface ItemDraft {
  readonly call: CallKind;
  readonly account: AccountRef;
  readonly mutations: readonly Mutation[];
  readonly changes: FieldChanges;
  readonly draft: Item['draft'];
  readonly empties: boolean;
  /** The drafts it waits for; grows while releases are found. */
  readonly after: ItemDraft[];
  /** It has its place in the order. */
  placed: boolean;
  /** Empty until the order is known. */
  number: string;
}
