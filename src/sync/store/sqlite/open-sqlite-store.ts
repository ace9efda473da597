/**
 * The store in one SQLite file. Two processes may open the same file: every change of state is a compare-and-set inside
 * BEGIN IMMEDIATE, so neither can act on what the other has just changed. The file must lie on a local disk (WAL).
 */

import { type CrashPoints, noCrashPoints } from '../../../platform/crash-points.ts';
import { openSqlite } from '../../../platform/sqlite.ts';
import type { Store } from '../store.ts';
import { auditLog } from './audit.ts';
import { channelIn } from './channel.ts';
import { delegatesIn } from './delegates.ts';
import { interventionsIn } from './interventions.ts';
import { ledgerIn } from './ledger.ts';
import { linksIn } from './links.ts';
import { applicationId, migrate } from './migrate.ts';
import { plansIn } from './plans.ts';
import { rulesIn } from './rules.ts';
import type { Tables } from './tables.ts';
import { verifiedIn } from './verified.ts';

const busyTimeoutMs = 5000;

/** @throws StoreError `store-newer`, `store-not-a-database`, `store-not-ours`, `store-read-only`, `store-folder`, `store-full` … */
export async function openSqliteStore({
  path,
  crashPoints = noCrashPoints,
  longestList = 1000,
}: {
  readonly path: string;
  readonly crashPoints?: CrashPoints;
  /** Entries: longer lists of a plan stand in rows of their own. */
  readonly longestList?: number;
}): Promise<Store> {
  const db = openSqlite<Tables>({ path, busyTimeoutMs, applicationId });
  try {
    migrate(db, crashPoints);
  } catch (error) {
    db.close();
    throw error;
  }
  const audit = auditLog(db);
  const links = linksIn(db);
  return {
    plans: plansIn(db, audit, longestList),
    ledger: { ...ledgerIn(db, audit, links.writer), ...interventionsIn(db, audit, links.writer) },
    links: links.port,
    ...rulesIn(db, audit),
    verified: verifiedIn(db),
    delegates: delegatesIn(db),
    ...channelIn(db),
    audit: { ...audit, append: async (entry) => db.write(() => audit.append(entry)) },
    close: async () => db.close(),
  };
}
