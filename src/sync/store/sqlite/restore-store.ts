/**
 * A backup becomes the store again. The backup is checked first and stays as it is; the present store is set aside, not
 * thrown away; at every moment there is a whole store under its name. Approvals from before do not count afterwards.
 */

import { copyFileSync, existsSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { InternalError, StoreError } from '../../../errors.ts';
import { openSqlite } from '../../../platform/sqlite.ts';
import { translateSqliteError } from '../../../platform/sqlite-errors.ts';
import type { Person } from '../../model/person.ts';
import { auditLog } from './audit.ts';
import { copyDatabase, flush } from './backup-store.ts';
import { busyTimeoutMs, inspectStore, type StoreFacts } from './inspect-store.ts';
import { applicationId } from './migrate.ts';
import { openSqliteStore } from './open-sqlite-store.ts';
import { ownStore } from './store-owner.ts';
import type { Tables } from './tables.ts';

export interface RestoreRequest {
  /** The store. */
  readonly path: string;
  /** The backup. */
  readonly file: string;
  readonly by: Person;
  readonly now: Date;
}

export interface Restored {
  readonly backup: StoreFacts;
  /** Where the store that was there lies now; null when there was none. */
  readonly setAside: string | null;
}

/** @throws StoreError `store-owned`, `store-in-use`, and what inspectStore says of the backup */
export async function restoreStore(request: RestoreRequest): Promise<Restored> {
  const { path, file, now } = request;
  const backup = await inspectStore(file);
  const owner = ownStore(path);
  const fresh = `${path}.restoring`;
  try {
    await prepare(fresh, request, backup);
    const setAside = existsSync(path) ? `${path}.before-${now.toISOString().replaceAll(/[-:]|\.\d+/g, '')}` : null;
    if (setAside !== null) setPresentAside(path, setAside);
    renameSync(fresh, path);
    flush(dirname(path));
    return { backup, setAside };
  } catch (error) {
    rmSync(fresh, { force: true });
    throw translateSqliteError(error, path);
  } finally {
    owner.release();
  }
}

/** The copy with today's schema, in which no approval of then can start anything. */
async function prepare(fresh: string, { file, by, now }: RestoreRequest, backup: StoreFacts): Promise<void> {
  await copyDatabase(file, fresh);
  await (await openSqliteStore({ path: fresh })).close();
  const db = openSqlite<Tables>({ path: fresh, busyTimeoutMs, applicationId });
  const at = now.toISOString();
  const alive = ['blocked', 'proposed', 'approved', 'applying', 'stopped', 'partly-applied', 'failed'] as const;
  db.write(() => {
    const expire = db.query.updateTable('plans').set({ expires_at: at }).where('state', 'in', alive);
    const plans = db.run(expire.where('expires_at', '>', at));
    const { sha256, auditEntries, schema } = backup;
    const payload = { sha256, auditEntries, schema, plansExpired: plans };
    auditLog(db).append({ at, actor: by, what: 'store-restored', planId: null, runId: null, payload });
  });
  db.pragma('journal_mode = DELETE');
  db.close();
  flush(fresh);
}

function setPresentAside(path: string, setAside: string): void {
  settle(path);
  copyFileSync(path, setAside);
  flush(setAside);
  // Left over from a store that could not be opened: a log of other pages must not meet the new file.
  for (const part of ['-wal', '-shm']) if (existsSync(path + part)) renameSync(path + part, setAside + part);
}

/** Everything into the one file; SQLite lets only the last who has it open do that. */
function settle(path: string): void {
  let mode: unknown;
  try {
    const db = openSqlite({ path, busyTimeoutMs: 0, applicationId });
    try {
      mode = db.pragma('journal_mode = DELETE');
    } finally {
      db.close();
    }
  } catch (error) {
    // What cannot be opened is the reason to restore: it is set aside as it lies there.
    if (error instanceof StoreError && error.code !== 'store-busy') return;
    if (!(error instanceof StoreError)) throw error;
    mode = 'wal';
  }
  if (mode === 'delete') return;
  if (mode !== 'wal') throw new InternalError(`the store "${path}" is in journal mode ${String(mode)}`);
  throw new StoreError('store-in-use', `Setting the store "${path}" aside: another process has it open`, {
    context: { path },
  });
}
