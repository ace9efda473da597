/**
 * Step 2, normalize: every mailbox that was read becomes a desired account or is left out, counted, with one reason.
 */

import { byText, canonicalAddress, domainOf, inOrderOf, sortedUnique } from '../model/address.ts';
import type { SharedMailbox } from '../model/mailbox.ts';
import { remoteMailboxTypes } from '../model/mailbox.ts';
import type { FilterCounts } from '../model/plan.ts';
import type { DivisionRule, Policy } from '../model/policy.ts';
import type { LeftOut, LeftOutReason } from '../model/scope.ts';
import type { SourceSnapshot } from '../model/snapshot.ts';
import type { DesiredAccount, DesiredDelegates } from './desired.ts';
import { delegateResolver } from './desired-delegates.ts';
import { countMatches, type FilterNode, matchesFilter, parseFilter } from './filter.ts';
import type { PeopleIndex } from './people-index.ts';

export interface Normalized {
  /** By address. */
  readonly desired: readonly DesiredAccount[];
  /** By address, then id. */
  readonly leftOut: readonly LeftOut[];
  /** Each value of the address filter with the mailboxes that it alone matches; null without a filter. */
  readonly filter: FilterCounts | null;
}

interface Rules {
  readonly types: ReadonlySet<string>;
  readonly domains: ReadonlySet<string>;
  readonly protectedAddresses: ReadonlySet<string>;
  readonly filter: { readonly kind: 'include' | 'exclude'; readonly node: FilterNode } | null;
  readonly division: DivisionRule;
}

/** Past type, domain and filter. */
interface Kept {
  readonly mailbox: SharedMailbox;
  readonly address: string;
}

export function normalize(snapshots: readonly SourceSnapshot[], policy: Policy, people: PeopleIndex): Normalized {
  const rules = rulesOf(policy);
  const leftOut: LeftOut[] = [];
  const kept: Kept[] = [];
  for (const { mailboxes } of snapshots) {
    for (const mailbox of mailboxes) {
      const address = canonicalAddress(mailbox.primaryAddress);
      const no = reasonToLeaveOut(mailbox, address, rules);
      if (no !== undefined) leftOut.push(leaveOut(mailbox, address, no.reason, no.detail));
      else if (address !== undefined) kept.push({ mailbox, address });
    }
  }
  inOrderOf(kept, (a, b) => byText(a.address, b.address));
  const sharing = sharedAddresses(kept);
  const delegatesOf = delegateResolver(people);
  const delegates = kept.map(({ mailbox }) => delegatesOf(mailbox));
  const desired: DesiredAccount[] = [];
  for (const [at, { mailbox, address }] of kept.entries()) {
    const all = sharing.get(address);
    if (all === undefined) desired.push(toDesired(mailbox, address, rules, delegates[at] as DesiredDelegates));
    else leftOut.push(leaveOut(mailbox, address, 'duplicate-address', otherNames(mailbox, all)));
  }
  return {
    desired,
    leftOut: leftOut.sort(byAddressThenId),
    filter: filterCounts(rules, kept, leftOut),
  };
}

export function byAddressThenId(a: LeftOut, b: LeftOut): number {
  return byText(a.address, b.address) || byText(a.mailboxId, b.mailboxId);
}

/** Over the mailboxes that came as far as the filter. */
function filterCounts(
  { filter }: Rules,
  kept: readonly { readonly address: string }[],
  leftOut: readonly LeftOut[],
): FilterCounts | null {
  if (filter === null) return null;
  const filteredOut = leftOut.filter(({ reason }) => reason === 'filtered-out');
  const addresses = [...kept, ...filteredOut].map(({ address }) => address);
  return { kind: filter.kind, values: countMatches(filter.node, addresses) };
}

function rulesOf(policy: Policy): Rules {
  const { scope } = policy;
  return {
    types: new Set(scope.types),
    domains: new Set(scope.domains),
    protectedAddresses: new Set(scope.protectedAddresses),
    filter: scope.filter === null ? null : { kind: scope.filter.kind, node: parsedFilter(scope.filter.expression) },
    division: scope.division,
  };
}

