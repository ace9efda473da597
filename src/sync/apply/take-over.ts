/**
 * An earlier process, or an earlier run, left items whose call may or may not have been sent. Before anything is written:
 * wait until no such call can take effect any more, read the list once, and decide each of them. A person's stop ends
 * writing, not looking: this goes on.
 */

import { TargetError } from '../../errors.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { ItemOutcome } from '../model/item.ts';
import type { LedgerItem } from '../store/store.ts';
import { ask } from './ask-target.ts';
import { slept } from './keep-lease.ts';
import { accountIdOf, type OpenRun, remember } from './open-run.ts';
import { outcome } from './outcomes.ts';
import { findAccount, readBackFrom } from './read-back.ts';

/** The items as they stand after it: decided, or `planned` again when their call certainly did nothing. */
export async function takeOver(run: OpenRun, items: readonly LedgerItem[]): Promise<readonly LedgerItem[]> {
  const left = items.filter((each) => each.state === 'sending');
  if (left.length === 0) return items;
  // The claim already waited out the lease; a call sent at its last moment has this long to take effect.
  if (!(await slept(run.clock, run.settings.callDeadlineMs, run.lease.lost))) return items;
  const accounts = await listAccounts(run);
  if (accounts === undefined) return items;
  await run.crashPoints.visit('during-take-over');

  const decided = new Map(left.map((each) => [each.item.id, decide(run, each, accounts)]));
  await run.writer.flush();
  return items.map((each) => decided.get(each.item.id) ?? each);
}

async function listAccounts(run: OpenRun): Promise<readonly FunctionalAccount[] | undefined> {
  try {
    return await ask(run, run.listing, run.lease.lost, (signal) => run.target.listAccounts({ signal }));
  } catch (error) {
    if (run.lease.lost.aborted) return undefined;
    if (!(error instanceof TargetError)) throw error;
    run.stop.stopAfter(error);
    return undefined;
  }
}

function decide(run: OpenRun, each: LedgerItem, accounts: readonly FunctionalAccount[]): LedgerItem {
  const { item } = each;
  const back = readBackFrom(run, item, findAccount(item, accountIdOf(run, item), accounts));
  if (back.kind === 'visible') {
    const state = back.whole ? 'done' : 'sent';
    return ended(run, each, state, { accountId: back.accountId, assumed: item.call === 'create' });
  }
  if (back.kind === 'gone') return ended(run, each, 'stale', { code: 'account-gone' });
  if (back.kind === 'held') return ended(run, each, 'failed', { code: 'target-address-taken' });
  if (back.kind === 'unclear') return ended(run, each, 'uncertain', { code: 'outcome-unknown' });
  return { ...each, state: 'planned' };
}

function ended(
  run: OpenRun,
  each: LedgerItem,
  state: ItemOutcome['state'],
  facts: { readonly code?: string; readonly accountId?: string | null; readonly assumed?: boolean },
): LedgerItem {
  const { assumed = false, ...rest } = facts;
  const end = outcome(state, { ...rest, calls: (each.outcome?.calls ?? 0) + 1, at: run.clock.now().toISOString() });
  run.writer.settle(each.item, end, assumed);
  if (state === 'done' || state === 'sent') remember(run, each.item, end);
  return { ...each, state, outcome: end };
}
