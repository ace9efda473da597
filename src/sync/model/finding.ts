/** What a guard says about a plan: a code, a number, its limit, an effect. The words and remedies live in texts. */

import type { Person } from './person.ts';

/** `withhold` takes the named mutations out of the plan; `block` makes the plan impossible to approve. */
export const findingEffects = ['info', 'warn', 'withhold', 'block'] as const;
export type FindingEffect = (typeof findingEffects)[number];

export const findingCodes = [
  'accounts-incomplete', // Zivver's account list is short: block
  'people-incomplete', // Zivver's people list is short: revocations withheld
  'source-incomplete', // the mailbox list is short: nothing counts as missing
  'source-empty', // a source gave no mailbox at all: block
  'source-shrank', // far fewer mailboxes than in the last good reading: takings withheld
  'source-problems', // rows or mailboxes the source could not use
  'source-said', // its own words about those: never part of what people sign, they hold times and request numbers
  'unread-because', // why mailboxes or groups got no answer: what that froze is told of each
  'bulk-road-left', // permissions were to come from the list, and were read mailbox by mailbox
  'certificate-expires', // the certificate that reads a source ends within thirty days
  'mailbox-frozen', // delegates of one mailbox unreadable: gains and loses nothing
  'delegates-unresolved', // a trustee is not positively known: revocations of that mailbox withheld
  'too-many-removals', // removals in the plan over the absolute or relative limit: block
  'too-many-removals-lately', // the same over 24 hours or 7 days, together with earlier runs
  'too-many-grants', // people gaining access to accounts that exist
  'too-many-grants-lately',
  'too-many-creates', // new accounts
  'too-many-creates-lately',
  'too-many-retires', // accounts taken out of use
  'too-many-retires-lately',
  'too-many-deletes', // accounts deleted for good
  'too-many-deletes-lately',
  'too-many-emptied', // accounts that nobody could open afterwards
  'account-loses-many', // one account loses many people: withheld, or block when only it was asked for
  'account-gains-many', // one account gains many people: withheld, or block when only it was asked for
  'sensitive-gains-access', // somebody gains access to a mailbox named as sensitive
  'protected-address', // mutations on an address that is never touched
  'filter-value-unmatched', // a value of the filter that no mailbox matches
  'unit-unseen', // an organisational unit that no account in Zivver has
  'unit-refused', // an organisational unit that Zivver refused in an earlier run: withheld
  'changed-back', // what an earlier run did was undone in Zivver: another program writes here
  'foreign-domain', // address or alias outside the claimed domains
  'type-conflict', // a personal account stands under a shared address (W11)
  'duplicate-address', // two mailboxes with one address
  'alias-taken', // an alias is the primary address or alias of something else
  'nobody-could-open', // no delegate with an active Zivver account: not created (A21)
  'delegates-not-in-zivver', // people with FullAccess who have no active account
  'foreign-members', // ids in a member set that are no people: kept
  'dangling-members', // ids Zivver no longer knows: writing that set may be refused, member changes withheld
  'added-in-zivver', // delegates Exchange was never seen to grant
  'address-swap', // a cycle of primary addresses: block
  'address-taken', // a new primary address still belongs to another account
  'ambiguous-match', // two accounts for one mailbox, or two mailboxes for one account
  'linked-accounts-absent', // over 20 % of the linked accounts are gone from Zivver: another organisation's key? block
  'link-stale', // a linked account is gone from Zivver
  'mailbox-missing', // a linked mailbox was looked up and not found
  'look-up-unanswered', // a linked mailbox could not be looked up: kept
  'scope-changed', // first plan after a change of sources or scope: takes nothing away
  'account-emptied', // after this plan nobody could open the account
  'zivver-only', // functional accounts in Zivver with no mailbox and no link: untouched
  'adoption-takes-nothing', // a plan that adopts an account takes nothing from it; the next one may
  'out-of-scope-kept', // linked accounts whose mailbox exists but is not in scope: kept, never missing
  'muted', // mutations not proposed because somebody muted them
  'undo-deleted', // an undo cannot bring a deleted account back
  'undo-changed-since', // no longer as the run left it: not undone
  'undo-person-gone', // somebody who would get access back has no active account any more
  'undo-adoption-stays', // a taken-over account stays managed
  'undo-account-stays', // an account that the run made is emptied, not deleted
  'undo-not-happened', // mutations of the run that did not take hold, or nobody knows
  'remote-mailboxes', // mailboxes that live in Exchange Online: read them there
] as const;
export type FindingCode = (typeof findingCodes)[number];

/**
 * Blocks that a permitted person may lift from one plan, where the policy allows it. Every other block stands: a reading
 * that is short or empty, another organisation's key, a ring of addresses and deletions in number are nobody's to waive.
 */
export const waivableFindings = [
  'source-shrank',
  'too-many-removals',
  'too-many-removals-lately',
  'too-many-grants',
  'too-many-grants-lately',
  'too-many-creates',
  'too-many-creates-lately',
  'too-many-retires',
  'too-many-retires-lately',
  'too-many-emptied',
  'account-loses-many',
  'account-gains-many',
] as const satisfies readonly FindingCode[];
export type WaivableFinding = (typeof waivableFindings)[number];

/** Who lifted a block from this one plan, and why: part of what the next person signs. */
export interface FindingWaiver {
  readonly by: Person;
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

export interface Finding {
  readonly code: FindingCode;
  readonly effect: FindingEffect;
  /** How many the rule counted. */
  readonly number: number;
  /** The limit it is held against; null where there is none. */
  readonly limit: number | null;
  /** Addresses it is about, sorted. */
  readonly addresses: readonly string[];
  /** Detail per line, for card and report: `{ address, detail }`, sorted. */
  readonly details: readonly { readonly address: string; readonly detail: string }[];
  /** Ids of the mutations it took out of the plan. */
  readonly withheld: readonly string[];
  readonly params: Readonly<Record<string, string | number>>;
  /** Set when it blocked and was waived: then its effect is `warn`. */
  readonly waiver?: FindingWaiver;
}
