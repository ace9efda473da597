/** Why something is proposed for one mailbox or person, or why it is not: what both sides say, and what follows. Pure data. */

import type { Finding, FindingCode } from './finding.ts';
import type { ItemState } from './item.ts';
import type { LinkOrigin } from './link.ts';
import type { AccountRef, Mutation, MutationKind } from './mutation.ts';
import type { LeftOutReason, UnexpressedDelegate } from './scope.ts';

/** One person on one mailbox. The last ones say why access cannot be expressed in Zivver. */
export type AccessState =
  | 'has-access' // on both sides
  | 'will-gain'
  | 'will-lose'
  | 'held-back' // a finding holds the change back
  | 'kept' // in Zivver only, and nothing is proposed
  | 'not-known' // in Zivver; Exchange did not show who has access
  | 'not-compared' // the mailbox is left out, or its delegates could not be read
  | UnexpressedDelegate['reason'];

export interface ExplainedAccess {
  readonly name: string;
  readonly address: string;
  /** Groups through which Exchange gives it, outermost first. */
  readonly via: readonly string[];
  readonly inExchange: boolean;
  readonly inZivver: boolean;
  readonly state: AccessState;
}

/** Why there is a proposal, or none. */
export type Verdict =
  | 'proposed'
  | 'held-back' // something differs, and all of it is held back
  | 'equal'
  | 'changes-off' // the configuration wants nothing new or changed: the two sides are not compared
  | 'not-known' // who has access to the mailbox could not be read
  | 'left-out'
  | 'mailbox-gone' // the mailbox is linked and was not found, or not asked for
  | 'zivver-only'; // no mailbox belongs to the account

export interface HeldBack {
  readonly kind: MutationKind;
  readonly by: FindingCode;
  /** The person who would gain or lose access, or the address; empty for other kinds. */
  readonly what: string;
}

/** One change of an earlier run. */
export interface PastChange {
  readonly kind: MutationKind;
  readonly planId: string;
  readonly account: AccountRef;
  readonly state: ItemState;
  /** `ok`, or why not; empty while it has no outcome. */
  readonly code: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface MailboxExplanation {
  readonly verdict: Verdict;
  readonly address: string;
  readonly displayName: string;
  /** Null when no source shows it. */
  readonly exchange: {
    readonly source: string;
    readonly type: string;
    readonly address: string;
    readonly aliases: readonly string[];
    readonly delegates: 'read' | 'unreadable';
  } | null;
  /** Null when Zivver has no account for it. */
  readonly zivver: {
    readonly address: string;
    readonly displayName: string;
    readonly aliases: readonly string[];
    readonly members: number;
    readonly unit: string | null;
    /** Null: not linked yet. */
    readonly link: LinkOrigin | null;
  } | null;
  readonly leftOut: { readonly reason: LeftOutReason; readonly detail: string } | null;
  readonly access: readonly ExplainedAccess[];
  readonly mutations: readonly Mutation[];
  readonly heldBack: readonly HeldBack[];
  /** Counts of this mailbox alone, except where a limit over the whole plan is meant. */
  readonly findings: readonly Finding[];
  /** Newest first. */
  readonly past: readonly PastChange[];
}

export interface PersonExplanation {
  readonly name: string;
  readonly address: string;
  readonly aliases: readonly string[];
  readonly account: 'active' | 'suspended' | 'none';
  /** Mailboxes that this person may open on either side. */
  readonly access: readonly (Omit<ExplainedAccess, 'name' | 'address'> & {
    readonly mailbox: { readonly address: string; readonly displayName: string };
    readonly leftOut: LeftOutReason | null;
    readonly mutation: Mutation | null;
    readonly heldBackBy: FindingCode | null;
  })[];
  /** Newest first. */
  readonly past: readonly PastChange[];
}

export interface Explanation {
  /** As it was typed. */
  readonly asked: string;
  /** When Zivver was read; ISO 8601, UTC. */
  readonly readAt: string;
  /** At most some; `more` counts the others. */
  readonly mailboxes: readonly MailboxExplanation[];
  readonly people: readonly PersonExplanation[];
  readonly more: number;
}
