/** A part of a plan that is a plan of its own: what was chosen, and what could not stay without the rest. Pure data. */

import type { FindingCode } from './finding.ts';
import type { MutationKind } from './mutation.ts';
import type { Person } from './person.ts';

export type SplitChoice =
  /** The first so many accounts in the order of carrying out: a pilot. */
  | { readonly kind: 'first'; readonly accounts: number }
  /** Whatever takes nothing away. */
  | { readonly kind: 'additions-only' }
  | {
      readonly kind: 'leave-out';
      readonly kinds: readonly MutationKind[];
      /** Domains of functional accounts, lower case. */
      readonly domains: readonly string[];
      /** Accounts that these findings are about; of a limit on a number, the mutations that it counted. */
      readonly findings: readonly FindingCode[];
      /** Addresses of functional accounts, lower case. */
      readonly accounts: readonly string[];
    };

/** Why a mutation of the whole plan is not in the part. All but the first depend on something else that is not. */
export const dropReasons = [
  'not-chosen',
  'account-not-created', // it belongs to an account that this part does not create
  'address-not-released', // it takes an address that this part leaves where it is
  'nobody-could-open', // a new account without any of its people
  'would-be-emptied', // without those who gain access nobody could open the account
] as const;
export type DropReason = (typeof dropReasons)[number];

/** What was dropped for one reason. */
export interface DroppedForReason {
  readonly reason: DropReason;
  readonly mutations: number;
  readonly accounts: number;
  /** Some of the accounts, sorted. */
  readonly examples: readonly string[];
}

/** Where a part comes from. */
export interface SiblingOf {
  /** The whole, with the fingerprint it had. */
  readonly planId: string;
  readonly fingerprint: string;
  readonly choice: SplitChoice;
  /** Who made the part. Its requester is that of the whole. */
  readonly by: Person;
  readonly dropped: readonly DroppedForReason[];
}

/** Why a plan no longer waits: a part of it was approved, or the whole that it is a part of. */
export interface SupersededBy {
  readonly planId: string;
  readonly because: 'part-approved' | 'whole-approved';
}
