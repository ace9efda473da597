/** Steps 2 to 5 on one screen: normalize → match → diff → guard. Pure and total: the same input gives the same plan. */

import { byText } from '../model/address.ts';
import type { Finding } from '../model/finding.ts';
import { findingEffects } from '../model/finding.ts';
import type { Link } from '../model/link.ts';
import type { Mutation } from '../model/mutation.ts';
import type { Basis, ComputedPlan, PlanContent, ScopeReport } from '../model/plan.ts';
import type { Policy } from '../model/policy.ts';
import type { LeftOut } from '../model/scope.ts';
import type { LookUpAnswer, SourceSnapshot, TargetSnapshot } from '../model/snapshot.ts';
import { indexAccounts } from './account-index.ts';
import { approvalOf } from './approval.ts';
import { basisOf, type MailboxState, statesOf, touchedBy } from './basis.ts';
import { diff } from './diff.ts';
import { digest, fingerprintOf } from './fingerprint.ts';
import type { Draft, Guard, SourceBaseline } from './guards/guard.ts';
import { planGuards, proposalGuards, settlingGuards } from './guards/guards.ts';
import type { PlanHistory } from './history.ts';
import { itemsOf } from './items.ts';
import { type Matched, match } from './match.ts';
import { inOrder } from './mutation-list.ts';
import { byAddressThenId, divisionOf, leaveOut, type Normalized, normalize } from './normalize.ts';
import { onlyAskedFor } from './only-asked-for.ts';
import { indexPeople } from './people-index.ts';
import { seenLinks } from './seen-links.ts';

export interface PlanInput {
  readonly sources: readonly SourceSnapshot[];
  readonly target: TargetSnapshot;
  readonly policy: Policy;
  readonly links: readonly Link[];
  /** Answers for the mailboxes of `absentLinks`. */
  readonly lookUps: ReadonlyMap<string, LookUpAnswer>;
  readonly baselines: readonly SourceBaseline[];
  /** Muted mutation ids with the digest of the source state they were muted at. */
  readonly mutes: ReadonlyMap<string, string>;
  /** What earlier runs did. */
  readonly history: PlanHistory;
  /** Addresses of mailboxes or people: only those mailboxes are looked at. Empty: all. */
  readonly only: readonly string[];
}

export interface PlanWithLinks {
  readonly plan: ComputedPlan;
  /** What the reading showed to belong together, to be remembered whether or not the plan is signed. */
  readonly links: readonly Link[];
  /**
   * Ids of mailboxes on which a proposed mutation rests, held back or not; of all of them when only some were asked for.
   * Sorted.
   */
  readonly touched: readonly string[];
}

/** Neither what people see nor what they sign waits for the states of the mailboxes: those may follow. */
export interface PlanBeforeStates extends Omit<PlanWithLinks, 'plan'> {
  readonly plan: Omit<ComputedPlan, 'basis'> & { readonly basis: Omit<Basis, 'states'> };
  /** Each is computed when it is asked for. */
  readonly states: Iterable<MailboxState>;
}

export function computePlan(input: PlanInput): ComputedPlan {
  return computePlanWithLinks(input).plan;
}

export function computePlanWithLinks(input: PlanInput): PlanWithLinks {
  const { states, plan, ...others } = computeBeforeStates(input);
  return { ...others, plan: { ...plan, basis: { ...plan.basis, states: new Map(states) } } };
}

export function computeBeforeStates(input: PlanInput): PlanBeforeStates {
  const people = indexPeople(input.target.people);
  const accounts = indexAccounts(input.target.accounts);
  const normalized = onlyAskedFor(normalize(input.sources, input.policy, people), input);
  const matched = match({
    desired: normalized.desired,
    accounts: input.target.accounts,
    byId: accounts,
    people,
    links: input.links,
    lookUps: input.only.length === 0 ? input.lookUps : new Map(),
    snapshots: input.sources,
    createWithoutDelegates: input.policy.guards.createWithoutDelegates,
  });
  const proposed = inOrder(diff(matched, input.policy, people));
  const draft = draftOf(input, { ...normalized, people, accounts, matched, mutations: proposed });
  const { findings, mutations } = guard(draft);
  const items = itemsOf(mutations, accounts, ({ address }) => divisionOf(address, input.policy.scope.division));
  const content: PlanContent = { mutations, items, findings, policy: input.policy };
  const plan: PlanBeforeStates['plan'] = {
    fingerprint: fingerprintOf(content),
    content,
    basis: basisOf(input, mutations, draft),
    scope: scopeOf(input, normalized, matched),
    approval: approvalOf(content),
    blocked: findings.some(({ effect }) => effect === 'block'),
  };
  const links = plan.blocked ? [] : seenLinks(matched, input.target.takenAt);
  const touched = touchedBy(proposed, normalized, input.only.length > 0);
  return { plan, links, touched, states: statesOf(input.sources, mutations) };
}

function draftOf(
  input: PlanInput,
  { filter, ...found }: Pick<Draft, 'people' | 'accounts' | 'matched' | 'mutations'> & Normalized,
): Draft {
  const { policy, target, links, baselines, mutes, sources, history } = input;
  return {
    ...found,
    policy,
    target,
    links,
    baselines,
    mutes,
    history,
    askedFor: input.only.length > 0,
    filterValues: filter?.values ?? [],
    snapshots: sources,
    scopeDigest: digest(policy.scope),
    states: new Map(statesOf(sources, mutedOf(found.mutations, mutes))),
  };
}