function parsedFilter(expression: string): FilterNode {
  const result = parseFilter(expression);
  // The configuration was parsed at the door; an expression that does not parse here never came through it.
  if (!result.ok)
    throw new TypeError(`the filter does not parse: ${result.problem} at ${result.line}:${result.column}`);
  return result.filter;
}

function reasonToLeaveOut(
  mailbox: SharedMailbox,
  address: string | undefined,
  rules: Rules,
): { reason: LeftOutReason; detail: string } | undefined {
  if ((remoteMailboxTypes as readonly string[]).includes(mailbox.type))
    return { reason: 'remote-mailbox', detail: mailbox.type };
  if (!rules.types.has(mailbox.type)) return { reason: 'type-not-selected', detail: mailbox.type };
  if (address === undefined) return { reason: 'no-address', detail: mailbox.primaryAddress };
  if (rules.protectedAddresses.has(address)) return { reason: 'protected-address', detail: '' };
  if (!rules.domains.has(domainOf(address))) return { reason: 'foreign-domain', detail: domainOf(address) };
  if (rules.filter !== null && matchesFilter(rules.filter.node, address) !== (rules.filter.kind === 'include')) {
    return { reason: 'filtered-out', detail: '' };
  }
  return undefined;
}

export function leaveOut(
  mailbox: Pick<SharedMailbox, 'id' | 'source' | 'displayName' | 'type' | 'primaryAddress'>,
  address: string | undefined,
  reason: LeftOutReason,
  detail: string,
): LeftOut {
  const { id, source, displayName, type } = mailbox;
  return {
    mailboxId: id,
    source,
    address: address ?? mailbox.primaryAddress.trim(),
    displayName: canonicalName(displayName),
    type,
    reason,
    detail,
  };
}

/**
 * Addresses that several mailboxes have, with those mailboxes.
 * @param kept by address
 */
function sharedAddresses(kept: readonly Kept[]): ReadonlyMap<string, readonly SharedMailbox[]> {
  const shared = new Map<string, SharedMailbox[]>();
  for (const [at, { address }] of kept.entries()) if (address === kept[at - 1]?.address) shared.set(address, []);
  // Stryker disable next-line ConditionalExpression, EqualityOperator: only saves time
  if (shared.size > 0) for (const { mailbox, address } of kept) shared.get(address)?.push(mailbox);
  return shared;
}

function otherNames(mailbox: SharedMailbox, sharing: readonly SharedMailbox[]): string {
  const others = sharing.filter((other) => other !== mailbox).map((other) => canonicalName(other.displayName));
  return others.sort(byText).join(', ');
}

function toDesired(mailbox: SharedMailbox, address: string, rules: Rules, delegates: DesiredDelegates): DesiredAccount {
  let aliases: readonly string[] = none;
  let foreignAliases: readonly string[] = none;
  for (const written of mailbox.proxyAddresses) {
    const other = canonicalAddress(written);
    if (other === undefined || other === address || rules.protectedAddresses.has(other)) continue;
    if (rules.domains.has(domainOf(other))) aliases = [...aliases, other];
    else foreignAliases = [...foreignAliases, other];
  }
  return {
    mailboxId: mailbox.id,
    source: mailbox.source,
    type: mailbox.type,
    address,
    displayName: canonicalName(mailbox.displayName) || address,
    // Stryker disable next-line ConditionalExpression: only saves time
    aliases: aliases.length < 2 ? aliases : sortedUnique(aliases),
    // Stryker disable next-line ConditionalExpression: only saves time
    foreignAliases: foreignAliases.length < 2 ? foreignAliases : sortedUnique(foreignAliases),
    division: divisionOf(address, rules.division),
    delegates,
  };
}

/** Most have one alias or none: a list that grows would hold room for sixteen more. */
const none: readonly never[] = [];

// Nothing to compose, and no white space but single blanks between words: what nearly every name is.
// Stryker disable next-line Regex: only saves time
const plainName = /^[!-~]+(?: [!-~]+)*$/;

/** One line, no surplus white space, composed form. */
export function canonicalName(name: string): string {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (plainName.test(name)) return name;
  return name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}

/** The organisational unit of an account at this address; undefined when units are not managed. */
export function divisionOf(address: string, rule: DivisionRule): string | undefined {
  if (rule.kind === 'none') return undefined;
  return rule.kind === 'domain' ? domainOf(address) : rule.identifier;
}
