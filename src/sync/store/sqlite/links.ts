/** Links. Their ownership is what makes an account retirable: a reading never takes it away, a run's step is audited. */

import { setImmediate as turn } from 'node:timers/promises';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { isOwned, type Link, ownedOrigins } from '../../model/link.ts';
import type { Store } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import type { Tell } from './ledger.ts';
import type { LinkRow, Tables } from './tables.ts';

const pageSize = 2_000;

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

  /** Page by page: 100,000 links in one go would keep everybody waiting. */
  async function all(): Promise<readonly Link[]> {
    const links: Link[] = [];
    const pages = query.selectFrom('links').selectAll().orderBy('mailbox_id').limit(pageSize);
    for (let page = db.all(pages); ; page = db.all(pages.where('mailbox_id', '>', links.at(-1)?.mailboxId ?? ''))) {
      for (const row of page) links.push(linkOf(row));
      if (page.length < pageSize) return links;
      await turn();
    }
  }

  return {
    port: {
      all,
      count: async () => {
        const counted = query.selectFrom('links').select(({ fn }) => fn.countAll<number>().as('links'));
        const [total, owned] = [db.first(counted), db.first(counted.where('origin', 'in', ownedOrigins))];
        return { total: total?.links ?? 0, owned: owned?.links ?? 0 };
      },
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
