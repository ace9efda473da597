/**
 * Steps 1 to 6 on one screen: read → normalize → match → diff → guard → propose. Nothing is written to Zivver here, and
 * nothing is ever written to a source.
 */

import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Announcer } from './announcer.ts';
import { isOver, markExpired } from './approve/may-be-decided.ts';
import { type Newer, supersede } from './approve/supersede.ts';
import type { PreviewOutcome, PreviewRequest, WorkOptions } from './index.ts';
import type { FindingCode } from './model/finding.ts';
import type { ComputedPlan, Plan } from './model/plan.ts';
import type { Policy } from './model/policy.ts';
import { digest } from './plan/fingerprint.ts';
import { waived } from './plan/waived.ts';
import { planInput } from './plan-input.ts';
import { type Planner, planHere } from './planner.ts';
import type { Reading } from './read.ts';
import type { Source } from './source/source.ts';
import type { AuditEntry, Baseline, Store } from './store/store.ts';
import type { Target } from './target/target.ts';

export interface PreviewParts {
  readonly store: Store;
  readonly sources: readonly Source[];
  readonly target: Target;
  readonly policy: Policy;
  readonly expiresAfterMs: number;
  readonly announcer: Announcer;
  readonly clock: Clock;
  readonly ids: Ids;
  /** On this thread unless told otherwise. */
  readonly planner?: Planner;
}

export async function preview(
  parts: PreviewParts,
  request: PreviewRequest,
  options: WorkOptions,
): Promise<PreviewOutcome> {
  const onProgress = options.onProgress ?? (() => {});
  const input = await planInput(parts, request.only ?? [], options);
  const { plan: computed, links: seen } = await (parts.planner ?? planHere)(input, options);
  onProgress({ step: 'propose', what: 'comparing', done: 1, total: 1, where: null, waitingUntil: null });
  await parts.store.links.save(seen);
  if (input.only.length === 0) await rememberReading(parts, input, { computed, baselines: input.baselines });
  if (computed.content.mutations.length === 0 && !computed.blocked) {
    return nothingToDo(parts, computed, input.only.length === 0);
  }
  return propose(parts, request, computed);
}

/** A smaller reading becomes the measure of the next one when somebody signs a plan made from it, or after this time. */
const measureHoldsMs = 7 * 24 * 60 * 60 * 1000;

/** Each good reading is the measure of the next: unsigned it only grows, so that many small steps down are one large one. */
async function rememberReading(
  { store, policy }: PreviewParts,
  reading: Reading,
  known: { readonly computed: ComputedPlan; readonly baselines: readonly Baseline[] },
): Promise<void> {
  const scopeDigest = digest(policy.scope);
  const shrunk = new Set(
    known.computed.content.findings.filter(({ code }) => code === 'source-shrank').map(({ params }) => params.source),
  );
  for (const { source, takenAt, mailboxes, list } of reading.sources) {
    if (!list.complete || mailboxes.length === 0 || shrunk.has(source)) continue;
    const was = known.baselines.find((baseline) => baseline.source === source && baseline.scopeDigest === scopeDigest);
    const holds = was !== undefined && Date.parse(takenAt) - Date.parse(was.takenAt) < measureHoldsMs;
    if (holds && mailboxes.length < was.mailboxes) continue;
    await store.baselines.save({ source, takenAt, mailboxes: mailboxes.length, scopeDigest });
  }
}

async function nothingToDo(
  parts: PreviewParts,
  { content, scope, basis }: ComputedPlan,
  isWhole: boolean,
): Promise<PreviewOutcome> {
  // A look at a few mailboxes says nothing of the plan for all of them.
  const superseded = isWhole ? await takePlaceOfOlder(parts, { id: null }) : [];
  return { kind: 'nothing-to-do', scope, findings: content.findings, basis, superseded };
}

/** Cards that show older plans are rewritten: nobody may sign those any more. */
async function takePlaceOfOlder(parts: PreviewParts, newer: Newer): Promise<readonly string[]> {
  const superseded = await supersede(parts, newer);
  for (const older of superseded) await parts.announcer.planChanged(older);
  return superseded.map(({ id }) => id);
}

/** The same plan, from which a person lifted a block meanwhile: it still waits, under the fingerprint of its waiver. */
async function openWaived(store: Store, computed: ComputedPlan): Promise<Plan | undefined> {
  if (!computed.blocked) return undefined;
  for (const { id, fingerprint } of await store.plans.open()) {
    const waivers = await store.waivers.of(id);
    const lifted = new Map(
      waivers.map(({ findingCode, by, reason, at }) => [findingCode as FindingCode, { by, reason, at }] as const),
    );
    if (lifted.size > 0 && waived(computed.content, lifted).fingerprint === fingerprint) return store.plans.get(id);
  }
  return undefined;
}

/** Step 6, also of an undo. */
export async function propose(
  parts: PreviewParts,
  request: Pick<PreviewRequest, 'requester'>,
  computed: ComputedPlan,
): Promise<Extract<PreviewOutcome, { readonly kind: 'plan' }>> {
  const { store, clock, ids } = parts;
  const now = clock.now();
  const expiresAt = new Date(now.getTime() + parts.expiresAfterMs).toISOString();
  const entry = (what: string, planId: string): AuditEntry => ({
    at: now.toISOString(),
    actor: request.requester,
    what,
    planId,
    runId: null,
    payload: {
      fingerprint: computed.fingerprint,
      mutations: computed.content.mutations.length,
      blocked: computed.blocked,
    },
  });
  const open = (await store.plans.openWithFingerprint(computed.fingerprint)) ?? (await openWaived(store, computed));
  if (open !== undefined && !(isOver(open, clock) && (await markExpired(parts, open.id)) !== undefined)) {
    // A plan that was signed keeps its time: a signature is never prolonged by looking again.
    if (open.state !== 'approved') {
      const renewed = { basis: computed.basis, scope: computed.scope, expiresAt };
      await store.plans.refresh(open.id, renewed, entry('plan-refreshed', open.id));
    }
    return { kind: 'plan', plan: (await store.plans.get(open.id)) ?? open, isNew: false, superseded: [] };
  }
  const plan: Plan = {
    ...computed,
    id: ids.next('plan'),
    state: computed.blocked ? 'blocked' : 'proposed',
    requester: request.requester,
    createdAt: now.toISOString(),
    expiresAt,
  };
  await store.plans.insert(plan, entry('plan-proposed', plan.id));
  return { kind: 'plan', plan, isNew: true, superseded: await takePlaceOfOlder(parts, newerOf(plan)) };
}

function newerOf({ id, content }: Plan): Newer {
  return { id, ...(content.undoes === undefined ? {} : { undoes: content.undoes }) };
}
