/**
 * The findings of a part of a plan. What a guard said about the readings, or held back, holds for every part. What it
 * counted among the mutations that stand is counted again: a part may be within a limit that the whole is over. A waiver of
 * the whole stays on what it was for.
 */

import { sortedUnique } from '../model/address.ts';
import type { Finding, FindingCode } from '../model/finding.ts';
import type { Mutation, MutationKind } from '../model/mutation.ts';
import { type AmountRule, amountRuleOf, isCounted } from './guards/amounts.ts';
import { detailOf } from './guards/guard.ts';

export function findingsOfPart(findings: readonly Finding[], mutations: readonly Mutation[]): readonly Finding[] {
  const kinds = kindsByAddress(mutations);
  return findings.flatMap((finding) => {
    const rule = amountRuleOf(finding.code);
    if (rule !== undefined) return counted(finding, rule, mutations);
    const about = aboutStanding[finding.code];
    if (about === undefined || finding.withheld.length > 0) return [finding];
    return narrowed(finding, (address) => kinds.get(address)?.has(about) === true);
  });
}

/** Findings about mutations that stand in the plan, each with the kind that makes it. */
const aboutStanding: Partial<Record<FindingCode, MutationKind>> = {
  'account-emptied': 'revoke',
  'too-many-emptied': 'revoke',
  'account-loses-many': 'revoke',
  'account-gains-many': 'grant',
  'sensitive-gains-access': 'grant',
  'added-in-zivver': 'revoke',
  'address-swap': 'readdress',
};

function kindsByAddress(mutations: readonly Mutation[]): ReadonlyMap<string, ReadonlySet<MutationKind>> {
  const kinds = new Map<string, Set<MutationKind>>();
  for (const { account, kind } of mutations) {
    const own = kinds.get(account.address);
    if (own === undefined) kinds.set(account.address, new Set([kind]));
    else own.add(kind);
  }
  return kinds;
}

function counted(finding: Finding, rule: AmountRule, mutations: readonly Mutation[]): readonly Finding[] {
  const own = mutations.filter((mutation) => isCounted(rule, mutation));
  const number = own.length + Number(finding.params.earlier ?? 0);
  if (own.length === 0) return [];
  // What a person lifted from the whole goes with every part that holds some of it, within the limit or not.
  if (number <= (finding.limit ?? 0) && finding.waiver === undefined) return [];
  const details = own.map(detailOf);
  return [{ ...finding, number, details, addresses: sortedUnique(details.map(({ address }) => address)) }];
}

function narrowed(finding: Finding, stands: (address: string) => boolean): readonly Finding[] {
  const details = finding.details.filter(({ address }) => stands(address));
  if (details.length === 0) return [];
  const addresses = finding.addresses.filter(stands);
  const number = details.length;
  if (finding.code !== 'too-many-emptied' || finding.waiver !== undefined || number > (finding.limit ?? 0))
    return [{ ...finding, number, details, addresses }];
  return [{ ...finding, code: 'account-emptied', effect: 'warn', number, details, addresses, params: {} }];
}
