/** Links. Their ownership is what makes an account retirable: a reading never takes it away, a run's step is audited. */

import type { Sqlite } from '../../../platform/sqlite.ts';
import { isOwned, type Link } from '../../model/link.ts';
import type { Store } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import type { Tell } from './ledger.ts';
import type { LinkRow, Tables } from './tables.ts';

/** Inside the transaction of a run's step. */
export interface LinkWriter {
  record(link: Link, tell: Tell): void;
  end(mailboxId: string, tell: Tell): void;
}

export function linksIn(db: Sqlite<Tables>): { readonly port: Store['links']; readonly writer: LinkWriter } {
  const { query } = db;

  function save(link: Link): void {
    const row = rowOf(link);
    db.run(
      query
        .insertInto('links')
        .values(row)
        .onConflict((conflict) => conflict.column('mailbox_id').doUpdateSet(row)),
    );
  }

  function find(mailboxId: string): LinkRow | undefined {
    return db.first(query.selectFrom('links').selectAll().where('mailbox_id', '=', mailboxId));
  }

  /** Between this reading and its save a run may have created or adopted the account. */
  function keepingOwnership(link: Link): Link {
    const known = find(link.mailboxId);
    if (known === undefined || known.account_id !== link.accountId || isOwned(link)) return link;
    return isOwned(linkOf(known)) ? { ...link, origin: known.origin } : link;
  }

  return {
    port: {
      all: async () => db.all(query.selectFrom('links').selectAll().orderBy('mailbox_id')).map(linkOf),
      save: async (links) =>
        db.write(() => {
          for (const link of links) save(keepingOwnership(link));
        }),
    },
    writer: {
      record: (link, tell) => {
        save(link);
        const { mailboxId, accountId, origin, address } = link;
        tell('link-recorded', { mailboxId, accountId, origin, address });
      },
      end: (mailboxId, tell) => {
        const known = find(mailboxId);
        if (known === undefined) return;
        db.run(query.deleteFrom('links').where('mailbox_id', '=', mailboxId));
        tell('link-ended', { mailboxId, accountId: known.account_id, origin: known.origin, address: known.address });
      },
    },
  };
}

function rowOf(link: Link): LinkRow {
  return {
    mailbox_id: link.mailboxId,
    source: link.source,
    account_id: link.accountId,
    origin: link.origin,
    address: link.address,
    seen_delegates: toJson(link.seenDelegates),
    since: link.since,
  };
}

function linkOf(row: LinkRow): Link {
  return {
    mailboxId: row.mailbox_id,
    source: row.source,
    accountId: row.account_id,
    origin: row.origin,
    address: row.address,
    seenDelegates: fromJson(row.seen_delegates),
    since: row.since,
  };
}
