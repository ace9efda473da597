/**
 * Proposes the inverse of a run as an ordinary plan with its own approval. Reads both sides again; writes nothing to
 * Zivver. What it undoes is muted when that plan has been carried out (mute-undone.ts).
 */

import type { UndoOutcome, UndoRequest, WorkOptions } from '../index.ts';
import { planDetails } from '../inspect/plan-details.ts';
import type { Plan } from '../model/plan.ts';
import { isRefusal, type Refusal, refuse } from '../model/refusal.ts';
import { goesOn, type Run } from '../model/run.ts';
import type { SourceSnapshot } from '../model/snapshot.ts';
import { computeUndo } from '../plan/undo.ts';
import { planHistory } from '../plan-history.ts';
import type { PreviewParts } from '../preview-parts.ts';
import { propose } from '../propose.ts';
import type { LedgerItem } from '../store/store.ts';

/** @throws SourceError, TargetError, StoreError */
export async function undo(
  parts: PreviewParts,
  { requester, which }: UndoRequest,
  options: WorkOptions,
): Promise<UndoOutcome | Refusal> {
  const wanted = which ?? (await parts.store.ledger.runs(1))[0]?.id;
  if (wanted === undefined) return refuse('nothing-to-undo');
  const details = await planDetails(parts.store, wanted);
  if (isRefusal(details)) return details;
  const { plan, run, items } = details;
  if (run === null) return refuse('nothing-to-undo');
  if (run.state === 'running') return refuse('plan-running', { planId: plan.id });
  // What is undone while the run goes on would be undone by halves
  if (goesOn(plan, run)) return refuse('run-waits', { planId: plan.id });

  const happened = whatHappened(run, items);
  const target = await parts.target.read(reading(options));
  const computed = computeUndo({
    runId: run.id,
    mutations: plan.content.mutations,
    happened,
    created: createdBy(items),
    target,
    sources: await mailboxesAgain(parts, plan, happened, options),
    links: await parts.store.links.all(),
    policy: parts.policy,
    history: await planHistory(parts.store, target.takenAt),
  });
  if (computed.content.mutations.length === 0)
    return { kind: 'nothing-to-undo', runId: run.id, findings: computed.content.findings };
  return propose(parts, { requester }, computed);
}

/**
 * What our own calls changed: carried by an item that ended as sent or done, and not seen lost. Where nothing was written
 * because it was so already, others had done it. An item of unknown end waits for `resolve`.
 */
function whatHappened({ verification }: Run, items: readonly LedgerItem[]): ReadonlySet<string> {
  const lost = new Set(verification?.lost ?? []);
  const ours = items.filter(({ state, outcome }) => {
    if (outcome?.code === 'already-so') return false;
    return state === 'sent' || state === 'done' || outcome?.code === 'lost';
  });
  return new Set(ours.flatMap(({ item }) => item.mutations).filter((id) => !lost.has(id)));
}

function createdBy(items: readonly LedgerItem[]): ReadonlyMap<string, string> {
  const ids = items.map(({ item, outcome }) => {
    const accountId = item.call === 'create' ? (outcome?.accountId ?? '') : '';
    return [item.account.mailboxId ?? '', accountId] as const;
  });
  return new Map(ids.filter(([, accountId]) => accountId !== ''));
}

/** What is undone is muted until its mailbox changes: so the mailbox is read as it is now. */
async function mailboxesAgain(
  { sources }: PreviewParts,
  plan: Plan,
  happened: ReadonlySet<string>,
  options: WorkOptions,
): Promise<readonly SourceSnapshot[]> {
  const touched = plan.content.mutations.filter(({ id }) => happened.has(id));
  const ids = new Set(touched.map(({ account }) => account.mailboxId).filter((id) => id !== null));
  return Promise.all(sources.map((source) => source.reread([...ids].sort(), reading(options))));
}

function reading({ signal, onProgress }: WorkOptions): WorkOptions {
  return { signal, ...(onProgress === undefined ? {} : { onProgress }) };
}
