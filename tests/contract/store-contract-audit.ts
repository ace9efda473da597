/** The store contract: the audit trail. */

import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { auditEntry, staff } from '../support/stored-plan.ts';
import type { StoreInTest } from './store-contract.ts';

const sha256 = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex');

export function auditContract(store: StoreInTest): void {
  describe('the audit trail', () => {
    it('gives entries back as they were told, oldest first, from where one asks', async () => {
      const entries = [1, 2, 3].map((number) =>
        auditEntry(`thing-${number}`, { actor: staff('ann'), planId: 'plan-1', payload: { number, text: 'één' } }),
      );
      for (const entry of entries) await store().audit.append(entry);

      const read = await store().audit.read(1, 1);

      expect(read).toHaveLength(1);
      expect(read[0]).toMatchObject({ ...entries[1], seq: 2 });
    });

    it('is a chain anyone can recompute from its documented rule', async () => {
      await store().audit.append(auditEntry('first', { payload: { a: 1 } }));
      await store().audit.append(auditEntry('second', { planId: 'plan-1', runId: 'run-1' }));

      const records = await store().audit.read(0, 10);

      let previous = '0'.repeat(64);
      for (const record of records) {
        const { seq, at, actor, what, planId, runId, payload } = record;
        const payloadDigest = sha256({ actor, payload });
        expect(record.payloadDigest).toBe(payloadDigest);
        expect(record.previousHash).toBe(previous);
        expect(record.hash).toBe(sha256([seq, at, actor.id, what, planId, runId, payloadDigest, previous]));
        previous = record.hash;
      }
    });

    it('verifies, empty and long', async () => {
      expect(await store().audit.verify()).toEqual({ ok: true, entries: 0 });
      for (let number = 0; number < 25; number += 1) await store().audit.append(auditEntry('thing'));

      expect(await store().audit.verify()).toEqual({ ok: true, entries: 25 });
    });

    it('stays one chain when two processes append in turn', async () => {
      const other = await store.openAgain();
      for (let round = 0; round < 40; round += 1) {
        await Promise.all([store().audit.append(auditEntry('here')), other.audit.append(auditEntry('there'))]);
      }

      expect(await other.audit.verify()).toEqual({ ok: true, entries: 80 });
    });
  });
}
