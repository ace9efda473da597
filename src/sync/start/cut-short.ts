/** Which runs go on by themselves, under the approval they have: those a shut-down ended, and those that wait for Zivver. Starts none. */

import type { ContinuedRun } from '../index.ts';
import { countersign } from '../model/person.ts';
import { isRefusal } from '../model/refusal.ts';
import { goesOnByItself, waitsUntil } from '../model/run.ts';
import { mayResume } from './may-resume.ts';

export async function cutShort(parts: Parameters<typeof mayResume>[0]): Promise<readonly ContinuedRun[]> {
  const found: ContinuedRun[] = [];
  for (const { id } of await parts.store.plans.resumable()) {
    const run = await parts.store.ledger.latestRunOf(id);
    if (run === undefined || !goesOnByItself(run)) continue;
    const outcome = await mayResume(parts, { by: countersign, which: id });
    if (!isRefusal(outcome)) found.push({ ...outcome, notBefore: waitsUntil(run) });
  }
  return found;
}
