import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { jsonShapes } from '../../../src/cli/json-shapes.ts';
import { newestSchema } from '../../../src/sync/store/sqlite/migrate.ts';
import { openSqliteStore } from '../../../src/sync/store/sqlite/open-sqlite-store.ts';
import { ownStore } from '../../../src/sync/store/sqlite/store-owner.ts';
import { openOffice } from '../../support/console.ts';

/** An office with one approved plan in its store. */
async function officeWithPlan() {
  const office = await openOffice();
  onTestFinished(() => office.close());
  const { plan } = JSON.parse((await office.run('preview', '--json')).out);
  const signed = ['--as', 'Ben', '--fingerprint', plan.fingerprint.slice(0, 12)];
  expect((await office.run('approve', plan.id, ...signed)).code).toBe(0);
  return {
    ...office,
    plan,
    store: join(office.folder, 'data', 'countersign.sqlite'),
    backup: join(office.folder, 'backup.sqlite'),
  };
}

function digestOf(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex');
}

function raw<T>(file: string, work: (db: BetterSqlite3.Database) => T): T {
  const db = new BetterSqlite3(file);
  try {
    return work(db);
  } finally {
    db.close();
  }
}

describe('countersign backup', () => {
  it('makes one whole file that only its owner can read, and says what it holds', async () => {
    const { run, backup } = await officeWithPlan();

    const { code, out } = await run('backup', backup, '--json');

    const made = jsonShapes.backup.parse(JSON.parse(out));
    expect(code).toBe(0);
    expect(made).toMatchObject({ file: backup, schema: newestSchema, sha256: digestOf(backup) });
    expect(made.auditEntries).toBeGreaterThan(1);
    expect(statSync(backup).mode & 0o777).toBe(0o600);
    expect(raw(backup, (db) => db.pragma('journal_mode', { simple: true }))).toBe('delete');
  });

  it('is made while a server has the store and another process is writing', async () => {
    const { run, backup, store } = await officeWithPlan();
    const owner = ownStore(store);
    const writing = new BetterSqlite3(store);
    writing.exec(`begin immediate; insert into facts (name, value) values ('half', 'written')`);
    onTestFinished(() => {
      owner.release();
      writing.close();
    });

    const { code } = await run('backup', backup);

    expect(code).toBe(0);
    expect(raw(backup, (db) => db.prepare(`select * from facts where name = 'half'`).all())).toEqual([]);
  });

  it('never overwrites a file', async () => {
    const { run, backup } = await officeWithPlan();
    writeFileSync(backup, 'precious');

    const { code, talk } = await run('backup', backup);

    expect(code).toBe(1);
    expect(talk).toContain('A backup never overwrites a file');
    expect(readFileSync(backup, 'utf8')).toBe('precious');
  });

  it('of a store that is not there says so, and makes none', async () => {
    const { run, backup, folder } = await officeWithPlan();
    const elsewhere = join(folder, 'nothing.sqlite');

    const { code, talk } = await run('backup', backup, '--store', elsewhere);

    expect(code).toBe(1);
    expect(talk).toContain(`${elsewhere} does not exist`);
    expect(existsSync(elsewhere) || existsSync(backup)).toBe(false);
  });

  it('of a damaged store leaves no file that looks like a backup', async () => {
    const { run, backup, store, folder } = await officeWithPlan();
    damage(store);

    const { code, talk } = await run('backup', backup);

    expect(code).toBe(1);
    expect(talk).toContain('damaged');
    expect(readdirSync(folder).filter((name) => name.startsWith('backup'))).toEqual([]);
  });
});

