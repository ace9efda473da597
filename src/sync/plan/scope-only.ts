/** Preview resources: what can be synchronised after types and filters, before any comparison with Zivver. */

import type { ScopeReport } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import type { SourceSnapshot } from '../model/snapshot.ts';
import { readingsOf } from './basis.ts';
import { normalize } from './normalize.ts';
import { indexPeople } from './people-index.ts';

/** @param text keeps only mailboxes with this in name or address; empty keeps all */
export function scopeOnly(snapshots: readonly SourceSnapshot[], policy: Policy, text: string): ScopeReport {
  const wanted = text.trim().toLowerCase();
  const isWanted = (entry: { readonly address: string; readonly displayName: string }): boolean =>
    `${entry.displayName}\n${entry.address}`.toLowerCase().includes(wanted);
  const { desired, leftOut, filter } = normalize(snapshots, policy, indexPeople([]));
  const trustees = new Map(
    snapshots.flatMap(({ mailboxes }) =>
      mailboxes.map(({ id, delegates }) => [
        id,
        delegates.state === 'read' ? delegates.trustees.filter(({ kind }) => kind === 'person').length : 0,
      ]),
    ),
  );
  const inScope = desired.filter(isWanted).map(({ mailboxId, source, address, displayName, type, delegates }) => ({
    mailboxId,
    source,
    address,
    displayName,
    type,
    // Everybody with FullAccess: who of them has a Zivver account is not known before the comparison.
    delegates: trustees.get(mailboxId) ?? 0,
    unexpressed: [],
    frozen: delegates.state === 'unreadable',
  }));
  const notRead: Record<string, number> = {};
  for (const [type, count] of snapshots.flatMap((snapshot) => Object.entries(snapshot.notRead)))
    notRead[type] = (notRead[type] ?? 0) + count;
  const sources = readingsOf(snapshots);
  return { inScope, leftOut: leftOut.filter(isWanted), notRead, sources, ...(filter === null ? {} : { filter }) };
}
