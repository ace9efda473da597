/** What an account should look like according to the sources: the canonical item that normalize gives and diff compares. */

import { sortedUnique } from '../model/address.ts';
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
      /** Zivver ids of others known to have FullAccess, suspended people too: none of them is ever revoked. */
      readonly alsoHold: readonly string[];
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

type ReadDelegates = Extract<DesiredDelegates, { state: 'read' }>;

/** Zivver ids of everybody known to have FullAccess. Sorted, each once. */
export function holdersOf({ people, alsoHold }: ReadDelegates): readonly string[] {
  const ids = people.map(({ id }) => id);
  return alsoHold.length === 0 ? ids : sortedUnique([...ids, ...alsoHold]);
}

/** Nearly always, when nothing changed: no list is made to see it. Where others have access too, it is not said. */
export function areItsHolders(ids: readonly string[], { people, alsoHold }: ReadDelegates): boolean {
  if (alsoHold.length > 0 || ids.length !== people.length) return false;
  return ids.every((id, at) => id === people[at]?.id);
}
