/** An approved plan that is carried out by a queue, and Zivver over HTTP, which may ask for long waits. Waiting takes no time. */

import { onTestFinished } from 'vitest';
import { startZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { createEmbeddedQueue } from '../../src/jobs/embedded-queue.ts';
import { createCarryOutHandler } from '../../src/jobs/handlers/carry-out.ts';
import type { JobHandlers } from '../../src/jobs/queue.ts';
import { silentAnnouncer } from '../../src/sync/announcer.ts';
import { carryOut } from '../../src/sync/carry-out.ts';
import type { CarryOutParts } from '../../src/sync/carry-out-parts.ts';
import type { Run } from '../../src/sync/model/run.ts';
import { approvedCase, organisation, quickSettings } from './apply-case.ts';
import { recordingLogger } from './recording-logger.ts';
import { scimWorldOf } from './scim-of-seed.ts';
import { staff } from './stored-plan.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { createTimelessTarget } from './timeless-target.ts';

export const tenMinutes = 600;
/** What that plan changes in Zivver. */
export const effects = 3 + 3 * 2;

export async function waitingCase(org: ReturnType<typeof organisation> = organisation()) {
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  const wide = { rate: { calls: 10_000, perMs: 1_000 }, longestWaitMs: 15_000 };
  const { target, clock } = createTimelessTarget({ url: server.url, apiKey: () => server.apiKey, ...wide });
  const folder = temporaryFolder();
  const made = await approvedCase({ target, org, folder });
  const ended: Run[] = [];
  const shown: string[] = [];
  const announcer = { ...silentAnnouncer, runEnded: async (_: unknown, run: Run) => void ended.push(run) };
  const settings = { ...quickSettings, stopCheckMs: 1_000 };
  const parts: CarryOutParts = { ...made.parts, clock, announcer, settings };
  const queueOn = (changed: Partial<CarryOutParts> = {}) => {
    const queue = createEmbeddedQueue({ handlers: () => handlers as JobHandlers, clock, log: recordingLogger() });
    const handler = createCarryOutHandler({
      sync: { carryOut: (request, options) => carryOut({ ...parts, ...changed }, request, options) },
      screen: {
        showRefusal: async (_, { code }) => void shown.push(code),
        showProblem: async (_, error) => void shown.push(String(error)),
      },
      queue,
      clock,
    });
    const handlers: Partial<JobHandlers> = { 'carry-out': handler };
    return queue;
  };
  /** Until so many runs ended, or refusals were shown. */
  const until = (count: number) =>
    clock.whileRunning(
      (async () => {
        while (ended.length + shown.length < count) await clock.sleep(1_000);
      })(),
    );
  onTestFinished(async () => {
    await target.close();
    await server.close();
    await made.store.close();
  });
  return { ...made, server, target, clock, folder, parts, ended, shown, queueOn, until };
}

export type Waiting = Awaited<ReturnType<typeof waitingCase>>;

export function begin({ plan, queueOn }: Waiting, changed: Partial<CarryOutParts> = {}) {
  const queue = queueOn(changed);
  queue.add({ kind: 'carry-out', planId: plan.id, by: staff('ben') });
  return queue;
}

export const tooMany = { kind: 'too-many-requests', retryAfterSeconds: tenMinutes } as const;
