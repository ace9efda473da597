/**
 * A process that carries out the plan in a store, again and again, until everything is done: it takes over from whoever
 * died and resumes what ended early, as people would. It prints one line, JSON, for what happens to it.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { LeaseError } from '../../../src/errors.ts';
import { crashPointsFrom } from '../../../src/platform/crash-points.ts';
import { silentAnnouncer } from '../../../src/sync/announcer.ts';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import type { Run } from '../../../src/sync/model/run.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { partsFor, stillSource } from '../../support/apply-case.ts';
import { staff } from '../../support/stored-plan.ts';
import { chaosRate, chaosSettings, deadlineMs } from '../chaos-settings.ts';

const [, , path = '', url = '', apiKey = '', crashPoint = ''] = process.argv;
const store = await openSqliteStore({ path });
const plan = await store.plans.get('plan-1');
if (plan === undefined) throw new Error('the store holds no plan');
const target = createZivverTarget({ url, apiKey: () => apiKey, rate: chaosRate, deadlineMs, listDeadlineMs: 2_000 });
const parts = {
  ...partsFor(store, stillSource([]), target),
  policy: plan.content.policy,
  crashPoints: crashPointsFrom(crashPoint),
  settings: chaosSettings,
  announcer: { ...silentAnnouncer, planChanged: async () => say({ is: 'at-work' }) },
};

say({ is: 'ready' });
for (;;) {
  const run = await tryToCarryOut();
  if (run?.state === 'applied') break;
  if (run !== undefined) say({ is: 'ended', state: run.state, because: run.stoppedBecause?.code ?? null });
  await pause(40);
}
say({ is: 'applied' });
await target.close();
await store.close();

async function tryToCarryOut(): Promise<Run | undefined> {
  try {
    const still = { signal: new AbortController().signal };
    const ended = (await store.ledger.latestRunOf('plan-1'))?.endedAt ?? null;
    const resume = ended === null ? {} : { resumes: ended };
    const run = await carryOut(parts, { planId: 'plan-1', by: staff('ben'), ...resume }, still);
    if (!isRefusal(run)) return run;
    // The other one was quicker
    if (run.code !== 'plan-running' && run.code !== 'plan-already-decided') throw new Error(`refused: ${run.code}`);
  } catch (error) {
    // Frozen for longer than its lease, and somebody else went on: it has stopped writing.
    if (!(error instanceof LeaseError)) throw error;
    say({ is: 'fenced-out' });
  }
  return undefined;
}

function say(what: object): void {
  process.stdout.write(`${JSON.stringify(what)}\n`);
}
