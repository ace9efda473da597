/** Reads what can be synchronised, without comparing; the progress card becomes the list. Knows nothing of Teams. */

import type { Sync } from '../../sync/index.ts';
import type { ScopeReport } from '../../sync/model/plan.ts';
import type { OnProgress } from '../../sync/model/progress.ts';
import type { JobOf } from '../queue.ts';

export interface MailboxesScreen {
  readonly onProgress: OnProgress;
  showScope(scope: ScopeReport): Promise<void>;
  showProblem(error: unknown): Promise<void>;
}

export interface MailboxesHandlerOptions {
  readonly sync: Pick<Sync, 'mailboxes'>;
  readonly screenFor: (job: JobOf<'mailboxes'>) => MailboxesScreen;
}

export function createMailboxesHandler(options: MailboxesHandlerOptions) {
  return async (job: JobOf<'mailboxes'>, signal: AbortSignal): Promise<void> => {
    const screen = options.screenFor(job);
    try {
      const text = job.text === '' ? {} : { text: job.text };
      await screen.showScope(await options.sync.mailboxes({ signal, onProgress: screen.onProgress, ...text }));
    } catch (error) {
      await screen.showProblem(error);
      throw error;
    }
  };
}
