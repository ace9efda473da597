/** One item: check again → write the intent → send → write the outcome. One call, whatever happens on the way. */

import { InternalError, TargetError } from '../../errors.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { Item, ItemOutcome } from '../model/item.ts';
import type { AccountWrite } from '../target/target.ts';
import { ask, type Effort, pauseAfter, waitOf } from './ask-target.ts';
import { checkBeforeWrite } from './check-before-write.ts';
import { hasDivision } from './effect.ts';
import { accountIdOf, type OpenRun, settle } from './open-run.ts';
import { type OutcomeFacts, outcome, paramsOf } from './outcomes.ts';
import { readBack } from './read-back.ts';
import { stopFor } from './stop-rules.ts';

/** A call ready to be sent. */
type Call =
  | { readonly kind: 'create'; readonly draft: NonNullable<Item['draft']> }
  | { readonly kind: 'update'; readonly current: FunctionalAccount; readonly write: AccountWrite }
  | { readonly kind: 'empty-members' | 'delete'; readonly id: string };

interface Trying extends Effort {
  /** Calls of this item whose outcome nobody answered. */
  unanswered: number;
  intended: boolean;
  /** The account of a create was not answered but found: whoever made it, we only assume it was us. */
  found: boolean;
}

/** `again`: nothing was done, try from the check on. `open`: the outcome stays unknown in this run. */
type Verdict = ItemOutcome | 'again' | 'open';

export async function carryItem(run: OpenRun, item: Item): Promise<void> {
  const trying: Trying = {
    calls: run.spent.get(item.id) ?? 0,
    pauses: 0,
    unanswered: 0,
    intended: false,
    found: false,
  };
  while (await run.throttle.pass(run.stop.signal)) {
    const verdict = await tryOnce(run, item, trying);
    if (verdict === 'again') continue;
    if (verdict === 'open') return run.schedule.hold(item);
    return settle(run, item, verdict, trying.found);
  }
  if (trying.intended) run.writer.withdraw(item);
  run.schedule.giveBack(item);
}

async function tryOnce(run: OpenRun, item: Item, trying: Trying): Promise<Verdict> {
  if (item.call === 'adopt') return ending(run, trying, 'sent', { accountId: item.account.id });
  const call = await prepare(run, item, trying);
  if (call === 'again' || 'state' in call) return call;
  await run.writer.intend(item, detailOf(call));
  trying.intended = true;
  await run.lease.confirm();
  try {
    trying.calls += 1;
    return ending(run, trying, 'sent', { accountId: await send(run, item, call) });
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return await afterUnsuccessfulSend(run, item, trying, error);
  }
}

async function prepare(run: OpenRun, item: Item, trying: Trying): Promise<Call | ItemOutcome | 'again'> {
  try {
    return await lookBeforeWrite(run, item, trying);
  } catch (error) {
    if (run.stop.requested) return 'again';
    if (!(error instanceof TargetError)) throw error;
    if (error.code !== 'target-key-refused')
      return ending(run, trying, 'failed', { code: error.code, params: paramsOf(error) });
    run.stop.stop(stopFor(error));
    return 'again';
  }
}

/** Reads the account right before the write and decides what is sent; an outcome when nothing is. */
async function lookBeforeWrite(run: OpenRun, item: Item, trying: Trying): Promise<Call | ItemOutcome> {
  if (item.call === 'create') return await lookBeforeCreate(run, item, trying);
  const id = accountIdOf(run, item);
  if (id === undefined) throw new InternalError(`item "${item.id}" has no account id and no create before it`);
  const current =
    newAccount(run, item) ??
    (await ask(run, trying, run.stop.signal, (signal) => run.target.readAccount(id, { signal })));
  const check = checkBeforeWrite(item, current, run.addresses.get(id) ?? item.account.address);
  if (check.kind === 'stale') return ending(run, trying, 'stale', check);
  if (check.kind === 'nothing-to-write') return ending(run, trying, 'done', { code: 'already-so', accountId: id });
  if (check.kind !== 'update') return { kind: check.kind, id };
  if (current === undefined) throw new InternalError(`item "${item.id}" writes an account that was not read`);
  return { kind: 'update', current, write: check.write };
}

