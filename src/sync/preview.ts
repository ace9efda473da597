/**
 * Steps 1 to 6 on one screen: read → normalize → match → diff → guard → propose. Nothing is written to Zivver here, and
 * nothing is ever written to a source.
 */

import type { Clock } from '../platform/clock.ts';
import type { Ids } from '../platform/ids.ts';
import type { Announcer } from './announcer.ts';
import { isOvertaken, stand } from './approve/standing-reading.ts';
import type { PreviewOutcome, PreviewRequest, WorkOptions } from './index.ts';
import type { ComputedPlan } from './model/plan.ts';
import type { Policy } from './model/policy.ts';
import { digest } from './plan/fingerprint.ts';
import { planFirstHand } from './plan-first-hand.ts';
import { planInput } from './plan-input.ts';
import type { Planner } from './planner.ts';
import { nothingProposed, propose, readingsOf, takePlaceOfOlder } from './propose.ts';
import type { Reading } from './read.ts';
import type { Source } from './source/source.ts';
import type { Baseline, Store } from './store/store.ts';
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
  const read = await planInput(parts, request.only ?? [], options);
  const { input, planned } = await planFirstHand(parts, read, options);
  const { plan: computed, links: seen } = planned;
  onProgress({ step: 'propose', what: 'comparing', done: 1, total: 1, where: null, waitingUntil: null });
  const isWhole = input.only.length === 0;
  const changesNothing = computed.content.mutations.length === 0 && !computed.blocked;
  const since = (await parts.store.plans.history(1))[0]?.sequence ?? 0;
  const ask = isWhole || !changesNothing ? stand : isOvertaken;
  const overtaken = await ask(parts, computed.basis, readingsOf(computed));
  if (overtaken !== undefined) return nothingProposed(parts.store, computed, overtaken);
  await parts.store.links.save(seen);
  if (isWhole) await rememberReading(parts, input, { computed, baselines: input.baselines });
  if (changesNothing) return nothingToDo(parts, computed, isWhole ? { since } : null);
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

/** A look at a few mailboxes says nothing of the plan for all of them. */
async function nothingToDo(
  parts: PreviewParts,
  { content, scope, basis }: ComputedPlan,
  replaces: { readonly since: number } | null,
): Promise<PreviewOutcome> {
  const superseded = replaces === null ? [] : await takePlaceOfOlder(parts, { id: null, ...replaces });
  return { kind: 'nothing-to-do', scope, findings: content.findings, basis, superseded };
}
