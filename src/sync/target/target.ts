/** The port to where desired state is made true. It offers calls, not policy: who decides is the ledger. */

import type { FunctionalAccount } from '../model/functional-account.ts';
import type { OnProgress } from '../model/progress.ts';
import type { TargetSnapshot } from '../model/snapshot.ts';

export interface TargetOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
  /** Asked right before the first byte of a write leaves. False: nothing is sent, and it throws `target-withheld`. */
  readonly mayLeave?: () => boolean;
  /** Places that `reserve` gave: the call takes one and does not wait. */
  readonly reservation?: Reservation;
}

/** Places in the budget of calls. It lapses by itself: an old reading is no ground for a write anyway. */
export interface Reservation {
  release(): void;
}

/** The whole new value of every field that is present; absent fields stay as they are. */
export interface AccountWrite {
  readonly address?: string;
  readonly displayName?: string;
  readonly division?: string | null;
  /** All aliases. The adapter sends the extension whole, with the unknown keys of `current` (W2). */
  readonly aliases?: readonly string[];
  /** All member ids; never empty (W3): use `emptyMembers`. */
  readonly members?: readonly string[];
}

export interface Target {
  readonly name: string;
  /** The target's address is on this machine: stand-in sources and people without identity may write here. */
  readonly loopback: boolean;
  /** Two list calls: accounts and people. Short lists are said in `completeness`. */
  read(options: TargetOptions): Promise<TargetSnapshot>;
  /** One list call. @throws TargetError `target-list-short` when the list is not whole */
  listAccounts(options: TargetOptions): Promise<readonly FunctionalAccount[]>;
  /** One call. Undefined when Zivver has no such account (it answers 400, not 404). */
  readAccount(id: string, options: TargetOptions): Promise<FunctionalAccount | undefined>;
  /**
   * The least POST: address, name, division. Aliases and delegates come by `update` (W6). Answers the new id, and the
   * Zivver extension without `aliases` when the answer showed it: the fill must keep its keys (W2).
   */
  create(
    draft: { readonly address: string; readonly displayName: string; readonly division: string | null },
    options: TargetOptions,
  ): Promise<{ readonly id: string; readonly extension?: Readonly<Record<string, unknown>> }>;
  /**
   * One PUT. `current` is the account as read right before: its extensions are kept whole.
   * @throws TargetError `target-readdress-refused` when Zivver does not let the address change
   */
  update(current: FunctionalAccount, write: AccountWrite, options: TargetOptions): Promise<void>;
  /** One PATCH that removes every member. */
  emptyMembers(id: string, options: TargetOptions): Promise<void>;
  /** One DELETE. Irreversible: every message of the account is lost. */
  delete(id: string, options: TargetOptions): Promise<void>;
  /** Zivver's clock minus ours at its latest answer, in milliseconds; null before the first, or when it does not say. */
  clockDifferenceMs?(): number | null;
  /** Waits until so many calls may follow each other at once: a reading and the write it is for. Absent: calls never wait. */
  reserve?(calls: number, options: TargetOptions): Promise<Reservation>;
  close(): Promise<void>;
}

/**
 * Codes of TargetError that the ledger acts upon. All others are failures of one item.
 * - `target-outcome-unknown`: sent, no answer: read back before anything else
 * - `target-rate-limited`: `retry.afterMs` says when; nothing was done
 * - `target-unreachable`: the request was certainly not sent
 * - `target-withheld`: `mayLeave` said no at the last moment; certainly not sent
 * - `target-key-refused`: 401 or 403: the run stops at once
 * - `target-unavailable`: 5xx answered; outcome unknown for writes, retry for reads
 */
export const targetCodes = [
  'target-outcome-unknown',
  'target-rate-limited',
  'target-unreachable',
  'target-withheld',
  'target-key-refused',
  'target-unavailable',
  'target-refused', // 400 with a text nobody knows yet
  'target-address-taken', // W7
  'target-readdress-refused', // a new address, refused with a text nobody knows: Zivver may not be able to change it
  'target-foreign-domain', // W8
  'target-alias-taken', // W9
  'target-alias-guest', // W9
  'target-unknown-member', // W5
  'target-unknown-ou',
  'target-list-short',
  'target-unexpected-answer',
] as const;
export type TargetCode = (typeof targetCodes)[number];
