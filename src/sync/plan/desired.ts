/** What an account should look like according to the sources: the canonical item that normalize gives and diff compares. */

import type { PersonRef } from '../model/mutation.ts';
import type { UnexpressedDelegate } from '../model/scope.ts';

export interface DesiredDelegate {
  /** Of the person, in Zivver. */
  readonly id: string;
  readonly person: PersonRef;
  /** Of the person among all people, by id. */
  readonly place: number;
  /** Groups through which access came, outermost first; empty for a direct permission. */
  readonly via: readonly string[];
}

export type DesiredDelegates =
  | {
      readonly state: 'read';
      /** People with an active Zivver account, by id, each once. */
      readonly people: readonly DesiredDelegate[];
      /** Zivver ids of everybody known to have FullAccess, suspended people too: none of them is ever revoked. Sorted, each once. */
      readonly holders: readonly string[];
      readonly unexpressed: readonly UnexpressedDelegate[];
      /** Trustees nobody could resolve to a person: while there are any, nobody is positively known to lack access. */
      readonly unresolved: readonly string[];
    }
  | { readonly state: 'unreadable'; readonly reason: string };

export interface DesiredAccount {
  readonly mailboxId: string;
  readonly source: string;
  readonly type: string;
  readonly address: string;
  readonly displayName: string;
  /** Within the claimed domains, without the primary address, sorted. */
  readonly aliases: readonly string[];
  /** Outside the claimed domains: Zivver would refuse them (W8). */
  readonly foreignAliases: readonly string[];
  /** Undefined when organisational units are not managed. */
  readonly division: string | null | undefined;
  readonly delegates: DesiredDelegates;
}
