/**
 * Step 2, normalize: every mailbox that was read becomes a desired account or is left out, counted, with one reason.
 */

import { byText, canonicalAddress, domainOf, sortedUnique } from '../model/address.ts';
import type { SharedMailbox, Trustee } from '../model/mailbox.ts';
import { remoteMailboxTypes } from '../model/mailbox.ts';
import type { FilterCounts } from '../model/plan.ts';
import type { DivisionRule, Policy } from '../model/policy.ts';
import type { LeftOut, LeftOutReason, UnexpressedDelegate } from '../model/scope.ts';
import type { SourceSnapshot } from '../model/snapshot.ts';
import type { DesiredAccount, DesiredDelegate, DesiredDelegates } from './desired.ts';
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

export function normalize(snapshots: readonly SourceSnapshot[], policy: Policy, people: PeopleIndex): Normalized {
  const rules = rulesOf(policy);
  const mailboxes = snapshots.flatMap((snapshot) => snapshot.mailboxes);
  const leftOut: LeftOut[] = [];
  const kept: { mailbox: SharedMailbox; address: string }[] = [];
  for (const mailbox of mailboxes) {
    const address = canonicalAddress(mailbox.primaryAddress);
    const no = reasonToLeaveOut(mailbox, address, rules);
    if (no !== undefined) leftOut.push(leaveOut(mailbox, address, no.reason, no.detail));
    else if (address !== undefined) kept.push({ mailbox, address });
  }
  const desired: DesiredAccount[] = [];
  for (const [address, sharing] of groupByAddress(kept)) {
    const [first, ...others] = sharing;
    if (first === undefined) continue;
    if (others.length === 0) desired.push(toDesired(first, address, rules, people));
    else
      for (const mailbox of sharing)
        leftOut.push(leaveOut(mailbox, address, 'duplicate-address', otherNames(mailbox, sharing)));
  }
  return {
    desired: desired.sort((a, b) => byText(a.address, b.address)),
    leftOut: leftOut.sort((a, b) => byText(a.address, b.address) || byText(a.mailboxId, b.mailboxId)),
    filter: filterCounts(rules, kept, leftOut),
  };
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
    displayName,
    type,
    reason,
    detail,
  };
}

function groupByAddress(kept: readonly { mailbox: SharedMailbox; address: string }[]): Map<string, SharedMailbox[]> {
  const groups = new Map<string, SharedMailbox[]>();
  for (const { mailbox, address } of kept) {
    const group = groups.get(address);
    if (group === undefined) groups.set(address, [mailbox]);
    else group.push(mailbox);
  }
  return groups;
}

function otherNames(mailbox: SharedMailbox, sharing: readonly SharedMailbox[]): string {
  const others = sharing.filter((other) => other !== mailbox).map((other) => other.displayName);
  return others.sort(byText).join(', ');
}

function toDesired(mailbox: SharedMailbox, address: string, rules: Rules, people: PeopleIndex): DesiredAccount {
  const addresses = sortedUnique(mailbox.proxyAddresses.map(canonicalAddress).filter((value) => value !== undefined));
  const others = addresses.filter((value) => value !== address && !rules.protectedAddresses.has(value));
  return {
    mailboxId: mailbox.id,
    source: mailbox.source,
    type: mailbox.type,
    address,
    displayName: canonicalName(mailbox.displayName) || address,
    aliases: others.filter((value) => rules.domains.has(domainOf(value))),
    foreignAliases: others.filter((value) => !rules.domains.has(domainOf(value))),
    division: divisionOf(address, rules.division),
    delegates: toDelegates(mailbox, people),
  };
}

/** One line, no surplus white space, composed form. */
export function canonicalName(name: string): string {
  return name.normalize('NFC').replaceAll(/\s+/gu, ' ').trim();
}

function divisionOf(address: string, rule: DivisionRule): string | undefined {
  if (rule.kind === 'none') return undefined;
  return rule.kind === 'domain' ? domainOf(address) : rule.identifier;
}

function toDelegates(mailbox: SharedMailbox, people: PeopleIndex): DesiredDelegates {
  if (mailbox.delegates.state === 'unreadable') return mailbox.delegates;
  const found: DesiredDelegate[] = [];
  const holders = new Set<string>();
  const unexpressed: UnexpressedDelegate[] = [];
  const unresolved: string[] = [];
  const cannotExpress = (trustee: Trustee, reason: UnexpressedDelegate['reason']): void => {
    unexpressed.push({ name: nameOf(trustee), reason });
    if (reason !== 'no-account' && reason !== 'suspended' && reason !== 'group-cannot-hold-full-access')
      unresolved.push(nameOf(trustee));
  };
  for (const trustee of mailbox.delegates.trustees) {
    if (trustee.kind === 'unresolved') {
      cannotExpress(trustee, trustee.reason);
      continue;
    }
    const answer = people.find(trustee);
    if ('also' in answer) for (const id of answer.also) holders.add(id);
    if (answer.kind === 'active') {
      const isFirst = !holders.has(answer.person.id);
      holders.add(answer.person.id);
      addDelegate(found, { person: answer.person, via: trustee.via }, isFirst);
      continue;
    }
    cannotExpress(trustee, answer.kind === 'none' ? 'no-account' : answer.kind);
    if (answer.kind === 'suspended') holders.add(answer.person.id);
    if (answer.kind === 'ambiguous') for (const { id } of answer.people) holders.add(id);
  }
  return {
    state: 'read',
    people: found.sort((a, b) => byText(a.person.address, b.person.address)),
    holders,
    unexpressed: unexpressed.sort((a, b) => byText(a.name, b.name) || byText(a.reason, b.reason)),
    unresolved: unresolved.sort(byText),
  };
}

/** Somebody who has access in several ways is one delegate. */
function addDelegate(found: DesiredDelegate[], delegate: DesiredDelegate, isFirst: boolean): void {
  const at = isFirst ? -1 : found.findIndex(({ person }) => person.id === delegate.person.id);
  const present = found[at];
  if (present === undefined) found.push(delegate);
  else if (isPlainer(delegate.via, present.via)) found[at] = delegate;
}

/** Of two ways to the same access the shorter is shown; of two equally long ones always the same. */
function isPlainer(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length ? byText(a.join('\n'), b.join('\n')) < 0 : a.length < b.length;
}

function nameOf(trustee: Trustee): string {
  if (trustee.kind === 'unresolved') return trustee.name;
  return trustee.address === '' ? trustee.name : `${trustee.name} <${trustee.address}>`;
}
