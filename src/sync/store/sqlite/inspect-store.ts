/** Is a file a whole store? Looks at every page and walks the audit trail; changes nothing. */

import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { StoreError } from '../../../errors.ts';
import { openSqlite, type Sqlite } from '../../../platform/sqlite.ts';
import { auditLog } from './audit.ts';
import { applicationId, newestSchema } from './migrate.ts';
import type { Tables } from './tables.ts';

export const busyTimeoutMs = 5000;

export interface StoreFacts {
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly schema: number;
  readonly auditEntries: number;
}

/**
 * @throws StoreError `store-missing`, `store-not-a-database`, `store-not-ours`, `store-corrupt`, `store-newer`,
 * `store-audit-broken`
 */
export async function inspectStore(file: string): Promise<StoreFacts> {
  if (!existsSync(file))
    throw new StoreError('store-missing', `There is no file "${file}"`, { context: { path: file } });
  const db = openSqlite<Tables>({ path: file, busyTimeoutMs, applicationId, readOnly: true });
  try {
    const schema = knownSchema(db);
    refuseDamaged(db, 'integrity_check');
    const auditEntries = await unbrokenAudit(db);
    return { file, bytes: statSync(file).size, sha256: await digestOf(file), schema, auditEntries };
  } finally {
    db.close();
  }
}

function knownSchema(db: Sqlite<Tables>): number {
  const found = Number(db.pragma('user_version'));
  const context = { path: db.path, found, known: newestSchema };
  if (found === 0) throw new StoreError('store-not-ours', `"${db.path}" holds nothing of ours`, { context });
  if (found > newestSchema) throw new StoreError('store-newer', `"${db.path}" has a newer schema`, { context });
  return found;
}

/** The quick look before a server starts; a store that is not there yet is fine. @throws StoreError `store-corrupt` */
export function checkStore(path: string): void {
  if (!existsSync(path)) return;
  const db = openSqlite<Tables>({ path, busyTimeoutMs, applicationId });
  try {
    refuseDamaged(db, 'quick_check');
  } finally {
    db.close();
  }
}

function refuseDamaged(db: Pick<Sqlite<Tables>, 'path' | 'pragma'>, how: 'integrity_check' | 'quick_check'): void {
  const found = String(db.pragma(`${how}(1)`));
  if (found === 'ok') return;
  throw new StoreError('store-corrupt', `Checking "${db.path}": ${found}`, { context: { path: db.path } });
}

async function unbrokenAudit(db: Sqlite<Tables>): Promise<number> {
  const audit = await auditLog(db).verify();
  if (audit.ok) return audit.entries;
  throw new StoreError('store-audit-broken', `The audit trail of "${db.path}" does not hold`, {
    context: { path: db.path, entry: audit.brokenAt },
  });
}

async function digestOf(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}
