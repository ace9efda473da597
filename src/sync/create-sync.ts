/** Puts the pipeline together behind its one door. Holds no rule of its own but one: who may write where. */

import type { Announcer } from './announcer.ts';
import { approve } from './approve/approve.ts';
import { expire } from './approve/expire.ts';
import { reject } from './approve/reject.ts';
import { supersedeWholeAndParts } from './approve/siblings.ts';
import { waive } from './approve/waive.ts';
import { carryOut } from './carry-out.ts';
import type { CarryOutParts } from './carry-out-parts.ts';
import { checkEverything } from './doctor/check-everything.ts';
import type { Decision, StatusReport, StopOutcome, StopRequest, Sync, WorkOptions } from './index.ts';
import { drift } from './inspect/drift.ts';
import { explain } from './inspect/explain.ts';
import { planDetails } from './inspect/plan-details.ts';
import { mute, unmute } from './intervene/mute.ts';
import { resolve, uncertain } from './intervene/resolve.ts';
import { split } from './intervene/split.ts';
import { stop } from './intervene/stop.ts';
import { undo } from './intervene/undo.ts';
import type { Person } from './model/person.ts';
import type { Plan, ScopeReport } from './model/plan.ts';
import { isRefusal, type Refusal, refuse } from './model/refusal.ts';
import { digest } from './plan/fingerprint.ts';
import { scopeOnly } from './plan/scope-only.ts';
import { preview } from './preview.ts';
import type { PreviewParts } from './preview-parts.ts';
import { readSources } from './read.ts';
import { rememberReading } from './remember-reading.ts';
import { cutShort } from './start/cut-short.ts';
import { mayResume } from './start/may-resume.ts';
import type { Store } from './store/store.ts';

export type SyncParts = PreviewParts & CarryOutParts;

export function createSync(parts: SyncParts): Sync {
  const { store, target, sources, announcer } = parts;
  return {
    preview: (request, options) => preview(parts, request, options),
    mailboxes: (options) => mailboxes(parts, options),
    explain: (asked, options) => explain(parts, asked, options),
    split: (request) => split(parts, request),
    approve: async (decision) => mayWrite(parts, decision.by) ?? (await approved(parts, decision)),
    waive: async (decision) => mayWrite(parts, decision.by) ?? told(announcer, await waive(parts, decision)),
    reject: async (decision) => mayWrite(parts, decision.by) ?? told(announcer, await reject(parts, decision)),
    carryOut: async (request, options) => mayWrite(parts, request.by) ?? carryOut(parts, request, options),
    stop: async (request) => mayWrite(parts, request.by) ?? (await stopped(parts, request)),
    resume: async (request) => mayWrite(parts, request.by) ?? mayResume(parts, request),
    undo: (request, options) => undo(parts, request, options),
    check: (options) => {
      const { domains, division } = parts.policy.scope;
      return checkEverything({ ...parts, domains, division }, options);
    },
    mute: async (request) => mayWrite(parts, request.by) ?? mute(parts, request),
    unmute: async (request) => mayWrite(parts, request.by) ?? unmute(parts, request),
    uncertain: (request, options) => uncertain(parts, request, options),
    resolve: async (request, options) => mayWrite(parts, request.by) ?? resolve(parts, request, options),
    status: () => status(parts),
    drift: (options) => drift(parts, options),
    history: (limit) => store.plans.history(limit),
    details: (which) => planDetails(store, which),
    links: () => store.links.all(),
    audit: (entry) => store.audit.append(entry),
    expire: async () => {
      const expired = await expire(parts);
      for (const plan of expired) await announcer.planChanged(plan);
      return expired;
    },
    interrupted: () => store.ledger.applying(),
    cutShort: () => cutShort(parts),
    close: async () => {
      await Promise.allSettled([...sources.map((source) => source.close()), target.close()]);
      await store.close();
    },
  };
}

/** Made-up data and people without an identity may change a Zivver on this machine only. */
function mayWrite({ sources, target }: SyncParts, by: Person): Refusal | undefined {
  if (target.loopback) return undefined;
  const standIn = sources.find((source) => source.standIn);
  if (standIn !== undefined) return refuse('target-not-loopback', { source: standIn.name });
  return by.id.startsWith('console:') ? refuse('sign-in-needed') : undefined;
}

async function approved(parts: SyncParts, decision: Decision) {
  const outcome = await approve(parts, decision);
  if (isRefusal(outcome) || !outcome.quorumMet) return outcome;
  await acceptReading(parts, outcome.plan, decision.by);
  const superseded = await supersedeWholeAndParts(parts, outcome.plan);
  for (const plan of [outcome.plan, ...superseded]) await parts.announcer.planChanged(plan);
  return outcome;
}

/** Whoever signs a plan made from a smaller reading says that the organisation really is that small now. */
async function acceptReading(parts: SyncParts, plan: Plan, by: Person): Promise<void> {
  // An undo read the mailboxes of its run only.
  if (plan.content.undoes !== undefined) return;
  const scopeDigest = digest(parts.policy.scope);
  const baselines = plan.basis.sources
    .filter(({ mailboxes, list }) => list.complete && mailboxes > 0)
    .map(({ source, takenAt, mailboxes, byType }) => ({
      source,
      takenAt,
      mailboxes,
      scopeDigest,
      ...(byType === undefined ? {} : { byType }),
    }));
  const known = await Promise.all(baselines.map(({ source }) => parts.store.baselines.get(source)));
  await rememberReading(parts, { links: [], baselines }, { by, known: known.filter((was) => was !== undefined) });
}

async function told(announcer: Announcer, outcome: Plan | Refusal): Promise<Plan | Refusal> {
  if (!isRefusal(outcome)) await announcer.planChanged(outcome);
  return outcome;
}

async function stopped(parts: SyncParts, request: StopRequest): Promise<StopOutcome | Refusal> {
  const outcome = await stop(parts, request);
  if (isRefusal(outcome) || !outcome.waited) return outcome;
  const plan = await parts.store.plans.get(outcome.planId);
  if (plan !== undefined) await parts.announcer.planChanged(plan);
  return outcome;
}

async function mailboxes(parts: SyncParts, options: WorkOptions & { readonly text?: string }): Promise<ScopeReport> {
  const { signal, onProgress = () => {} } = options;
  const snapshots = await readSources(
    { sources: parts.sources, now: parts.clock.now().toISOString() },
    { signal, onProgress },
  );
  return scopeOnly(snapshots, parts.policy, options.text ?? '');
}

async function status({ store, sources, target }: SyncParts): Promise<StatusReport> {
  const [open, [running], [lastRun], links] = await Promise.all([
    store.plans.open(),
    store.ledger.applying(),
    store.ledger.runs(1),
    store.links.count(),
  ]);
  return {
    open,
    running: running === undefined ? null : await runningNow(store, running),
    lastRun: lastRun ?? null,
    links,
    sources: sources.map(({ name }) => name),
    target: target.name,
  };
}

async function runningNow(store: Store, planId: string): Promise<StatusReport['running']> {
  const [run, items] = await Promise.all([store.ledger.latestRunOf(planId), store.ledger.items(planId)]);
  if (run === undefined) return null;
  const done = items.filter(({ state }) => state !== 'planned' && state !== 'sending').length;
  return { planId, runId: run.id, done, total: items.length };
}
