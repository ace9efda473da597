/** Reads an account of unknown outcome from Zivver and shows it to who decides. Knows nothing of Teams. */

import type { Sync } from '../../sync/index.ts';
import { isRefusal, type Refusal } from '../../sync/model/refusal.ts';
import type { UncertainItem } from '../../sync/model/uncertain-item.ts';
import type { JobOf } from '../queue.ts';

export interface UncertainScreen {
  showItem(item: UncertainItem): Promise<void>;
  showRefusal(refusal: Refusal): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface UncertainHandlerOptions {
  readonly sync: Pick<Sync, 'uncertain'>;
  readonly screenFor: (job: JobOf<'uncertain'>) => UncertainScreen;
}

export function createUncertainHandler(options: UncertainHandlerOptions) {
  return async ({ planId, itemId, ...job }: JobOf<'uncertain'>, signal: AbortSignal): Promise<void> => {
    const screen = options.screenFor({ planId, itemId, ...job });
    try {
      const asked = { ...(planId === '' ? {} : { planId }), ...(itemId === '' ? {} : { itemId }) };
      const found = await options.sync.uncertain(asked, { signal });
      if (isRefusal(found)) return await screen.showRefusal(found);
      await screen.showItem(found);
    } catch (error) {
      await screen.showProblem(error);
      throw error;
    }
  };
}
