/** What approval a plan needs: the strictest of its danger classes, computed from what the plan holds and its policy. */

import { type DangerClass, dangerClasses, dangerClassOf, mutationKinds } from '../model/mutation.ts';
import type { ApprovalRule, PlanContent } from '../model/plan.ts';
import { ofKinds } from './mutation-list.ts';

export function approvalOf({ mutations, findings, policy }: Omit<PlanContent, 'items'>): ApprovalRule {
  const present = new Set<DangerClass>();
  for (const kind of mutationKinds) if (ofKinds(mutations, [kind]).length > 0) present.add(dangerClassOf[kind]);
  const isSensitive = findings.some(({ code }) => code === 'sensitive-gains-access');
  const { secondPersonFor, votes, typedNumberFor, namedApproversFor = [] } = policy.approval;
  const namedFor = namedApproversFor.filter((name) => present.has(name));
  const typed = typedNumberFor.filter((name) => present.has(name));
  const accounts = new Set<string>();
  const toType = mutationKinds.filter((kind) => typed.includes(dangerClassOf[kind]));
  for (const { account } of ofKinds(mutations, toType)) accounts.add(account.id ?? account.address);
  const waivedBy = [...new Set(findings.flatMap(({ waiver }) => (waiver === undefined ? [] : [waiver.by.id])))].sort();
  return {
    votes: Math.max(1, ...dangerClasses.filter((name) => present.has(name)).map((name) => votes[name])),
    // A sensitive mailbox that gains people is never one person's matter.
    secondPerson: isSensitive || secondPersonFor.some((name) => present.has(name)),
    ...(typed.length === 0 ? {} : { typed: accounts.size }),
    ...(namedFor.length === 0 ? {} : { namedFor }),
    ...(waivedBy.length === 0 ? {} : { waivedBy }),
  };
}
