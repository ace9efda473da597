/**
 * Brings the file to this program's schema: numbered steps, forward only, one transaction each. A newer schema is refused,
 * never guessed at. `user_version` is the number of the last step that was done.
 */

import { StoreError } from '../../../errors.ts';
import type { CrashPoints } from '../../../platform/crash-points.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { first } from './migrations/0001-first.ts';
import { second } from './migrations/0002-stop-undo-drift.ts';
import { third } from './migrations/0003-siblings.ts';
import { fourth } from './migrations/0004-signed-stays.ts';
import { fifth } from './migrations/0005-plan-parts.ts';
import { sixth } from './migrations/0006-remembered-delegates.ts';
import { seventh } from './migrations/0007-baseline-types.ts';
import type { Tables } from './tables.ts';

/** Marks a SQLite file as ours: "CSGN". */
export const applicationId = 0x4353474e;

/** The place in the list, counted from one, is the number. Never change one that was released. */
const migrations: readonly string[] = [first, second, third, fourth, fifth, sixth, seventh];

export const newestSchema = migrations.length;

/** @throws StoreError `store-newer` */
export function migrate(db: Sqlite<Tables>, crashPoints: CrashPoints): void {
  refuseNewer(db);
  for (const [index, sql] of migrations.entries()) {
    const number = index + 1;
    if (schemaOf(db) >= number) continue;
    db.write(() => {
      // Asked again inside the transaction: another process may have opened the same file at the same moment.
      if (schemaOf(db) >= number) return;
      db.script(sql);
      // Inside the transaction nothing can be waited for: only a crash point without a pause dies here.
      void crashPoints.visit('during-migration');
      db.pragma(`application_id = ${applicationId}`);
      db.pragma(`user_version = ${number}`);
    });
  }
}

function refuseNewer(db: Sqlite<Tables>): void {
  const found = schemaOf(db);
  if (found <= newestSchema) return;
  throw new StoreError(
    'store-newer',
    `Opening the store "${db.path}": its schema ${found} is newer than ${newestSchema}, the newest this program knows`,
    { context: { path: db.path, found, known: newestSchema } },
  );
}

function schemaOf(db: Sqlite<Tables>): number {
  return Number(db.pragma('user_version'));
}
