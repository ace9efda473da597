/**
 * What is applied is what the fingerprint covers: items come from the plan's content, the ledger says only what became of
 * them. It decides nothing; where the two differ, nothing may be written.
 */

import { InternalError } from '../../errors.ts';
import { inTurns } from '../../platform/slices.ts';
import type { Plan } from '../model/plan.ts';
import { matchingFingerprint } from '../plan/fingerprint.ts';
import type { LedgerItem, Store } from '../store/store.ts';

/** @throws InternalError when the content is not what people signed, or its run is another plan's */
export async function refuseUnsigned(store: Pick<Store, 'ledger'>, { id, content, fingerprint }: Plan): Promise<void> {
  if (!(await inTurns(matchingFingerprint(content, fingerprint))))
    throw new InternalError(`the content of plan "${id}" is not what its fingerprint covers`);
  const run = await store.ledger.latestRunOf(id);
  if (run !== undefined && run.fingerprint !== fingerprint)
    throw new InternalError(`run "${run.id}" belongs to another fingerprint than plan "${id}"`);
}

/** @throws InternalError when the ledger has other items than the plan */
export async function signedItems(store: Pick<Store, 'ledger'>, { id, content }: Plan): Promise<readonly LedgerItem[]> {
  const rows = await store.ledger.items(id);
  const { items } = content;
  const differs = () => new InternalError(`the ledger of plan "${id}" has other items than the plan`);
  if (rows.length !== items.length) throw differs();
  return rows.map((row, position) => {
    const item = items[position];
    if (item === undefined || item.id !== row.item.id) throw differs();
    return { ...row, item };
  });
}
