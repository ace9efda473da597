/**
 * A stateful, strict stand-in for the pipeline: one plan at a time, the real table of transitions, an announcer that is
 * told what the real one is told. It throws on what no edge may ask (carrying out what nobody approved).
 */

import type { Announcer } from '../../src/sync/announcer.ts';
import type {
  ApproveOutcome,
  Decision,
  PlanDetails,
  PreviewOutcome,
  PreviewRequest,
  Sync,
  WorkOptions,
} from '../../src/sync/index.ts';
import { inOrder, wrong } from '../../src/sync/model/check.ts';
import type { Person } from '../../src/sync/model/person.ts';
import type { ComputedPlan, Plan, ScopeReport } from '../../src/sync/model/plan.ts';
import { mayBecome, openStates, type PlanState, resumableStates } from '../../src/sync/model/plan-life.ts';
import type { Progress } from '../../src/sync/model/progress.ts';
import { type Refusal, refuse } from '../../src/sync/model/refusal.ts';
import {
  goesOn,
  goesOnByItself,
  type Run,
  type Vote,
  type WaitingRun,
  waitsForTarget,
  waitsUntil,
} from '../../src/sync/model/run.ts';
import { fingerprintOf } from '../../src/sync/plan/fingerprint.ts';
import { droppedForReasons, splitPlan } from '../../src/sync/plan/split.ts';
import type { AuditEntry, PlanSummary } from '../../src/sync/store/store.ts';

export interface FakeSyncOptions {
  readonly computed: ComputedPlan;
  readonly announcer: () => Announcer;
  readonly now: () => Date;
  /** The store that keeps the posted cards wants to know the plan. */
  readonly onPropose?: (plan: Plan) => Promise<void>;
  /** Votes that approve; 1 when absent. */
  readonly quorum?: number;
  /** Held until resolved: lets a test see what happens meanwhile. */
  readonly previewGate?: Promise<void>;
  readonly applyGate?: Promise<void>;
}

export interface FakeSync extends Sync {
  /** Runs that were carried out, in order: what a double click must not double. */
  readonly runs: readonly Run[];
  readonly auditTrail: readonly AuditEntry[];
  readonly previews: number;
  /** Ids of mutations that are not to be proposed again. */
  readonly muted: readonly string[];
  /** Nobody will know whether the first item of the next run happened. */
  leaveUncertain(): void;
  votesOf(planId: string): readonly Vote[];
  latestRunOf(planId: string): Run | undefined;
  waitingRuns(): readonly WaitingRun[];
  /** The next preview fails with this. */
  failNextPreview(error: Error): void;
  /** As if an earlier process had died in the middle. */
  leaveApplying(): void;
  /** As if an earlier process had been shut down in the middle, or while its run waited for Zivver until then (ISO 8601). */
  leaveCutShort(waitsUntil?: string): void;
  nothingToDo: boolean;
  /** What the last preview was asked for. */
  lastPreview: PreviewRequest | undefined;
  /** The next previews are told that a newer reading ended first, of which this waits. */
  overtakenBy: Plan | null | undefined;
  /** That reading looked at some mailboxes only. */
  overtakenBySome: boolean;
}

export const fakeProgress: Progress = {
  step: 'read',
  what: 'delegates',
  done: 40,
  total: 200,
  where: 'exchange',
  waitingUntil: null,
};

const someReadings = { readAt: '2026-11-24T06:00:00.000Z', newerReadAt: '2026-11-24T06:04:10.000Z' };

