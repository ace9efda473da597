/**
 * Between the signature and the run the world moves: each kind of failure happens to one account of the plan, and is asked
 * of the server that stands for Zivver. What cannot be made by an edit is made by the answer Zivver is known to give.
 */

import type { ZivverServer } from '../../sandbox/zivver/zivver-server.ts';
import type { Item } from '../../src/sync/model/item.ts';
import type { Plan } from '../../src/sync/model/plan.ts';

export const failureKinds = [
  'alias-taken',
  'alias-guest',
  'foreign-domain',
  'unknown-unit',
  'changed-meanwhile',
  'account-gone',
  'silent-loss',
] as const;
export type FailureKind = (typeof failureKinds)[number];

/** @returns the address of the account that each kind happens to */
export function makeFail(plan: Plan, zivver: ZivverServer): ReadonlyMap<FailureKind, string> {
  const free = new Set(plan.content.items);
  const take = (fits: (item: Item) => boolean): Item => {
    const found = [...free].find(fits);
    if (found === undefined) throw new Error('the plan has no item for one of the failures');
    for (const item of free) if (item.account.address === found.account.address) free.delete(item);
    return found;
  };
  const addsAlias = (item: Item) => (item.changes.aliases?.add.length ?? 0) > 0;
  const victims = new Map<FailureKind, string>();
  const happensTo = (kind: FailureKind, item: Item) => victims.set(kind, item.account.address);

  const taken = take((item) => addsAlias(item) && item.call === 'update');
  happensTo('alias-taken', taken);
  refuse(
    zivver,
    'PUT',
    taken.changes.aliases?.add[0],
    (alias) => `Error creating alias: Alias is already taken for ${alias}`,
  );
  const guest = take(addsAlias);
  happensTo('alias-guest', guest);
  refuse(zivver, 'PUT', guest.changes.aliases?.add[0], (alias) => `Error creating alias: Alias is a guest: ${alias}`);
  const unit = take((item) => item.call === 'create');
  happensTo('unknown-unit', unit);
  refuse(zivver, 'POST', unit.account.address, () => `Invalid division: ${unit.draft?.division ?? 'example.nl'}`);
  const foreign = take((item) => item.call === 'create');
  happensTo('foreign-domain', foreign);
  refuse(zivver, 'POST', foreign.account.address, () => 'Account is outside the organization');

  const moved = take((item) => item.changes.displayName !== undefined && item.account.id !== null);
  happensTo('changed-meanwhile', moved);
  zivver.edit({ type: 'groups', id: moved.account.id ?? '', set: { displayName: 'Renamed by a colleague' } });
  const gone = take((item) => item.call === 'update');
  happensTo('account-gone', gone);
  zivver.edit({ type: 'groups', id: gone.account.id ?? '', set: null });
  const lost = take((item) => (item.changes.members?.grant.length ?? 0) > 0 && item.call === 'update');
  happensTo('silent-loss', lost);
  zivver.addFault({
    kind: 'silent-loss',
    fields: ['members'],
    match: { method: 'PUT', path: `/${lost.account.id}$` },
    times: null,
  });
  return victims;
}

function refuse(
  zivver: ZivverServer,
  method: 'POST' | 'PUT',
  about: string | undefined,
  said: (about: string) => string,
): void {
  if (about === undefined) throw new Error('nothing to be refused');
  zivver.addFault({ kind: 'status', status: 400, body: said(about), match: { method, body: about }, times: null });
}
