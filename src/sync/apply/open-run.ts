/** What everything in a run shares: the ledger, the schedule, the stop rules, the lease. Both apply and verify open one. */

import type { Clock } from '../../platform/clock.ts';
import type { CrashPoints } from '../../platform/crash-points.ts';
import { longAgo, type Moment } from '../../platform/elapsed.ts';
import type { Item, ItemOutcome, ItemState } from '../model/item.ts';
import type { Link } from '../model/link.ts';
import type { Plan } from '../model/plan.ts';
import type { OnProgress, Progress } from '../model/progress.ts';
import type { LedgerItem, Store } from '../store/store.ts';
import type { Reservation, Target } from '../target/target.ts';
import type { ApplySettings } from './apply-settings.ts';
import type { Effort } from './effort.ts';
import type { KeptLease } from './keep-lease.ts';
import { LedgerWriter } from './ledger-writer.ts';
import { Schedule } from './schedule.ts';
import { StopRules } from './stop-rules.ts';
import { Throttle } from './throttle.ts';

export interface ApplyRequest {
  readonly plan: Plan;
  readonly lease: KeptLease;
  readonly store: Pick<Store, 'ledger' | 'links'>;
  readonly target: Target;
  readonly clock: Clock;
  readonly crashPoints: CrashPoints;
  readonly settings: ApplySettings;
  /** Aborted: the run ends between two calls; what is under way is finished and recorded. */
  readonly signal: AbortSignal;
  readonly onProgress: OnProgress;
  /** Ends that are tried again (a resume asks for failed, skipped and stale; a take-over for none). Never `uncertain`. */
  readonly tryAgain: readonly Extract<ItemState, 'failed' | 'skipped' | 'stale'>[];
  /** Items whose mailbox is another at the source than when the plan was made, and why: they become stale. */
  readonly moved: ReadonlyMap<string, string>;
}

/** What a create answered: for a moment enough to fill the account without reading it. */
export interface CreatedAccount {
  readonly id: string;
  /** When it answered. */
  readonly at: Moment;
  /** The place in the budget that was taken for the fill together with the create's own. */
  readonly reservation: Reservation | undefined;
  /** Undefined when the answer did not show it, or another process made the account: read before the fill (W2). */
  readonly extension: Readonly<Record<string, unknown>> | undefined;
}

export interface OpenRun extends ApplyRequest {
  readonly writer: LedgerWriter;
  readonly schedule: Schedule;
  readonly stop: StopRules;
  readonly throttle: Throttle;
  /** By address. */
  readonly created: Map<string, CreatedAccount>;
  /** Accounts that were there before this plan made any, by id: none of them is what a create made. */
  readonly known: ReadonlySet<string>;
  /** Primary addresses as our own items of this plan left them, by account id. */
  readonly addresses: Map<string, string>;
  /** What readings cost that belong to no item. */
  readonly listing: Effort;
  /** Calls already spent on an item, by its id. */
  readonly spent: Map<string, number>;
  report(part: Pick<Progress, 'step' | 'what' | 'waitingUntil'>): void;
}

export async function openRun(request: ApplyRequest): Promise<OpenRun> {
  const { plan, store, target, clock, crashPoints, lease, settings } = request;
  const schedule = new Schedule(settings.unfilledAccounts);
  const links = await store.links.all();
  const made = linksMade(plan, links);
  const stop = new StopRules(AbortSignal.any([request.signal, lease.lost]), settings.identicalFailures);
  const report: OpenRun['report'] = (part) =>
    request.onProgress({ ...part, done: schedule.ended, total: plan.content.items.length, where: target.name });
  return {
    ...request,
    schedule,
    writer: new LedgerWriter({
      ledger: store.ledger,
      lease: lease.lease,
      clock,
      crashPoints,
      plan,
      links,
    }),
    stop,
    throttle: new Throttle({
      clock,
      longestMs: settings.longestPauseMs,
      onWait: (waitingUntil) => report({ step: 'apply', what: 'items', waitingUntil }),
      onLongWait: (until) => stop.waitUntil(until),
    }),
    created: new Map(
      made.map(({ address, accountId }) => [
        address,
        { id: accountId, at: longAgo, reservation: undefined, extension: undefined },
      ]),
    ),
    known: knownAccounts(
      plan,
      links.filter((link) => !made.includes(link)),
    ),
    addresses: new Map(),
    listing: { calls: 0, pauses: 0 },
    spent: new Map(),
    report,
  };
}

