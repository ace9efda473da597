/** Everything the planner looks at: both sides read anew, and what is remembered. Writes nothing. */

import type { PreviewRequest, WorkOptions } from './index.ts';
import type { PlanInput } from './plan/compute-plan.ts';
import { planHistory } from './plan-history.ts';
import type { PreviewParts } from './preview-parts.ts';
import { read } from './read.ts';
import type { Baseline } from './store/store.ts';

/** @throws SourceError, TargetError, StoreError */
export async function planInput(
  parts: PreviewParts,
  { only, fresh }: Required<Pick<PreviewRequest, 'only' | 'fresh'>>,
  options: WorkOptions,
): Promise<PlanInput & { readonly baselines: readonly Baseline[] }> {
  const { store, sources, policy, clock } = parts;
  const onProgress = options.onProgress ?? (() => {});
  const links = await store.links.all();
  const now = clock.now().toISOString();
  const reading = await read({ ...parts, links, now, fresh, signal: options.signal, onProgress });
  onProgress({ step: 'diff', what: 'comparing', done: 0, total: null, where: null, waitingUntil: null });
  const baselines = await Promise.all(sources.map(({ name }) => store.baselines.get(name)));
  const mutes = await store.mutes.all();
  return {
    ...reading,
    policy,
    links,
    only,
    baselines: baselines.filter((baseline) => baseline !== undefined),
    history: await planHistory(store, reading.target.takenAt),
    mutes: new Map(mutes.map(({ mutationId, sourceState }) => [mutationId, sourceState])),
  };
}
