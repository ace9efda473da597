/** Reads, compares and proposes after the progress card was posted; that card becomes the plan card. Knows nothing of Teams. */

import type { PreviewOutcome, Sync } from '../../sync/index.ts';
import type { Plan } from '../../sync/model/plan.ts';
import type { OnProgress } from '../../sync/model/progress.ts';
import type { JobOf } from '../queue.ts';

type NothingToDo = Extract<PreviewOutcome, { readonly kind: 'nothing-to-do' }>;

/** The card of one preview. */
export interface PreviewScreen {
  readonly onProgress: OnProgress;
  showPlan(plan: Plan): Promise<void>;
  showNothingToDo(outcome: NothingToDo): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface PreviewHandlerOptions {
  readonly sync: Pick<Sync, 'preview'>;
  readonly screenFor: (job: JobOf<'preview'>) => PreviewScreen;
}

export function createPreviewHandler(options: PreviewHandlerOptions) {
  return async (job: JobOf<'preview'>, signal: AbortSignal): Promise<void> => {
    const screen = options.screenFor(job);
    try {
      const only = job.only.length === 0 ? {} : { only: job.only };
      const outcome = await options.sync.preview(
        { requester: job.requester, ...only },
        { signal, onProgress: screen.onProgress },
      );
      if (outcome.kind === 'plan') return await screen.showPlan(outcome.plan);
      await screen.showNothingToDo(outcome);
    } catch (error) {
      await screen.showProblem(error);
      throw error;
    }
  };
}
