/**
 * The only door to the pipeline: read → normalize → match → diff → guard → propose (preview.ts), approve (approve/),
 * apply → verify (carry-out.ts). Chat and console both call this; neither holds logic.
 */

import type { Check } from './model/check.ts';
import type { DriftReport } from './model/drift.ts';
import type { Explanation } from './model/explanation.ts';
import type { Link } from './model/link.ts';
import type { Person } from './model/person.ts';
import type { Plan, ScopeReport } from './model/plan.ts';
import type { OnProgress } from './model/progress.ts';
import type { Refusal } from './model/refusal.ts';
import type { Run, Vote, WaitingRun } from './model/run.ts';
import type { SplitChoice } from './model/split.ts';
import type { UncertainItem } from './model/uncertain-item.ts';
import type { AuditEntry, LedgerItem, PlanSummary } from './store/store.ts';

export interface WorkOptions {
  readonly signal: AbortSignal;
  readonly onProgress?: OnProgress;
}

export interface PreviewRequest {
  readonly requester: Person;
  /** Addresses of mailboxes or people: only those mailboxes are looked at. */
  readonly only?: readonly string[];
  /** Every mailbox is asked now, whatever is remembered. */
  readonly fresh?: boolean;
}

/**
 * The reading began before another one and ended after it: nothing is proposed from it, nothing is replaced, and nothing
 * of it is remembered.
 */
export interface OvertakenOutcome {
  readonly kind: 'overtaken';
  /** The plan that waits, from the newer reading; null when that found nothing, or its plan was decided on. */
  readonly plan: Plan | null;
  /** False when that plan says nothing of mailboxes that were asked for here: the newer reading looked at a few only. */
  readonly covers: boolean;
  /** When what is older here was read, and when the newer reading did so; ISO 8601, UTC. */
  readonly readAt: string;
  readonly newerReadAt: string;
  readonly scope: ScopeReport;
  readonly basis: Plan['basis'];
}

/** Runs that wait for Zivver and go on by themselves beside whatever this preview came to; absent when there are none. */
interface BesideOthers {
  readonly waiting?: readonly WaitingRun[];
}

export type PreviewOutcome = BesideOthers & Previewed;

type Previewed =
  /** A new plan waits, or an open one with the same fingerprint was refreshed (`isNew` false). */
  | { readonly kind: 'plan'; readonly plan: Plan; readonly isNew: boolean; readonly superseded: readonly string[] }
  /** Everything is equal: no mutations. Findings may stand. */
  | {
      readonly kind: 'nothing-to-do';
      readonly scope: ScopeReport;
      readonly findings: Plan['content']['findings'];
      readonly basis: Plan['basis'] /** Older plans that waited: void now. */;
      readonly superseded: readonly string[];
    }
  | OvertakenOutcome;

export interface Decision {
  readonly planId: string;
  /** The fingerprint on the card the person saw. */
  readonly fingerprint: string;
  readonly by: Person;
  /** May this person approve? Decided by the edge from `access`. */
  readonly mayDecide: boolean;
  readonly comment: string;
  /** Of a rejection: do not propose its mutations again until their mailboxes change. */
  readonly mute?: boolean;
  /** What the person typed as the number of accounts that would be destroyed; plans that need none ignore it. */
  readonly typed?: number;
}

export interface ApproveOutcome {
  readonly plan: Plan;
  /** False when more votes are needed. */
  readonly quorumMet: boolean;
  readonly votes: readonly Vote[];
}

export interface SplitRequest {
  readonly by: Person;
  /** Plan or beginning of a fingerprint; the newest plan when absent. */
  readonly which?: string;
  /** The fingerprint on the card that the person saw. */
  readonly fingerprint?: string;
  readonly choice: SplitChoice;
}

export interface SplitOutcome {
  readonly plan: Plan;
  /** False when the same part waits already. */
  readonly isNew: boolean;
}

export interface StopRequest {
  readonly by: Person;
  /** The plan on the card that was clicked; whatever runs when absent. */
  readonly planId?: string;
}

export interface StopOutcome {
  readonly planId: string;
  /** False when somebody had asked before. */
  readonly isNew: boolean;
  /** It waited for Zivver and would have gone on by itself: now it does not. Nothing was under way. */
  readonly waited: boolean;
}

export interface ResumeRequest {
  readonly by: Person;
  /** Plan, run or beginning of a fingerprint; the newest that may go on when absent. */
  readonly which?: string;
}

export interface ResumeOutcome {
  readonly plan: Plan;
  /** When its run had ended: `carryOut` takes it, so that of two resumes one goes on. */
  readonly resumes: string;
}

/** A run that goes on without being asked to. */
export interface ContinuedRun extends ResumeOutcome {
  /** ISO 8601, UTC: Zivver asked to wait until then; null when it may go on at once. */
  readonly notBefore: string | null;
}

export interface UndoRequest {
  readonly requester: Person;
  /** Run, plan or beginning of a fingerprint; the newest run when absent. */
  readonly which?: string;
}

export type UndoOutcome =
  | Extract<PreviewOutcome, { readonly kind: 'plan' | 'overtaken' }>
  /** The findings say why. */
  | {
      readonly kind: 'nothing-to-undo';
      readonly runId: string;
      readonly findings: Plan['content']['findings'];
    };

