/**
 * Reads, compares and proposes after the progress card was posted; that card becomes the plan card. Told to wait long, it
 * goes back to the queue and says until when. Knows nothing of Teams.
 */

import { TargetError } from '../../errors.ts';
import type { Clock } from '../../platform/clock.ts';
import type { OvertakenOutcome, PreviewOutcome, Sync } from '../../sync/index.ts';
import type { Plan } from '../../sync/model/plan.ts';
import type { OnProgress } from '../../sync/model/progress.ts';
import type { JobOf, Queue } from '../queue.ts';

type NothingToDo = Extract<PreviewOutcome, { readonly kind: 'nothing-to-do' }>;

/** The card of one preview. */
export interface PreviewScreen {
  readonly onProgress: OnProgress;
  showPlan(plan: Plan): Promise<void>;
  showNothingToDo(outcome: NothingToDo): Promise<void>;
  showOvertaken(outcome: OvertakenOutcome): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface PreviewHandlerOptions {
  readonly sync: Pick<Sync, 'preview'>;
  readonly screenFor: (job: JobOf<'preview'>) => PreviewScreen;
  readonly queue: Pick<Queue, 'later'>;
  readonly clock: Clock;
}

export function createPreviewHandler(options: PreviewHandlerOptions) {
  return async (job: JobOf<'preview'>, signal: AbortSignal): Promise<void> => {
    const screen = options.screenFor(job);
    try {
      const only = job.only.length === 0 ? {} : { only: job.only };
      const outcome = await options.sync.preview(
        { requester: job.requester, fresh: job.fresh === true, ...only },
        { signal, onProgress: screen.onProgress },
      );
      if (outcome.kind === 'plan') return await screen.showPlan(outcome.plan);
      if (outcome.kind === 'overtaken') return await screen.showOvertaken(outcome);
      await screen.showNothingToDo(outcome);
    } catch (error) {
      const waitMs = waitAskedFor(error);
      if (waitMs !== undefined) return goBack(options, job, waitMs, screen);
      await screen.showProblem(error);
      throw error;
    }
  };
}

/** Zivver asked for a wait too long to sit out inside a call. */
function waitAskedFor(error: unknown): number | undefined {
  if (!(error instanceof TargetError) || error.code !== 'target-rate-limited') return undefined;
  return typeof error.retry === 'object' ? error.retry.afterMs : undefined;
}

function goBack(
  { queue, clock }: PreviewHandlerOptions,
  job: JobOf<'preview'>,
  ms: number,
  screen: PreviewScreen,
): void {
  const waitingUntil = new Date(clock.now().getTime() + ms).toISOString();
  screen.onProgress({ step: 'read', what: 'accounts', done: 0, total: null, where: 'Zivver', waitingUntil });
  queue.later(job, ms);
}
