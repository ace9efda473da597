/** The target objects: Zivver functional accounts and the people who can be delegates. Pure data. */

export interface FunctionalAccount {
  /** Zivver's UUID. */
  readonly id: string;
  /** Primary address, lower case. */
  readonly address: string;
  readonly displayName: string;
  /** Every id in the member set, as read: people, and also groups, dangling ids, its own id. Sorted, no duplicates. */
  readonly members: readonly string[];
  /** Aliases without the primary address, lower case, sorted. */
  readonly aliases: readonly string[];
  /** Zivver organisational unit; null when none is set (`"/"` or absent). */
  readonly division: string | null;
  /** Keys of the Zivver extension other than `aliases`: kept whole on every write, or they are erased (W2). */
  readonly extension: Readonly<Record<string, unknown>>;
  /** Keys beside the organisational unit in its extension, when there are any: kept when the unit is written (W2). */
  readonly enterprise?: Readonly<Record<string, unknown>>;
}

/** A personal account in Zivver: somebody who can be a delegate when active. Never written. */
export interface ZivverPerson {
  readonly id: string;
  /** Primary address, lower case. */
  readonly address: string;
  readonly aliases: readonly string[];
  readonly name: string;
  readonly active: boolean;
}