describe('countersign restore', () => {
  it('brings the store back as it was, with who restored it at the end of the audit trail', async () => {
    const { run, backup, store, plan } = await officeWithPlan();
    await run('backup', backup);
    await run('preview', 'reception@example.nl');
    const before = JSON.parse((await run('backup', `${backup}-later`, '--json')).out).auditEntries;

    const { code, out } = await run('restore', backup, '--json');

    const { setAside } = jsonShapes.restore.parse(JSON.parse(out));
    expect(code).toBe(0);
    const restored = await openSqliteStore({ path: store });
    onTestFinished(() => restored.close());
    const trail = await restored.audit.read(0, 1000);
    expect(trail.at(-1)).toMatchObject({
      what: 'store-restored',
      actor: { id: 'console:tester' },
      payload: { sha256: digestOf(backup), plansExpired: 1 },
    });
    expect(await restored.audit.verify()).toEqual({ ok: true, entries: trail.length });
    expect((await restored.plans.get(plan.id))?.fingerprint).toBe(plan.fingerprint);
    expect(raw(String(setAside), (db) => db.prepare('select count(*) from audit').pluck().get())).toBe(before);
  });

  it('lets no approval of before start anything', async () => {
    const { run, backup, plan, zivver } = await officeWithPlan();
    await run('backup', backup);
    await run('restore', backup);

    const applied = await run('apply', plan.id, '--as', 'Ben');

    expect(applied.code).toBe(3);
    expect(zivver.journal().effects).toBe(0);
    const { plan: after } = JSON.parse((await run('show', plan.id, '--json')).out);
    expect(after.state).toBe('expired');
  });

  it('is refused while a server has the store', async () => {
    const { run, backup, store } = await officeWithPlan();
    await run('backup', backup);
    const before = digestOf(store);
    const owner = ownStore(store);
    onTestFinished(() => owner.release());

    const { code, talk } = await run('restore', backup);

    expect(code).toBe(1);
    expect(talk).toContain(`(process ${process.pid})`);
    expect(talk).toContain('Stop that server first');
    expect(digestOf(store)).toBe(before);
  });

  it('is refused while another command has the store open', async () => {
    const { run, backup, store, folder } = await officeWithPlan();
    await run('backup', backup);
    const busy = await openSqliteStore({ path: store });
    onTestFinished(() => busy.close());

    const { code, talk } = await run('restore', backup);

    expect(code).toBe(1);
    expect(talk).toContain('Another process has the store open');
    expect(readdirSync(join(folder, 'data')).filter((name) => /restoring|before/.test(name))).toEqual([]);
  });

  it.each<[name: string, spoil: (file: string) => void, words: string]>([
    ['whose pages are damaged', damage, 'damaged'],
    [
      'whose audit trail was changed',
      (file) =>
        raw(file, (db) => db.exec(`drop trigger audit_no_update; update audit set what = 'nothing' where seq = 2`)),
      'The audit trail does not hold',
    ],
    ['of a newer Countersign', (file) => raw(file, (db) => db.pragma('user_version = 999')), 'newer Countersign'],
    ['of another program', (file) => raw(file, (db) => db.pragma('application_id = 7')), 'another program'],
    ['that is empty', (file) => writeFileSync(file, ''), 'another program'],
    ['that is no database', (file) => writeFileSync(file, 'address;name\n'.repeat(200)), 'not a database'],
  ])('takes no backup %s, and leaves the store as it was', async (_, spoil, words) => {
    const { run, backup, store } = await officeWithPlan();
    await run('backup', backup);
    spoil(backup);
    const before = digestOf(store);

    const { code, talk } = await run('restore', backup);

    expect(code).toBe(1);
    expect(talk).toContain(words);
    expect(digestOf(store)).toBe(before);
  });

  it('takes the place of a store that can no longer be opened, and keeps that one as evidence', async () => {
    const { run, backup, store } = await officeWithPlan();
    await run('backup', backup);
    writeFileSync(store, Buffer.alloc(8192, 0xaa));

    const { code, out } = await run('restore', backup, '--json');

    const { setAside } = JSON.parse(out);
    expect(code).toBe(0);
    expect(readFileSync(setAside)).toEqual(Buffer.alloc(8192, 0xaa));
    expect((await run('audit')).code).toBe(0);
  });

  it('makes a store where there is none', async () => {
    const { run, backup, folder } = await officeWithPlan();
    await run('backup', backup);
    const elsewhere = join(folder, 'new', 'store.sqlite');

    const { code, out } = await run('restore', backup, '--store', elsewhere, '--json');

    expect(code).toBe(0);
    expect(JSON.parse(out).setAside).toBeNull();
    expect((await run('audit', '--store', elsewhere)).code).toBe(0);
  });
});

/** As a failing disk does: pages in the middle become something else. */
function damage(file: string): void {
  const bytes = readFileSync(file);
  writeFileSync(file, bytes.fill(0xaa, 4096, bytes.length - 4096));
}
