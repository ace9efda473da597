/**
 * An item whose call may or may not have happened: shown as it was, as it should be and as it is in Zivver now, and decided
 * by a person. Nothing is written to Zivver; the ledger, the link and the state of run and plan follow the decision.
 */

import { mutationIsVisible } from '../apply/effect.ts';
import { linkChange } from '../apply/links.ts';
import { runEnd } from '../apply/run-end.ts';
import type { CarryOutParts } from '../carry-out-parts.ts';
import type { ResolveRequest, UncertainItem, UncertainRequest, WorkOptions } from '../index.ts';
import { planDetails } from '../inspect/plan-details.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import type { ItemOutcome } from '../model/item.ts';
import type { Mutation } from '../model/mutation.ts';
import type { Plan } from '../model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../model/refusal.ts';
import type { Run } from '../model/run.ts';
import type { LedgerItem } from '../store/store.ts';

type ResolveParts = Pick<CarryOutParts, 'store' | 'clock' | 'target' | 'announcer'>;

/** How many runs back an uncertain item is looked for. */
const lookBack = 100;

interface Found {
  readonly plan: Plan;
  readonly run: Run;
  readonly items: readonly LedgerItem[];
  readonly uncertain: LedgerItem;
}

/** @throws TargetError when Zivver does not answer */
export async function uncertain(
  parts: ResolveParts,
  request: UncertainRequest,
  options: WorkOptions,
): Promise<UncertainItem | Refusal> {
  const found = await find(parts, request);
  if (isRefusal(found)) return found;
  const { item } = found.uncertain;
  const now = await accountNow(parts, found.uncertain, options);
  const mutations = new Map(found.plan.content.mutations.map((mutation) => [mutation.id, mutation]));
  return {
    planId: found.plan.id,
    runId: found.run.id,
    item,
    exists: now !== undefined,
    lines: item.mutations.flatMap((id) => {
      const mutation = mutations.get(id);
      if (mutation === undefined) return [];
      return [{ mutation, now: valueNow(mutation, now), asPlanned: mutationIsVisible(mutation, now) }];
    }),
    others: found.items.filter(({ state }) => state === 'uncertain').length - 1,
  };
}

/** @throws TargetError when a create is said to be done and Zivver does not answer */
export async function resolve(
  parts: ResolveParts,
  request: ResolveRequest,
  options: WorkOptions,
): Promise<Run | Refusal> {
  const { store, clock } = parts;
  const { by, itemId, planId } = request;
  const reason = request.reason.trim();
  if (!request.mayDecide) return refuse('not-authorized', { planId });
  if (reason === '') return refuse('reason-needed', { planId });
  const found = await find(parts, { planId, itemId });
  if (isRefusal(found)) return found;
  const { plan, run, items, uncertain: each } = found;

  const created = request.happened && each.item.call === 'create' ? await accountNow(parts, each, options) : undefined;
  const at = clock.now().toISOString();
  const outcome: ItemOutcome = {
    state: request.happened ? 'done' : 'failed',
    code: request.happened ? 'resolved-done' : 'resolved-not-done',
    params: { by: by.name, reason },
    accountId: created?.id ?? each.item.account.id,
    calls: each.outcome?.calls ?? 0,
    at,
  };
  const states = items.map(({ state }) => state);
  const after = items.map(({ item, state }) => (item.id === itemId ? outcome.state : state));
  const recorded = await store.ledger.resolve({
    planId,
    itemId,
    outcome,
    states,
    runState: runEnd(after, run.stoppedBecause),
    ...(await linksAfter(parts, { plan, each, outcome })),
    audit: {
      at,
      actor: by,
      what: 'item-resolved',
      planId,
      runId: run.id,
      payload: { itemId, address: each.item.account.address, happened: request.happened, reason },
    },
  });
  // Somebody decided or resumed in the same moment: looking again ends with what he did.
  if (!recorded) return resolve(parts, request, options);
  const details = await planDetails(store, run.id);
  if (isRefusal(details) || details.run === null) return refuse('unknown-run', { runId: run.id });
  await parts.announcer.planChanged(details.plan);
  return details.run;
}

/** The named one, or the first of the newest run that has any. */
async function find({ store }: ResolveParts, { planId, itemId }: UncertainRequest): Promise<Found | Refusal> {
  const runs = planId === undefined ? await store.ledger.runs(lookBack) : await runsOf(store, planId);
  if (isRefusal(runs)) return runs;
  for (const run of runs) {
    if (run.state === 'running') {
      if (planId !== undefined) return refuse('plan-running', { planId });
      continue;
    }
    if (!run.results.some((result) => result.state === 'uncertain')) continue;
    const [plan, items] = await Promise.all([store.plans.get(run.planId), store.ledger.items(run.planId)]);
    const each = items.find(({ item, state }) => state === 'uncertain' && (itemId === undefined || item.id === itemId));
    if (plan !== undefined && each !== undefined) return { plan, run, items, uncertain: each };
  }
  return refuse('nothing-uncertain', itemId === undefined ? {} : { item: itemId });
}

async function runsOf(store: ResolveParts['store'], which: string): Promise<readonly Run[] | Refusal> {
  const details = await planDetails(store, which);
  if (isRefusal(details)) return details;
  return details.run === null ? [] : [details.run];
}

async function accountNow(
  { target }: ResolveParts,
  { item, outcome }: LedgerItem,
  { signal }: WorkOptions,
): Promise<FunctionalAccount | undefined> {
  const id = item.account.id ?? outcome?.accountId ?? null;
  if (id !== null) return target.readAccount(id, { signal });
  const accounts = await target.listAccounts({ signal });
  return accounts.find(({ address }) => address === item.account.address);
}

/** What stands there now; null when nothing does. */
function valueNow(mutation: Mutation, now: FunctionalAccount | undefined): string | null {
  if (now === undefined) return null;
  const { kind, person, before, after } = mutation;
  const isMember = person !== null && now.members.includes(person.id);
  const alias = kind === 'add-alias' ? after : before;
  switch (kind) {
    case 'rename':
      return now.displayName;
    case 'reassign-ou':
      return now.division;
    case 'grant':
    case 'revoke':
      return isMember ? (person?.address ?? null) : null;
    case 'add-alias':
    case 'remove-alias':
      return alias !== null && now.aliases.includes(alias) ? alias : null;
    case 'create':
    case 'adopt':
    case 'readdress':
    case 'retire':
    case 'delete':
      return now.address;
  }
}

/** As after a call that was answered; an account that was only found is assumed to be ours, and no more. */
async function linksAfter(
  { store }: ResolveParts,
  { plan, each, outcome }: { readonly plan: Plan; readonly each: LedgerItem; readonly outcome: ItemOutcome },
) {
  const { mailboxId } = each.item.account;
  if (outcome.state !== 'done' || mailboxId === null) return { links: [], endedLinks: [] };
  const previous = (await store.links.all()).find((link) => link.mailboxId === mailboxId);
  const read = plan.scope.inScope.find((mailbox) => mailbox.mailboxId === mailboxId);
  const { save, end } = linkChange(each.item, {
    previous,
    source: read?.source ?? previous?.source ?? '',
    accountId: outcome.accountId,
    assumed: true,
    at: outcome.at,
    undoes: plan.content.undoes !== undefined,
  });
  return { links: save === undefined ? [] : [save], endedLinks: end === undefined ? [] : [end] };
}
