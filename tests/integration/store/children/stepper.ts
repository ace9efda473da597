/** A process that works through one plan until it is killed. Prints each item once its intent is said to be on disk. */

import { writeSync } from 'node:fs';
import { openSqliteStore } from '../../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { auditEntry, morning, staff } from '../../../support/stored-plan.ts';

const [, , path = '', round = ''] = process.argv;
const store = await openSqliteStore({ path });
const claim = await store.ledger.claim({
  planId: 'plan-1',
  from: ['approved'],
  runId: 'run-1',
  holder: `process-${round}`,
  startedBy: staff('ann'),
  now: new Date(Date.parse(morning) + Number(round) * 60_000).toISOString(),
  leaseMs: 30_000,
  audit: auditEntry('claimed', { planId: 'plan-1' }),
});
if (!claim.ok) throw new Error(`not claimed: ${claim.reason}`);

const done = { state: 'done', code: 'ok', params: {}, accountId: null, calls: 1, at: morning } as const;
let previous: string | undefined;
for (const { item, state } of await store.ledger.items('plan-1')) {
  if (state === 'done') continue;
  await store.ledger.step(claim.lease, {
    at: morning,
    outcomes: previous === undefined ? [] : [{ itemId: previous, outcome: done }],
    intents: [{ itemId: item.id, detail: {} }],
    links: [],
    endedLinks: [],
  });
  writeSync(1, `${item.id}\n`);
  previous = item.id;
}
throw new Error('nobody killed it');
