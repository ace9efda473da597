/**
 * Reads back what was written: success is what is seen in Zivver. A change that was accepted and is not there (W3, W6) is
 * written once more; what is still not there is reported. It must not judge what it could not read.
 */

import { TargetError } from '../../errors.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import { type Verification, waitsForTarget } from '../model/run.ts';
import type { LedgerItem } from '../store/store.ts';
import { workThrough } from './apply-plan.ts';
import { ask } from './ask-target.ts';
import { effectOf, mutationIsVisible } from './effect.ts';
import { type ApplyRequest, accountIdOf, type OpenRun, openRun, recall } from './open-run.ts';
import { signedItems } from './signed-items.ts';
import type { StopReason } from './stop-rules.ts';

export interface VerifyEnd {
  readonly verification: Verification;
  /** Every account as it was read back; null when nothing was read, or not the whole list. */
  readonly accounts: ReadonlyMap<string, FunctionalAccount> | null;
  /** Zivver asked to wait before anything could be read back; null when it did not. */
  readonly stoppedBecause: StopReason | null;
  /** Calls that belong to no item: the list reads. */
  readonly calls: number;
}

/** @throws LeaseError, StoreError */
export async function verifyRun(request: ApplyRequest): Promise<VerifyEnd> {
  const run = await openRun(request);
  const first = await readBackSent(run);
  const missing = first.missing.flatMap((each) => missingMutations(run, each, first.accounts));
  const repaired = await repair(run, first);
  const last = repaired ? await readBackSent(run) : first;
  for (const each of last.missing) settleLost(run, each);
  await run.writer.flush();
  return {
    verification: await report(run, missing, last),
    accounts: last.complete && last.accounts.size > 0 ? last.accounts : null,
    stoppedBecause: run.stop.because?.code === waitsForTarget ? run.stop.because : null,
    calls: run.listing.calls,
  };
}

interface ReadBackOfRun {
  /** False when Zivver did not give the whole list: then nothing was judged. */
  readonly complete: boolean;
  readonly accounts: ReadonlyMap<string, FunctionalAccount>;
  /** Accepted, and not seen. */
  readonly missing: readonly LedgerItem[];
}

/** One list read. What is seen becomes `done`. */
async function readBackSent(run: OpenRun): Promise<ReadBackOfRun> {
  const items = await signedItems(run.store, run.plan);
  recall(run, items);
  const sent = items.filter((each) => each.state === 'sent');
  if (sent.length === 0) return { complete: true, accounts: new Map(), missing: [] };
  run.onProgress({
    step: 'verify',
    what: 'read-back',
    done: 0,
    total: sent.length,
    where: run.target.name,
    waitingUntil: null,
  });
  const accounts = await listAccounts(run);
  if (accounts === undefined) return { complete: false, accounts: new Map(), missing: [] };
  await run.crashPoints.visit('during-verification');

  const missing: LedgerItem[] = [];
  for (const each of sent) {
    const visible = effectOf(each.item, accountOf(run, each, accounts)) === 'visible';
    if (visible && each.outcome !== null)
      run.writer.revise(each.item, { ...each.outcome, state: 'done', at: run.clock.now().toISOString() });
    if (!visible) missing.push(each);
  }
  await run.writer.flush();
  run.onProgress({
    step: 'verify',
    what: 'read-back',
    done: sent.length - missing.length,
    total: sent.length,
    where: run.target.name,
    waitingUntil: null,
  });
  return { complete: true, accounts, missing };
}

/** A person's stop ends writing, not looking: this reads on, unless the lease is lost. */
async function listAccounts(run: OpenRun): Promise<ReadonlyMap<string, FunctionalAccount> | undefined> {
  try {
    const accounts = await ask(run, run.listing, run.lease.lost, (signal) => run.target.listAccounts({ signal }));
    return new Map(accounts.map((account) => [account.id, account]));
  } catch (error) {
    run.lease.lost.throwIfAborted();
    if (error instanceof TargetError) return undefined;
    throw error;
  }
}

/** Once, by the same road as every write: check, intent, send, outcome. A vanished new account is not made a second time. */
async function repair(run: OpenRun, { missing, accounts }: ReadBackOfRun): Promise<boolean> {
  const repairable = missing.filter(({ item }) => item.call !== 'adopt');
  const again = new Map(
    repairable
      .filter((each) => each.item.call !== 'create' || accountOf(run, each, accounts) !== undefined)
      .map((each) => [each.item.id, each]),
  );
  if (again.size === 0 || run.stop.requested) return false;
  const items = await signedItems(run.store, run.plan);
  const asPlanned = items.map((each): LedgerItem => (again.has(each.item.id) ? { ...each, state: 'planned' } : each));
  run.schedule.load(asPlanned, ({ item }) => again.has(item.id));
  await workThrough(run);
  return true;
}

/** What only a read-back tells: accepted, repaired once, and still not there. */
function settleLost(run: OpenRun, { item, outcome }: LedgerItem): void {
  if (outcome === null) return;
  run.writer.revise(item, { ...outcome, state: 'failed', code: 'lost', params: {}, at: run.clock.now().toISOString() });
}

function missingMutations(run: OpenRun, each: LedgerItem, accounts: ReadonlyMap<string, FunctionalAccount>): string[] {
  const account = accountOf(run, each, accounts);
  if (each.item.call === 'create') return effectOf(each.item, account) === 'visible' ? [] : [...each.item.mutations];
  const carried = new Set(each.item.mutations);
  return run.plan.content.mutations
    .filter((mutation) => carried.has(mutation.id) && !mutationIsVisible(mutation, account))
    .map(({ id }) => id);
}

function accountOf(
  run: OpenRun,
  each: LedgerItem,
  accounts: ReadonlyMap<string, FunctionalAccount>,
): FunctionalAccount | undefined {
  return accounts.get(accountIdOf(run, each.item) ?? '');
}

async function report(run: OpenRun, missing: readonly string[], last: ReadBackOfRun): Promise<Verification> {
  const items = await signedItems(run.store, run.plan);
  const unseen = new Set(items.filter((each) => each.state !== 'done').flatMap((each) => missingOf(run, each, last)));
  const seen = run.plan.content.mutations.map(({ id }) => id).filter((id) => !unseen.has(id));
  // Somebody else's later choice is no loss of Zivver's.
  const leftAlone = new Set(items.filter(({ state }) => state === 'stale').flatMap(({ item }) => item.mutations));
  return {
    at: run.clock.now().toISOString(),
    complete: last.complete,
    seen,
    lost: last.complete ? missing.filter((id) => unseen.has(id) && !leftAlone.has(id)) : [],
    repaired: missing.filter((id) => !unseen.has(id)),
  };
}

/** Of an item whose accepted call took hold in part, only what is not there; of every other one that is not done, all. */
function missingOf(run: OpenRun, each: LedgerItem, last: ReadBackOfRun): readonly string[] {
  return each.outcome?.code === 'lost' && last.complete
    ? missingMutations(run, each, last.accounts)
    : each.item.mutations;
}
