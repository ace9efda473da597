/** An item is one call that carries mutations; the ledger moves it from `planned` to its end. Pure data. */

import type { AccountRef } from './mutation.ts';

/**
 * `adopt` makes no call (the link is recorded). `create` is the least POST; `fill` the PUT of a new account's aliases and
 * delegates; `update` a PUT of what differs on an existing account; `empty-members` the PATCH that removes everybody
 * (a PUT with an empty set answers 200 and changes nothing: W3); `delete` is irreversible.
 */
export type CallKind = 'adopt' | 'create' | 'fill' | 'update' | 'empty-members' | 'delete';

/** A field is present only when the call writes it. Sets are changed, never replaced: what others added survives. */
export interface FieldChanges {
  readonly address?: { readonly before: string; readonly after: string };
  readonly displayName?: { readonly before: string; readonly after: string };
  readonly division?: { readonly before: string | null; readonly after: string | null };
  readonly aliases?: { readonly add: readonly string[]; readonly remove: readonly string[] };
  /** Zivver ids of people. */
  readonly members?: { readonly grant: readonly string[]; readonly revoke: readonly string[] };
}

export interface Item {
  /** Unique in its plan, in order of execution: `00001`, `00002` … */
  readonly id: string;
  readonly call: CallKind;
  readonly account: AccountRef;
  readonly mutations: readonly string[];
  readonly changes: FieldChanges;
  /** Items that must be done first. When one of them ends otherwise, this one is skipped. */
  readonly dependsOn: readonly string[];
  /** For create only: what the new account starts with. */
  readonly draft: { readonly address: string; readonly displayName: string; readonly division: string | null } | null;
  /** The plan empties the member set on purpose: an empty set is never a by-product. */
  readonly empties: boolean;
}

export const itemStates = ['planned', 'sending', 'sent', 'done', 'stale', 'skipped', 'failed', 'uncertain'] as const;
export type ItemState = (typeof itemStates)[number];

/** How an item ended and why, as a code with parameters; the words live in texts. */
export interface ItemOutcome {
  readonly state: 'sent' | 'done' | 'stale' | 'skipped' | 'failed' | 'uncertain';
  /** `ok`, or a code: `changed-meanwhile`, `account-gone`, `earlier-item-failed`, `target-…` */
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
  /** The Zivver id a create answered with. */
  readonly accountId: string | null;
  /** Number of HTTP calls spent, the check before the write included. */
  readonly calls: number;
  /** ISO 8601, UTC. */
  readonly at: string;
}
