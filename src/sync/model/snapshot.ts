/** What was read, when, and how complete. Completeness has parts, never one flag. Pure data. */

import type { FunctionalAccount, ZivverPerson } from './functional-account.ts';
import type { SharedMailbox } from './mailbox.ts';

export type Completeness =
  | { readonly complete: true }
  | {
      readonly complete: false;
      readonly reason: IncompleteReason;
      readonly have: number;
      readonly expected: number | null;
    };

export type IncompleteReason =
  | 'list-shorter-than-total' // Zivver said more than it gave
  | 'bad-rows' // a spreadsheet with rows that could not be used
  | 'read-failed' // a query failed on the way
  | 'source-failed'; // the source gave nothing at all

/** One thing a source could not use; shown with its place ("row 12", a mailbox type). */
export interface ReadingProblem {
  readonly code: string;
  /** Where it is, in words that need no translation: `row 12`, `sheet Mailboxes`. */
  readonly place: string;
  readonly params: Readonly<Record<string, string | number>>;
  /**
   * So many mailboxes or groups got no answer for this reason. Each is frozen or unresolved where it stands: this says why.
   * Absent: a problem of its own.
   */
  readonly unread?: number;
}

/**
 * What a reading was made from: the source itself, or a recording, which only repeats what was read once. `nothing`: the
 * source gave no reading.
 */
export const madeFromWhat = ['source', 'recording', 'nothing'] as const;
export type MadeFrom = (typeof madeFromWhat)[number];

export interface SourceSnapshot {
  readonly source: string;
  /** Nothing of a recording is ever approved without a person. */
  readonly madeFrom: MadeFrom;
  /** ISO 8601, UTC: when the reading began. */
  readonly takenAt: string;
  readonly mailboxes: readonly SharedMailbox[];
  /** Completeness of the mailbox list. That of each mailbox's delegates stands in `SharedMailbox.delegates`. */
  readonly list: Completeness;
  readonly problems: readonly ReadingProblem[];
  /** Mailboxes the source knows of but did not read, by RecipientTypeDetails (for instance `RemoteSharedMailbox`). */
  readonly notRead: Readonly<Record<string, number>>;
  /** Of those that live in Exchange Online: their primary addresses, by which another source may have read them. Absent: none. */
  readonly remoteAddresses?: readonly string[];
  /**
   * Not everybody who can hold access could be listed: whoever is unresolved in this reading may be known in the next one, so
   * that nothing of it is remembered. Absent: everybody could.
   */
  readonly namesIncomplete?: true;
  /** Ids of mailboxes that were not asked themselves: before a change is proposed there, they are. Absent: none. */
  readonly secondHand?: readonly string[];
}

export interface TargetSnapshot {
  /** ISO 8601, UTC: when the reading began. */
  readonly takenAt: string;
  readonly accounts: readonly FunctionalAccount[];
  readonly people: readonly ZivverPerson[];
  readonly completeness: { readonly accounts: Completeness; readonly people: Completeness };
}

/** What a look-up by stable id, without type, OU or filter, answered. `unknown` = it could not be asked. */
export type LookUpAnswer = 'found' | 'not-found' | 'unknown';
