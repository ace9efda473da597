/** Plans whose lists are too long for one text: all or nothing, whatever happens on the way. */

import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import BetterSqlite3 from 'better-sqlite3';
import { expect, it, onTestFinished } from 'vitest';
import { planningWorld } from '../../../sandbox/bench/planning-world.ts';
import type { Plan } from '../../../src/sync/model/plan.ts';
import { writtenBasis } from '../../../src/sync/model/plan-lists.ts';
import { computePlan } from '../../../src/sync/plan/compute-plan.ts';
import { fingerprintOf } from '../../../src/sync/plan/fingerprint.ts';
import { applicationId } from '../../../src/sync/store/sqlite/migrate.ts';
import { first } from '../../../src/sync/store/sqlite/migrations/0001-first.ts';
import { second } from '../../../src/sync/store/sqlite/migrations/0002-stop-undo-drift.ts';
import { third } from '../../../src/sync/store/sqlite/migrations/0003-siblings.ts';
import { fourth } from '../../../src/sync/store/sqlite/migrations/0004-signed-stays.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { auditEntry, morning, staff, storedPlan, tomorrow } from '../../support/stored-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

const longestList = 50;
const afterwards = '2026-11-24T10:30:00.000Z';

function largePlan(id: string): Plan {
  const computed = computePlan(planningWorld(300, 'first-run'));
  const state = computed.blocked ? 'blocked' : 'proposed';
  return { ...computed, id, state, requester: staff('olga'), createdAt: morning, expiresAt: tomorrow };
}

function newPath(): string {
  return join(temporaryFolder(), 'store.sqlite');
}

async function opened(path: string, longest = longestList) {
  const store = await openSqliteStore({ path, longestList: longest });
  onTestFinished(() => store.close());
  return store;
}

function rawFile(path: string): BetterSqlite3.Database {
  const file = new BetterSqlite3(path);
  onTestFinished(() => void file.close());
  return file;
}

function count(path: string, table: string): number {
  return Number(rawFile(path).prepare(`select count(*) from ${table}`).pluck().get());
}

/** The sets of which there are parts; how many parts depends on how quick the machine is. */
function partsIn(path: string): readonly unknown[] {
  return rawFile(path).prepare('select distinct set_id from parts order by 1').pluck().all();
}

it('a large plan comes back as it was, for a program that starts anew as well', async () => {
  const path = newPath();
  const plan = largePlan('plan-1');
  const store = await openSqliteStore({ path, longestList });
  await store.plans.insert(plan, auditEntry('plan-proposed', { planId: plan.id }));
  const here = await store.plans.get('plan-1');
  await store.close();

  const found = await (await opened(path)).plans.get('plan-1');

  expect(here).toEqual(plan);
  expect(found).toEqual(plan);
  expect(fingerprintOf(found!.content)).toBe(plan.fingerprint);
  const texts = rawFile(path).prepare('select max(length(content)), max(length(scope)) from plans').raw().get();
  expect(Math.max(...(texts as number[]))).toBeLessThan(10_000);
});

it('others have their turn while it is written and while it is read, and nobody sees half of it', async () => {
  const store = await opened(newPath());
  const plan = largePlan('plan-1');
  const progress = { stored: false };
  const insert = store.plans.insert(plan, auditEntry('plan-proposed')).then(() => (progress.stored = true));

  const seen: unknown[] = [];
  while (!progress.stored) {
    await turn();
    const open = await store.plans.open();
    const found = await store.plans.get('plan-1');
    seen.push(progress.stored ? 'stored' : [open.length, found]);
  }
  await insert;

  const before = seen.filter((each) => each !== 'stored');
  expect(before.length).toBeGreaterThan(3);
  expect(new Set(before.map((each) => JSON.stringify(each)))).toEqual(new Set(['[0,null]']));
  expect(await store.plans.open()).toHaveLength(1);
});

