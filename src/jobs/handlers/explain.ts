/** Reads both sides and explains after the progress card was posted; that card becomes the answer. Knows nothing of Teams. */

import type { Sync } from '../../sync/index.ts';
import type { Explanation } from '../../sync/model/explanation.ts';
import type { OnProgress } from '../../sync/model/progress.ts';
import type { JobOf } from '../queue.ts';

export interface ExplainScreen {
  readonly onProgress: OnProgress;
  showExplanation(explanation: Explanation): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface ExplainHandlerOptions {
  readonly sync: Pick<Sync, 'explain'>;
  readonly screenFor: (job: JobOf<'explain'>) => ExplainScreen;
}

export function createExplainHandler(options: ExplainHandlerOptions) {
  return async (job: JobOf<'explain'>, signal: AbortSignal): Promise<void> => {
    const screen = options.screenFor(job);
    try {
      await screen.showExplanation(await options.sync.explain(job.asked, { signal, onProgress: screen.onProgress }));
    } catch (error) {
      await screen.showProblem(error);
      throw error;
    }
  };
}
