/** Where every mailbox that was read ended: in scope, or left out with exactly one reason. Pure data. */

export const leftOutReasons = [
  'type-not-selected',
  'remote-mailbox',
  'no-address',
  'foreign-domain',
  'filtered-out',
  'protected-address',
  'duplicate-address',
  'not-asked-for', // `preview <address>` looks at some mailboxes only
  'nobody-could-open',
  'type-conflict',
  'ambiguous-match',
] as const;
export type LeftOutReason = (typeof leftOutReasons)[number];

export interface LeftOut {
  readonly mailboxId: string;
  readonly source: string;
  readonly address: string;
  readonly displayName: string;
  readonly type: string;
  readonly reason: LeftOutReason;
  /** What explains the reason: a domain, the other mailbox's name. Empty when nothing does. */
  readonly detail: string;
}

export interface InScope {
  readonly mailboxId: string;
  readonly source: string;
  readonly address: string;
  readonly displayName: string;
  readonly type: string;
  /** Delegates that Zivver can express. */
  readonly delegates: number;
  /** People with FullAccess whom Zivver cannot express: by class, with names. */
  readonly unexpressed: readonly UnexpressedDelegate[];
  /** Delegates could not be read: gains nothing, loses nothing this time. */
  readonly frozen: boolean;
}

export interface UnexpressedDelegate {
  readonly name: string;
  readonly reason:
    | 'no-account'
    | 'suspended'
    | 'orphaned'
    | 'ambiguous'
    | 'unknown'
    | 'foreign'
    | 'group-not-expanded'
    | 'group-cannot-hold-full-access'
    | 'no-address';
}
