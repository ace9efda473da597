/**
 * What a reading taught: which mailbox belongs to which account, and how many mailboxes a good reading has. One entry in
 * the audit trail when that changed anything, written before it: nothing is ever remembered without a trace.
 */

import { createHash } from 'node:crypto';
import { textSlices } from '../platform/slices.ts';
import type { Link } from './model/link.ts';
import type { Person } from './model/person.ts';
import type { ComputedPlan } from './model/plan.ts';
import { countedByType } from './plan/count-types.ts';
import { digest } from './plan/fingerprint.ts';
import type { PreviewParts } from './preview-parts.ts';
import type { Reading } from './read.ts';
import type { Baseline } from './store/store.ts';

/** A smaller reading becomes the measure of the next one when somebody signs a plan made from it, or after this time. */
const measureHoldsMs = 7 * 24 * 60 * 60 * 1000;

export interface Learnt {
  /** Only those that are new or differ. */
  readonly links: readonly Link[];
  readonly baselines: readonly Baseline[];
}

/** @param known the baselines that were compared with */
export async function rememberReading(
  { store, clock }: Pick<PreviewParts, 'store' | 'clock'>,
  { links, baselines }: Learnt,
  { by, known }: { readonly by: Person; readonly known: readonly Baseline[] },
): Promise<void> {
  const changed = baselines.filter((baseline) => !known.some((was) => isSameMeasure(was, baseline)));
  if (links.length > 0 || changed.length > 0) {
    await store.audit.append({
      at: clock.now().toISOString(),
      actor: by,
      what: 'reading-remembered',
      planId: null,
      runId: null,
      payload: {
        links: links.length,
        linksDigest: await digestOf(links),
        baselines: changed.map(({ source, mailboxes, scopeDigest }) => ({ source, mailboxes, scopeDigest })),
      },
    });
  }
  await store.links.save(links);
  for (const baseline of baselines) await store.baselines.save(baseline);
}

/** Each good reading is the measure of the next: unsigned it only grows, so that many small steps down are one large one. */
export function baselinesOf(
  { sources }: Reading,
  { content }: ComputedPlan,
  known: readonly Baseline[],
): readonly Baseline[] {
  const scopeDigest = digest(content.policy.scope);
  const shrunk = new Set(
    content.findings.filter(({ code }) => code === 'source-shrank').map(({ params }) => params.source),
  );
  return sources.flatMap(({ source, takenAt, mailboxes, list }) => {
    if (!list.complete || mailboxes.length === 0 || shrunk.has(source)) return [];
    const was = known.find((baseline) => baseline.source === source && baseline.scopeDigest === scopeDigest);
    const holds = was !== undefined && Date.parse(takenAt) - Date.parse(was.takenAt) < measureHoldsMs;
    if (holds && mailboxes.length < was.mailboxes) return [];
    return [{ source, takenAt, mailboxes: mailboxes.length, scopeDigest, byType: countedByType(mailboxes) }];
  });
}

/** A later moment alone is nothing new. */
function isSameMeasure(was: Baseline, now: Baseline): boolean {
  return was.source === now.source && was.mailboxes === now.mailboxes && was.scopeDigest === now.scopeDigest;
}

/** SHA-256 over the links as JSON, each followed by a comma. */
async function digestOf(links: readonly Link[]): Promise<string> {
  const sum = createHash('sha256');
  for await (const text of textSlices(links)) sum.update(`${text.slice(1, -1)},`);
  return sum.digest('hex');
}
