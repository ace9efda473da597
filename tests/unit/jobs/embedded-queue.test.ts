import { describe, expect, test } from 'vitest';
import { createEmbeddedQueue } from '../../../src/jobs/embedded-queue.ts';
import type { Job, JobHandlers } from '../../../src/jobs/queue.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { recordingLogger } from '../../support/recording-logger.ts';

const by = { id: 'ann', tenantId: 't', name: 'Ann', address: null };
const card = { conversationId: 'c', activityId: 'a', names: true };

function carryOut(planId: string): Job {
  return { kind: 'carry-out', planId, by };
}

const preview: Job = { kind: 'preview', requester: by, only: [], card };

function queueOf(handlers: Partial<JobHandlers>) {
  const none = async () => {};
  const all: JobHandlers = {
    preview: none,
    explain: none,
    split: none,
    undo: none,
    drift: none,
    uncertain: none,
    doctor: none,
    mailboxes: none,
    'carry-out': none,
    ...handlers,
  };
  return createEmbeddedQueue({ handlers: () => all, clock: systemClock, log: recordingLogger() });
}

describe('the queue', () => {
  test('does jobs of one kind one after the other, in order', async () => {
    const seen: string[] = [];
    const queue = queueOf({
      'carry-out': async ({ planId }) => {
        seen.push(`start ${planId}`);
        await Promise.resolve();
        seen.push(`end ${planId}`);
      },
    });

    for (const planId of ['one', 'two', 'three']) queue.add(carryOut(planId));
    await queue.idle();

    expect(seen).toEqual(['start one', 'end one', 'start two', 'end two', 'start three', 'end three']);
  });

  test('does not let a long preview hold up an approved plan', async () => {
    const gate = Promise.withResolvers<void>();
    const done = Promise.withResolvers<string>();
    const queue = queueOf({
      preview: () => gate.promise,
      'carry-out': async ({ planId }) => done.resolve(planId),
    });

    queue.add(preview);
    queue.add(carryOut('plan'));

    expect(await done.promise).toBe('plan');
    gate.resolve();
    await queue.idle();
  });

  test('goes on after a job that failed', async () => {
    const seen: string[] = [];
    const queue = queueOf({
      'carry-out': async ({ planId }) => {
        seen.push(planId);
        if (planId === 'bad') throw new Error('failed');
      },
    });

    queue.add(carryOut('bad'));
    queue.add(carryOut('good'));
    await queue.idle();

    expect(seen).toEqual(['bad', 'good']);
  });

  test('closing tells what runs to stop, waits for it, and starts nothing more', async () => {
    const seen: string[] = [];
    const started = Promise.withResolvers<void>();
    const queue = queueOf({
      'carry-out': async ({ planId }, signal) => {
        seen.push(planId);
        started.resolve();
        await new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
        seen.push('stopped');
      },
    });
    queue.add(carryOut('running'));
    queue.add(carryOut('waiting'));
    await started.promise;

    await queue.close();
    queue.add(carryOut('late'));

    expect(seen).toEqual(['running', 'stopped']);
  });
});
