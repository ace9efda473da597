/** The queue inside the process: one job at a time of each kind, in order. A failing job is logged and the next one starts. */

import { AppError } from '../errors.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/logger.ts';
import { referenceOfUnknown } from '../platform/reference.ts';
import type { Job, JobHandlers, JobKind, Queue } from './queue.ts';

export interface EmbeddedQueueOptions {
  /** Asked for when a job starts, so that handlers may be built from things that need the queue. */
  readonly handlers: () => JobHandlers;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface EmbeddedQueue extends Queue {
  /** Everything added so far has ended. */
  idle(): Promise<void>;
}

export function createEmbeddedQueue(options: EmbeddedQueueOptions): EmbeddedQueue {
  const lines = new Map<JobKind, Promise<void>>();
  const ending = new AbortController();

  async function run(job: Job): Promise<void> {
    if (ending.signal.aborted) return;
    try {
      await start(options.handlers(), job, ending.signal);
    } catch (error) {
      if (!ending.signal.aborted) options.log.error('a job failed', { error, job: job.kind, ...unknown(error) });
    }
  }

  function add(job: Job): void {
    if (ending.signal.aborted) return;
    const before = lines.get(job.kind) ?? Promise.resolve();
    lines.set(
      job.kind,
      before.then(() => run(job)),
    );
  }

  return {
    add,
    later(job, ms) {
      if (ending.signal.aborted) return;
      // Only the end of the program cuts it short: then the job is found again at the next start.
      options.clock.sleep(ms, ending.signal).then(
        () => add(job),
        () => {},
      );
    },
    async idle() {
      let known: readonly Promise<void>[] = [];
      do {
        known = [...lines.values()];
        // A job may add another one: look again after each round.
        await Promise.all(known);
      } while ([...lines.values()].some((line) => !known.includes(line)));
    },
    async close() {
      ending.abort(new Error('Countersign is shutting down'));
      await Promise.all(lines.values());
    },
  };
}

/** The card shows the same reference: it has no words for this. */
function unknown(error: unknown): { readonly reference?: string } {
  return error instanceof AppError ? {} : { reference: referenceOfUnknown(error) };
}

function start(handlers: JobHandlers, job: Job, signal: AbortSignal): Promise<void> {
  if (job.kind === 'preview') return handlers.preview(job, signal);
  if (job.kind === 'explain') return handlers.explain(job, signal);
  if (job.kind === 'split') return handlers.split(job, signal);
  if (job.kind === 'uncertain') return handlers.uncertain(job, signal);
  if (job.kind === 'drift') return handlers.drift(job, signal);
  if (job.kind === 'undo') return handlers.undo(job, signal);
  if (job.kind === 'doctor') return handlers.doctor(job, signal);
  if (job.kind === 'mailboxes') return handlers.mailboxes(job, signal);
  return handlers['carry-out'](job, signal);
}
