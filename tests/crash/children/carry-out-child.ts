/** A process that carries out the plan in a store until it is done, or until the crash point it was given kills it. */

import { setTimeout as pause } from 'node:timers/promises';
import { crashPointsFrom } from '../../../src/platform/crash-points.ts';
import { carryOut } from '../../../src/sync/carry-out.ts';
import { isRefusal } from '../../../src/sync/model/refusal.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { createZivverTarget } from '../../../src/sync/target/zivver/zivver-target.ts';
import { organisation, partsFor, quickSettings, stillSource } from '../../support/apply-case.ts';
import { staff } from '../../support/stored-plan.ts';

const [, , path = '', url = '', apiKey = '', crashPoint = ''] = process.argv;
const crashPoints = crashPointsFrom(crashPoint);
const store = await openSqliteStore({ path, crashPoints });
const target = createZivverTarget({ url, apiKey: () => apiKey, rate: { calls: 10_000, perMs: 1_000 } });
const parts = {
  ...partsFor(store, stillSource(organisation().mailboxes), target),
  crashPoints,
  settings: { ...quickSettings, leaseMs: 1_000, renewEveryMs: 300, callDeadlineMs: 300 },
};

for (;;) {
  const run = await carryOut(parts, { planId: 'plan-1', by: staff('ben') }, { signal: new AbortController().signal });
  if (!isRefusal(run)) {
    process.stdout.write(`${JSON.stringify({ state: run.state, verification: run.verification })}\n`);
    break;
  }
  // The lease of the process that died has not run out yet.
  if (run.code !== 'plan-running') throw new Error(`refused: ${run.code}`);
  await pause(100);
}
await target.close();
await store.close();
