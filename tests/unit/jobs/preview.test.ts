import { expect, test } from 'vitest';
import { TargetError } from '../../../src/errors.ts';
import { createEmbeddedQueue } from '../../../src/jobs/embedded-queue.ts';
import { createPreviewHandler } from '../../../src/jobs/handlers/preview.ts';
import type { Job, JobHandlers, JobOf } from '../../../src/jobs/queue.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';
import { recordingLogger } from '../../support/recording-logger.ts';

const open = new AbortController().signal;
const job: JobOf<'preview'> = {
  kind: 'preview',
  requester: { id: 'ann', tenantId: 't', name: 'Ann', address: null },
  only: [],
  card: { conversationId: 'c', activityId: 'a', names: true },
};

function previewThatFails(error: Error) {
  const shown: string[] = [];
  const later: { job: Job; ms: number }[] = [];
  const run = createPreviewHandler({
    sync: {
      preview: async () => {
        throw error;
      },
    },
    clock: createHastyClock(),
    queue: { later: (put, ms) => void later.push({ job: put, ms }) },
    screenFor: () => ({
      onProgress: ({ waitingUntil }) => shown.push(`waits until ${waitingUntil}`),
      showPlan: async () => void shown.push('plan'),
      showNothingToDo: async () => void shown.push('nothing'),
      showOvertaken: async () => void shown.push('overtaken'),
      showProblem: async () => void shown.push('problem'),
    }),
  });
  return { run, shown, later };
}

test('a preview that Zivver tells to wait long goes back to the queue, and its card says until when', async () => {
  const { run, shown, later } = previewThatFails(
    new TargetError('target-rate-limited', 'wait', { retry: { afterMs: 120_000 } }),
  );

  await run(job, open);

  expect(later).toEqual([{ job, ms: 120_000 }]);
  expect(shown).toEqual(['waits until 2026-03-02T08:02:00.000Z']);
});

test('a preview that fails otherwise shows the problem and is not tried again', async () => {
  const { run, shown, later } = previewThatFails(new TargetError('target-key-refused', 'no'));

  await expect(run(job, open)).rejects.toThrow('no');

  expect(later).toEqual([]);
  expect(shown).toEqual(['problem']);
});

test('a job that was put back is done when its time has come, unless the queue was closed', async () => {
  const done: string[] = [];
  const first = Promise.withResolvers<void>();
  const handlers = {
    preview: async ({ requester }: JobOf<'preview'>) => {
      done.push(requester.name);
      first.resolve();
    },
  };
  const queue = createEmbeddedQueue({
    handlers: () => handlers as unknown as JobHandlers,
    clock: systemClock,
    log: recordingLogger(),
  });

  queue.later({ ...job, requester: { ...job.requester, name: 'soon' } }, 1);
  await first.promise;
  queue.later({ ...job, requester: { ...job.requester, name: 'never' } }, 1);
  await queue.close();
  await new Promise((resolve) => setTimeout(resolve, 5));

  expect(done).toEqual(['soon']);
});