/**
 * Accounts that were made for this plan's mailboxes since it was computed: by an earlier process, whose outcome a later
 * intent has hidden, or by another part of the same plan. They are looked at before anything is made.
 */
function linksMade({ content, createdAt }: Plan, links: readonly Link[]): readonly Link[] {
  const created = new Set(content.items.flatMap(({ call, account }) => (call === 'create' ? account.mailboxId : [])));
  return links.filter(
    ({ mailboxId, origin, since }) =>
      created.has(mailboxId) && (origin === 'create' || origin === 'assumed') && since >= createdAt,
  );
}

function knownAccounts({ content, basis }: Plan, links: readonly Link[]): ReadonlySet<string> {
  const planned = [...content.items, ...content.mutations].map(({ account }) => account.id);
  const all = [...planned, ...links.map(({ accountId }) => accountId), ...Object.keys(basis.members ?? {})];
  return new Set(all.filter((id) => id !== null));
}

/** What an earlier process or run left behind, so that this one goes on from there. */
export function recall(run: OpenRun, items: readonly LedgerItem[]): void {
  for (const { item, state, outcome } of items) {
    run.spent.set(item.id, outcome?.calls ?? 0);
    if (outcome === null) continue;
    if (state === 'done' || state === 'sent') remember(run, item, outcome);
    else rememberCreated(run, item, outcome);
  }
}

/** What later items must know of an accepted one. */
export function remember(run: Pick<OpenRun, 'created' | 'addresses'>, item: Item, outcome: ItemOutcome): void {
  rememberCreated(run, item, outcome);
  const id = item.account.id ?? outcome.accountId;
  if (item.changes.address !== undefined && id !== null) run.addresses.set(id, item.changes.address.after);
}

/** Also when it was lost again: whether it is there is looked up by its id before another is made. */
function rememberCreated(run: Pick<OpenRun, 'created'>, item: Item, { accountId }: ItemOutcome): void {
  if (item.call !== 'create' || accountId === null || run.created.has(item.account.address)) return;
  run.created.set(item.account.address, { id: accountId, at: longAgo, reservation: undefined, extension: undefined });
}

/** Zivver's id of the account: planned, or made by our own create. */
export function accountIdOf(run: Pick<OpenRun, 'created'>, item: Item): string | undefined {
  return item.account.id ?? run.created.get(item.account.address)?.id;
}

/** The end of an item: the ledger, what depends on it, the stop rules and the people who watch hear of it. */
export function settle(run: OpenRun, item: Item, ended: ItemOutcome, assumed = false): void {
  run.writer.settle(item, ended, assumed);
  run.spent.set(item.id, ended.calls);
  run.stop.record(ended);
  if (ended.state === 'sent' || ended.state === 'done') {
    remember(run, item, ended);
    run.schedule.accept(item);
  } else skip(run, run.schedule.end(item));
  run.report({ step: 'apply', what: 'items', waitingUntil: null });
}

export function skip(run: OpenRun, dropped: readonly { readonly item: Item; readonly because: Item }[]): void {
  for (const { item, because } of dropped) {
    const params = { item: because.id, account: because.account.address };
    run.writer.settle(item, {
      state: 'skipped',
      code: 'earlier-item-failed',
      params,
      accountId: null,
      calls: run.spent.get(item.id) ?? 0,
      at: run.clock.now().toISOString(),
    });
  }
}
