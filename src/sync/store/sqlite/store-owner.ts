/**
 * A server owns its store: a second one on the same file would send everything twice, and a restore would pull the file
 * away from under it. The mark is a lock of the operating system on a file beside the store: it ends with the process,
 * however that ends.
 */

import { closeSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import BetterSqlite3 from 'better-sqlite3';
import { StoreError } from '../../../errors.ts';
import { translateSqliteError } from '../../../platform/sqlite-errors.ts';

export interface StoreOwner {
  release(): void;
}

/** @throws StoreError `store-owned` when another server has it */
export function ownStore(path: string): StoreOwner {
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    const lock = lockFile(`${path}.lock`);
    writeFileSync(nameFile(path), `${process.pid}\n`, { mode: 0o600 });
    return { release: () => release(lock, path) };
  } catch (error) {
    throw isBusy(error) ? owned(path) : translateSqliteError(error, path);
  }
}

/** SQLite locks on every system the same way; nothing is ever written into this file. */
function lockFile(file: string): BetterSqlite3.Database {
  closeSync(openSync(file, 'a', 0o600));
  const driver = new BetterSqlite3(file, { timeout: 0 });
  try {
    return driver.exec('begin exclusive');
  } catch (error) {
    driver.close();
    throw error;
  }
}

function release(lock: BetterSqlite3.Database, path: string): void {
  if (!lock.open) return;
  rmSync(nameFile(path), { force: true });
  lock.close();
}

/** Who has it, for people; the lock decides. */
function nameFile(path: string): string {
  return `${path}.owner`;
}

function isBusy(error: unknown): boolean {
  return error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY');
}

function owned(path: string): StoreError {
  return new StoreError('store-owned', `Opening the store "${path}": another server has it`, {
    context: { path, process: ownerOf(path) },
  });
}

function ownerOf(path: string): string {
  try {
    return readFileSync(nameFile(path), 'utf8').trim();
  } catch {
    return '';
  }
}
