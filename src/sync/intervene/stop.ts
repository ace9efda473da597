/**
 * Stop: a person's wish that the run under way ends between two calls. The process that applies hears it; this only records
 * it. A run that waits for Zivver has nothing under way: it ends here and does not go on by itself.
 */

import { runsToldToWait } from '../approve/waiting-runs.ts';
import type { StopOutcome, StopRequest } from '../index.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { PreviewParts } from '../preview-parts.ts';

export async function stop(
  { store, clock }: Pick<PreviewParts, 'store' | 'clock'>,
  request: StopRequest,
): Promise<StopOutcome | Refusal> {
  const planId = request.planId ?? (await store.ledger.applying())[0] ?? (await runsToldToWait(store))[0]?.planId;
  if (planId === undefined) return refuse('not-running');
  const at = clock.now().toISOString();
  const { by } = request;
  const asked = await store.ledger.askToStop(
    planId,
    { by, at },
    { at, actor: by, what: 'stop-asked', planId, runId: null, payload: {} },
  );
  if (asked === 'not-running') return refuse('not-running', { planId });
  return { planId, isNew: asked !== 'already', waited: asked === 'waited' };
}
