/**
 * Carries out an approved plan, item by item, under a lease. What it did and what it did not stands in the ledger when it
 * returns. It never decides what is to be done: the signed plan does, and the world as it is right before each write.
 */

import type { LedgerItem } from '../store/store.ts';
import { carryItem } from './carry-item.ts';
import { type ApplyRequest, type OpenRun, openRun, recall, skip } from './open-run.ts';
import { outcome } from './outcomes.ts';
import { signedItems } from './signed-items.ts';
import type { StopReason } from './stop-rules.ts';
import { takeOver } from './take-over.ts';

export interface ApplyEnd {
  /** Why it ended before its last item; null when it did not. */
  readonly stoppedBecause: StopReason | null;
  /** Calls that belong to no item: the list read of a take-over. */
  readonly calls: number;
}

/** @throws LeaseError, StoreError: whoever sees one has stopped writing */
export async function applyPlan(request: ApplyRequest): Promise<ApplyEnd> {
  const run = await openRun(request);
  const left = await signedItems(request.store, request.plan);
  recall(run, left);
  const items = setMovedAside(run, await takeOver(run, left));
  run.schedule.load(items, (item) => isOpen(run, item));
  skip(run, run.schedule.dropUnreachable());
  await workThrough(run);
  return {
    stoppedBecause: run.schedule.ended < run.schedule.total ? run.stop.because : null,
    calls: run.listing.calls,
  };
}

/** Until nothing is left that can run: start what is ready, wait for one to end. A stop lets what is under way finish. */
export async function workThrough(run: OpenRun): Promise<void> {
  const underWay = new Set<Promise<void>>();
  try {
    while (!run.stop.requested) {
      startReady(run, underWay);
      if (underWay.size === 0) break;
      await Promise.race(underWay);
    }
    await Promise.all(underWay);
    run.lease.lost.throwIfAborted();
    await run.writer.flush();
  } finally {
    await Promise.allSettled(underWay);
  }
}

function startReady(run: OpenRun, underWay: Set<Promise<void>>): void {
  while (underWay.size < run.settings.inFlight) {
    const item = run.schedule.next();
    if (item === undefined) return;
    const work = carryItem(run, item).finally(() => underWay.delete(work));
    underWay.add(work);
  }
}

function isOpen(run: OpenRun, { item, state }: LedgerItem): boolean {
  if (state === 'planned') return true;
  return run.tryAgain.some((each) => each === state) && !run.moved.has(item.id);
}

/** Reasons of movedMailboxes that say nothing of the mailbox itself. */
function isUnknown(reason: string): boolean {
  return reason === 'source-incomplete' || reason === 'delegates-unreadable';
}

/** Items whose mailbox is another at the source than when people signed: nothing is written for them. */
function setMovedAside(run: OpenRun, items: readonly LedgerItem[]): readonly LedgerItem[] {
  return items.map((each) => {
    const reason = run.moved.get(each.item.id);
    if (reason === undefined || !isOpen({ ...run, moved: new Map() }, each)) return each;
    const stale = outcome('stale', {
      code: isUnknown(reason) ? 'source-unanswered' : 'source-changed',
      params: { reason },
      calls: each.outcome?.calls ?? 0,
      at: run.clock.now().toISOString(),
    });
    run.writer.settle(each.item, stale);
    return { ...each, state: 'stale', outcome: stale };
  });
}
