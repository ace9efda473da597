/** Looks what others changed in Zivver, for a status card that was posted already. Knows nothing of Teams. */

import type { StatusReport, Sync } from '../../sync/index.ts';
import type { DriftReport } from '../../sync/model/drift.ts';
import type { JobOf } from '../queue.ts';

export interface DriftScreen {
  showStatus(status: StatusReport, drift: DriftReport | null | 'unknown'): Promise<void>;
}

export interface DriftHandlerOptions {
  readonly sync: Pick<Sync, 'status' | 'drift'>;
  readonly screenFor: (job: JobOf<'drift'>) => DriftScreen;
}

export function createDriftHandler({ sync, screenFor }: DriftHandlerOptions) {
  return async (job: JobOf<'drift'>, signal: AbortSignal): Promise<void> => {
    const screen = screenFor(job);
    try {
      const drift = await sync.drift({ signal });
      await screen.showStatus(await sync.status(), drift);
    } catch (error) {
      await screen.showStatus(await sync.status(), 'unknown');
      throw error;
    }
  };
}
