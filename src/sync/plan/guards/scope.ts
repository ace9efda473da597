/** Guards over what the configuration names: filter values and organisational units that fit nothing. */

import type { Finding } from '../../model/finding.ts';
import type { Mutation } from '../../model/mutation.ts';
import { ofKinds } from '../mutation-list.ts';
import { divisionOf } from '../normalize.ts';
import { type Draft, finding, findingIfAny, type Guard } from './guard.ts';

export const filterValueUnmatched: Guard = ({ filterValues }) =>
  findingIfAny('filter-value-unmatched', 'warn', {
    details: filterValues.filter(({ count }) => count === 0).map(({ text }) => ({ address: text, detail: '' })),
  });

/**
 * One wrong identifier is one finding, not a failure for every account. A unit that some account has exists; one that
 * Zivver refused does not; any other is proposed with a warning, because an empty unit is seen nowhere.
 */
export const unknownUnits: Guard = (draft) => {
  const known = new Set(draft.target.accounts.map(({ division }) => division));
  const refused = new Set(draft.history.refusedUnits);
  const unseen = [...byUnit(draft)].filter(([unit]) => !known.has(unit));
  return [
    ...unitFindings(
      'unit-unseen',
      'warn',
      unseen.filter(([unit]) => !refused.has(unit)),
    ),
    ...unitFindings(
      'unit-refused',
      'withhold',
      unseen.filter(([unit]) => refused.has(unit)),
    ),
  ];
};

type Unit = readonly [unit: string, mutations: readonly Mutation[]];

function unitFindings(
  code: 'unit-unseen' | 'unit-refused',
  effect: 'warn' | 'withhold',
  units: readonly Unit[],
): Finding[] {
  return units.map(([unit, own]) =>
    finding(code, effect, {
      number: own.length,
      withheld: effect === 'withhold' ? own : [],
      params: { unit },
    }),
  );
}

/** The mutations that would put an account into each unit. */
function byUnit({ mutations, policy }: Draft): ReadonlyMap<string, readonly Mutation[]> {
  const units = new Map<string, Mutation[]>();
  for (const mutation of ofKinds(mutations, ['create', 'reassign-ou'])) {
    const { kind, account, after } = mutation;
    const unit = kind === 'create' ? divisionOf(account.address, policy.scope.division) : after;
    if (unit === undefined || unit === null) continue;
    const own = units.get(unit);
    if (own === undefined) units.set(unit, [mutation]);
    else own.push(mutation);
  }
  return units;
}
