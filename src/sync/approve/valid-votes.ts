/** Which votes count: the rules of consent, asked when a vote is cast and again before every start. Pure. */

import { canonicalAddress } from '../model/address.ts';
import type { DangerClass } from '../model/mutation.ts';
import { countersign, type Person } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import { type Refusal, refuse } from '../model/refusal.ts';
import type { Vote } from '../model/run.ts';
import { whyNeedsPerson } from './why-needs-person.ts';

/** @param namedFor classes that only people named for them may approve; empty: any approver */
export type MayApprove = (person: Person, namedFor: readonly DangerClass[]) => boolean;

type Signed = Pick<Plan, 'id' | 'fingerprint' | 'content' | 'basis' | 'approval' | 'requester'>;

/** Why this person's consent to this plan would not count, whatever roles he has. Countersign itself is held to more. */
export function whyNotThisPerson(plan: Signed, person: Person): Refusal | undefined {
  const needsPerson = person.id === countersign.id ? whyNeedsPerson(plan) : undefined;
  if (needsPerson !== undefined) return needsPerson;
  const own = ownAddresses(person);
  // Who is not known by any address cannot be told from the people who gain access.
  if (own.size === 0 && !person.id.startsWith('console:') && givesAccess(plan)) {
    return refuse('own-address-unknown', { planId: plan.id });
  }
  if (givesAccessTo(plan, own)) return refuse('self-approval', { planId: plan.id });
  if (plan.approval.secondPerson && isFirstPerson(plan, person)) {
    return refuse('second-person-needed', { planId: plan.id });
  }
  return undefined;
}

/** Who asked for the plan, and who lifted a block from it, looked at it first. */
function isFirstPerson({ requester, approval }: Signed, { id }: Person): boolean {
  return requester.id === id || (approval.waivedBy ?? []).includes(id);
}

/** One vote a person: approvals of exactly this fingerprint, by people who may approve it now. */
export function validVotes(plan: Signed, votes: readonly Vote[], mayApprove: MayApprove): readonly Vote[] {
  const byPerson = new Map<string, Vote>();
  for (const vote of votes) {
    if (vote.decision !== 'approve' || vote.fingerprint !== plan.fingerprint) continue;
    if (!mayApprove(vote.person, plan.approval.namedFor ?? []) || whyNotThisPerson(plan, vote.person) !== undefined)
      continue;
    if (!byPerson.has(vote.person.id)) byPerson.set(vote.person.id, vote);
  }
  return [...byPerson.values()];
}

function ownAddresses({ address, otherAddresses = [] }: Person): ReadonlySet<string> {
  const known = [...(address === null ? [] : [address]), ...otherAddresses];
  return new Set(known.map((each) => canonicalAddress(each) ?? each.toLowerCase()));
}

function givesAccess(plan: Signed): boolean {
  return plan.content.mutations.some((mutation) => mutation.class === 'access' && mutation.person !== null);
}

/** Nobody approves access for himself. Revocations do not count: they give nothing. */
function givesAccessTo(plan: Signed, own: ReadonlySet<string>): boolean {
  return plan.content.mutations.some(
    (mutation) => mutation.class === 'access' && mutation.person !== null && own.has(mutation.person.address),
  );
}
