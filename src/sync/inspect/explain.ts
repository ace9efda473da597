/** Explains one mailbox or person from a fresh reading of both sides. Proposes nothing, remembers nothing. */

import type { WorkOptions } from '../index.ts';
import { canonicalAddress } from '../model/address.ts';
import type { Explanation } from '../model/explanation.ts';
import type { PlanInput } from '../plan/compute-plan.ts';
import { explain as explainReading } from '../plan/explain.ts';
import { type FirstHand, planFirstHand } from '../plan-first-hand.ts';
import { planInput } from '../plan-input.ts';
import type { PreviewParts } from '../preview-parts.ts';

const pastMs = 90 * 24 * 60 * 60 * 1000;

/** What is shown of a mailbox is first hand, also when nothing would change there. @throws SourceError, TargetError, StoreError */
export async function explain(parts: PreviewParts, asked: string, options: WorkOptions): Promise<Explanation> {
  const since = new Date(parts.clock.now().getTime() - pastMs).toISOString();
  const past = await parts.store.ledger.itemsSince(since);
  const explained = ({ input, planned: { plan } }: FirstHand<PlanInput>) =>
    explainReading({ input, plan, past }, asked);
  const read = await planInput(parts, { only: [], fresh: false }, options);
  return explained(await planFirstHand(parts, read, options, (found) => shownIn(explained(found), found.input)));
}

function shownIn({ mailboxes, people }: Explanation, { sources }: PlanInput): readonly string[] {
  const shown = new Set([
    ...mailboxes.map(({ address }) => address),
    ...people.flatMap(({ access }) => access.map(({ mailbox }) => mailbox.address)),
  ]);
  return sources
    .flatMap((source) => source.mailboxes)
    .filter(({ primaryAddress }) => shown.has(canonicalAddress(primaryAddress) ?? ''))
    .map(({ id }) => id);
}
