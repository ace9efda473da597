/**
 * The port to what Countersign remembers. Every change of state is a compare-and-set that writes its audit entry in the
 * same transaction. Adapters: sqlite. Nothing here decides; the callers in approve/, apply/ and preview.ts do.
 */

import type { ItemOutcome, ItemState } from '../model/item.ts';
import type { Link } from '../model/link.ts';
import type { RememberedDelegates } from '../model/mailbox.ts';
import type { Person } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanState } from '../model/plan-life.ts';
import type { Run, RunState, Verification, Vote } from '../model/run.ts';

import type {
  AuditEntry,
  AuditRecord,
  Baseline,
  Lease,
  LedgerItem,
  LedgerStep,
  Mute,
  PastItem,
  PlanSummary,
  PostedCard,
  StopWish,
  StoredConversation,
  Transition,
  TransitionResult,
  VerifiedAccount,
  Waiver,
} from './records.ts';

export type * from './records.ts';

export interface Store {
  readonly plans: {
    /** Inserts a new plan, its items (all `planned`) and the waivers on its findings: a part has those of its whole. */
    insert(plan: Plan, audit: AuditEntry): Promise<void>;
    get(id: string): Promise<Plan | undefined>;
    /** The open plan (blocked, proposed or approved) with this fingerprint. */
    openWithFingerprint(fingerprint: string): Promise<Plan | undefined>;
    open(): Promise<readonly PlanSummary[]>;
    /** Plans that were applied in part and may go on (stopped, partly-applied, failed). Newest first. */
    resumable(): Promise<readonly PlanSummary[]>;
    /** Newest first. */
    history(limit: number): Promise<readonly PlanSummary[]>;
    /** Same fingerprint seen again: later expiry and basis, no new plan. False when the plan is no longer open. */
    refresh(
      id: string,
      refreshed: { readonly basis: Plan['basis']; readonly scope: Plan['scope']; readonly expiresAt: string },
      audit: AuditEntry,
    ): Promise<boolean>;
    /** @throws InternalError when the plan's life has no such step, or it is a run's: see `claim` and `finish` */
    transition(transition: Transition): Promise<TransitionResult>;
    /**
     * A vote that does not yet meet the quorum. False, and nothing recorded, when this person already voted on this
     * fingerprint or the plan no longer waits for votes.
     */
    addVote(planId: string, vote: Vote, audit: AuditEntry): Promise<boolean>;
    votes(planId: string): Promise<readonly Vote[]>;
  };
  readonly ledger: {
    /**
     * Moves the plan to `applying` (compare-and-set; one per target), starts or continues its run, raises the fence.
     * A plan that is `applying` under a lease that has not run out answers `busy`; one whose lease ran out is taken over
     * whatever `from` says. A plan has one run: `lease.runId` is the earlier run's when it is `resumed`, and the audit
     * entry gets that id. Items keep their states.
     */
    claim(claim: {
      readonly planId: string;
      readonly from: readonly PlanState[];
      /** When the run that goes on had ended: one that ended again since, or that somebody stopped since, answers `state`. */
      readonly endedAt?: string;
      readonly runId: string;
      readonly holder: string;
      readonly startedBy: Person;
      readonly now: string;
      readonly leaseMs: number;
      readonly audit: AuditEntry;
    }): Promise<
      | { readonly ok: true; readonly lease: Lease; readonly resumed: boolean }
      | {
          readonly ok: false;
          readonly reason: 'unknown' | 'state' | 'busy' | 'target-busy';
          readonly state: PlanState | null;
        }
    >;
    /** @throws LeaseError when a higher fence exists */
    renew(lease: Lease, now: string, leaseMs: number): Promise<void>;
    /**
     * One transaction: outcomes, links, unsent, then intents; committed (and on disk) when it resolves. A done item never
     * becomes `sent`, `stale` or `skipped` without a new intent. An outcome's `calls` counts all of its item's calls.
     * @throws LeaseError when a higher fence exists
     */
    step(lease: Lease, step: LedgerStep): Promise<void>;
    items(planId: string): Promise<readonly LedgerItem[]>;
    /** Ends the run: plan state, verification, counts, lease given up. @throws LeaseError when a higher fence exists */
    finish(
      lease: Lease,
      end: {
        readonly state: 'applied' | 'partly-applied' | 'stopped' | 'failed';
        readonly verification: Verification | null;
        readonly stoppedBecause: Run['stoppedBecause'];
        readonly at: string;
        readonly audit: AuditEntry;
        /** HTTP calls that no item counted (lists, verification). */
        readonly calls?: number;
      },
    ): Promise<Run>;
    run(runId: string): Promise<Run | undefined>;
    latestRunOf(planId: string): Promise<Run | undefined>;
    /** Newest first. */
    runs(limit: number): Promise<readonly Run[]>;
    /** Items whose last word (their outcome, or an intent that has none yet) is of `since` or later, oldest first. */
    itemsSince(since: string): Promise<readonly PastItem[]>;
    /** Plans that are `applying`: to be taken over after a crash. */
    applying(): Promise<readonly string[]>;
    /**
     * Wishes that the run of an `applying` plan ends. A take-over still finds the wish, a resume does not. `already`: it
     * was wished before, and nothing is recorded. `waited`: the run waited for Zivver; its end is this person's now, and
     * of this moment.
     */
    askToStop(
      planId: string,
      wish: StopWish,
      audit: AuditEntry,
    ): Promise<'asked' | 'already' | 'waited' | 'not-running'>;
    /** Cheap: asked every second while a run goes on. */
    stopWish(runId: string): Promise<StopWish | undefined>;
    /**
     * A person's word on an `uncertain` item: outcome, link, the state of the run, and that of the plan when it may still
     * go on, in one transaction. False, and nothing recorded, when the plan is being applied or any item is no longer as
     * `states` says (in the order of `items`).
     */
    resolve(resolution: {
      readonly planId: string;
      readonly itemId: string;
      readonly outcome: ItemOutcome;
      readonly states: readonly ItemState[];
      readonly runState: Exclude<RunState, 'running'>;
      readonly links: readonly Link[];
      readonly endedLinks: readonly string[];
      readonly audit: AuditEntry;
    }): Promise<boolean>;
  };
  readonly links: {
    /** By mailbox id. Not of one moment: a link that a run records meanwhile may or may not be there. */
    all(): Promise<readonly Link[]>;
    count(): Promise<{ readonly total: number; readonly owned: number }>;
    /**
     * Inserts or replaces by mailbox id, in portions. Never takes ownership of the same account away: a preview may have
     * read earlier.
     */
    save(links: readonly Link[]): Promise<void>;
  };
  readonly mutes: {
    all(): Promise<readonly Mute[]>;
    add(mute: Mute, audit: AuditEntry): Promise<void>;
    /** All of them under one audit entry. */
    addAll(mutes: readonly Mute[], audit: AuditEntry): Promise<void>;
    end(mutationIds: readonly string[], audit: AuditEntry): Promise<void>;
  };
  readonly waivers: {
    of(planId: string): Promise<readonly Waiver[]>;
    add(waiver: Waiver, audit: AuditEntry): Promise<void>;
  };
  readonly baselines: { get(source: string): Promise<Baseline | undefined>; save(baseline: Baseline): Promise<void> };
  /** What our last verified run left in Zivver, by account id. */
  readonly verified: {
    all(): Promise<readonly VerifiedAccount[]>;
    save(accounts: readonly VerifiedAccount[]): Promise<void>;
    /** Nothing is known of these any more: they were written and not read back, or they are not linked. */
    forget(accountIds: readonly string[]): Promise<void>;
  };
  /**
   * What the delegates of each mailbox were when it was last asked. Each entry stands for itself; an older reading that ends
   * later does not take the place of a newer one.
   */
  readonly delegates: {
    of(source: string): Promise<readonly RememberedDelegates[]>;
    keep(source: string, remembered: readonly RememberedDelegates[]): Promise<void>;
    forget(source: string, mailboxIds: readonly string[]): Promise<void>;
    /** Of all other sources nothing is remembered any more. */
    forgetOthers(sources: readonly string[]): Promise<void>;
  };
  readonly cards: {
    of(planId: string): Promise<readonly PostedCard[]>;
    add(card: PostedCard): Promise<void>;
    remove(conversationId: string, activityId: string): Promise<void>;
  };
  readonly conversations: {
    save(conversation: StoredConversation): Promise<void>;
    get(conversationId: string): Promise<StoredConversation | undefined>;
    all(): Promise<readonly StoredConversation[]>;
    markDead(conversationId: string, at: string): Promise<void>;
    forget(conversationId: string): Promise<void>;
  };
  readonly audit: {
    append(entry: AuditEntry): Promise<void>;
    /** Oldest first, from `after` (exclusive). */
    read(after: number, limit: number): Promise<readonly AuditRecord[]>;
    /** Walks the chain: the number of entries, or the first `seq` that does not hold. */
    verify(): Promise<
      { readonly ok: true; readonly entries: number } | { readonly ok: false; readonly brokenAt: number }
    >;
  };
  /** Small facts by name: which tenant and organisation this store belongs to, which reading is the newest. */
  readonly facts: {
    get(name: string): Promise<string | undefined>;
    set(name: string, value: string): Promise<void>;
    /** Compare-and-set: false, and nothing changed, when the fact is no longer `was` (undefined: unknown). */
    replace(name: string, was: string | undefined, value: string): Promise<boolean>;
  };
  close(): Promise<void>;
}
