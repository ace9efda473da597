/** The SQLite store: the contract, and what is particular to a file on a disk. */

import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { StoreError } from '../../../src/errors.ts';
import { openSqlite } from '../../../src/platform/sqlite.ts';
import { itemStates } from '../../../src/sync/model/item.ts';
import { planStates } from '../../../src/sync/model/plan-life.ts';
import { applicationId, newestSchema } from '../../../src/sync/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import type { Store } from '../../../src/sync/store/store.ts';
import { problemsStore } from '../../../src/texts/en/problems-store.ts';
import { storeContract } from '../../contract/store-contract.ts';
import { mailbox } from '../../support/build.ts';
import { auditEntry, storedPlan } from '../../support/stored-plan.ts';
import { temporaryFolder } from '../../support/temporary-folder.ts';

for (const { name, ...options } of [
  { name: 'a SQLite file' },
  { name: 'a SQLite file in which every list of a plan stands apart', longestList: 0 },
]) {
  storeContract(name, async () => {
    const folder = await mkdtemp(join(tmpdir(), 'countersign-test-'));
    const path = join(folder, 'store.sqlite');
    const opened: Store[] = [await openSqliteStore({ path, ...options })];
    return {
      store: opened[0]!,
      openAgain: async () => {
        const again = await openSqliteStore({ path, ...options });
        opened.push(again);
        return again;
      },
      close: async () => {
        for (const store of opened) await store.close();
        await rm(folder, { recursive: true, force: true });
      },
    };
  });
}

function newPath(): string {
  return join(temporaryFolder(), 'store.sqlite');
}

async function opened(path: string): Promise<Store> {
  const store = await openSqliteStore({ path });
  onTestFinished(() => store.close());
  return store;
}

/** The file as any other program sees it. */
function rawFile(path: string): BetterSqlite3.Database {
  const file = new BetterSqlite3(path);
  onTestFinished(() => void file.close());
  return file;
}

const isWindows = process.platform === 'win32';

