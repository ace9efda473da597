/** Accounts as our last verified run left them × accounts as they are now → what others changed. Pure. */

import { byText } from '../model/address.ts';
import type { AccountDrift, DriftChange, DriftField } from '../model/drift.ts';
import type { FunctionalAccount } from '../model/functional-account.ts';
import { byKey } from './by-key.ts';

type Known = Pick<FunctionalAccount, 'id' | 'address' | 'displayName' | 'members' | 'aliases' | 'division'>;

/** Sorted by address. */
export function driftOf(known: readonly Known[], now: readonly FunctionalAccount[]): readonly AccountDrift[] {
  const present = byKey(now, ({ id }) => id);
  return known
    .flatMap((account) => {
      const changes = changesOf(account, present.get(account.id));
      const { id: accountId, address, displayName } = account;
      return changes.length === 0 ? [] : [{ accountId, address, displayName, changes }];
    })
    .sort((a, b) => byText(a.address, b.address));
}

export function isSame(known: Known, now: FunctionalAccount): boolean {
  return changesOf(known, now).length === 0;
}

function changesOf(known: Known, now: FunctionalAccount | undefined): readonly DriftChange[] {
  if (now === undefined) return [{ field: 'gone', before: known.address, after: null, added: 0, removed: 0 }];
  return [
    ...valueChange('address', known.address, now.address),
    ...valueChange('name', known.displayName, now.displayName),
    ...valueChange('division', known.division, now.division),
    ...setChange('members', known.members, now.members),
    ...setChange('aliases', known.aliases, now.aliases),
  ];
}

function valueChange(field: DriftField, before: string | null, after: string | null): readonly DriftChange[] {
  return before === after ? [] : [{ field, before, after, added: 0, removed: 0 }];
}

function setChange(field: DriftField, before: readonly string[], after: readonly string[]): readonly DriftChange[] {
  const [was, is] = [new Set(before), new Set(after)];
  const added = [...is].filter((value) => !was.has(value)).length;
  const removed = [...was].filter((value) => !is.has(value)).length;
  return added + removed === 0 ? [] : [{ field, before: null, after: null, added, removed }];
}
