/** One item: check again → write the intent → send → write the outcome. One call, whatever happens on the way. */

import { TargetError } from '../../errors.ts';
import { elapsedSince, momentOn } from '../../platform/elapsed.ts';
import type { Item, ItemOutcome } from '../model/item.ts';
import type { TargetOptions } from '../target/target.ts';
import { pauseAfter, waitOf } from './ask-target.ts';
import { type Call, ending, lookBeforeWrite, type Trying } from './look-before-write.ts';
import { type OpenRun, settle } from './open-run.ts';
import { paramsOf } from './outcomes.ts';
import { readBack } from './read-back.ts';
import { stopFor } from './stop-rules.ts';

/** `again`: nothing was done, try from the check on. `open`: the outcome stays unknown in this run. */
type Verdict = ItemOutcome | 'again' | 'open';

export async function carryItem(run: OpenRun, item: Item): Promise<void> {
  const trying: Trying = {
    calls: run.spent.get(item.id) ?? 0,
    pauses: 0,
    unanswered: 0,
    intended: false,
    reservation: undefined,
    knownAt: undefined,
    found: false,
  };
  while (await run.throttle.pass(run.stop.signal)) {
    const verdict = await tryOnce(run, item, trying).finally(() => giveUpReservation(run, item, trying));
    if (verdict === 'again') continue;
    if (verdict === 'open') return run.schedule.hold(item);
    return settle(run, item, verdict, trying.found);
  }
  if (trying.intended) run.writer.withdraw(item);
  run.schedule.giveBack(item);
}

async function tryOnce(run: OpenRun, item: Item, trying: Trying): Promise<Verdict> {
  const call = await prepare(run, item, trying);
  if (call === 'again' || 'state' in call) return call;
  await run.writer.intend(item, detailOf(call));
  trying.intended = true;
  await run.lease.confirm();
  try {
    trying.calls += 1;
    return ending(run, trying, 'sent', { accountId: await send(run, item, call, trying) });
  } catch (error) {
    if (!(error instanceof TargetError)) throw error;
    return await afterUnsuccessfulSend(run, item, trying, error);
  }
}

/** The second place of a create is kept for its fill. */
function giveUpReservation(run: OpenRun, item: Item, trying: Trying): void {
  if (run.created.get(item.account.address)?.reservation !== trying.reservation) trying.reservation?.release();
  trying.reservation = undefined;
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

async function send(run: OpenRun, item: Item, call: Call, trying: Trying): Promise<string | null> {
  const { reservation, knownAt } = trying;
  const age = () => (knownAt === undefined ? 0 : elapsedSince(run.clock, knownAt));
  const mayLeave = () => run.lease.held() && age() <= run.settings.knownForMs;
  const sending = start(run, item, call, { signal: run.lease.lost, mayLeave, ...(reservation && { reservation }) });
  const [accountId] = await Promise.all([sending, run.crashPoints.visit('after-send-before-answer')]);
  await run.crashPoints.visit('after-answer-before-outcome');
  return accountId;
}

async function start(run: OpenRun, item: Item, call: Call, options: TargetOptions): Promise<string | null> {
  if (call.kind === 'create') {
    const { id, extension } = await run.target.create(call.draft, options);
    const at = momentOn(run.clock);
    // Without the extension the fill looks first, and takes places of its own
    const reservation = extension === undefined ? undefined : options.reservation;
    run.created.set(item.account.address, { id, at, extension, reservation });
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
    case 'target-withheld':
      // It waited too long or was frozen: it looks again, and the next intent finds out whose lease it is.
      trying.calls -= 1;
      return 'again';
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
    if (back.kind === 'held') return ending(run, trying, 'failed', { code: 'target-address-taken' });
    if (back.kind === 'unclear')
      return ending(run, trying, 'uncertain', { code: 'outcome-unknown', params: paramsOf(error) });
    if (back.kind === 'cut-short') return 'open';
    return trying.unanswered < 2
      ? 'again'
      : ending(run, trying, 'failed', { code: error.code, params: paramsOf(error) });
  } catch (failure) {
    if (!(failure instanceof TargetError)) throw failure;
    // Zivver does not even answer a reading: the item stays open, and the run ends rather than leave a trail of them.
    run.stop.stopAfter(failure);
    return 'open';
  }
}

/** What the ledger and the audit trail keep of an intent. */
function detailOf(call: Call): Readonly<Record<string, unknown>> {
  if (call.kind === 'create') return { call: call.kind, ...call.draft };
  if (call.kind === 'update') return { call: call.kind, accountId: call.current.id, ...call.write };
  return { call: call.kind, accountId: call.id };
}
