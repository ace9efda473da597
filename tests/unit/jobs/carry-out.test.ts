import { describe, expect, test } from 'vitest';
import { createCarryOutHandler } from '../../../src/jobs/handlers/carry-out.ts';
import type { Job } from '../../../src/jobs/queue.ts';
import { countersign, type Person } from '../../../src/sync/model/person.ts';
import { type Refusal, refuse } from '../../../src/sync/model/refusal.ts';
import type { Run } from '../../../src/sync/model/run.ts';
import { createHastyClock } from '../../support/hasty-clock.ts';

const ann: Person = { id: 'ann', tenantId: 't', name: 'Ann', address: null };
const open = new AbortController().signal;

/** A plan whose dead process holds the lease for `held` more questions; then the answer is `last`. */
function jobOf(held: number, last: Run | Refusal = refuse('plan-expired')) {
  const clock = createHastyClock();
  const shown: string[] = [];
  const later: { job: Job; ms: number }[] = [];
  let asked = 0;
  const handler = createCarryOutHandler({
    clock,
    queue: { later: (job, ms) => void later.push({ job, ms }) },
    sync: {
      carryOut: async () => {
        asked += 1;
        return asked <= held ? refuse('plan-running') : last;
      },
    },
    screen: {
      showRefusal: async (_, { code }) => void shown.push(code),
      showProblem: async () => void shown.push('problem'),
    },
  });
  const run = (by: Person, signal = open) => handler({ kind: 'carry-out', planId: 'plan-1', by }, signal);
  return { run, clock, shown, later, asked: () => asked };
}

describe('carrying on after a restart', () => {
  test('waits a few seconds at a time until the dead process’s lease has run out, then takes over', async () => {
    const job = jobOf(7);

    await job.run(countersign);

    expect(job.asked()).toBe(8);
    expect(job.shown).toEqual(['plan-expired']);
    expect(job.clock.slept).toHaveLength(7);
    expect(Math.max(...job.clock.slept)).toBeLessThanOrEqual(5_000);
    expect(job.clock.slept.reduce((sum, ms) => sum + ms, 0)).toBeGreaterThan(30_000);
  });

  test('gives up waiting when the server is told to stop, and tells nobody', async () => {
    const job = jobOf(Number.POSITIVE_INFINITY);
    const stop = AbortSignal.abort(new Error('Countersign is shutting down'));

    await expect(job.run(countersign, stop)).rejects.toThrow('shutting down');

    expect(job.asked()).toBe(1);
    expect(job.shown).toEqual([]);
  });

  test('is not what a person’s second click does: it is answered at once', async () => {
    const job = jobOf(1);

    await job.run(ann);

    expect(job.shown).toEqual(['plan-running']);
    expect(job.clock.slept).toEqual([]);
  });
});

describe('a run that waits for Zivver', () => {
  const waiting = {
    id: 'run-1',
    planId: 'plan-1',
    endedAt: '2026-03-02T07:59:59.000Z',
    stoppedBecause: { code: 'waits-for-target', params: { until: '2026-03-02T08:10:00.000Z' } },
  } as unknown as Run;

  test('goes back to the queue until then, and goes on by itself under the approval it has', async () => {
    const job = jobOf(0, waiting);

    await job.run(ann);

    const again = { kind: 'carry-out', planId: 'plan-1', by: countersign, resumes: waiting.endedAt };
    expect(job.later).toEqual([{ job: again, ms: 600_000 }]);
    expect(job.shown).toEqual([]);
  });

  test('is not put back when it ended for another reason', async () => {
    const job = jobOf(0, { ...waiting, stoppedBecause: { code: 'key-refused', params: {} } });

    await job.run(ann);

    expect(job.later).toEqual([]);
  });
});
