/** A copy of the store that can be restored: made while others work, checked before it gets its name. */

import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { StoreError } from '../../../errors.ts';
import { openSqlite } from '../../../platform/sqlite.ts';
import { translateSqliteError } from '../../../platform/sqlite-errors.ts';
import { busyTimeoutMs, inspectStore, type StoreFacts } from './inspect-store.ts';
import { applicationId } from './migrate.ts';

/**
 * The store is not migrated first: a backup before an upgrade is what the older program can open again.
 * @throws StoreError `store-missing`, `backup-exists`, and what inspectStore says of the store
 */
export async function backupStore(path: string, file: string): Promise<StoreFacts> {
  if (!existsSync(path)) throw new StoreError('store-missing', `There is no store "${path}"`, { context: { path } });
  if (existsSync(file))
    throw new StoreError('backup-exists', `"${file}" is there already`, { context: { path: file } });
  const partial = `${file}.partial`;
  try {
    await copyDatabase(path, partial);
    const facts = await inspectStore(partial);
    flush(partial);
    renameSync(partial, file);
    flush(dirname(file));
    return { ...facts, file };
  } catch (error) {
    rmSync(partial, { force: true });
    throw translateSqliteError(error, file);
  }
}

/** One plain file: nothing beside it belongs to it. */
export async function copyDatabase(from: string, to: string): Promise<void> {
  rmSync(to, { force: true });
  // Made first, so that it never exists with wider rights
  closeSync(openSync(to, 'wx', 0o600));
  const source = openSqlite({ path: from, busyTimeoutMs, applicationId, readOnly: true });
  try {
    await source.copyTo(to);
  } finally {
    source.close();
  }
  const copy = openSqlite({ path: to, busyTimeoutMs, applicationId });
  copy.pragma('journal_mode = DELETE');
  copy.close();
}

/** A file or a folder: what was written is on the disk. */
export function flush(path: string): void {
  const handle = openSync(path, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}
