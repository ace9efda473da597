/**
 * Looks right before a write: reads the account, and decides what is sent, or how the item ends without a call. It takes
 * the write's place in the budget together with the reading's, so that nothing waits in between.
 */

import { InternalError, TargetError } from '../../errors.ts';
import { elapsedSince, type Moment, momentOn } from '../../platform/elapsed.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { Item, ItemOutcome } from '../model/item.ts';
import type { AccountWrite, Reservation } from '../target/target.ts';
import { ask } from './ask-target.ts';
import { checkBeforeWrite } from './check-before-write.ts';
import { createdOtherwise, droppedFrom } from './effect.ts';
import type { Effort } from './effort.ts';
import { accountIdOf, type OpenRun } from './open-run.ts';
import { type OutcomeFacts, outcome } from './outcomes.ts';

/** A call ready to be sent. */
export type Call =
  | { readonly kind: 'create'; readonly draft: NonNullable<Item['draft']> }
  | { readonly kind: 'update'; readonly current: FunctionalAccount; readonly write: AccountWrite }
  | { readonly kind: 'empty-members' | 'delete'; readonly id: string };

/** What trying one item has come to so far. */
export interface Trying extends Effort {
  /** Calls of this item whose outcome nobody answered. */
  unanswered: number;
  intended: boolean;
  /** Places for the reading and the write, or for a create and its fill. */
  reservation: Reservation | undefined;
  /** When the account was read that the write rests on; undefined when it rests on none. */
  knownAt: Moment | undefined;
  /** The account of a create was not answered but found: whoever made it, we only assume it was us. */
  found: boolean;
}

/** @throws TargetError when it cannot be read; the signal's reason when the run is to stop */
export async function lookBeforeWrite(run: OpenRun, item: Item, trying: Trying): Promise<Call | ItemOutcome> {
  if (item.call === 'create') return await lookBeforeCreate(run, item, trying);
  const id = accountIdOf(run, item);
  if (id === undefined) throw new InternalError(`item "${item.id}" has no account id and no create before it`);
  const current = newAccount(run, item, trying) ?? (await readNow(run, id, trying, item.call !== 'adopt'));
  const check = checkBeforeWrite(item, current, run.addresses.get(id) ?? item.account.address);
  if (check.kind === 'stale') return ending(run, trying, 'stale', check);
  if (item.call === 'adopt') return ending(run, trying, 'sent', { accountId: id });
  if (check.kind === 'nothing-to-write' && item.call === 'delete') return await alreadyDeleted(run, id, trying);
  if (check.kind === 'nothing-to-write') return ending(run, trying, 'done', { code: 'already-so', accountId: id });
  if (check.kind !== 'update') return { kind: check.kind, id };
  if (current === undefined) throw new InternalError(`item "${item.id}" writes an account that was not read`);
  return { kind: 'update', current, write: check.write };
}

/** One answer is no proof that an account is gone: the whole list must say so too, and verification looks once more. */
async function alreadyDeleted(run: OpenRun, id: string, trying: Trying): Promise<ItemOutcome> {
  const accounts = await ask(run, trying, run.stop.signal, (signal) => run.target.listAccounts({ signal }));
  if (!accounts.some((account) => account.id === id))
    return ending(run, trying, 'sent', { code: 'already-so', accountId: id });
  throw new TargetError('target-unexpected-answer', 'an account was not found by its id and is in the list', {
    context: { where: 'Groups', expected: 'the account that the list holds' },
  });
}

/** An account that this plan made is not made again: what is written once more is the name or the unit it lost. */
async function lookBeforeCreate(run: OpenRun, item: Item, trying: Trying): Promise<Call | ItemOutcome> {
  const { draft } = item;
  if (draft === null) throw new InternalError(`item "${item.id}" creates an account and has no draft`);
  const id = accountIdOf(run, item);
  const made = id === undefined ? undefined : await readNow(run, id, trying);
  if (made === undefined) {
    trying.reservation ??= await reserve(run);
    trying.knownAt = undefined;
    return { kind: 'create', draft };
  }
  const otherwise = createdOtherwise(item, made);
  if (otherwise !== undefined)
    return ending(run, trying, 'stale', { code: 'created-otherwise', params: otherwise, accountId: made.id });
  const write = droppedFrom(item, made);
  if (Object.keys(write).length > 0) return { kind: 'update', current: made, write };
  return ending(run, trying, 'done', { code: 'already-so', accountId: made.id });
}

async function readNow(
  run: OpenRun,
  id: string,
  trying: Trying,
  forWrite = true,
): Promise<FunctionalAccount | undefined> {
  const reservation = forWrite ? await reserve(run) : undefined;
  trying.reservation = reservation;
  const account = await ask(run, trying, run.stop.signal, (signal) =>
    run.target.readAccount(id, { signal, ...(reservation && { reservation }) }),
  );
  trying.knownAt = momentOn(run.clock);
  return account;
}

/** Places for two calls that follow each other. Reserving is no call. */
async function reserve(run: OpenRun): Promise<Reservation | undefined> {
  return await ask(run, { calls: 0, pauses: 0 }, run.stop.signal, async (signal) =>
    run.target.reserve?.(2, { signal }),
  );
}

/** An account made a moment ago needs no reading: its answer showed all there is, and what a PUT must keep (W2). */
function newAccount(run: OpenRun, item: Item, trying: Trying): FunctionalAccount | undefined {
  const created = run.created.get(item.account.address);
  if (item.call !== 'fill' || created?.extension === undefined) return undefined;
  const { extension, id, at, reservation } = created;
  run.created.set(item.account.address, { id, at, extension: undefined, reservation: undefined });
  if (elapsedSince(run.clock, at) > run.settings.knownForMs) {
    reservation?.release();
    return undefined;
  }
  trying.reservation = reservation;
  trying.knownAt = at;
  const { address, displayName } = item.account;
  return { id, address, displayName, members: [], aliases: [], division: null, extension };
}

export function ending(
  run: OpenRun,
  trying: Trying,
  state: ItemOutcome['state'],
  facts: Omit<OutcomeFacts, 'calls' | 'at'>,
): ItemOutcome {
  return outcome(state, { ...facts, calls: trying.calls, at: run.clock.now().toISOString() });
}
