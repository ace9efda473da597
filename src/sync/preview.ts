/**
 * Steps 1 to 6 on one screen: read → normalize → match → diff → guard → propose. Nothing is written to Zivver here, and
 * nothing is ever written to a source.
 */

import { isOvertaken, stand } from './approve/standing-reading.ts';
import { waitingRuns } from './approve/waiting-runs.ts';
import type { PreviewOutcome, PreviewRequest, WorkOptions } from './index.ts';
import type { ComputedPlan } from './model/plan.ts';
import { planFirstHand } from './plan-first-hand.ts';
import { planInput } from './plan-input.ts';
import type { PreviewParts } from './preview-parts.ts';
import { nothingProposed, propose, readingsOf, takePlaceOfOlder } from './propose.ts';
import { baselinesOf, rememberReading } from './remember-reading.ts';

export async function preview(
  parts: PreviewParts,
  request: PreviewRequest,
  options: WorkOptions,
): Promise<PreviewOutcome> {
  const outcome = await outcomeOf(parts, request, options);
  const waiting = await waitingRuns(parts);
  return waiting.length === 0 ? outcome : { ...outcome, waiting };
}

async function outcomeOf(parts: PreviewParts, request: PreviewRequest, options: WorkOptions): Promise<PreviewOutcome> {
  const onProgress = options.onProgress ?? (() => {});
  const { only = [], fresh = false } = request;
  const read = await planInput(parts, { only, fresh }, options);
  const { input, planned } = await planFirstHand(parts, read, options);
  const { plan: computed, links } = planned;
  onProgress({ step: 'propose', what: 'comparing', done: 1, total: 1, where: null, waitingUntil: null });
  const isWhole = input.only.length === 0;
  const changesNothing = computed.content.mutations.length === 0 && !computed.blocked;
  const since = (await parts.store.plans.history(1))[0]?.sequence ?? 0;
  const ask = isWhole || !changesNothing ? stand : isOvertaken;
  const overtaken = await ask(parts, computed.basis, readingsOf(computed));
  if (overtaken !== undefined) return nothingProposed(parts.store, computed, overtaken);
  const baselines = isWhole ? baselinesOf(input, computed, input.baselines) : [];
  await rememberReading(parts, { links, baselines }, { by: request.requester, known: input.baselines });
  if (changesNothing) return nothingToDo(parts, computed, isWhole ? { since } : null);
  return propose(parts, request, computed);
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
