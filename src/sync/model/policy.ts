/** The rules a plan is computed under. Part of the fingerprint: a changed rule is another plan. Pure data. */

import type { MailboxType } from './mailbox.ts';

export type DivisionRule =
  | { readonly kind: 'none' }
  | { readonly kind: 'domain' }
  | { readonly kind: 'custom'; readonly identifier: string };

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
    /** Removals in one plan: block when over `absolute` *or* over `percent` of the accounts in scope (at least `floor` are always allowed). */
    readonly removals: { readonly absolute: number; readonly percent: number; readonly floor: number };
    /** Source reading smaller than the last good one by more than `percent`, and by more than `floor` mailboxes. */
    readonly shrink: { readonly percent: number; readonly floor: number };
    /** Linked accounts absent from Zivver, in percent, before the plan is blocked. */
    readonly absentLinksPercent: number;
    /** Create accounts that nobody could open. Off by default (A21). */
    readonly createWithoutDelegates: boolean;
  };
  readonly approval: {
    readonly secondPersonFor: readonly ('change' | 'access' | 'removal' | 'destruction')[];
  };
}
