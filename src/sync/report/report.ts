/**
 * The report of one plan and its run, as a value: the same facts in every format. Citing the fingerprint, it proves what
 * was signed and what came of it. Decides nothing and knows no format.
 */

import type { PlanDetails } from '../index.ts';
import type { Finding } from '../model/finding.ts';
import type { ItemState } from '../model/item.ts';
import { dangerClasses, type Mutation, mutationKinds } from '../model/mutation.ts';
import type { Person } from '../model/person.ts';
import { type Basis, type Counts, countByClass, countByKind, type ScopeReport } from '../model/plan.ts';
import type { PlanState } from '../model/plan-life.ts';
import type { Run, Verification, Vote } from '../model/run.ts';
import { findingResults, type MutationResult } from './mutation-results.ts';

export interface ReportRow extends MutationResult {
  readonly mutation: Mutation;
}

export interface Report {
  readonly planId: string;
  readonly fingerprint: string;
  readonly state: PlanState;
  readonly requester: Person;
  /** ISO 8601, UTC, as every time here. */
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly votes: readonly Vote[];
  readonly run: {
    readonly id: string;
    readonly state: Run['state'];
    readonly startedBy: Person;
    readonly startedAt: string;
    readonly endedAt: string | null;
    readonly calls: number;
    readonly stoppedBecause: Run['stoppedBecause'];
    readonly verification: Verification | null;
  } | null;
  readonly basis: Basis;
  readonly countsByKind: Counts<Mutation['kind']>;
  readonly countsByClass: Counts<Mutation['class']>;
  /** How many mutations ended in each state; all `planned` before a run. */
  readonly countsByState: Readonly<Partial<Record<ItemState, number>>>;
  readonly rows: readonly ReportRow[];
  readonly findings: readonly Finding[];
  readonly scope: ScopeReport;
}

/** So many rows are made in a fraction of a millisecond. */
const stepLength = 500;

/** In steps: a plan may have a million mutations, and other people click meanwhile. */
export function* reporting(details: PlanDetails): Generator<undefined, Report> {
  const { plan, votes, run } = details;
  const { mutations, findings } = plan.content;
  const results = yield* findingResults(plan, run);
  const rows: ReportRow[] = [];
  for (const mutation of mutations) {
    if (rows.length % stepLength === 0) yield;
    const result = results.get(mutation.id) ?? notYet;
    rows.push({ mutation, ...result });
  }
  return {
    planId: plan.id,
    fingerprint: plan.fingerprint,
    state: plan.state,
    requester: plan.requester,
    createdAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    votes,
    run: run === null ? null : runPart(run),
    basis: plan.basis,
    countsByKind: countByKind(mutations, mutationKinds),
    countsByClass: countByClass(mutations, dangerClasses),
    countsByState: countByState(rows),
    rows,
    findings,
    scope: plan.scope,
  };
}

const notYet: MutationResult = { state: 'planned', code: '', params: {}, at: null };

function runPart({
  id,
  state,
  startedBy,
  startedAt,
  endedAt,
  calls,
  stoppedBecause,
  verification,
}: Run): Report['run'] {
  return { id, state, startedBy, startedAt, endedAt, calls, stoppedBecause, verification };
}

function countByState(rows: readonly ReportRow[]): Report['countsByState'] {
  const counts: Partial<Record<ItemState, number>> = {};
  for (const { state } of rows) counts[state] = (counts[state] ?? 0) + 1;
  return counts;
}
