/** Delegates as each mailbox was last asked. Portion by portion: a click in between is answered in time. */

import { setImmediate as turn } from 'node:timers/promises';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { RememberedDelegates } from '../../model/mailbox.ts';
import type { Store } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import type { Tables } from './tables.ts';

const portion = 500;

export function delegatesIn(db: Sqlite<Tables>): Store['delegates'] {
  const { query } = db;

  function page(source: string, after: string): readonly RememberedDelegates[] {
    const rows = query
      .selectFrom('remembered_delegates')
      .selectAll()
      .where('source', '=', source)
      .where('mailbox_id', '>', after)
      .orderBy('mailbox_id')
      .limit(portion);
    return db.all(rows).map((row) => ({
      mailboxId: row.mailbox_id,
      readAt: row.read_at,
      entry: row.entry,
      trustees: fromJson(row.trustees),
    }));
  }

  async function inPortions<Each>(all: readonly Each[], write: (each: Each) => void): Promise<void> {
    for (let at = 0; at < all.length; at += portion) {
      db.write(() => all.slice(at, at + portion).forEach(write));
      await turn();
    }
  }

  return {
    of: async (source) => {
      const found: RememberedDelegates[] = [];
      for (let rows = page(source, ''); rows.length > 0; rows = page(source, found.at(-1)?.mailboxId ?? '')) {
        found.push(...rows);
        await turn();
      }
      return found;
    },
    keep: async (source, remembered) =>
      inPortions(remembered, ({ mailboxId, readAt, entry, trustees }) => {
        const row = { source, mailbox_id: mailboxId, read_at: readAt, entry, trustees: toJson(trustees) };
        db.run(
          query
            .insertInto('remembered_delegates')
            .values(row)
            .onConflict((conflict) =>
              conflict
                .columns(['source', 'mailbox_id'])
                .doUpdateSet({ read_at: readAt, entry, trustees: row.trustees })
                .whereRef('remembered_delegates.read_at', '<=', 'excluded.read_at'),
            ),
        );
      }),
    forget: async (source, mailboxIds) =>
      inPortions(mailboxIds, (id) => {
        db.run(query.deleteFrom('remembered_delegates').where('source', '=', source).where('mailbox_id', '=', id));
      }),
    forgetOthers: async (sources) =>
      db.write(() => {
        const all = query.deleteFrom('remembered_delegates');
        db.run(sources.length === 0 ? all : all.where('source', 'not in', sources));
      }),
  };
}