describe('the file', () => {
  it.skipIf(isWindows)('is made with its folder, readable by its owner only, also its companions', async () => {
    const path = join(temporaryFolder(), 'data', 'deep', 'store.sqlite');

    const store = await opened(path);
    await store.facts.set('tenant', 'one');

    for (const file of [path, `${path}-wal`, `${path}-shm`])
      expect(statSync(file).mode & 0o777, `mode of ${file}`).toBe(0o600);
    expect(statSync(dirname(path)).mode & 0o777).toBe(0o700);
  });

  it.skipIf(isWindows)('is closed to others again when somebody opened it to them', async () => {
    const path = newPath();
    await (await openSqliteStore({ path })).close();
    chmodSync(path, 0o644);

    await opened(path);

    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it('syncs every commit, keeps a write-ahead log and checks references', async () => {
    const path = newPath();
    await opened(path);
    const db = openSqlite({ path, busyTimeoutMs: 5000, applicationId });
    onTestFinished(() => db.close());

    // 2 = FULL: https://www.sqlite.org/pragma.html#pragma_synchronous
    expect([db.pragma('journal_mode'), db.pragma('synchronous'), db.pragma('foreign_keys')]).toEqual(['wal', 2, 1]);
  });

  it('remembers everything when it is opened again', async () => {
    const path = newPath();
    const first = await openSqliteStore({ path });
    const plan = storedPlan('plan-1');
    await first.plans.insert(plan, auditEntry('plan-proposed'));
    await first.close();

    const again = await opened(path);

    expect(await again.plans.get('plan-1')).toEqual(plan);
    expect(await again.audit.verify()).toEqual({ ok: true, entries: 1 });
    expect(rawFile(path).pragma('user_version', { simple: true })).toBe(newestSchema);
  });

  it('takes a plan of ten thousand items', async () => {
    const store = await opened(newPath());
    const small = storedPlan('plan-1');
    const [item] = small.content.items;
    const items = Array.from({ length: 10_000 }, (_, index) => ({ ...item!, id: `${index}` }));

    await store.plans.insert({ ...small, content: { ...small.content, items } }, auditEntry('plan-proposed'));

    expect(await store.ledger.items('plan-1')).toHaveLength(10_000);
  });
});

describe('a file that cannot be the store', () => {
  async function refusal(path: string): Promise<StoreError> {
    const error: unknown = await openSqliteStore({ path }).catch((error: unknown) => error);
    if (!(error instanceof StoreError)) throw new Error('it was opened', { cause: error });
    expect(Object.keys(problemsStore)).toContain(error.code);
    return error;
  }

  it('of a newer Countersign is refused and left as it was', async () => {
    const path = newPath();
    await (await openSqliteStore({ path })).close();
    rawFile(path).pragma('user_version = 999');

    const error = await refusal(path);

    expect(error).toMatchObject({
      code: 'store-newer',
      retry: 'never',
      context: { path, found: 999, known: newestSchema },
    });
    expect(rawFile(path).pragma('user_version', { simple: true })).toBe(999);
  });

  it('that is not a database is refused and left as it was', async () => {
    const path = newPath();
    writeFileSync(path, 'address;name\ninfo@example.nl;Info\n'.repeat(100));
    const before = readFileSync(path);

    expect((await refusal(path)).code).toBe('store-not-a-database');
    expect(readFileSync(path)).toEqual(before);
  });

  it('that is the database of another program is refused and left as it was', async () => {
    const path = newPath();
    rawFile(path).exec('create table albums (id integer primary key)');
    const before = readFileSync(path);

    expect((await refusal(path)).code).toBe('store-not-ours');
    expect(readFileSync(path)).toEqual(before);
  });

  it('whose content was damaged is refused', async () => {
    const path = newPath();
    await (await openSqliteStore({ path })).close();
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.fill(0xaa, 100, bytes.length));

    expect((await refusal(path)).code).toBe('store-corrupt');
  });

  it('that is a folder is refused', async () => {
    const path = newPath();
    mkdirSync(path);

    expect((await refusal(path)).code).toBe('store-cannot-open');
  });

  it('in a folder that is a file is refused', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data'), '');

    expect((await refusal(join(folder, 'data', 'store.sqlite'))).code).toBe('store-folder');
  });

  it.skipIf(isWindows)('that may not be written is refused (skipped on Windows, which has other rights)', async () => {
    const path = newPath();
    await (await openSqliteStore({ path })).close();
    chmodSync(path, 0o444);
    chmodSync(dirname(path), 0o555);
    onTestFinished(() => chmodSync(dirname(path), 0o700));

    expect((await asSomebodyWithoutRights(() => refusal(path))).code).toBe('store-read-only');
  });
});

