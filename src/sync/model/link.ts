/** The link: which mailbox a functional account belongs to, and whether Countersign owns it. Pure data. */

/**
 * `match`: found by address, seen only. `create` and `adopt`: owned. `assumed`: a create found by read-back after an
 * unknown outcome; not owned until adopted.
 */
export type LinkOrigin = 'match' | 'create' | 'adopt' | 'assumed';

export interface Link {
  readonly mailboxId: string;
  readonly source: string;
  readonly accountId: string;
  readonly origin: LinkOrigin;
  /** Address of the pair when it was last seen, lower case. */
  readonly address: string;
  /** Zivver ids of people the source was ever seen to grant here: whoever is not among them was *added in Zivver*. */
  readonly seenDelegates: readonly string[];
  /** ISO 8601, UTC. */
  readonly since: string;
}

export const ownedOrigins: readonly LinkOrigin[] = ['create', 'adopt'];

/** Only owned accounts can be retired or deleted. */
export function isOwned(link: Link): boolean {
  return ownedOrigins.includes(link.origin);
}
