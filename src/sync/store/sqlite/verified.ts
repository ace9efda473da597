/** Accounts as the last verified run found them. Must not judge what differs: sync/plan/drift.ts does. */

import type { Sqlite } from '../../../platform/sqlite.ts';
import type { Store } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import type { Tables } from './tables.ts';

export function verifiedIn(db: Sqlite<Tables>): Store['verified'] {
  const { query } = db;
  return {
    all: async () =>
      db
        .all(query.selectFrom('verified_accounts').selectAll().orderBy('account_id'))
        .map((row) => ({ account: fromJson(row.account), runId: row.run_id, at: row.at })),
    save: async (accounts) =>
      db.write(() => {
        for (const { account, runId, at } of accounts) {
          const row = { account_id: account.id, account: toJson(account), run_id: runId, at };
          db.upsert('verified_accounts', ['account_id'], row);
        }
      }),
    forget: async (accountIds) =>
      db.write(() => {
        for (const id of accountIds) db.run(query.deleteFrom('verified_accounts').where('account_id', '=', id));
      }),
  };
}