/** Root may write everything: it steps aside for the moment. */
async function asSomebodyWithoutRights<T>(work: () => Promise<T>): Promise<T> {
  if (process.geteuid?.() !== 0) return work();
  process.seteuid?.(65_534);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

describe('the disk', () => {
  it('when it is full, the change is refused whole and what was written before stays', async () => {
    const path = newPath();
    const store = await opened(path);
    await store.plans.insert(storedPlan('plan-1'), auditEntry('plan-proposed'));
    const db = openSqlite<{ facts: { name: string; value: string } }>({ path, busyTimeoutMs: 5000, applicationId });
    onTestFinished(() => db.close());
    db.pragma(`max_page_count = ${Number(db.pragma('page_count')) + 10}`);
    const facts = Array.from({ length: 1000 }, (_, index) => ({ name: `fact-${index}`, value: 'x'.repeat(500) }));

    const attempt = () => db.write(() => db.insertAll('facts', facts));

    expect(attempt).toThrow(StoreError);
    expect(attempt).toThrow(expect.objectContaining({ code: 'store-full' }));
    expect(await store.facts.get('fact-0')).toBeUndefined();
    expect((await store.plans.get('plan-1'))?.state).toBe('proposed');
    expect(await store.audit.verify()).toEqual({ ok: true, entries: 1 });
  });

  it('says busy, and that trying again helps, when another process keeps the file locked', async () => {
    const path = newPath();
    await opened(path);
    rawFile(path).exec('begin immediate');
    const db = openSqlite<object>({ path, busyTimeoutMs: 20, applicationId });
    onTestFinished(() => db.close());

    expect(() => db.write(() => {})).toThrow(expect.objectContaining({ code: 'store-busy', retry: 'backoff' }));
  });
});

describe('the rows defend themselves', () => {
  async function filled() {
    const path = newPath();
    const store = await opened(path);
    await store.plans.insert(storedPlan('plan-1'), auditEntry('plan-proposed', { payload: { number: 1 } }));
    await store.audit.append(auditEntry('something', { payload: { number: 2 } }));
    await store.audit.append(auditEntry('something', { payload: { number: 3 } }));
    return { store, file: rawFile(path) };
  }

  it('the audit trail takes no change and no deletion', async () => {
    const { file } = await filled();

    for (const sql of [
      `update audit set what = 'nothing'`,
      'delete from audit',
      `update audit_payloads set body = '{}'`,
    ]) {
      expect(() => file.exec(sql), `after ${sql}`).toThrow('the audit trail is append-only');
    }
  });

  it.each([
    ['an entry is rewritten', `drop trigger audit_no_update; update audit set what = 'nothing' where seq = 2`, 2],
    [
      'an entry is taken out',
      `pragma foreign_keys = off; drop trigger audit_no_delete; delete from audit where seq = 2`,
      2,
    ],
    [
      'a payload is rewritten',
      `drop trigger audit_payloads_no_update; update audit_payloads set body = '{}' where seq = 3`,
      3,
    ],
    ['an actor is replaced', `drop trigger audit_no_update; update audit set actor_id = 'id-eve' where seq = 1`, 1],
  ])('the chain shows where %s, even past the triggers', async (_, sql, brokenAt) => {
    const { store, file } = await filled();

    file.exec(sql);

    expect(await store.audit.verify()).toEqual({ ok: false, brokenAt });
  });

  it('payloads can be erased after retention, and the chain still holds', async () => {
    const { store, file } = await filled();

    file.exec('delete from audit_payloads where seq <= 2');

    expect(await store.audit.verify()).toEqual({ ok: true, entries: 3 });
    expect((await store.audit.read(0, 1))[0]).toMatchObject({
      what: 'plan-proposed',
      payload: {},
      actor: { id: 'id-olga', address: null },
    });
  });

  it('a plan that can be signed never changes, not even for somebody who writes to the file', async () => {
    const { file } = await filled();

    for (const column of ['content', 'fingerprint', 'requester', 'approval']) {
      expect(() => file.exec(`update plans set ${column} = ${column}`), `changing ${column}`).toThrow(
        'a plan never changes',
      );
    }
  });

  it('two plans cannot be applying, and a state that does not exist is refused', async () => {
    const { store, file } = await filled();
    await store.plans.insert(
      storedPlan('plan-2', { world: { mailboxes: [mailbox('other')] } }),
      auditEntry('plan-proposed'),
    );

    expect(() => file.exec(`update plans set state = 'applying'`)).toThrow('UNIQUE');
    expect(() => file.exec(`update plans set state = 'half-done'`)).toThrow('CHECK');
  });

  it('knows every state that plans and items may have', async () => {
    const { file } = await filled();

    for (const state of planStates) file.exec(`update plans set state = '${state}'`);
    for (const state of itemStates) file.exec(`update items set state = '${state}'`);

    expect(file.prepare('select distinct state from items').pluck().all()).toEqual([itemStates.at(-1)]);
  });
});
