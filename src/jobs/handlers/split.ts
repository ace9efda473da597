/** Makes a part of a plan after the progress card was posted; that card becomes the plan card. Knows nothing of Teams. */

import type { Sync } from '../../sync/index.ts';
import type { Plan } from '../../sync/model/plan.ts';
import { isRefusal, type Refusal } from '../../sync/model/refusal.ts';
import type { JobOf } from '../queue.ts';

export interface SplitScreen {
  showPlan(plan: Plan): Promise<void>;
  showRefusal(refusal: Refusal): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface SplitHandlerOptions {
  readonly sync: Pick<Sync, 'split'>;
  readonly screenFor: (job: JobOf<'split'>) => SplitScreen;
}

export function createSplitHandler(options: SplitHandlerOptions) {
  return async (job: JobOf<'split'>): Promise<void> => {
    const screen = options.screenFor(job);
    try {
      const { planId: which, fingerprint, by, choice } = job;
      const outcome = await options.sync.split({ which, fingerprint, by, choice });
      if (isRefusal(outcome)) return await screen.showRefusal(outcome);
      await screen.showPlan(outcome.plan);
    } catch (error) {
      await screen.showProblem(error);
      throw error;
    }
  };
}
