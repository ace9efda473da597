/**
 * Lists of a plan that are too long for one text, as rows of bounded size. They are written and read piece by piece, so that
 * everybody else has a turn in between, and nobody sees them before the plan's own transaction names them. What a process
 * that died left behind goes when the next plan is stored. Must not decide which lists these are (model/plan-lists.ts).
 */

import { setImmediate as turn } from 'node:timers/promises';
import { type Insertable, sql } from 'kysely';
import { InternalError, StoreError } from '../../../errors.ts';
import { textSlices } from '../../../platform/slices.ts';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { Item } from '../../model/item.ts';
import { sharer } from '../../model/kept-once.ts';
import type { Lists, NamedList } from '../../model/plan-lists.ts';
import { fromJson, type Json } from './json.ts';
import { itemRowsOf } from './plan-rows.ts';
import type { Tables } from './tables.ts';

export interface StagedSet {
  readonly id: number;
  readonly parts: number;
}

/** Nobody writes or reads one plan for so long. */
const leftOverAfterMs = 60 * 60 * 1000;
const itemsAtOnce = 200;
const partsAtOnce = 4;

export function planPartsIn(db: Sqlite<Tables>) {
  const { query } = db;
  /** The set that was met last, as long as somebody still has its lists: it never changes. */
  let latest: { readonly set: number; readonly lists: readonly (readonly [string, WeakRef<readonly unknown[]>])[] } = {
    set: 0,
    lists: [],
  };

  function remember(set: number, lists: Iterable<NamedList>): void {
    latest = { set, lists: Array.from(lists, ([name, entries]) => [name, new WeakRef(entries)] as const) };
  }

  function remembered(set: number): Lists | undefined {
    if (latest.set !== set) return undefined;
    const lists = new Map<string, readonly unknown[]>();
    for (const [name, reference] of latest.lists) {
      const entries = reference.deref();
      if (entries === undefined) return undefined;
      lists.set(name, entries);
    }
    return lists;
  }

  /** @param at ISO 8601, UTC */
  async function stage(planId: string, lists: readonly NamedList[], at: string): Promise<StagedSet> {
    const begun = query.insertInto('part_sets').values({ plan_id: planId, loose_since: at, parts: 0 }).returning('id');
    const set = db.stage(() => db.first(begun));
    if (set === undefined) throw new InternalError(`No parts could be begun for plan "${planId}"`);
    let position = 0;
    for (const [list, entries] of lists) {
      for await (const text of textSlices(entries)) {
        const row = { set_id: set.id, position, list, entries: text as Json<readonly unknown[]> };
        db.stage(() => addTo(set.id, row));
        position += 1;
      }
    }
    remember(set.id, lists);
    return { id: set.id, parts: position };
  }

  function addTo(set: number, row: Insertable<Tables['parts']>): void {
    const isThere = db.first(query.selectFrom('part_sets').select('id').where('id', '=', set)) !== undefined;
    if (!isThere) throw notKept(`The parts ${set} of a plan are gone`);
    db.run(query.insertInto('parts').values(row));
  }

  async function stageItems(planId: string, items: readonly Item[]): Promise<void> {
    for (let at = 0; at < items.length; at += itemsAtOnce) {
      await turn();
      const rows = itemRowsOf(planId, items.slice(at, at + itemsAtOnce), at);
      db.stage(() => db.insertAll('items', rows));
    }
  }

  /** Inside the transaction that names them. @throws StoreError when some of them were taken away meanwhile */
  function attach({ id, parts }: StagedSet): void {
    const there = query.selectFrom('parts').select((one) => one.fn.countAll<number>().as('count'));
    const count = db.first(there.where('set_id', '=', id))?.count ?? 0;
    const attached = query.updateTable('part_sets').set({ loose_since: null, parts }).where('id', '=', id);
    if (count === parts && db.run(attached.where('loose_since', 'is not', null)) === 1) return;
    throw notKept(`Of the ${parts} parts ${id} of a plan ${count} are there`);
  }

  /** Inside the transaction that names others. Whoever reads them just now has an hour. */
  function detach(id: number, at: string): void {
    db.run(query.updateTable('part_sets').set({ loose_since: at }).where('id', '=', id));
  }

  /** The lists that stand in this set. */
  function namesIn(set: number): ReadonlySet<string> {
    return new Set(
      db.all(query.selectFrom('parts').select('list').distinct().where('set_id', '=', set)).map((row) => row.list),
    );
  }

  /** @throws StoreError `store-corrupt` */
  async function read(set: number): Promise<Lists> {
    const known = remembered(set);
    if (known !== undefined) return known;
    const expected = db.first(query.selectFrom('part_sets').select('parts').where('id', '=', set))?.parts;
    if (expected === undefined) throw new StoreError('store-corrupt', `The lists ${set} are not there`);
    const lists = new Map<string, unknown[]>();
    const share = sharer();
    const parts = query.selectFrom('parts').select(['list', 'entries']).where('set_id', '=', set);
    for (let position = 0; position < expected; position += 1) {
      await turn();
      const row = db.first(parts.where('position', '=', position));
      if (row === undefined) throw new StoreError('store-corrupt', `Part ${position} of the lists ${set} is not there`);
      const entries = fromJson(row.entries);
      share(entries);
      const list = lists.get(row.list) ?? [];
      lists.set(row.list, list);
      for (const entry of entries) list.push(entry);
    }
    remember(set, lists);
    return lists;
  }

  /** @param now ISO 8601, UTC */
  async function removeLeftovers(now: string): Promise<void> {
    const before = new Date(Date.parse(now) - leftOverAfterMs).toISOString();
    const loose = db.all(query.selectFrom('part_sets').select(['id', 'plan_id']).where('loose_since', '<', before));
    for (const { id, plan_id: planId } of loose) {
      const rows = sql<number>`select rowid from parts where set_id = ${id} limit ${partsAtOnce}`;
      const isLoose = sql<boolean>`(select loose_since from part_sets where id = ${id}) is not null`;
      const some = query.deleteFrom('parts').where(sql<boolean>`rowid in (${rows})`).where(isLoose);
      while (db.stage(() => db.run(some)) > 0) await turn();
      while (db.stage(() => removeSomeItems(planId)) > 0) await turn();
      db.stage(() => db.run(query.deleteFrom('part_sets').where('id', '=', id).where('loose_since', 'is not', null)));
    }
  }

  /** Of a plan that never came to be. */
  function removeSomeItems(planId: string): number {
    if (db.first(query.selectFrom('plans').select('id').where('id', '=', planId)) !== undefined) return 0;
    const some = query.selectFrom('items').select('id').where('plan_id', '=', planId).limit(itemsAtOnce);
    return db.run(query.deleteFrom('items').where('plan_id', '=', planId).where('id', 'in', some));
  }

  return { stage, stageItems, attach, detach, namesIn, read, removeLeftovers };
}

/** Another process took them for something left behind, as happens when a clock is set. */
function notKept(message: string): StoreError {
  return new StoreError('store-plan-not-kept', message);
}
