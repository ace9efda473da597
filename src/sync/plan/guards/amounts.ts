/**
 * Guards over amounts, as a table: how much one plan may do, and how much all runs together over 24 hours and 7 days. Limits
 * are absolute and relative at once, and never silently off for small sets.
 */

import type { Finding, FindingCode } from '../../model/finding.ts';
import type { Mutation, MutationKind } from '../../model/mutation.ts';
import type { LimitName } from '../../model/plan.ts';
import type { AmountLimit } from '../../model/policy.ts';
import type { AppliedMutation } from '../history.ts';
import { ofKinds } from '../mutation-list.ts';
import { type Draft, detailOf, finding, type Guard } from './guard.ts';

export interface AmountRule {
  readonly limit: LimitName;
  readonly code: FindingCode;
  /** The same over time. */
  readonly lately: FindingCode;
  readonly kinds: readonly MutationKind[];
  /** What is given to a new account is part of its creation. */
  readonly existingOnly?: boolean;
  /** What the percentage is taken of. */
  readonly whole: (draft: Draft) => number;
}

const accountsOf = ({ matched }: Draft): number => matched.pairs.length + matched.orphans.length;
const rightsOf = ({ matched }: Draft): number =>
  matched.pairs.reduce((sum, { account }) => sum + account.members.length, 0);

export const amountRules: readonly AmountRule[] = [
  {
    limit: 'removals',
    code: 'too-many-removals',
    lately: 'too-many-removals-lately',
    kinds: ['revoke', 'remove-alias', 'reassign-ou', 'readdress', 'retire', 'delete'],
    whole: accountsOf,
  },
  {
    limit: 'access',
    code: 'too-many-grants',
    lately: 'too-many-grants-lately',
    kinds: ['grant'],
    existingOnly: true,
    whole: rightsOf,
  },
  {
    limit: 'creates',
    code: 'too-many-creates',
    lately: 'too-many-creates-lately',
    kinds: ['create'],
    whole: ({ desired }) => desired.length,
  },
  {
    limit: 'retires',
    code: 'too-many-retires',
    lately: 'too-many-retires-lately',
    kinds: ['retire'],
    whole: accountsOf,
  },
  {
    limit: 'deletes',
    code: 'too-many-deletes',
    lately: 'too-many-deletes-lately',
    kinds: ['delete'],
    whole: accountsOf,
  },
];

/** The rule that makes this finding; undefined for findings that are no limit on a number of mutations. */
export function amountRuleOf(code: FindingCode): AmountRule | undefined {
  return amountRules.find((rule) => rule.code === code || rule.lately === code);
}

/** What one plan may do under each of these limits, by this reading. */
export function limitsOf(draft: Draft): Readonly<Record<LimitName, number>> {
  const entries = amountRules.map((rule) => [rule.limit, limitOf(draft.policy.guards[rule.limit], rule.whole(draft))]);
  return Object.fromEntries(entries) as Record<LimitName, number>;
}

export function isCounted(rule: AmountRule, { kind, account }: Pick<Mutation, 'kind' | 'account'>): boolean {
  return rule.kinds.includes(kind) && !(rule.existingOnly === true && account.id === null);
}

function countedBy(rule: AmountRule, mutations: readonly Mutation[]): readonly Mutation[] {
  const found = ofKinds(mutations, rule.kinds);
  // Stryker disable next-line ConditionalExpression: only saves time
  return rule.existingOnly === true ? found.filter((mutation) => isCounted(rule, mutation)) : found;
}

/** Over the absolute *or* the relative limit is too much; the floor is always allowed. */
export function limitOf({ absolute, percent, floor }: AmountLimit, whole: number): number {
  return Math.max(floor, Math.min(absolute, Math.floor((whole * percent) / 100)));
}

export const tooMany: Guard = (draft) => amountRules.flatMap((rule) => exceeded(rule, draft));

function exceeded(rule: AmountRule, draft: Draft): readonly Finding[] {
  const counted = countedBy(rule, draft.mutations);
  if (counted.length === 0) return [];
  const amount = draft.policy.guards[rule.limit];
  const whole = rule.whole(draft);
  const limit = limitOf(amount, whole);
  const details = counted.map(detailOf);
  const params = { absolute: amount.absolute, percent: amount.percent, whole };
  const inOnePlan =
    counted.length > limit ? [finding(rule.code, 'block', { number: counted.length, limit, details, params })] : [];
  const { day, week } = draft.policy.guards.overTime;
  const windows = [
    { days: 1, most: limit * day },
    { days: 7, most: limit * week },
  ];
  const overTime = windows.flatMap(({ days, most }) => {
    const earlier = appliedWithin(rule, draft, days);
    const number = earlier + counted.length;
    if (earlier === 0 || number <= most) return [];
    return [finding(rule.lately, 'block', { number, limit: most, details, params: { days, earlier } })];
  });
  return [...inOnePlan, ...overTime];
}

/** A chain of small plans does what one large plan would have been stopped for. What a person accepted by name is not held against the next. */
function appliedWithin(rule: AmountRule, { history }: Draft, days: number): number {
  return history.applied.filter((one) => isHeldAgainst(rule, one) && (days === 7 || one.withinDay)).length;
}

export function isHeldAgainst(rule: AmountRule, { kind, newAccount, waived }: AppliedMutation): boolean {
  if (!rule.kinds.includes(kind) || (rule.existingOnly === true && newAccount)) return false;
  return !isWaived(rule, waived);
}

/** The limit itself, or the same over time. */
export function isWaived({ code, lately }: AmountRule, waived: readonly FindingCode[]): boolean {
  return waived.includes(code) || waived.includes(lately);
}
