/** Stop: a person's wish that the run under way ends between two calls. The process that applies hears it; this only records it. */

import type { StopOutcome, StopRequest } from '../index.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { PreviewParts } from '../preview.ts';

export async function stop(
  { store, clock }: Pick<PreviewParts, 'store' | 'clock'>,
  request: StopRequest,
): Promise<StopOutcome | Refusal> {
  const [running] = await store.ledger.applying();
  const planId = request.planId ?? running;
  if (planId === undefined || planId !== running) return refuse('not-running', planId === undefined ? {} : { planId });
  const at = clock.now().toISOString();
  const { by } = request;
  const asked = await store.ledger.askToStop(
    planId,
    { by, at },
    { at, actor: by, what: 'stop-asked', planId, runId: null, payload: {} },
  );
  if (asked === 'not-running') return refuse('not-running', { planId });
  return { planId, isNew: asked === 'asked' };
}
