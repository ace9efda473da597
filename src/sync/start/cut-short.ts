/** Which runs ended only because Countersign was shut down, and may go on under their approval? Starts nothing. */

import type { ResumeOutcome } from '../index.ts';
import { countersign } from '../model/person.ts';
import { isRefusal } from '../model/refusal.ts';
import { mayResume } from './may-resume.ts';

export async function cutShort(parts: Parameters<typeof mayResume>[0]): Promise<readonly ResumeOutcome[]> {
  const found: ResumeOutcome[] = [];
  for (const { id } of await parts.store.plans.resumable()) {
    const run = await parts.store.ledger.latestRunOf(id);
    if (run?.stoppedBecause?.code !== 'shut-down') continue;
    const outcome = await mayResume(parts, { by: countersign, which: id });
    if (!isRefusal(outcome)) found.push(outcome);
  }
  return found;
}
