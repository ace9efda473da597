/** Of a reading: what Exchange has and this reading leaves aside. */

import type { SourceSnapshot } from '../../model/snapshot.ts';
import type { RecipientIndex } from './recipient-index.ts';
import { canBeRead, isRemote } from './recipient-types.ts';

/** Shared mailboxes that Exchange has and this reading leaves aside: of types that are off, or living elsewhere. */
export function countNotRead(index: RecipientIndex, types: readonly string[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const aside = [...index.byId.values()].map(({ type }) => type).filter((type) => isRemote(type) || canBeRead(type));
  for (const type of aside.toSorted()) if (!types.includes(type)) counts[type] = (counts[type] ?? 0) + 1;
  return counts;
}

export function remoteOf({ byId }: RecipientIndex, types: readonly string[]): Pick<SourceSnapshot, 'remoteAddresses'> {
  const remote = [...byId.values()].filter(({ type }) => isRemote(type) && !types.includes(type));
  if (remote.length === 0) return {};
  return { remoteAddresses: remote.map(({ primaryAddress }) => primaryAddress).toSorted() };
}
