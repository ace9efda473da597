/** Applies and verifies an approved plan. What people see of it goes through the Announcer that Sync was given. */

import type { Sync } from '../../sync/index.ts';
import { isRefusal, type Refusal } from '../../sync/model/refusal.ts';
import type { JobOf } from '../queue.ts';

/** How people learn that nothing was (or nothing more is) applied. */
export interface CarryOutScreen {
  showRefusal(planId: string, refusal: Refusal): Promise<void>;
  showProblem(planId: string, error: unknown): Promise<void>;
}

export interface CarryOutHandlerOptions {
  readonly sync: Pick<Sync, 'carryOut'>;
  readonly screen: CarryOutScreen;
}

export function createCarryOutHandler(options: CarryOutHandlerOptions) {
  return async (job: JobOf<'carry-out'>, signal: AbortSignal): Promise<void> => {
    try {
      const resumes = job.resumes === undefined ? {} : { resumes: job.resumes };
      const run = await options.sync.carryOut({ planId: job.planId, by: job.by, ...resumes }, { signal });
      if (isRefusal(run)) await options.screen.showRefusal(job.planId, run);
    } catch (error) {
      // Told to stop by our own shutdown: the next start carries on, nobody needs to hear of a problem.
      if (!signal.aborted) await options.screen.showProblem(job.planId, error);
      throw error;
    }
  };
}
