/** The model → what `--json` prints. Keys that scripts may rely on are copied by name, so that a new field in the model does not slip out. */

import type { PreviewOutcome, UndoOutcome } from '../sync/index.ts';
import type { DriftReport } from '../sync/model/drift.ts';
import type { Explanation } from '../sync/model/explanation.ts';
import type { Finding } from '../sync/model/finding.ts';
import { itemStates } from '../sync/model/item.ts';
import { dangerClasses, type Mutation, mutationKinds } from '../sync/model/mutation.ts';
import { type Basis, countByClass, countByKind, type Plan, type ScopeReport } from '../sync/model/plan.ts';
import type { Run, Vote } from '../sync/model/run.ts';
import type { UncertainItem } from '../sync/model/uncertain-item.ts';
import { type JsonOf, jsonShapes } from './json-shapes.ts';

type PreviewJson = JsonOf<'preview'>;

export function previewJson(outcome: PreviewOutcome): PreviewJson {
  const waiting = [...(outcome.waiting ?? [])];
  if (outcome.kind === 'nothing-to-do') {
    const { findings, scope, basis } = outcome;
    return {
      outcome: 'nothing-to-do',
      isNew: false,
      superseded: [],
      waiting,
      plan: null,
      ...contentJson({ mutations: [], findings, scope, basis }),
    };
  }
  if (outcome.kind === 'overtaken') {
    const { plan, scope, basis } = outcome;
    const content = plan === null ? contentJson({ mutations: [], findings: [], scope, basis }) : planContentJson(plan);
    return {
      outcome: 'overtaken',
      isNew: false,
      superseded: [],
      waiting,
      plan: plan === null ? null : planJson(plan),
      ...content,
    };
  }
  const { plan, isNew, superseded } = outcome;
  const head = { outcome: 'plan' as const, isNew, superseded: [...superseded], waiting, plan: planJson(plan) };
  return { ...head, ...planContentJson(plan) };
}

export function undoJson(outcome: UndoOutcome): JsonOf<'undo'> {
  if (outcome.kind === 'nothing-to-undo') {
    const { kind, findings } = outcome;
    return mutable({ outcome: kind, isNew: false, superseded: [], plan: null, mutations: [], findings });
  }
  if (outcome.kind === 'overtaken') {
    const { mutations = [], findings = [] } = outcome.plan?.content ?? {};
    const plan = outcome.plan === null ? null : planJson(outcome.plan);
    return mutable({ outcome: outcome.kind, isNew: false, superseded: [], plan, mutations, findings });
  }
  const { kind, plan, isNew, superseded } = outcome;
  const { mutations, findings } = plan.content;
  return mutable({ outcome: kind, isNew, superseded, plan: planJson(plan), mutations, findings });
}

export function uncertainJson({ item, ...rest }: UncertainItem): JsonOf<'resolve'>['item'] {
  return mutable({ ...rest, itemId: item.id, account: item.account });
}

export function driftJson(drift: DriftReport): JsonOf<'status'>['drift'] {
  return mutable(drift);
}

export function planContentJson(plan: Plan) {
  return contentJson({
    mutations: plan.content.mutations,
    findings: plan.content.findings,
    scope: plan.scope,
    basis: plan.basis,
  });
}

export function planJson({ siblingOf, ...plan }: Plan) {
  const { id, fingerprint, state, blocked, requester, createdAt, expiresAt, approval } = plan;
  const part = siblingOf === undefined ? {} : { siblingOf };
  return mutable({ id, fingerprint, state, blocked, requester, createdAt, expiresAt, approval, ...part });
}

interface Content {
  readonly mutations: readonly Mutation[];
  readonly findings: readonly Finding[];
  readonly scope: ScopeReport;
  readonly basis: Basis;
}

function contentJson({ mutations, findings, scope, basis }: Content) {
  const counts = {
    mutations: mutations.length,
    byKind: countByKind(mutations, mutationKinds),
    byClass: countByClass(mutations, dangerClasses),
  };
  return mutable({ counts, mutations, findings, ...scopeJson(scope), basis });
}

export function scopeJson({ inScope, leftOut, notRead, filter, sources }: ScopeReport): JsonOf<'mailboxes'> {
  return mutable({
    inScope,
    leftOut,
    notRead,
    ...(filter === undefined ? {} : { filter }),
    ...(sources === undefined ? {} : { sources }),
  });
}

export function explanationJson(explanation: Explanation): JsonOf<'explain'> {
  return mutable(explanation);
}

export function voteJson(votes: readonly Vote[]) {
  return mutable(votes);
}

export function runJson(run: Run): JsonOf<'apply'>['run'] {
  const counts = Object.fromEntries(
    itemStates.map((state) => [state, run.results.filter((result) => result.state === state).length]),
  ) as Record<(typeof itemStates)[number], number>;
  const { id, planId, fingerprint, state, startedBy, startedAt, endedAt, votes, verification, calls, stoppedBecause } =
    run;
  const results = run.results.map((result) => ({
    itemId: result.itemId,
    state: result.state,
    code: result.outcome?.code ?? null,
    params: { ...result.outcome?.params },
    calls: result.outcome?.calls ?? 0,
  }));
  return mutable({
    id,
    planId,
    fingerprint,
    state,
    startedBy,
    startedAt,
    endedAt,
    votes,
    counts,
    results,
    verification,
    calls,
    stoppedBecause,
  });
}

/** Exactly the published shape: unknown keys dropped. */
export function shaped<Name extends keyof typeof jsonShapes>(name: Name, value: JsonOf<Name>): unknown {
  return jsonShapes[name].parse(value);
}

type Mutable<T> = T extends object ? { -readonly [K in keyof T]: Mutable<T[K]> } : T;

/** The model is readonly, what zod wants is not; nothing here writes to it. */
function mutable<T>(value: T): Mutable<T> {
  return value as Mutable<T>;
}
