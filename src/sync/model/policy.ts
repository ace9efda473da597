/** The rules a plan is computed under. Part of the fingerprint: a changed rule is another plan. Pure data. */

import type { WaivableFinding } from './finding.ts';
import type { MailboxType } from './mailbox.ts';
import type { DangerClass } from './mutation.ts';

export type DivisionRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'domain' }
  | { readonly kind: 'custom'; readonly identifier: string };

/** Over `absolute` *or* over `percent` of the whole is too much; `floor` is always allowed. */
export interface AmountLimit {
  readonly absolute: number;
  readonly percent: number;
  readonly floor: number;
}

export interface Policy {
  readonly scope: {
    /** Names and kinds of the sources, sorted: a change makes the first plan take nothing away. */
    readonly sources: readonly string[];
    readonly types: readonly MailboxType[];
    readonly filter: { readonly kind: 'include' | 'exclude'; readonly expression: string } | null;
    /** Claimed domains, lower case, ASCII (punycode). */
    readonly domains: readonly string[];
    /** Never touched, on either side. Lower case. */
    readonly protectedAddresses: readonly string[];
    readonly division: DivisionRule;
  };
  readonly sync: {
    readonly newOrChanged: boolean;
    readonly missing: 'keep' | 'retire' | 'delete';
    readonly addedInZivver: 'propose' | 'keep';
  };
  readonly guards: {
    /** Removals in one plan, of the accounts in scope. */
    readonly removals: AmountLimit;
    /** People who lose access to one account, of its members. */
    readonly removalsPerAccount: AmountLimit;
    /** Accounts that nobody could open after the plan, of the accounts in scope. */
    readonly emptied: AmountLimit;
    /** Access rights added to existing accounts, of the access rights there are. */
    readonly access: AmountLimit;
    /** People who gain access to one existing account, of its members. */
    readonly accessPerAccount: AmountLimit;
    /** New accounts, of the mailboxes in scope. */
    readonly creates: AmountLimit;
    /** Accounts taken out of use, of the accounts in scope. */
    readonly retires: AmountLimit;
    /** Accounts deleted for good, of the accounts in scope. */
    readonly deletes: AmountLimit;
    /** Over 24 hours and over 7 days, all runs together: how many times what one plan may do. */
    readonly overTime: { readonly day: number; readonly week: number };
    /** Mailboxes where nobody gains access unseen: an address filter; null for none. */
    readonly sensitiveMailboxes: string | null;
    /** Blocks that a permitted person may lift from one plan, with a reason. Sorted. */
    readonly waivable: readonly WaivableFinding[];
    /** Source reading smaller than the last good one by more than `percent`, and by more than `floor` mailboxes. */
    readonly shrink: { readonly percent: number; readonly floor: number };
    /** Linked accounts absent from Zivver, in percent, before the plan is blocked. */
    readonly absentLinksPercent: number;
    /** Create accounts that nobody could open. Off by default (A21). */
    readonly createWithoutDelegates: boolean;
  };
  readonly approval: {
    readonly secondPersonFor: readonly DangerClass[];
    /** How many people must approve a plan of this class. */
    readonly votes: Readonly<Record<DangerClass, number>>;
    /** Classes for which the number of accounts concerned is typed by whoever approves. */
    readonly typedNumberFor: readonly DangerClass[];
    /** Classes that only people named for them may approve; who they are is no part of the rules. Absent: none. */
    readonly namedApproversFor?: readonly DangerClass[];
  };
}