export interface MuteRequest {
  readonly by: Person;
  readonly mayDecide: boolean;
  /** Of a functional account in a plan that waits. */
  readonly address: string;
  readonly reason: string;
}

export interface MuteOutcome {
  readonly address: string;
  /** The plan that proposes them; it stays as it is. */
  readonly planId: string;
  readonly mutations: number;
}

export type UnmuteRequest = Omit<MuteRequest, 'reason'>;
export type UnmuteOutcome = Omit<MuteOutcome, 'planId'>;

export interface UncertainRequest {
  /** Plan or run; the newest with an uncertain item when absent. */
  readonly planId?: string;
  readonly itemId?: string;
}

export interface ResolveRequest {
  readonly by: Person;
  readonly mayDecide: boolean;
  readonly planId: string;
  readonly itemId: string;
  readonly happened: boolean;
  readonly reason: string;
}

export type { UncertainItem };

export interface StatusReport {
  readonly open: readonly PlanSummary[];
  readonly running: {
    readonly planId: string;
    readonly runId: string;
    readonly done: number;
    readonly total: number;
  } | null;
  readonly lastRun: Run | null;
  readonly links: { readonly total: number; readonly owned: number };
  readonly sources: readonly string[];
  readonly target: string;
}

export interface PlanDetails {
  readonly plan: Plan;
  readonly votes: readonly Vote[];
  readonly run: Run | null;
  readonly items: readonly LedgerItem[];
}

export interface Sync {
  /** Read … propose. @throws SourceError, TargetError, StoreError */
  preview(request: PreviewRequest, options: WorkOptions): Promise<PreviewOutcome>;
  /** What can be synchronised after types and filters, before any comparison with Zivver. `text` narrows by name or address. */
  mailboxes(options: WorkOptions & { readonly text?: string }): Promise<ScopeReport>;
  /**
   * A part of a plan that waits (proposed or blocked) as a plan of its own, with its own fingerprint and approval. Both
   * wait until one of them is approved; parts never supersede each other.
   */
  split(request: SplitRequest): Promise<SplitOutcome | Refusal>;
  /**
   * Why something is proposed for a mailbox or person, or why not, from a fresh reading of both sides.
   * @param asked an address, or part of a name
   * @throws SourceError, TargetError, StoreError
   */
  explain(asked: string, options: WorkOptions): Promise<Explanation>;
  approve(decision: Decision): Promise<ApproveOutcome | Refusal>;
  /**
   * Lifts the blocks of one blocked plan, where the policy lets people. `comment` is the reason; a missing one is refused.
   * The plan has a new fingerprint then, and waits for its approval.
   */
  waive(decision: Decision): Promise<Plan | Refusal>;
  /** `comment` is the reason; a missing one is refused. */
  reject(decision: Decision): Promise<Plan | Refusal>;
  /** Apply and verify an approved plan. Answers the run, or why it may not start. */
  carryOut(
    request: { readonly planId: string; readonly by: Person; readonly resumes?: string },
    options: WorkOptions,
  ): Promise<Run | Refusal>;
  /** Wishes that the run under way ends between two calls, whichever process carries it; one that waits for Zivver ends at once. */
  stop(request: StopRequest): Promise<StopOutcome | Refusal>;
  /** May a stopped plan go on under the approval it has? Starts nothing; `carryOut` does. */
  resume(request: ResumeRequest): Promise<ResumeOutcome | Refusal>;
  /** Proposes the inverse of a run, to be approved like every plan. @throws SourceError, TargetError, StoreError */
  undo(request: UndoRequest, options: WorkOptions): Promise<UndoOutcome | Refusal>;
  /** Everything a preview needs, tried one by one. Writes nothing that matters. @throws what no step expects */
  check(options: WorkOptions): Promise<readonly Check[]>;
  /** What a waiting plan proposes for this address is not proposed again until its mailbox changes. */
  mute(request: MuteRequest): Promise<MuteOutcome | Refusal>;
  unmute(request: UnmuteRequest): Promise<UnmuteOutcome | Refusal>;
  /** An item of unknown outcome, with the account read fresh. @throws TargetError, StoreError */
  uncertain(request: UncertainRequest, options: WorkOptions): Promise<UncertainItem | Refusal>;
  /** A person's word on it; the states of run and plan follow. @throws TargetError, StoreError */
  resolve(request: ResolveRequest, options: WorkOptions): Promise<Run | Refusal>;
  status(): Promise<StatusReport>;
  /** What others changed in Zivver since our last verified run; null before the first. @throws TargetError, StoreError */
  drift(options: WorkOptions): Promise<DriftReport | null>;
  history(limit: number): Promise<readonly PlanSummary[]>;
  /** By plan id, run id, or a unique beginning of the fingerprint (at least 6 digits). Without `which`: the newest. */
  details(which?: string): Promise<PlanDetails | Refusal>;
  links(): Promise<readonly Link[]>;
  audit(entry: AuditEntry): Promise<void>;
  /** Plans whose time is over become `expired`; answers those that did. */
  expire(): Promise<readonly Plan[]>;
  /** Plans found `applying` at start: an earlier process died. */
  interrupted(): Promise<readonly string[]>;
  /** Runs that a shut-down ended or that wait for Zivver, and may go on under their approval. Starts nothing. */
  cutShort(): Promise<readonly ContinuedRun[]>;
  close(): Promise<void>;
}
