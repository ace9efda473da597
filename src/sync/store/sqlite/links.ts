/** Links. Their ownership is what makes an account retirable: a reading never takes it away, a run's step is audited. */

import { setImmediate as turn } from 'node:timers/promises';
import type { Sqlite } from '../../../platform/sqlite.ts';
import { isOwned, type Link, ownedOrigins } from '../../model/link.ts';
import type { Store } from '../store.ts';
import type { Tell } from './audit.ts';
import { fromJson, toJson } from './json.ts';
import type { LinkRow, Tables } from './tables.ts';

const pageSize = 2_000;
/** A few hundred: written within some milliseconds. */
const portion = 500;

/** Inside the transaction of a run's step. */
export interface LinkWriter {
  record(link: Link, tell: Tell): void;
  end(mailboxId: string, tell: Tell): void;
}

export function linksIn(db: Sqlite<Tables>): { readonly port: Store['links']; readonly writer: LinkWriter } {
  const { query } = db;

  function save(link: Link): void {
    db.upsert('links', ['mailbox_id'], rowOf(link));
  }

  function find(mailboxId: string): LinkRow | undefined {
    return db.first(query.selectFrom('links').selectAll().where('mailbox_id', '=', mailboxId));
  }

  /** Between this reading and its save a run may have created or adopted the account. */
  function savePortion(links: readonly Link[]): void {
    const ids = links.map(({ mailboxId }) => mailboxId);
    const owned = query.selectFrom('links').select(['mailbox_id', 'account_id', 'origin']);
    const rows = db.all(owned.where('mailbox_id', 'in', ids).where('origin', 'in', ownedOrigins));
    const known = new Map(rows.map((row) => [row.mailbox_id, row]));
    for (const link of links) {
      const row = known.get(link.mailboxId);
      const keeps = row !== undefined && row.account_id === link.accountId && !isOwned(link);
      save(keeps ? { ...link, origin: row.origin } : link);
    }
  }

  /** In portions, as they are read: each link is whole, and the next reading brings what a crash left out. */
  async function saveAll(links: readonly Link[]): Promise<void> {
    for (let at = 0; at < links.length; at += portion) {
      if (at > 0) await turn();
      db.write(() => savePortion(links.slice(at, at + portion)));
    }
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
      save: saveAll,
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
