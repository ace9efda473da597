/** Guards over addresses: one address has one holder, and whoever takes one waits for it to be released. */

import type { Mutation } from '../../model/mutation.ts';
import { holdersOf, releasesOf, takersIn, takesOf } from '../address-book.ts';
import { ofKinds } from '../mutation-list.ts';
import { type Detail, finding, findingIfAny, type Guard } from './guard.ts';

export const foreignAliases: Guard = ({ desired, leftOut }) => {
  const aliases = desired.flatMap(({ address, foreignAliases: list }) => list.map((detail) => ({ address, detail })));
  const mailboxes = leftOut
    .filter(({ reason }) => reason === 'foreign-domain')
    .map(({ address, detail }) => ({ address, detail }));
  return findingIfAny('foreign-domain', 'warn', { details: [...aliases, ...mailboxes] });
};

export const duplicateAddresses: Guard = ({ leftOut }) =>
  findingIfAny('duplicate-address', 'warn', {
    details: leftOut
      .filter(({ reason }) => reason === 'duplicate-address')
      .map(({ address, displayName }) => ({ address, detail: displayName })),
  });

export const typeConflicts: Guard = ({ matched }) =>
  findingIfAny('type-conflict', 'warn', {
    details: matched.typeConflicts.map(({ desired, detail }) => ({ address: desired.address, detail })),
  });

/** Several mailboxes lead to one account: nothing is guessed. */
export const ambiguousMatches: Guard = ({ matched }) =>
  findingIfAny('ambiguous-match', 'warn', {
    details: matched.ambiguous.map(({ desired, detail }) => ({ address: desired.address, detail })),
  });

/** An address that stays somebody else's cannot be taken. Run again after each withholding: a release may have gone. */
export const addressesTaken: Guard = (draft) => {
  const released = releasesOf(draft.mutations);
  const takers = new Map<string, Mutation[]>();
  for (const mutation of takersIn(draft.mutations)) {
    const address = takesOf(mutation);
    if (address === undefined) continue;
    const present = takers.get(address);
    if (present === undefined) takers.set(address, [mutation]);
    else present.push(mutation);
  }
  const holders = holdersOf(draft.target, takers);
  const aliases: Mutation[] = [];
  const primaries: Mutation[] = [];
  const details: Record<'alias' | 'primary', Detail[]> = { alias: [], primary: [] };
  const refuse = (mutation: Mutation, address: string, holder: string): void => {
    const kind = mutation.kind === 'add-alias' ? 'alias' : 'primary';
    (kind === 'alias' ? aliases : primaries).push(mutation);
    details[kind].push({
      address: mutation.account.address,
      detail: holder === '' ? address : `${address}: ${holder}`,
    });
  };
  for (const [address, all] of takers) {
    // Stryker disable next-line ConditionalExpression, LogicalOperator: only saves time
    if (all.length === 1 && !holders.has(address)) continue;
    const primary = all.filter(({ kind }) => kind !== 'add-alias');
    for (const mutation of all) {
      const rivals = mutation.kind === 'add-alias' ? all : primary;
      const rival = rivals.find((other) => other !== mutation);
      // What the account itself has is in nobody's way: one call promotes its alias, or releases its old address.
      const holder = (holders.get(address) ?? []).find(
        ({ id }) => id !== mutation.account.id && !(released.get(address)?.has(id) ?? false),
      );
      if (holder !== undefined) refuse(mutation, address, holder.name);
      else if (rival !== undefined) refuse(mutation, address, rival.account.displayName);
    }
  }
  return [
    ...findingIfAny('alias-taken', 'withhold', { details: details.alias, withheld: aliases }),
    ...findingIfAny('address-taken', 'withhold', { details: details.primary, withheld: primaries }),
  ];
};

/** Accounts that would exchange primary addresses in a ring: no order of calls can do that. */
export const addressSwap: Guard = ({ mutations }) => {
  const next = new Map(ofKinds(mutations, ['readdress']).map((mutation) => [mutation.before, mutation]));
  const inRing: Mutation[] = [];
  for (const start of next.values()) {
    let step: Mutation | undefined = start;
    for (let length = 0; step !== undefined && length <= next.size; length += 1) {
      step = next.get(step.after);
      if (step === start) inRing.push(start);
      if (step === start) break;
    }
  }
  if (inRing.length === 0) return [];
  const details = inRing.map(({ account, after }) => ({ address: account.address, detail: after ?? '' }));
  return [finding('address-swap', 'block', { details })];
};
