/**
 * The audit trail: append-only rows, each hash covering the one before it and the digest of its payload. An erased payload
 * leaves its digest, so the chain stays verifiable. Must be called inside the transaction of the change it tells of.
 */

import { createHash } from 'node:crypto';
import type { Sqlite } from '../../../platform/sqlite.ts';
import type { AuditEntry, AuditRecord, Store } from '../store.ts';
import { fromJson, toJson } from './json.ts';
import type { AuditPayloadRow, AuditRow, Tables } from './tables.ts';

export interface AuditLog extends Omit<Store['audit'], 'append'> {
  /** Appends inside the caller's transaction. */
  append(entry: AuditEntry): void;
}

/** Writes one entry of a run. */
export type Tell = (what: string, payload: AuditEntry['payload']) => void;

const noHash = '0'.repeat(64);
const batch = 1000;

type JoinedRow = AuditRow & { readonly body: AuditPayloadRow['body'] | null };

export function auditLog(db: Sqlite<Tables>): AuditLog {
  const { query } = db;

  function append(entry: AuditEntry): void {
    const last = db.first(query.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1));
    const body = toJson({ actor: entry.actor, payload: entry.payload });
    const row = {
      seq: (last?.seq ?? 0) + 1,
      at: entry.at,
      actor_id: entry.actor.id,
      what: entry.what,
      plan_id: entry.planId,
      run_id: entry.runId,
      payload_digest: sha256(body),
      previous_hash: last?.hash ?? noHash,
    };
    db.insertAll('audit', [{ ...row, hash: hashOf(row) }]);
    db.insertAll('audit_payloads', [{ seq: row.seq, body }]);
  }

  function rowsAfter(seq: number, limit: number): JoinedRow[] {
    return db.all(
      query
        .selectFrom('audit')
        .leftJoin('audit_payloads', 'audit_payloads.seq', 'audit.seq')
        .selectAll('audit')
        .select('audit_payloads.body')
        .where('audit.seq', '>', seq)
        .orderBy('audit.seq')
        .limit(limit),
    );
  }

  function verify(): Awaited<ReturnType<Store['audit']['verify']>> {
    let seq = 0;
    let hash = noHash;
    for (let rows = rowsAfter(0, batch); rows.length > 0; rows = rowsAfter(seq, batch)) {
      for (const row of rows) {
        if (!holds(row, seq, hash)) return { ok: false, brokenAt: seq + 1 };
        seq = row.seq;
        hash = row.hash;
      }
    }
    return { ok: true, entries: seq };
  }

  return {
    append,
    read: async (after, limit) => rowsAfter(after, limit).map(recordOf),
    verify: async () => db.read(verify),
  };
}

function holds(row: JoinedRow, previousSeq: number, previousHash: string): boolean {
  if (row.seq !== previousSeq + 1 || row.previous_hash !== previousHash || row.hash !== hashOf(row)) return false;
  return row.body === null || sha256(row.body) === row.payload_digest;
}

/** A JSON array: no value can be shifted into its neighbour. */
function hashOf(row: Omit<AuditRow, 'hash'>): string {
  const { seq, at, actor_id, what, plan_id, run_id, payload_digest, previous_hash } = row;
  return sha256(JSON.stringify([seq, at, actor_id, what, plan_id, run_id, payload_digest, previous_hash]));
}

function recordOf(row: JoinedRow): AuditRecord {
  const erased = { actor: { id: row.actor_id, tenantId: '', name: row.actor_id, address: null }, payload: {} };
  const { actor, payload } = row.body === null ? erased : fromJson(row.body);
  return {
    seq: row.seq,
    at: row.at,
    actor,
    what: row.what,
    planId: row.plan_id,
    runId: row.run_id,
    payload,
    payloadDigest: row.payload_digest,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