export function createFakeSync(options: FakeSyncOptions): FakeSync {
  const plans: Plan[] = [];
  const votes = new Map<string, Vote[]>();
  const runs: Run[] = [];
  const auditTrail: AuditEntry[] = [];
  const stopWishes = new Map<string, Person>();
  const muted = new Map<string, string>();
  let uncertainNext = false;
  let previews = 0;
  let failure: Error | null = null;

  const find = (id: string) => plans.find((plan) => plan.id === id);
  const at = () => options.now().toISOString();
  const number = (prefix: string, n: number) => `${prefix}-${String(n).padStart(6, '0')}`;

  function move(plan: Plan, state: PlanState): Plan {
    if (!mayBecome(plan.state, state)) throw new Error(`a plan that is ${plan.state} cannot become ${state}`);
    const moved = { ...plan, state };
    plans[plans.indexOf(plan)] = moved;
    return moved;
  }

  function whyNot(decision: Decision): Plan | Refusal {
    const plan = find(decision.planId);
    if (plan === undefined) return refuse('unknown-plan', { planId: decision.planId });
    if (!decision.mayDecide) return refuse('not-authorized');
    if (plan.state === 'applying') return refuse('plan-running', { planId: plan.id });
    if (plan.state !== 'proposed') return refuse('plan-already-decided', { planId: plan.id });
    if (plan.fingerprint !== decision.fingerprint) return refuse('fingerprint-differs');
    return plan;
  }

  function vote(plan: Plan, decision: Decision, kind: Vote['decision']): void {
    const { by, fingerprint, comment } = decision;
    const all = votes.get(plan.id) ?? [];
    votes.set(plan.id, [...all, { person: by, decision: kind, fingerprint, comment, at: at() }]);
  }

  async function propose(requester: Person, content = options.computed.content): Promise<Plan> {
    const expiresAt = new Date(options.now().getTime() + 86_400_000).toISOString();
    const id = number('plan', plans.length + 1);
    const state = options.computed.blocked ? 'blocked' : 'proposed';
    const plan: Plan = { ...options.computed, content, id, state, requester, createdAt: at(), expiresAt };
    plans.push(plan);
    await options.onPropose?.(plan);
    return plan;
  }

  function runsThatWait(): readonly WaitingRun[] {
    return runs.flatMap((run) => {
      const plan = find(run.planId);
      const until = waitsUntil(run);
      return plan !== undefined && until !== null && goesOn(plan, run)
        ? [{ planId: plan.id, runId: run.id, until }]
        : [];
    });
  }

  async function superseded(): Promise<string[]> {
    const waiting: readonly PlanState[] = [...openStates, ...resumableStates];
    const spared = new Set(runsThatWait().map(({ planId }) => planId));
    const open = plans.filter((plan) => waiting.includes(plan.state) && !spared.has(plan.id));
    for (const plan of open) await options.announcer().planChanged(move(plan, 'superseded'));
    return open.map((plan) => plan.id);
  }

  /** As the real one: whole and part do not both wait once one of them was approved. */
  async function relativesSuperseded(approved: Plan): Promise<void> {
    for (const plan of plans.filter(({ state }) => state === 'proposed' || state === 'blocked')) {
      const because =
        approved.siblingOf?.planId === plan.id
          ? 'part-approved'
          : plan.siblingOf?.planId === approved.id
            ? 'whole-approved'
            : undefined;
      if (because === undefined) continue;
      const moved: Plan = { ...move(plan, 'superseded'), supersededBy: { planId: approved.id, because } };
      plans[plans.findIndex(({ id }) => id === plan.id)] = moved;
      await options.announcer().planChanged(moved);
    }
  }

  /** As the real one: a plan has one run, a stop leaves what was not sent for a resume. */
  function endRun(plan: Plan, by: Person): Run {
    const stoppedBy = stopWishes.get(plan.id);
    const earlier = runs.findIndex((run) => run.planId === plan.id);
    const whole = { ...runOf(plan, by), ...(earlier === -1 ? {} : { id: runs[earlier]?.id ?? '' }) };
    const run: Run =
      stoppedBy === undefined
        ? whole
        : {
            ...whole,
            state: 'stopped',
            results: whole.results.map((result, index) =>
              index === 0 ? result : { ...result, state: 'planned', outcome: null },
            ),
            stoppedBecause: { code: 'stopped-by-person', params: { by: stoppedBy.name, at: at() } },
          };
    if (uncertainNext) {
      uncertainNext = false;
      const [first, ...rest] = run.results;
      const unknown = first === undefined ? [] : [{ ...first, state: 'uncertain' as const, outcome: null }];
      runs.push({ ...run, state: 'partly-applied', results: [...unknown, ...rest] });
      return runs.at(-1) ?? run;
    }
    if (earlier === -1) runs.push(run);
    else runs[earlier] = run;
    return run;
  }

  function runOf(plan: Plan, by: Person): Run {
    const { items, mutations } = plan.content;
    const outcome = { state: 'done', code: 'ok', params: {}, accountId: null, calls: 2, at: at() } as const;
    return {
      id: number('run', runs.length + 1),
      planId: plan.id,
      fingerprint: plan.fingerprint,
      state: 'applied',
      startedBy: by,
      votes: votes.get(plan.id) ?? [],
      startedAt: at(),
      endedAt: at(),
      results: items.map((item) => ({ itemId: item.id, state: 'done', outcome })),
      verification: { at: at(), complete: true, seen: mutations.map(({ id }) => id), lost: [], repaired: [] },
      calls: items.length * 2,
      stoppedBecause: null,
    };
  }

  const summary = (plan: Plan): PlanSummary => ({
    id: plan.id,
    fingerprint: plan.fingerprint,
    state: plan.state,
    createdAt: plan.createdAt,
    expiresAt: plan.expiresAt,
    requester: plan.requester,
    mutations: plan.content.mutations.length,
    lastRunId: runs.findLast((run) => run.planId === plan.id)?.id ?? null,
  });

  return {
    nothingToDo: false,
    lastPreview: undefined,
    overtakenBy: undefined,
    overtakenBySome: false,
    leaveUncertain() {
      uncertainNext = true;
    },
    get muted() {
      return [...muted.keys()];
    },
    get runs() {
      return runs;
    },
    get auditTrail() {
      return auditTrail;
    },
    get previews() {
      return previews;
    },
    votesOf: (planId) => votes.get(planId) ?? [],
    waitingRuns: runsThatWait,
    latestRunOf: (planId) => runs.findLast((run) => run.planId === planId),
    failNextPreview(error) {
      failure = error;
    },
    leaveApplying() {
      const plan = plans.at(-1);
      if (plan !== undefined) move(plan.state === 'proposed' ? move(plan, 'approved') : plan, 'applying');
    },
    leaveCutShort(until) {
      this.leaveApplying();
      const plan = plans.at(-1);
      if (plan === undefined) return;
      runs.push({
        ...runOf(plan, plan.requester),
        state: 'stopped',
        stoppedBecause:
          until === undefined ? { code: 'shut-down', params: {} } : { code: waitsForTarget, params: { until } },
      });
      move(plan, 'stopped');
    },

    async preview(request, work): Promise<PreviewOutcome> {
      previews += 1;
      this.lastPreview = request;
      work.onProgress?.(fakeProgress);
      await options.previewGate;
      if (failure !== null) {
        const error = failure;
        failure = null;
        throw error;
      }
      const { scope, basis } = options.computed;
      if (this.overtakenBy !== undefined)
        return {
          kind: 'overtaken',
          plan: this.overtakenBy,
          covers: !this.overtakenBySome,
          ...someReadings,
          scope,
          basis,
        };
      const waiting = runsThatWait();
      const beside = waiting.length === 0 ? {} : { waiting };
      if (this.nothingToDo) return { kind: 'nothing-to-do', scope, findings: [], basis, superseded: [], ...beside };
      const gone = await superseded();
      return { kind: 'plan', plan: await propose(request.requester), isNew: true, superseded: gone, ...beside };
    },
    async check(work) {
      work.onProgress?.(fakeProgress);
      return [inOrder('store', null), wrong('key', 'Zivver', { code: 'target-key-refused', params: {} })];
    },
    async mailboxes(work: WorkOptions & { readonly text?: string }): Promise<ScopeReport> {
      work.onProgress?.(fakeProgress);
      return { ...options.computed.scope, sources: options.computed.basis.sources };
    },
    async approve(decision): Promise<ApproveOutcome | Refusal> {
      const plan = whyNot(decision);
      if ('refused' in plan) return plan;
      vote(plan, decision, 'approve');
      const given = votes.get(plan.id) ?? [];
      if (given.length < (options.quorum ?? 1)) return { plan, quorumMet: false, votes: given };
      const approved = move(plan, 'approved');
      await options.announcer().planChanged(approved);
      await relativesSuperseded(approved);
      return { plan: approved, quorumMet: true, votes: votes.get(plan.id) ?? [] };
    },
    async explain(asked, work) {
      work.onProgress?.(fakeProgress);
      return { asked, readAt: at(), mailboxes: [], people: [], more: 0 };
    },
    async split({ which, fingerprint, by, choice }) {
      const whole = which === undefined ? plans.at(-1) : find(which);
      if (whole === undefined) return refuse('unknown-plan');
      if (whole.state === 'superseded') return refuse('plan-superseded', { planId: whole.id });
      if (whole.state !== 'proposed' && whole.state !== 'blocked')
        return refuse('plan-already-decided', { planId: whole.id });
      if (fingerprint !== undefined && fingerprint !== whole.fingerprint) return refuse('fingerprint-differs');
      const { plan: computed, dropped } = splitPlan(whole, choice);
      if (dropped.length === 0) return refuse('nothing-left-out', { planId: whole.id });
      if (computed.content.mutations.length === 0) return refuse('nothing-left', { planId: whole.id });
      const present = plans.find(
        ({ state, fingerprint: same }) => same === computed.fingerprint && state === 'proposed',
      );
      if (present !== undefined) return { plan: present, isNew: false };
      const part: Plan = {
        ...computed,
        id: number('plan', plans.length + 1),
        state: computed.blocked ? 'blocked' : 'proposed',
        requester: whole.requester,
        createdAt: at(),
        expiresAt: whole.expiresAt,
        siblingOf: {
          planId: whole.id,
          fingerprint: whole.fingerprint,
          choice,
          by,
          dropped: droppedForReasons(dropped),
        },
      };
      plans.push(part);
      await options.onPropose?.(part);
      return { plan: part, isNew: true };
    },
    async waive(decision) {
      const plan = find(decision.planId);
      if (plan?.state !== 'blocked') return refuse('nothing-to-waive');
      if (decision.comment.trim() === '') return refuse('reason-needed');
      const { by, comment } = decision;
      const findings = plan.content.findings.map((finding) =>
        finding.effect === 'block'
          ? { ...finding, effect: 'warn' as const, waiver: { by, reason: comment, at: at() } }
          : finding,
      );
      const content = { ...plan.content, findings };
      plans[plans.indexOf(plan)] = { ...plan, content, fingerprint: fingerprintOf(content), blocked: false };
      const waived = find(decision.planId);
      if (waived === undefined) throw new Error('the plan was there');
      const proposed = move(waived, 'proposed');
      await options.announcer().planChanged(proposed);
      return proposed;
    },
    async reject(decision) {
      const plan = whyNot(decision);
      if ('refused' in plan) return plan;
      if (decision.comment.trim() === '') return refuse('reason-needed');
      vote(plan, decision, 'reject');
      if (decision.mute === true) for (const { id, account } of plan.content.mutations) muted.set(id, account.address);
      const rejected = move(plan, 'rejected');
      await options.announcer().planChanged(rejected);
      return rejected;
    },
    async carryOut({ planId, by, resumes }) {
      const plan = find(planId);
      if (plan === undefined) return refuse('unknown-plan', { planId });
      const earlier = runs.find((run) => run.planId === planId);
      if (resumes !== undefined && (plan.state !== 'stopped' || earlier?.endedAt !== resumes))
        return refuse('plan-already-decided', { planId });
      if (resumes === undefined && plan.state !== 'approved' && plan.state !== 'applying')
        throw new Error(`carrying out a ${plan.state} plan`);
      const applying = plan.state === 'applying' ? plan : move(plan, 'applying');
      stopWishes.delete(planId);
      await options.announcer().planChanged(applying);
      const total = plan.content.items.length;
      const progress: Progress = { step: 'apply', what: 'items', done: 1, total, where: 'zivver', waitingUntil: null };
      options.announcer().runProgressed(applying, progress);
      await options.applyGate;
      const run = endRun(applying, by);
      const ended = move(applying, run.state === 'running' ? 'applied' : run.state);
      await options.announcer().runEnded(ended, run);
      return run;
    },
    async stop({ by, planId }) {
      const running = plans.find((plan) => plan.state === 'applying');
      if (running === undefined || (planId !== undefined && planId !== running.id)) return refuse('not-running');
      const isNew = !stopWishes.has(running.id);
      if (isNew) stopWishes.set(running.id, by);
      return { planId: running.id, isNew, waited: false };
    },
    async resume({ which }) {
      const plan = which === undefined ? plans.findLast(({ state }) => state === 'stopped') : find(which);
      if (plan === undefined) return refuse('nothing-to-resume');
      if (plan.state === 'superseded') return refuse('plan-superseded', { planId: plan.id });
      if (plan.state !== 'stopped') return refuse('nothing-to-resume', { planId: plan.id });
      return { plan, resumes: runs.find((run) => run.planId === plan.id)?.endedAt ?? '' };
    },
    async mute({ address, reason }) {
      if (reason.trim() === '') return refuse('reason-needed', { example: `mute ${address} on long leave` });
      const plan = plans.findLast(({ state }) => (openStates as readonly PlanState[]).includes(state));
      const found = plan?.content.mutations.filter(({ account }) => account.address === address) ?? [];
      if (plan === undefined || found.length === 0) return refuse('nothing-to-mute', { address });
      for (const { id } of found) muted.set(id, address);
      return { address, planId: plan.id, mutations: found.length };
    },
    async unmute({ address }) {
      const ids = [...muted].filter(([, of]) => of === address).map(([id]) => id);
      for (const id of ids) muted.delete(id);
      return ids.length === 0 ? refuse('nothing-muted', { address }) : { address, mutations: ids.length };
    },
    async uncertain({ planId, itemId }) {
      const run = runs.find((one) => one.results.some(({ state }) => state === 'uncertain'));
      const plan = find(run?.planId ?? '');
      const result = run?.results.find(({ state, itemId: id }) => state === 'uncertain' && id === (itemId ?? id));
      const item = plan?.content.items.find(({ id }) => id === result?.itemId);
      if (run === undefined || plan === undefined || item === undefined || plan.id !== (planId ?? plan.id))
        return refuse('nothing-uncertain', itemId === undefined ? {} : { item: itemId });
      const mutations = plan.content.mutations.filter(({ id }) => item.mutations.includes(id));
      const lines = mutations.map((mutation) => ({ mutation, now: mutation.before, asPlanned: false }));
      return { planId: plan.id, runId: run.id, item, exists: true, lines, others: 0 };
    },
    async resolve({ planId, itemId, happened, reason, mayDecide }) {
      if (!mayDecide) return refuse('not-authorized');
      if (reason.trim() === '') return refuse('reason-needed');
      const index = runs.findIndex((run) => run.planId === planId);
      const run = runs[index];
      const plan = find(planId);
      const open = run?.results.some((result) => result.itemId === itemId && result.state === 'uncertain') === true;
      if (run === undefined || plan === undefined || !open) return refuse('nothing-uncertain', { item: itemId });
      const results = run.results.map((result) =>
        result.itemId === itemId ? { ...result, state: happened ? ('done' as const) : ('failed' as const) } : result,
      );
      const resolved: Run = { ...run, results, state: happened ? 'applied' : 'partly-applied' };
      runs[index] = resolved;
      await options.announcer().planChanged(happened ? move(plan, 'applied') : plan);
      return resolved;
    },
    async undo({ requester, which }) {
      const run = which === undefined ? runs.at(-1) : runs.find(({ id }) => id === which);
      if (run === undefined) return which === undefined ? refuse('nothing-to-undo') : refuse('unknown-run');
      const ranFor = find(run.planId);
      if (ranFor !== undefined && goesOn(ranFor, run)) return refuse('run-waits', { planId: ranFor.id });
      const undone = plans.find(({ content }) => content.undoes === run.id && content.mutations.length > 0);
      if (undone !== undefined && undone.state !== 'applied')
        return { kind: 'plan', plan: undone, isNew: false, superseded: [] };
      if (undone !== undefined) return { kind: 'nothing-to-undo', runId: run.id, findings: [] };
      const plan = await propose(requester, { ...options.computed.content, undoes: run.id });
      return { kind: 'plan', plan, isNew: true, superseded: [] };
    },
    async drift() {
      if (runs.length === 0) return null;
      const [one] = options.computed.content.mutations;
      const { address = '', displayName = '' } = one?.account ?? {};
      const change = { field: 'name', before: displayName, after: 'By hand', added: 0, removed: 0 } as const;
      const accounts = [{ accountId: 'a-1', address, displayName, changes: [change] }];
      return { since: at(), runId: runs.at(-1)?.id ?? '', compared: 3, accounts };
    },
    async status() {
      const open = plans.filter((plan) => (openStates as readonly PlanState[]).includes(plan.state));
      return {
        open: open.map(summary),
        running: null,
        lastRun: runs.at(-1) ?? null,
        links: { total: 0, owned: 0 },
        sources: ['exchange'],
        target: 'http://127.0.0.1:1/api/scim/v2',
      };
    },
    history: async (limit) => plans.toReversed().slice(0, limit).map(summary),
    async details(which): Promise<PlanDetails | Refusal> {
      const run = runs.findLast((one) => one.id === which);
      const plan = which === undefined ? plans.at(-1) : find(run?.planId ?? which);
      if (plan === undefined) return refuse('unknown-plan', which === undefined ? {} : { planId: which });
      const latest = runs.findLast((one) => one.planId === plan.id) ?? null;
      return { plan, votes: votes.get(plan.id) ?? [], run: run ?? latest, items: [] };
    },
    links: async () => [],
    async audit(entry) {
      auditTrail.push(entry);
    },
    expire: async () => [],
    interrupted: async () => plans.filter((plan) => plan.state === 'applying').map((plan) => plan.id),
    cutShort: async () =>
      plans
        .filter(({ state }) => state === 'stopped')
        .map((plan) => ({ plan, run: runs.find(({ planId }) => planId === plan.id) }))
        .flatMap(({ plan, run }) =>
          run !== undefined && goesOnByItself(run)
            ? [{ plan, resumes: run.endedAt ?? '', notBefore: waitsUntil(run) }]
            : [],
        ),
    close: async () => {},
  };
}