it('what a program that ended in the middle left behind is no plan, and goes when a later one is stored', async () => {
  const path = newPath();
  const dying = await openSqliteStore({ path, longestList });
  const insert = dying.plans.insert(largePlan('plan-1'), auditEntry('plan-proposed')).catch(() => 'ended');
  while (count(path, 'items') === 0) await turn();
  await dying.close();
  expect(await insert).toBe('ended');
  const store = await opened(path);
  const leftovers = { parts: count(path, 'parts'), items: count(path, 'items') };

  expect(await store.plans.get('plan-1')).toBeUndefined();
  await store.plans.insert(storedPlan('plan-2'), auditEntry('plan-proposed'));
  expect({ parts: count(path, 'parts'), items: count(path, 'items') - 4 }).toEqual(leftovers);

  await store.plans.insert(largePlan('plan-3'), auditEntry('plan-proposed', { at: afterwards }));
  const plans = rawFile(path).prepare('select distinct plan_id from items order by 1').pluck().all();
  const sets = rawFile(path).prepare('select distinct plan_id from part_sets').pluck().all();
  expect([plans, sets]).toEqual([['plan-2', 'plan-3'], ['plan-3']]);
  expect(await store.plans.get('plan-3')).toEqual(largePlan('plan-3'));
});

it('a plan that is seen again has the newer reading, and the older one goes', async () => {
  const path = newPath();
  const store = await opened(path);
  const plan = largePlan('plan-1');
  await store.plans.insert(plan, auditEntry('plan-proposed'));
  const sets = partsIn(path);
  const scope = { ...plan.scope, inScope: plan.scope.inScope.map((one) => ({ ...one, displayName: 'Another name' })) };

  expect(
    await store.plans.refresh(
      'plan-1',
      { basis: plan.basis, scope, expiresAt: tomorrow },
      auditEntry('plan-refreshed'),
    ),
  ).toBe(true);

  expect(await store.plans.get('plan-1')).toEqual({ ...plan, scope });
  await store.plans.insert(storedPlan('plan-2'), auditEntry('plan-proposed', { at: afterwards }));
  expect(partsIn(path)).toHaveLength(sets.length);
  expect(partsIn(path)).not.toEqual(sets);
});

it('lists that are gone are never shown as empty ones', async () => {
  const path = newPath();
  const store = await openSqliteStore({ path, longestList });
  await store.plans.insert(largePlan('plan-1'), auditEntry('plan-proposed'));
  await store.close();
  const file = rawFile(path);
  file.pragma('foreign_keys = off');
  const triggers = file.prepare("select name from sqlite_master where type = 'trigger'").pluck().all();
  for (const name of triggers) file.exec(`drop trigger "${String(name)}"`);
  file.exec('delete from parts; delete from part_sets');

  await expect((await opened(path)).plans.get('plan-1')).rejects.toMatchObject({ code: 'store-corrupt' });
});

it('a plan of which a part was taken away before it was there is refused, and nothing of it can be seen', async () => {
  const path = newPath();
  const store = await opened(path);
  const file = rawFile(path);
  const insert = store.plans.insert(largePlan('plan-1'), auditEntry('plan-proposed')).catch((error: unknown) => error);
  while (count(path, 'items') === 0) await turn();
  file.exec('delete from parts where position = 0');

  expect(await insert).toMatchObject({ code: 'store-plan-not-kept' });
  expect(await store.plans.get('plan-1')).toBeUndefined();
  expect(await store.plans.open()).toEqual([]);
});

it('a plan that another process took for something left behind while it was written is refused as well', async () => {
  const path = newPath();
  const store = await opened(path);
  const other = await opened(path);
  const insert = store.plans.insert(largePlan('plan-1'), auditEntry('plan-proposed')).catch((error: unknown) => error);
  while (count(path, 'parts') < 3) await turn();
  // By its clock an hour has passed
  await other.plans.insert(storedPlan('plan-2'), auditEntry('plan-proposed', { at: afterwards }));

  expect(await insert).toMatchObject({ code: 'store-plan-not-kept' });
  expect((await store.plans.open()).map(({ id }) => id)).toEqual(['plan-2']);
});