function mutedOf(mutations: readonly Mutation[], mutes: PlanInput['mutes']): readonly Mutation[] {
  // Stryker disable next-line ArrayDeclaration, MethodExpression: only saves time
  return mutes.size === 0 ? [] : mutations.filter(({ id }) => mutes.has(id));
}

/** Step 5. Withheld mutations leave the plan, and whatever depends on them leaves with them. */
export function guard(draft: Draft, proposal: readonly Guard[] = proposalGuards): Guarded {
  const said = proposal.flatMap((rule) => rule(draft));
  const guarded = settled(draft, said);
  if (guarded.mutations.length > 0 || !said.some(saysShrank)) return guarded;
  // Nothing else is left that could be signed, and by that the smaller reading accepted: a person decides on the removals.
  const asked = settled(draft, said.map(toBeDecided));
  return asked.mutations.length > 0 ? asked : guarded;
}

interface Guarded {
  readonly findings: readonly Finding[];
  readonly mutations: readonly Mutation[];
}

function saysShrank({ code }: Finding): boolean {
  return code === 'source-shrank';
}

function toBeDecided(found: Finding): Finding {
  if (!saysShrank(found)) return found;
  return { ...found, effect: 'block', withheld: [], params: { ...found.params, undecided: found.withheld.length } };
}

function settled(draft: Draft, said: readonly Finding[]): Guarded {
  const findings = [...said];
  let mutations = without(draft.mutations, findings);
  for (;;) {
    const settling = settlingGuards.flatMap((rule) => rule({ ...draft, mutations }));
    if (settling.length === 0) break;
    findings.push(...settling);
    mutations = without(mutations, settling);
  }
  findings.push(...planGuards.flatMap((rule) => rule({ ...draft, mutations })));
  return { findings: merged(findings), mutations };
}

/** Nothing of an account that is not created; not the old address as alias of an account that keeps it. */
function without(mutations: readonly Mutation[], findings: readonly Finding[]): readonly Mutation[] {
  const withheld = new Set(findings.flatMap((found) => found.withheld));
  // Stryker disable next-line ConditionalExpression: only saves time
  if (withheld.size === 0) return mutations;
  const refused = mutations.filter(({ id }) => withheld.has(id));
  const mailboxesOf = (kind: Mutation['kind']) =>
    new Set(refused.filter((mutation) => mutation.kind === kind).map(({ account }) => account.mailboxId));
  const [uncreated, unmoved] = [mailboxesOf('create'), mailboxesOf('readdress')];
  return mutations.filter(({ id, kind, account, after }) => {
    if (withheld.has(id)) return false;
    if (account.id === null) return !uncreated.has(account.mailboxId);
    return !(kind === 'add-alias' && after === account.address && unmoved.has(account.mailboxId));
  });
}

const severity = Object.fromEntries(findingEffects.map((effect, index) => [effect, -index])) as Record<
  Finding['effect'],
  number
>;

/** Most severe first. Rounds of one settling guard become one finding. */
function merged(findings: readonly Finding[]): Finding[] {
  const byCode = new Map<string, Finding>();
  for (const next of findings) {
    const key = `${next.code}:${JSON.stringify(next.params)}`;
    const present = byCode.get(key);
    byCode.set(key, present === undefined ? next : joined(present, next));
  }
  return [...byCode.values()].sort(
    (a, b) =>
      severity[a.effect] - severity[b.effect] ||
      byText(a.code, b.code) ||
      byText(JSON.stringify(a.params), JSON.stringify(b.params)),
  );
}

function joined(a: Finding, b: Finding): Finding {
  const details = [...a.details, ...b.details].sort(
    (x, y) => byText(x.address, y.address) || byText(x.detail, y.detail),
  );
  const addresses = [...new Set([...a.addresses, ...b.addresses])].sort(byText);
  return {
    ...a,
    number: a.number + b.number,
    details,
    addresses,
    withheld: [...a.withheld, ...b.withheld].sort(byText),
  };
}

function scopeOf({ sources }: PlanInput, normalized: Normalized, matched: Matched): ScopeReport {
  const leaving: LeftOut[] = [
    ...matched.unopenable.map((desired) => leaveOut(asMailbox(desired), desired.address, 'nobody-could-open', '')),
    ...matched.typeConflicts.map(({ desired, detail }) =>
      leaveOut(asMailbox(desired), desired.address, 'type-conflict', detail),
    ),
    ...matched.ambiguous.map(({ desired, detail }) =>
      leaveOut(asMailbox(desired), desired.address, 'ambiguous-match', detail),
    ),
  ];
  const left = new Set(leaving.map(({ mailboxId }) => mailboxId));
  const notRead: Record<string, number> = {};
  for (const [type, count] of sources.flatMap((source) => Object.entries(source.notRead)))
    notRead[type] = (notRead[type] ?? 0) + count;
  return {
    inScope: normalized.desired
      .filter(({ mailboxId }) => !left.has(mailboxId))
      .map(({ mailboxId, source, address, displayName, type, delegates }) => ({
        mailboxId,
        source,
        address,
        displayName,
        type,
        delegates: delegates.state === 'read' ? delegates.people.length : 0,
        unexpressed: delegates.state === 'read' ? delegates.unexpressed : [],
        frozen: delegates.state === 'unreadable',
      })),
    leftOut: [...normalized.leftOut, ...leaving].sort(byAddressThenId),
    notRead,
    ...(normalized.filter === null ? {} : { filter: normalized.filter }),
  };
}

function asMailbox(desired: Normalized['desired'][number]) {
  return {
    id: desired.mailboxId,
    source: desired.source,
    displayName: desired.displayName,
    type: desired.type,
    primaryAddress: desired.address,
  };
}
