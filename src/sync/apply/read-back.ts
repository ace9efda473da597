/**
 * A call was sent and its outcome is unknown: look before anything is repeated. A call may still take effect until its
 * deadline is over, so "not there" counts only when it was seen after that.
 */

import type { FunctionalAccount } from '../model/functional-account.ts';
import type { Item } from '../model/item.ts';
import { ask } from './ask-target.ts';
import { type Effect, effectOf, isNameless } from './effect.ts';
import type { Effort } from './effort.ts';
import { slept } from './keep-lease.ts';
import { accountIdOf, type OpenRun } from './open-run.ts';

export type Seen =
  /** `whole` is false for a new account without its name or unit, or with another name: verification sees to that. */
  | { readonly kind: 'visible'; readonly accountId: string | null; readonly whole: boolean }
  | { readonly kind: 'absent' }
  /** The address of a create belongs to an account that was there before: no account of ours has come about. */
  | { readonly kind: 'held' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'unclear' };

/** `absent` means that it will not come any more. `cut-short`: stopped before that was sure, the item stays `sending`. */
export type ReadBack = Seen | { readonly kind: 'cut-short' };

/** @throws TargetError when Zivver does not answer, however often it is asked */
export async function readBack(run: OpenRun, item: Item, effort: Effort): Promise<ReadBack> {
  const atOnce = await look(run, item, effort);
  if (atOnce.kind !== 'absent' && atOnce.kind !== 'held') return atOnce;
  if (!(await slept(run.clock, run.settings.callDeadlineMs, run.stop.signal))) return { kind: 'cut-short' };
  return await look(run, item, effort);
}

async function look(run: OpenRun, item: Item, effort: Effort): Promise<Seen> {
  const id = accountIdOf(run, item);
  // That an account is gone, or whose it is, only the whole list tells.
  if (item.call === 'create' || item.call === 'delete') {
    const accounts = await ask(run, effort, run.lease.lost, (signal) => run.target.listAccounts({ signal }));
    return readBackFrom(run, item, findAccount(item, item.call === 'create' ? undefined : id, accounts));
  }
  const account =
    id === undefined
      ? undefined
      : await ask(run, effort, run.lease.lost, (signal) => run.target.readAccount(id, { signal }));
  return readBackFrom(run, item, account);
}

/** The account an item is about: by its id, a created one by its address. */
export function findAccount(
  item: Item,
  id: string | undefined,
  accounts: readonly FunctionalAccount[],
): FunctionalAccount | undefined {
  if (id === undefined && item.call === 'create')
    return accounts.find((account) => account.address === item.account.address);
  return accounts.find((account) => account.id === id);
}

/** What the account tells of an item whose answer is not known. */
export function readBackFrom(
  run: Pick<OpenRun, 'known' | 'created'>,
  item: Item,
  account: FunctionalAccount | undefined,
): Seen {
  if (account === undefined && item.call !== 'create' && item.call !== 'delete') return { kind: 'gone' };
  const effect: Effect | 'held' = item.call === 'create' ? createdByUs(run, item, account) : effectOf(item, account);
  if (effect !== 'visible') return { kind: effect };
  const whole = item.call !== 'create' || effectOf(item, account) === 'visible';
  return { kind: 'visible', accountId: account?.id ?? item.account.id, whole };
}

/**
 * An account that was known before is not ours, and no second one has its address. One with our address and another name
 * was made by somebody else. Without any name it is the one we sent: Zivver loses fields (W6), people give names.
 */
function createdByUs(
  run: Pick<OpenRun, 'known' | 'created'>,
  item: Item,
  account: FunctionalAccount | undefined,
): Effect | 'held' {
  if (account === undefined) return 'absent';
  if (account.id === accountIdOf(run, item)) return 'visible';
  if (run.known.has(account.id)) return 'held';
  return account.displayName === item.draft?.displayName || isNameless(account) ? 'visible' : 'unclear';
}