/** An account that this plan made is not made again: what is written once more is the unit it lost. */
async function lookBeforeCreate(run: OpenRun, item: Item, trying: Trying): Promise<Call | ItemOutcome> {
  const { draft } = item;
  if (draft === null) throw new InternalError(`item "${item.id}" creates an account and has no draft`);
  const id = accountIdOf(run, item);
  const made =
    id === undefined
      ? undefined
      : await ask(run, trying, run.stop.signal, (signal) => run.target.readAccount(id, { signal }));
  if (made === undefined) return { kind: 'create', draft };
  if (hasDivision(item, made)) return ending(run, trying, 'done', { code: 'already-so', accountId: made.id });
  return { kind: 'update', current: made, write: { division: draft.division } };
}

/** An account this run made moments ago needs no reading: nobody knows it yet, and its answer showed what a PUT must keep (W2). */
function newAccount(run: OpenRun, item: Item): FunctionalAccount | undefined {
  const created = run.created.get(item.account.address);
  if (item.call !== 'fill' || created?.extension === undefined) return undefined;
  const { extension, id } = created;
  run.created.set(item.account.address, { id, extension: undefined });
  const { address, displayName } = item.account;
  return { id, address, displayName, members: [], aliases: [], division: null, extension };
}

async function send(run: OpenRun, item: Item, call: Call): Promise<string | null> {
  const sending = start(run, item, call, { signal: run.lease.lost });
  const [accountId] = await Promise.all([sending, run.crashPoints.visit('after-send-before-answer')]);
  await run.crashPoints.visit('after-answer-before-outcome');
  return accountId;
}

async function start(
  run: OpenRun,
  item: Item,
  call: Call,
  options: { readonly signal: AbortSignal },
): Promise<string | null> {
  if (call.kind === 'create') {
    const { id, extension } = await run.target.create(call.draft, options);
    run.created.set(item.account.address, { id, extension });
    return id;
  }
  if (call.kind === 'update') {
    await run.target.update(call.current, call.write, options);
    return call.current.id;
  }
  if (call.kind === 'delete') await run.target.delete(call.id, options);
  else await run.target.emptyMembers(call.id, options);
  return call.id;
}

async function afterUnsuccessfulSend(run: OpenRun, item: Item, trying: Trying, error: TargetError): Promise<Verdict> {
  switch (error.code) {
    case 'target-rate-limited':
      run.throttle.holdFor(waitOf(error, 1_000));
      await run.writer.flush();
      return 'again';
    case 'target-key-refused':
      run.stop.stop(stopFor(error));
      return 'again';
    case 'target-unreachable':
      if (await pauseAfter(run, trying, error, run.stop.signal)) return 'again';
      return run.stop.requested
        ? 'again'
        : ending(run, trying, 'failed', { code: error.code, params: paramsOf(error) });
    case 'target-outcome-unknown':
    case 'target-unavailable':
      trying.unanswered += 1;
      return await settleUnanswered(run, item, trying, error);
    case 'target-address-taken':
      // Our own create may have come through without an answer.
      if (trying.unanswered > 0) return await settleUnanswered(run, item, trying, error);
  }
  return ending(run, trying, 'failed', { code: error.code, params: paramsOf(error) });
}

async function settleUnanswered(run: OpenRun, item: Item, trying: Trying, error: TargetError): Promise<Verdict> {
  try {
    const back = await readBack(run, item, trying);
    if (back.kind === 'visible') {
      trying.found = item.call === 'create';
      return ending(run, trying, back.whole ? 'done' : 'sent', { accountId: back.accountId });
    }
    if (back.kind === 'gone') return ending(run, trying, 'stale', { code: 'account-gone' });
    if (back.kind === 'unclear')
      return ending(run, trying, 'uncertain', { code: 'outcome-unknown', params: paramsOf(error) });
    if (back.kind === 'cut-short') return 'open';
    return trying.unanswered < 2
      ? 'again'
      : ending(run, trying, 'failed', { code: error.code, params: paramsOf(error) });
  } catch (failure) {
    if (!(failure instanceof TargetError)) throw failure;
    // Zivver does not even answer a reading: the item stays open, and the run ends rather than leave a trail of them.
    run.stop.stop(stopFor(failure));
    return 'open';
  }
}

/** What the ledger and the audit trail keep of an intent. */
function detailOf(call: Call): Readonly<Record<string, unknown>> {
  if (call.kind === 'create') return { call: call.kind, ...call.draft };
  if (call.kind === 'update') return { call: call.kind, accountId: call.current.id, ...call.write };
  return { call: call.kind, accountId: call.id };
}

function ending(
  run: OpenRun,
  trying: Trying,
  state: ItemOutcome['state'],
  facts: Omit<OutcomeFacts, 'calls' | 'at'>,
): ItemOutcome {
  return outcome(state, { ...facts, calls: trying.calls, at: run.clock.now().toISOString() });
}
