/** A process that wants every plan: approves, claims, works and finishes whatever it can get. Prints what it got as JSON. */

import { openSqliteStore } from '../../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { auditEntry, morning, staff } from '../../../support/stored-plan.ts';

const [, , path = '', name = ''] = process.argv;
const store = await openSqliteStore({ path });
const plans = await store.plans.history(1000);
const won = { approved: [] as string[], applied: [] as string[] };

process.stdout.write('ready\n');
await new Promise((resolve) => process.stdin.once('data', resolve));

for (const { id } of plans) {
  const audit = auditEntry('raced', { planId: id, actor: staff(name) });
  const approval = await store.plans.transition({ planId: id, from: ['proposed'], to: 'approved', audit });
  if (approval.ok) won.approved.push(id);
}
for (let left = plans.map(({ id }) => id); left.length > 0; ) {
  const still: string[] = [];
  for (const id of left) if ((await work(id)) === 'later') still.push(id);
  left = still;
}
process.stdout.write(`${JSON.stringify(won)}\n`);
await store.close();
process.exit(0);

async function work(planId: string): Promise<'over' | 'later'> {
  const claim = await store.ledger.claim({
    planId,
    from: ['approved'],
    runId: `run-${planId}`,
    holder: name,
    startedBy: staff(name),
    now: morning,
    leaseMs: 60_000,
    audit: auditEntry('claimed', { planId }),
  });
  if (!claim.ok) return claim.state === 'applied' ? 'over' : 'later';
  for (const { item } of await store.ledger.items(planId)) {
    const rest = { at: morning, links: [], endedLinks: [] };
    const outcome = {
      state: 'done',
      code: 'ok',
      params: { by: name },
      accountId: null,
      calls: 1,
      at: morning,
    } as const;
    await store.ledger.step(claim.lease, { ...rest, outcomes: [], intents: [{ itemId: item.id, detail: {} }] });
    await store.ledger.step(claim.lease, { ...rest, outcomes: [{ itemId: item.id, outcome }], intents: [] });
  }
  const end = { state: 'applied', verification: null, stoppedBecause: null, at: morning } as const;
  await store.ledger.finish(claim.lease, { ...end, audit: auditEntry('finished', { planId }) });
  won.applied.push(planId);
  return 'over';
}
