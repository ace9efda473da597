/** Proposes the inverse of a run after the progress card was posted; that card becomes the plan card. Knows nothing of Teams. */

import type { OvertakenOutcome, Sync, UndoOutcome } from '../../sync/index.ts';
import type { Plan } from '../../sync/model/plan.ts';
import type { OnProgress } from '../../sync/model/progress.ts';
import { isRefusal, type Refusal } from '../../sync/model/refusal.ts';
import type { JobOf } from '../queue.ts';

export interface UndoScreen {
  readonly onProgress: OnProgress;
  showPlan(plan: Plan): Promise<void>;
  showNothingToUndo(outcome: Extract<UndoOutcome, { readonly kind: 'nothing-to-undo' }>): Promise<void>;
  showOvertaken(outcome: OvertakenOutcome): Promise<void>;
  showRefusal(refusal: Refusal): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface UndoHandlerOptions {
  readonly sync: Pick<Sync, 'undo'>;
  readonly screenFor: (job: JobOf<'undo'>) => UndoScreen;
}

export function createUndoHandler(options: UndoHandlerOptions) {
  return async (job: JobOf<'undo'>, signal: AbortSignal): Promise<void> => {
    const screen = options.screenFor(job);
    try {
      const which = job.which === '' ? {} : { which: job.which };
      const outcome = await options.sync.undo(
        { requester: job.requester, ...which },
        { signal, onProgress: screen.onProgress },
      );
      if (isRefusal(outcome)) return await screen.showRefusal(outcome);
      if (outcome.kind === 'plan') return await screen.showPlan(outcome.plan);
      if (outcome.kind === 'overtaken') return await screen.showOvertaken(outcome);
      await screen.showNothingToUndo(outcome);
    } catch (error) {
      await screen.showProblem(error);
      throw error;
    }
  };
}
