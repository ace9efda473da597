/**
 * The limits on amounts, asked again when a plan is signed and when it starts: what was within a limit at the reading may be
 * over it together with what was done or signed since. Parts of one plan share the limits of their whole. Pure.
 */

import type { FindingCode } from '../model/finding.ts';
import type { LimitName, Plan } from '../model/plan.ts';
import { type AmountRule, amountRules, isCounted, isHeldAgainst, isWaived } from './guards/amounts.ts';
import type { AppliedMutation } from './history.ts';

/** A mutation of another plan that was done in the last seven days, or that somebody signed. */
export interface OtherMutation extends AppliedMutation {
  /** Its plan is a part of the same whole. */
  readonly sibling: boolean;
}

export interface LimitExceeded {
  readonly what: LimitName | 'emptied';
  /** All together, this plan included. */
  readonly number: number;
  readonly limit: number;
  /** Of other plans. */
  readonly others: number;
  /** 0: what one plan may do; 1 or 7: over so many days. */
  readonly days: number;
}

type Limited = Pick<Plan, 'content' | 'basis'>;

/** The first limit that this plan would go over; undefined: none. What a person waived of this plan is not asked again. */
export function limitsAgain(plan: Limited, others: readonly OtherMutation[]): LimitExceeded | undefined {
  // Stryker disable next-line ConditionalExpression: only saves time
  if (others.length === 0) return undefined;
  for (const rule of amountRules) {
    const exceeded = exceededBy(rule, plan, others);
    if (exceeded !== undefined) return exceeded;
  }
  return emptiedTogether(plan, others);
}

/** Codes of the blocks that a person lifted. */
export function waivedCodes({ content }: Pick<Plan, 'content'>): readonly FindingCode[] {
  return content.findings.filter(({ waiver }) => waiver !== undefined).map(({ code }) => code);
}

function exceededBy(rule: AmountRule, plan: Limited, others: readonly OtherMutation[]): LimitExceeded | undefined {
  const { content, basis } = plan;
  if (isWaived(rule, waivedCodes(plan))) return undefined;
  const own = new Set(content.mutations.filter((mutation) => isCounted(rule, mutation)).map(({ id }) => id));
  if (own.size === 0) return undefined;
  const { overTime, ...guards } = content.policy.guards;
  // Of a plan from before this was remembered, the least is known to be allowed.
  const limit = basis.limits?.[rule.limit] ?? guards[rule.limit].floor;
  // What two parts of one plan both hold is done once.
  const counted = others.filter((one) => isHeldAgainst(rule, one) && !(one.sibling && own.has(one.mutationId)));
  const within = [
    { days: 0, limit, counted: onceEach(counted.filter(({ sibling }) => sibling)) },
    { days: 1, limit: limit * overTime.day, counted: counted.filter(({ withinDay }) => withinDay) },
    { days: 7, limit: limit * overTime.week, counted },
  ];
  const over = within.find((each) => each.counted.length > 0 && own.size + each.counted.length > each.limit);
  if (over === undefined) return undefined;
  const { length } = over.counted;
  return { what: rule.limit, number: own.size + length, limit: over.limit, others: length, days: over.days };
}

function onceEach(mutations: readonly OtherMutation[]): readonly OtherMutation[] {
  return [...new Map(mutations.map((one) => [one.mutationId, one])).values()];
}

/** Accounts that nobody could open afterwards: there is no limit over time. */
function emptiedTogether({ content }: Limited, others: readonly OtherMutation[]): LimitExceeded | undefined {
  const finding = content.findings.find(({ code, waiver }) => code === 'account-emptied' && waiver === undefined);
  if (finding === undefined || finding.limit === null) return undefined;
  const own = new Set(finding.addresses);
  const theirs = others.filter(({ sibling, waived }) => sibling && !waived.includes('too-many-emptied'));
  const { size } = new Set(
    theirs.flatMap(({ empties }) => (empties === undefined || own.has(empties) ? [] : [empties])),
  );
  const number = own.size + size;
  if (number <= finding.limit) return undefined;
  return { what: 'emptied', number, limit: finding.limit, others: size, days: 0 };
}
