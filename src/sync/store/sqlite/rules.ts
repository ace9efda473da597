/** What people and readings taught: waivers, mutes, baselines, facts. */

import type { Sqlite } from '../../../platform/sqlite.ts';
import type { AuditEntry, Baseline, Mute, Store, Waiver } from '../store.ts';
import type { AuditLog } from './audit.ts';
import { fromJson, toJson } from './json.ts';
import type { BaselineRow, MuteRow, Tables, WaiverRow } from './tables.ts';

export function rulesIn(db: Sqlite<Tables>, audit: AuditLog): Pick<Store, 'mutes' | 'waivers' | 'baselines' | 'facts'> {
  const { query } = db;

  function addMutes(mutes: readonly Mute[], entry: AuditEntry): void {
    db.write(() => {
      for (const mute of mutes) saveMute(db, mute);
      audit.append(entry);
    });
  }

  function fact(name: string): string | undefined {
    return db.first(query.selectFrom('facts').select('value').where('name', '=', name))?.value;
  }

  function setFact(name: string, value: string): void {
    db.upsert('facts', ['name'], { name, value });
  }

  return {
    mutes: {
      all: async () => db.all(query.selectFrom('mutes').selectAll().orderBy('mutation_id')).map(muteOf),
      add: async (mute, entry) => addMutes([mute], entry),
      addAll: async (mutes, entry) => addMutes(mutes, entry),
      end: async (mutationIds, entry) =>
        db.write(() => {
          for (const id of mutationIds) db.run(query.deleteFrom('mutes').where('mutation_id', '=', id));
          audit.append(entry);
        }),
    },
    waivers: {
      of: async (planId) =>
        db
          .all(query.selectFrom('waivers').selectAll().where('plan_id', '=', planId).orderBy('finding_code'))
          .map(waiverOf),
      add: async (waiver, entry) =>
        db.write(() => {
          saveWaiver(db, waiver);
          audit.append(entry);
        }),
    },
    baselines: {
      get: async (source) => {
        const row = db.first(query.selectFrom('baselines').selectAll().where('source', '=', source));
        return row === undefined ? undefined : baselineOf(row);
      },
      save: async ({ source, mailboxes, scopeDigest, takenAt, byType }) => {
        const by_type = byType === undefined ? null : toJson(byType);
        db.upsert('baselines', ['source'], {
          source,
          mailboxes,
          scope_digest: scopeDigest,
          taken_at: takenAt,
          by_type,
        });
      },
    },
    facts: {
      get: async (name) => fact(name),
      set: async (name, value) => setFact(name, value),
      replace: async (name, was, value) =>
        db.write(() => {
          if (fact(name) !== was) return false;
          setFact(name, value);
          return true;
        }),
    },
  };
}

/** Inside the caller's transaction: a newer mute of the same mutation replaces the older. */
export function saveMute(db: Sqlite<Tables>, mute: Mute): void {
  db.upsert('mutes', ['mutation_id'], rowOfMute(mute));
}

/** Inside the caller's transaction. */
export function saveWaiver(db: Sqlite<Tables>, waiver: Waiver): void {
  db.upsert('waivers', ['plan_id', 'finding_code'], rowOfWaiver(waiver));
}

function rowOfMute(mute: Mute): MuteRow {
  return {
    mutation_id: mute.mutationId,
    address: mute.address,
    source_state: mute.sourceState,
    by_person: toJson(mute.by),
    reason: mute.reason,
    at: mute.at,
  };
}

function muteOf(row: MuteRow): Mute {
  return {
    mutationId: row.mutation_id,
    address: row.address,
    sourceState: row.source_state,
    by: fromJson(row.by_person),
    reason: row.reason,
    at: row.at,
  };
}

function rowOfWaiver(waiver: Waiver): WaiverRow {
  return {
    plan_id: waiver.planId,
    finding_code: waiver.findingCode,
    by_person: toJson(waiver.by),
    reason: waiver.reason,
    at: waiver.at,
  };
}

function waiverOf(row: WaiverRow): Waiver {
  return {
    planId: row.plan_id,
    findingCode: row.finding_code,
    by: fromJson(row.by_person),
    reason: row.reason,
    at: row.at,
  };
}

function baselineOf(row: BaselineRow): Baseline {
  const { source, mailboxes, scope_digest: scopeDigest, taken_at: takenAt, by_type } = row;
  return { source, mailboxes, scopeDigest, takenAt, ...(by_type === null ? {} : { byType: fromJson(by_type) }) };
}
