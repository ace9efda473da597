/**
 * Steps 8 and 9 on one screen: may it start? → claim → read the source again when it is old → apply → verify → finish.
 * An approved plan is started here, a stopped one resumed, and one whose process died taken over.
 */

import { SourceError } from '../errors.ts';
import { noCrashPoints } from '../platform/crash-points.ts';
import { applyPlan } from './apply/apply-plan.ts';
import { type ApplySettings, applySettings } from './apply/apply-settings.ts';
import { type KeptLease, keepLease } from './apply/keep-lease.ts';
import { movedMailboxes } from './apply/moved-mailboxes.ts';
import type { ApplyRequest } from './apply/open-run.ts';
import { rereadSource } from './apply/reread-source.ts';
import { runEnd } from './apply/run-end.ts';
import { refuseUnsigned, signedItems } from './apply/signed-items.ts';
import { verifyRun } from './apply/verify.ts';
import { withinLimits } from './approve/within-limits.ts';
import type { CarryOutParts } from './carry-out-parts.ts';
import type { WorkOptions } from './index.ts';
import { rememberVerified } from './inspect/drift.ts';
import { muteUndone } from './intervene/mute-undone.ts';
import { type StopWatch, watchStopWish } from './intervene/watch-stop-wish.ts';
import { countersign, type Person } from './model/person.ts';
import type { Plan } from './model/plan.ts';
import { type PlanState, resumableStates } from './model/plan-life.ts';
import { isRefusal, type Refusal, refuse } from './model/refusal.ts';
import { goesOnByItself, type Run, type Verification, waitsForTarget, waitsUntil } from './model/run.ts';
import { type ClaimedRun, claimRun } from './start/claim-run.ts';
import { mayStart } from './start/may-start.ts';

export interface CarryOutRequest {
  readonly planId: string;
  readonly by: Person;
  /** When the run that is resumed had ended: a second click finds that it went on already. Absent: what ended stays so. */
  readonly resumes?: string;
}

/**
 * @throws LeaseError, StoreError when writing had to end at once: the plan stays `applying` and is taken over later
 * @throws InternalError when the store holds something else than what people signed
 */
export async function carryOut(
  parts: CarryOutParts,
  { planId, by, resumes }: CarryOutRequest,
  options: WorkOptions,
): Promise<Run | Refusal> {
  const plan = await parts.store.plans.get(planId);
  if (plan === undefined) return refuse('unknown-plan', { planId });
  await refuseUnsigned(parts.store, plan);
  const ended = await endedRun(parts, plan);
  if (isAnotherTurn(plan, ended, { planId, by, ...(resumes !== undefined && { resumes }) }))
    return refuse('plan-already-decided', { planId, state: plan.state });
  const objection = await mayStart(parts, plan);
  const waited = ended !== undefined && waitsUntil(ended) !== null;
  // What a dead process or a wait left open is settled in any case; whether more is written depends on the answer.
  if (objection !== undefined && plan.state !== 'applying' && !waited) return objection;
  const settings = parts.settings ?? applySettings;
  const claimed = await claimRun(parts, plan, { by, ended, leaseMs: settings.leaseMs });
  if (isRefusal(claimed)) return claimed;

  const { store, clock } = parts;
  const { ledger } = store;
  const lease = await keepLease({ ledger, lease: claimed.lease, clock, ...settings });
  const { runId } = claimed.lease;
  const stop = watchStopWish({ ledger, runId, clock, everyMs: settings.stopCheckMs });
  try {
    // Writing does not wait for people to be told.
    void told(parts.announcer.planChanged({ ...plan, state: 'applying' }));
    await stop.ask();
    const signal = AbortSignal.any([options.signal, stop.signal]);
    const carrying: Carrying = {
      parts,
      plan,
      claimed,
      lease,
      settings,
      options: { ...options, signal },
      // Others may have been carried out between the question and the claim.
      objection: objection ?? (await withinLimits(parts, plan, 'start')),
      waited,
      stop,
    };
    const end = await applyAndVerify(carrying);
    await muteUndone(parts, plan, { id: runId, startedBy: by });
    const run = await finish(carrying, by, end);
    await told(parts.announcer.runEnded({ ...plan, state: end.state }, run));
    return run;
  } finally {
    await stop.release();
    await lease.release();
  }
}

/** The run of a plan that may go on; undefined where none has ended. */
async function endedRun({ store }: CarryOutParts, { id, state }: Plan): Promise<Run | undefined> {
  const hasEnded = (resumableStates as readonly PlanState[]).includes(state);
  return hasEnded ? await store.ledger.latestRunOf(id) : undefined;
}

/**
 * What ended goes on by an explicit resume only, and of two resumes one goes on. By ourselves we resume what nobody
 * stopped: a person's word may have come after we decided to go on.
 */
