/** Explains one mailbox or person from a fresh reading of both sides. Proposes nothing, remembers nothing. */

import type { WorkOptions } from '../index.ts';
import type { Explanation } from '../model/explanation.ts';
import { explain as explainReading } from '../plan/explain.ts';
import { planInput } from '../plan-input.ts';
import { planHere } from '../planner.ts';
import type { PreviewParts } from '../preview.ts';

const pastMs = 90 * 24 * 60 * 60 * 1000;

/** @throws SourceError, TargetError, StoreError */
export async function explain(parts: PreviewParts, asked: string, options: WorkOptions): Promise<Explanation> {
  const input = await planInput(parts, [], options);
  const { plan } = await (parts.planner ?? planHere)(input, options);
  const since = new Date(parts.clock.now().getTime() - pastMs).toISOString();
  return explainReading({ input, plan, past: await parts.store.ledger.itemsSince(since) }, asked);
}
