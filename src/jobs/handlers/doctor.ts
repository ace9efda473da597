/** Checks everything a preview needs; the progress card becomes the list. Knows nothing of Teams. */

import type { Sync } from '../../sync/index.ts';
import type { Check } from '../../sync/model/check.ts';
import type { OnProgress } from '../../sync/model/progress.ts';
import type { JobOf } from '../queue.ts';

export interface DoctorScreen {
  readonly onProgress: OnProgress;
  showChecks(checks: readonly Check[]): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface DoctorHandlerOptions {
  readonly sync: Pick<Sync, 'check'>;
  readonly screenFor: (job: JobOf<'doctor'>) => DoctorScreen;
}

export function createDoctorHandler(options: DoctorHandlerOptions) {
  return async (job: JobOf<'doctor'>, signal: AbortSignal): Promise<void> => {
    const screen = options.screenFor(job);
    try {
      await screen.showChecks(await options.sync.check({ signal, onProgress: screen.onProgress }));
    } catch (error) {
      await screen.showProblem(error);
      throw error;
    }
  };
}
