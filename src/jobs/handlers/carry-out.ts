/** Applies and verifies an approved plan. What people see of it goes through the Announcer that Sync was given. */

import type { Clock } from '../../platform/clock.ts';
import type { Sync } from '../../sync/index.ts';
import { countersign } from '../../sync/model/person.ts';
import { isRefusal, type Refusal } from '../../sync/model/refusal.ts';
import { type Run, waitsUntil } from '../../sync/model/run.ts';
import type { JobOf, Queue } from '../queue.ts';

/** How people learn that nothing was (or nothing more is) applied. */
export interface CarryOutScreen {
  showRefusal(planId: string, refusal: Refusal): Promise<void>;
  showProblem(planId: string, error: unknown): Promise<void>;
}

export interface CarryOutHandlerOptions {
  readonly sync: Pick<Sync, 'carryOut'>;
  readonly screen: CarryOutScreen;
  readonly queue: Pick<Queue, 'later'>;
  readonly clock: Clock;
}

/** Between two looks whether the lease of a process that died has run out. */
const nextLookMs = 5_000;

export function createCarryOutHandler(options: CarryOutHandlerOptions) {
  return async (job: JobOf<'carry-out'>, signal: AbortSignal): Promise<void> => {
    try {
      const run = await carriedOut(options, job, signal);
      if (isRefusal(run)) return await options.screen.showRefusal(job.planId, run);
      goBack(options, run);
    } catch (error) {
      // Told to stop by our own shutdown: the next start carries on, nobody needs to hear of a problem.
      if (!signal.aborted) await options.screen.showProblem(job.planId, error);
      throw error;
    }
  };
}

/** Zivver asked for a long wait: the run goes on by itself afterwards. A restart meanwhile finds it in the store. */
function goBack({ queue, clock }: CarryOutHandlerOptions, run: Run): void {
  const until = waitsUntil(run);
  if (until === null || run.endedAt === null) return;
  const job = { kind: 'carry-out', planId: run.planId, by: countersign, resumes: run.endedAt } as const;
  queue.later(job, Math.max(0, Date.parse(until) - clock.now().getTime()));
}

/** What we carry on ourselves may still be held by a process that died: nobody would ask again, so this waits for it. */
async function carriedOut({ sync, clock }: CarryOutHandlerOptions, job: JobOf<'carry-out'>, signal: AbortSignal) {
  const { kind: _, ...request } = job;
  for (;;) {
    const run = await sync.carryOut(request, { signal });
    const isHeld = isRefusal(run) && run.code === 'plan-running';
    if (!isHeld || job.by.id !== countersign.id) return run;
    await clock.sleep(nextLookMs, signal);
  }
}
