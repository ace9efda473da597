/** An approved case with the real client against the sandbox server: effects are counted from the server's journal. */

import { onTestFinished } from 'vitest';
import { startZivverServer, type ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import { type Clock, systemClock } from '../../src/platform/clock.ts';
import type { ApplySettings } from '../../src/sync/apply/apply-settings.ts';
import { carryOut } from '../../src/sync/carry-out.ts';
import { isRefusal } from '../../src/sync/model/refusal.ts';
import type { Target } from '../../src/sync/target/target.ts';
import { createZivverTarget } from '../../src/sync/target/zivver/zivver-target.ts';
import { approvedCase, type Organisation, organisation, quickSettings } from './apply-case.ts';
import { scimWorldOf } from './scim-of-seed.ts';
import { staff } from './stored-plan.ts';
import { temporaryFolder } from './temporary-folder.ts';
import { createTimelessTarget } from './timeless-target.ts';

const still = { signal: new AbortController().signal };

interface Limits {
  readonly rate: { readonly calls: number; readonly perMs: number };
  readonly longestWaitMs: number;
}

/** The same where time passes only while everybody waits: nothing depends on how fast the machine is. */
export async function timelessCase(org: Organisation, limits: Limits) {
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  const { target, clock } = createTimelessTarget({ url: server.url, apiKey: () => server.apiKey, ...limits });
  const made = await caseOn(org, server, target, clock);
  return { ...made, clock, run: (settings?: ApplySettings) => clock.whileRunning(made.run(settings)) };
}

export async function sandboxCase(
  org: Organisation = organisation(),
  limits: Limits = { rate: { calls: 10_000, perMs: 1_000 }, longestWaitMs: 1 },
) {
  const server = await startZivverServer({ world: scimWorldOf(org.seed), rate: null });
  const target = createZivverTarget({ url: server.url, apiKey: () => server.apiKey, ...limits });
  return await caseOn(org, server, target, systemClock);
}

async function caseOn(org: Organisation, server: ZivverServer, target: Target, clock: Clock) {
  const made = await approvedCase({ target, org, folder: temporaryFolder() });
  onTestFinished(async () => {
    await target.close();
    await server.close();
    await made.store.close();
  });
  return {
    ...made,
    server,
    account: (id: string) => server.state().groups.find((group) => group.id === id),
    accountAt: (address: string) => server.state().groups.find((group) => group['externalId'] === address),
    /** Starts it; what ended goes on as by an explicit resume. @throws when it was refused */
    run: async (settings: ApplySettings = quickSettings) => {
      const endedAt = (await made.store.ledger.latestRunOf(made.plan.id))?.endedAt ?? null;
      const request = { planId: made.plan.id, by: staff('ben'), ...(endedAt === null ? {} : { resumes: endedAt }) };
      const run = await carryOut({ ...made.parts, clock, settings }, request, still);
      if (isRefusal(run)) throw new Error(`refused: ${run.code}`);
      return run;
    },
  };
}