function isAnotherTurn({ state }: Plan, ended: Run | undefined, { by, resumes }: CarryOutRequest): boolean {
  if (state === 'applying' || (resumes === undefined && ended === undefined)) return false;
  if (ended === undefined || ended.endedAt !== resumes) return true;
  return by.id === countersign.id && !goesOnByItself(ended);
}

interface Carrying {
  readonly parts: CarryOutParts;
  readonly plan: Plan;
  readonly claimed: ClaimedRun;
  readonly lease: KeptLease;
  readonly settings: ApplySettings;
  readonly options: WorkOptions;
  readonly objection: Refusal | undefined;
  /** It goes on after a wait for Zivver: the same run, not a second try. */
  readonly waited: boolean;
  readonly stop: StopWatch;
}

interface End {
  readonly state: ReturnType<typeof runEnd>;
  readonly stoppedBecause: Run['stoppedBecause'];
  readonly verification: Verification | null;
  /** Calls that no item counted. */
  readonly calls: number;
}

async function applyAndVerify(carrying: Carrying): Promise<End> {
  const { parts, plan, lease, options } = carrying;
  const source = await readSourceAgain(carrying);
  const request: ApplyRequest = {
    ...parts,
    plan,
    lease,
    settings: carrying.settings,
    crashPoints: parts.crashPoints ?? noCrashPoints,
    signal: source.kind === 'read' ? options.signal : AbortSignal.abort(source.because),
    onProgress: (progress) => {
      parts.announcer.runProgressed(plan, progress);
      options.onProgress?.(progress);
    },
    tryAgain: carrying.claimed.beginning === 'resumed' && !carrying.waited ? ['failed', 'skipped', 'stale'] : [],
    moved: source.kind === 'read' ? source.moved : new Map(),
  };
  const applied = await applyPlan(request);
  const verified = await verifyRun(request);
  await rememberVerified(parts, { id: carrying.claimed.lease.runId, plan }, verified.accounts);
  const stoppedBecause = await byWhom(applied.stoppedBecause ?? verified.stoppedBecause, carrying.stop);
  const items = await parts.store.ledger.items(plan.id);
  return {
    state: runEnd(
      items.map((item) => item.state),
      stoppedBecause,
    ),
    stoppedBecause,
    verification: verified.verification,
    calls: applied.calls + verified.calls,
  };
}

/** People read who stopped it; a run that a person stopped does not go on after a wait. */
async function byWhom(because: Run['stoppedBecause'], stop: StopWatch): Promise<Run['stoppedBecause']> {
  if (because?.code === waitsForTarget) await stop.ask();
  const wish = stop.wish();
  if (because === null || wish === undefined) return because;
  if (because.code !== 'stopped-by-person' && because.code !== waitsForTarget) return because;
  return { code: 'stopped-by-person', params: { by: wish.by.name, at: wish.at } };
}

/** However young the plan's reading is. */
const always = -1;

type SourceAgain =
  | { readonly kind: 'read'; readonly moved: ReadonlyMap<string, string> }
  | { readonly kind: 'write-nothing'; readonly because: string };

/** Whatever may not be written for is named here; without an answer of the source, nothing may be. */
async function readSourceAgain({ parts, plan, options, objection, waited }: Carrying): Promise<SourceAgain> {
  if (objection !== undefined) return { kind: 'write-nothing', because: objection.code };
  const { store, clock, rereadAfterMs, sources } = parts;
  try {
    const moved = await rereadSource({
      plan,
      items: await signedItems(store, plan),
      now: clock.now(),
      // Previews left a plan that waits alone: what they read since may be another world.
      rereadAfterMs: waited ? always : rereadAfterMs,
      movedMailboxes: async (ids) => movedMailboxes({ plan, sources, links: await store.links.all() }, ids, options),
    });
    return { kind: 'read', moved };
  } catch (error) {
    if (options.signal.aborted) return { kind: 'read', moved: new Map() };
    if (error instanceof SourceError) return { kind: 'write-nothing', because: 'source-unreadable' };
    throw error;
  }
}

async function finish({ parts, plan, lease: { lease } }: Carrying, by: Person, end: End): Promise<Run> {
  const at = parts.clock.now().toISOString();
  const payload = {
    state: end.state,
    stoppedBecause: end.stoppedBecause,
    lost: end.verification?.lost ?? [],
    repaired: end.verification?.repaired ?? [],
  };
  return await parts.store.ledger.finish(lease, {
    ...end,
    at,
    audit: { at, actor: by, what: 'run-ended', planId: plan.id, runId: lease.runId, payload },
  });
}

/** That somebody could not be told changes nothing about what was done: the announcer logs it, the run goes on. */
async function told(telling: Promise<void>): Promise<void> {
  await Promise.allSettled([telling]);
}
