/** The plan: immutable, sorted data that people see, sign and have applied. Pure data. */

import type { Finding, FindingCode, FindingWaiver } from './finding.ts';
import type { Item } from './item.ts';
import type { DangerClass, Mutation, MutationKind } from './mutation.ts';
import type { Person } from './person.ts';
import type { PlanState } from './plan-life.ts';
import type { Policy } from './policy.ts';
import type { InScope, LeftOut } from './scope.ts';
import type { Completeness, MadeFrom } from './snapshot.ts';
import type { SiblingOf, SupersededBy } from './split.ts';

/** What the fingerprint covers, and nothing else. */
export interface PlanContent {
  /** Most dangerous class first, then by address, kind and value. */
  readonly mutations: readonly Mutation[];
  readonly items: readonly Item[];
  readonly findings: readonly Finding[];
  readonly policy: Policy;
  /** The run that this plan undoes. Absent for an ordinary plan. */
  readonly undoes?: string;
}

export interface PlanWaiver extends FindingWaiver {
  readonly planId: string;
  readonly findingCode: FindingCode;
}

/** Blocks that nobody may lift under the policy of the plan. */
export function notWaivable({ findings, policy }: Pick<PlanContent, 'findings' | 'policy'>): readonly FindingCode[] {
  const waivable: readonly FindingCode[] = policy.guards.waivable;
  return findings.filter(({ code, effect }) => effect === 'block' && !waivable.includes(code)).map(({ code }) => code);
}

/** What people lifted from this plan, or from the whole that it is a part of: who, why, when. */
export function waiversOf({ id, content }: Pick<Plan, 'id' | 'content'>): readonly PlanWaiver[] {
  return content.findings.flatMap(({ code, waiver }) =>
    waiver === undefined ? [] : [{ planId: id, findingCode: code, ...waiver }],
  );
}

/** Limits that count mutations, for one plan and over time. */
export type LimitName = 'removals' | 'access' | 'creates' | 'retires' | 'deletes';

/** What the plan was computed from. Stored beside it, outside the fingerprint: an unrelated edit does not change a plan. */
export interface Basis {
  readonly sources: readonly {
    readonly source: string;
    readonly takenAt: string;
    /** Absent in plans of earlier versions: then nobody knows. */
    readonly madeFrom?: MadeFrom;
    readonly mailboxes: number;
    readonly list: Completeness;
    readonly frozen: number;
    /** Mailboxes by type. Absent in plans of earlier versions. */
    readonly byType?: Readonly<Record<string, number>>;
    /** Mailboxes whose delegates an earlier reading gave, and the oldest of those readings. Absent: none. */
    readonly remembered?: { readonly mailboxes: number; readonly oldest: string };
  }[];
  readonly target: { readonly takenAt: string; readonly accounts: number; readonly people: number };
  /** Mailbox id → digest of what its source said, for every mailbox the plan changes: is it still so before applying? */
  readonly states: ReadonlyMap<string, string>;
  /** What one plan may do under each limit on amounts, by this reading: parts of a plan are held against it together. */
  readonly limits?: Readonly<Record<LimitName, number>>;
  /** Zivver id → how many members it had, for every account that loses people while others come. */
  readonly members?: Readonly<Record<string, number>>;
}

/** Where everything that was read ended; the counts add up to the mailboxes read. */
export interface ScopeReport {
  readonly inScope: readonly InScope[];
  readonly leftOut: readonly LeftOut[];
  /** Known to the source but not read, by RecipientTypeDetails. */
  readonly notRead: Readonly<Record<string, number>>;
  /** Each value of the address filter with the mailboxes that it alone matches. Absent without a filter. */
  readonly filter?: FilterCounts;
  /** When and how completely each source was read. Absent in a plan: its basis says it. */
  readonly sources?: Basis['sources'];
}

export interface FilterCounts {
  readonly kind: 'include' | 'exclude';
  readonly values: readonly { readonly text: string; readonly count: number }[];
}

/** It came of a look at some mailboxes only (`preview <address>`). */
export function isOfSome({ scope }: Pick<Plan, 'scope'>): boolean {
  return scope.leftOut.some(({ reason }) => reason === 'not-asked-for');
}

/** How many distinct approvers a plan needs, and whether the requester counts. */
export interface ApprovalRule {
  readonly votes: number;
  readonly secondPerson: boolean;
  /** The number whoever approves must type: how many accounts are concerned. Absent: none. */
  readonly typed?: number;
  /** Classes in this plan that only people named for them may approve. Absent: every approver may. */
  readonly namedFor?: readonly DangerClass[];
  /** Ids of people who waived a block: where a second person is needed, none of them is it. */
  readonly waivedBy?: readonly string[];
}

/** What computePlan gives: everything but identity and time. */
export interface ComputedPlan {
  /** SHA-256 of the signed text of `content` (plan/signed-text.ts), 64 hexadecimal digits. */
  readonly fingerprint: string;
  readonly content: PlanContent;
  readonly basis: Basis;
  readonly scope: ScopeReport;
  readonly approval: ApprovalRule;
  /** A block finding stands: cannot be approved as it is. */
  readonly blocked: boolean;
}

export interface Plan extends ComputedPlan {
  /** For people to type: `plan-` and six characters. */
  readonly id: string;
  readonly state: PlanState;
  readonly requester: Person;
  /** ISO 8601, UTC. */
  readonly createdAt: string;
  readonly expiresAt: string;
  /** Set when the plan is a part of another one. */
  readonly siblingOf?: SiblingOf;
  /** Set when it was superseded because of a part of it, or of the whole it is a part of. */
  readonly supersededBy?: SupersededBy;
}

export type Counts<K extends string> = Readonly<Record<K, number>>;

export function countByKind(mutations: readonly Mutation[], kinds: readonly MutationKind[]): Counts<MutationKind> {
  const counts = Object.fromEntries(kinds.map((kind) => [kind, 0])) as Record<MutationKind, number>;
  for (const mutation of mutations) counts[mutation.kind] += 1;
  return counts;
}

export function countByClass(mutations: readonly Mutation[], classes: readonly DangerClass[]): Counts<DangerClass> {
  const counts = Object.fromEntries(classes.map((name) => [name, 0])) as Record<DangerClass, number>;
  for (const mutation of mutations) counts[mutation.class] += 1;
  return counts;
}