it('nobody changes what people sign: no part is taken away, added or exchanged', async () => {
  const path = newPath();
  const store = await opened(path);
  await store.plans.insert(largePlan('plan-1'), auditEntry('plan-proposed'));
  const file = rawFile(path);

  for (const change of [
    "update parts set entries = '[]' where position = 0",
    'delete from parts where position = 0',
    "insert into parts select set_id, 999, list, entries from parts where position = 0 and list = 'mutations'",
    "update part_sets set loose_since = 'x' where id = (select content_set from plans)",
    'update plans set content_set = null',
    'delete from items',
  ])
    expect(() => file.exec(change)).toThrow(/never|keeps/);
});

it.each([
  ['in parts', longestList, longestList],
  ['whole, as the program before wrote it', 1_000_000, longestList],
  ['by a program that let longer lists stand in the plan', 500, longestList],
  ['by a program that took shorter lists apart', longestList, 500],
])('a plan that is waived keeps every change: stored %s', async (_, longest, longestNow) => {
  const path = newPath();
  const plan: Plan = { ...largePlan('plan-1'), blocked: true, state: 'blocked' };
  const earlier = await openSqliteStore({ path, longestList: longest });
  await earlier.plans.insert(plan, auditEntry('plan-proposed'));
  await earlier.close();
  const store = await opened(path, longestNow);
  const content = {
    ...plan.content,
    findings: plan.content.findings.map((one) => ({ ...one, effect: 'warn' as const })),
  };
  const waived = { fingerprint: fingerprintOf(content), content, approval: plan.approval, blocked: false };

  const moved = await store.plans.transition({
    planId: 'plan-1',
    from: ['blocked'],
    to: 'proposed',
    waived: { plan: waived, waivers: [] },
    audit: auditEntry('plan-waived'),
  });

  expect(moved).toEqual({ ok: true, plan: { ...plan, ...waived, state: 'proposed' } });
  expect(await store.plans.get('plan-1')).toEqual({ ...plan, ...waived, state: 'proposed' });
});

it('a store of the program before keeps its plans, its items and what protects them', async () => {
  const path = newPath();
  const plan = storedPlan('plan-1');
  const older = rawFile(path);
  for (const migration of [first, second, third, fourth]) older.exec(migration);
  older.pragma(`application_id = ${applicationId}`);
  older.pragma('user_version = 4');
  const { content, basis, scope, approval, requester } = plan;
  older
    .prepare(
      `insert into plans (id, fingerprint, state, requester, created_at, expires_at, content, basis, scope, approval, blocked,
        mutations) values (?, ?, 'approved', ?, ?, ?, ?, ?, ?, ?, 0, ?)`,
    )
    .run(
      plan.id,
      plan.fingerprint,
      JSON.stringify(requester),
      plan.createdAt,
      plan.expiresAt,
      ...[content, writtenBasis(basis), scope, approval].map((value) => JSON.stringify(value)),
      content.mutations.length,
    );
  for (const [position, item] of content.items.entries())
    older
      .prepare("insert into items (plan_id, id, position, item, state, calls) values ('plan-1', ?, ?, ?, 'done', 3)")
      .run(item.id, position, JSON.stringify(item));
  older.close();

  const store = await opened(path);

  expect(await store.plans.get('plan-1')).toEqual({ ...plan, state: 'approved' });
  const items = await store.ledger.items('plan-1');
  expect(items.map(({ item, state }) => [item, state])).toEqual(content.items.map((item) => [item, 'done']));
  expect(() => rawFile(path).exec('delete from items')).toThrow('never deleted');
  expect(() => rawFile(path).exec("update items set item = '{}'")).toThrow('never changes');
});
