/** What can be told from Zivver's own lists: are these our domains, is the unit known, are there people. Pure. */

import { type Check, inOrder, wrong } from '../model/check.ts';
import type { DivisionRule } from '../model/policy.ts';
import type { TargetSnapshot } from '../model/snapshot.ts';

export interface TargetExpectations {
  /** Claimed domains, lower case. */
  readonly domains: readonly string[];
  readonly division: DivisionRule;
}

export function checkSnapshot({ accounts, people }: TargetSnapshot, expected: TargetExpectations): readonly Check[] {
  const domains = new Set([...accounts, ...people].map(({ address }) => address.slice(address.lastIndexOf('@') + 1)));
  const units = new Set(accounts.map(({ division }) => division).filter((division) => division !== null));
  const active = people.filter((person) => person.active).length;
  return [
    domainsCheck(expected.domains, domains),
    unitCheck(expected, units),
    active > 0
      ? inOrder('people', null, { people: active })
      : wrong('people', null, { code: 'doctor-no-people', params: {}, outcome: 'warning' }),
  ];
}

/** Zivver does not say which domains were claimed: a domain that some account has was. */
function domainsCheck(expected: readonly string[], seen: ReadonlySet<string>): Check {
  const unseen = expected.filter((domain) => !seen.has(domain));
  if (unseen.length === 0) return inOrder('domains', null, { domains: expected.join(', ') });
  const params = { domains: unseen.join(', ') };
  return wrong('domains', null, { code: 'doctor-domains-unseen', params, outcome: 'warning' });
}

function unitCheck({ division, domains }: TargetExpectations, seen: ReadonlySet<string>): Check {
  if (division.kind === 'none') return inOrder('unit', null, { units: '' });
  const wanted = division.kind === 'domain' ? domains : [division.identifier];
  const unseen = wanted.filter((unit) => !seen.has(unit));
  if (unseen.length === 0) return inOrder('unit', null, { units: wanted.join(', ') });
  const params = { units: unseen.join(', ') };
  return wrong('unit', null, { code: 'doctor-unit-unseen', params, outcome: 'warning' });
}
