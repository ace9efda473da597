/**
 * Guards over amounts, as a table: how much one plan may do, and how much all runs together over 24 hours and 7 days. Limits
 * are absolute and relative at once, and never silently off for small sets.
 */

import type { Finding, FindingCode } from '../../model/finding.ts';
import type { Mutation, MutationKind } from '../../model/mutation.ts';
import type { AmountLimit, Policy } from '../../model/policy.ts';
import type { AppliedMutation } from '../history.ts';
import { type Draft, detailOf, finding, type Guard } from './guard.ts';

type LimitName = 'removals' | 'access' | 'creates' | 'retires' | 'deletes';

export interface AmountRule {
  readonly limit: LimitName & keyof Policy['guards'];
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

const amountRules: readonly AmountRule[] = [
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

export function isCounted(rule: AmountRule, { kind, account }: Pick<Mutation, 'kind' | 'account'>): boolean {
  return rule.kinds.includes(kind) && !(rule.existingOnly === true && account.id === null);
}

/** Over the absolute *or* the relative limit is too much; the floor is always allowed. */
export function limitOf({ absolute, percent, floor }: AmountLimit, whole: number): number {
  return Math.max(floor, Math.min(absolute, Math.floor((whole * percent) / 100)));
}

export const tooMany: Guard = (draft) => amountRules.flatMap((rule) => exceeded(rule, draft));

function exceeded(rule: AmountRule, draft: Draft): readonly Finding[] {
  const counted = draft.mutations.filter((mutation) => isCounted(rule, mutation));
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
  const isCounted = ({ kind, newAccount, waived, withinDay }: AppliedMutation): boolean =>
    rule.kinds.includes(kind) &&
    !(rule.existingOnly === true && newAccount) &&
    !waived.some((code) => code === rule.code || code === rule.lately) &&
    (days === 7 || withinDay);
  return history.applied.filter(isCounted).length;
}
