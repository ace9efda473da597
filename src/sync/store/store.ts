/**
 * The port to what Countersign remembers. Every change of state is a compare-and-set that writes its audit entry in the
 * same transaction. Adapters: sqlite. Nothing here decides; the callers in approve/, apply/ and preview.ts do.
 */

import type { FunctionalAccount } from '../model/functional-account.ts';
import type { Item, ItemOutcome, ItemState } from '../model/item.ts';
import type { Link } from '../model/link.ts';
import type { Person } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanState } from '../model/plan-life.ts';
import type { Run, RunState, Verification, Vote } from '../model/run.ts';
import type { SupersededBy } from '../model/split.ts';

/** Who did what, why; `at` is ISO 8601, UTC. `payload` is JSON; its digest enters the hash chain. */
export interface AuditEntry {
  readonly at: string;
  readonly actor: Person;
  /** Kebab-case: `plan-proposed`, `plan-approved`, `item-intent`, `item-outcome`, `report-downloaded` … */
  readonly what: string;
  readonly planId: string | null;
  readonly runId: string | null;
  readonly payload: Readonly<Record<string, unknown>>;
}

export interface AuditRecord extends AuditEntry {
  readonly seq: number;
  /** SHA-256 of the JSON of `{ actor, payload }`. Stays when those were erased after retention. */
  readonly payloadDigest: string;
  readonly previousHash: string;
  /** SHA-256 of the JSON array of seq, at, actor id, what, plan, run, payloadDigest and previousHash. */
  readonly hash: string;
}

export type Transition = {
  readonly planId: string;
  /** Compare side. */
  readonly from: readonly PlanState[];
  readonly to: PlanState;
  readonly audit: AuditEntry;
  /** Recorded in the same transaction. */
  readonly vote?: Vote;
  /** Recorded in the same transaction: what a rejection keeps from being proposed again. */
  readonly mutes?: readonly Mute[];
  /** To `superseded` only: a part of the plan was approved, or the whole that it is a part of. */
  readonly supersededBy?: SupersededBy;
  /** Also require this fingerprint. */
  readonly fingerprint?: string;
  /**
   * From `blocked` to `proposed` only: the plan as it is after its waivers, and those waivers; recorded in the same
   * transaction. Its mutations and items stay what they were.
   */
  readonly waived?: {
    readonly plan: Pick<Plan, 'fingerprint' | 'content' | 'approval' | 'blocked'>;
    readonly waivers: readonly Waiver[];
  };
};

/** `ok`, or what was found instead. */
export type TransitionResult =
  | { readonly ok: true; readonly plan: Plan }
  | {
      readonly ok: false;
      readonly reason: 'unknown' | 'state' | 'fingerprint' | 'target-busy';
      readonly state: PlanState | null;
    };

export interface PlanSummary {
  readonly id: string;
  /** Grows with every plan that is inserted; clocks may go back, this does not. */
  readonly sequence?: number;
  readonly fingerprint: string;
  readonly state: PlanState;
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly requester: Person;
  readonly mutations: number;
  readonly lastRunId: string | null;
  /** What its run came to, also after the plan was superseded; null without a run. */
  readonly lastRunState?: RunState | null;
  /** The run that this plan undoes; null for an ordinary plan. */
  readonly undoes?: string | null;
  /** The plan that this one is a part of; null for a whole one. */
  readonly siblingOf?: string | null;
}

/** A person's word that a run is to end. It holds until the run ended, whichever process carries it. */
export interface StopWish {
  readonly by: Person;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** A functional account as our last verified run found it: whatever differs later was done by others. */
export interface VerifiedAccount {
  readonly account: Pick<FunctionalAccount, 'id' | 'address' | 'displayName' | 'members' | 'aliases' | 'division'>;
  /** The run after which it was read. */
  readonly runId: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

/** The right to write to the target for one plan. A higher fence takes it over. */
export interface Lease {
  readonly runId: string;
  readonly planId: string;
  readonly holder: string;
  readonly fence: number;
}

export interface LedgerItem {
  readonly item: Item;
  readonly state: ItemState;
  readonly outcome: ItemOutcome | null;
  /** When its intent was committed; ISO 8601, UTC. */
  readonly intentAt: string | null;
  /** The fence under which it was sent. */
  readonly fence: number | null;
}

/**
 * One transaction per call: the fence is checked, outcomes are recorded, the next intents are written. An intent may follow
 * any state but `uncertain` (a repair, a resume, a take-over send again); an outcome may follow any state: `sent` becomes
 * `done` when it was seen in Zivver, `planned` may become `skipped` or `stale` without an intent.
 */
export interface LedgerStep {
  readonly at: string;
  readonly outcomes: readonly { readonly itemId: string; readonly outcome: ItemOutcome }[];
  readonly intents: readonly { readonly itemId: string; readonly detail: Readonly<Record<string, unknown>> }[];
  /** Intents whose call was certainly not sent (throttled, key refused) when the run stopped: back to `planned`. */
  readonly unsent?: readonly string[];
  readonly links: readonly Link[];
  /** Links that end (retired and deleted accounts keep theirs; a delete ends it). Mailbox ids. */
  readonly endedLinks: readonly string[];
}

/** A ledger item with the plan it belongs to. */
export interface PastItem extends LedgerItem {
  readonly planId: string;
}

export interface Mute {
  /** Id of the mutation that is not to be proposed again. */
  readonly mutationId: string;
  readonly address: string;
  /** Digest of the source state that was muted: another state ends the mute. */
  readonly sourceState: string;
  readonly by: Person;
  readonly reason: string;
  readonly at: string;
}

export interface Waiver {
  readonly planId: string;
  readonly findingCode: string;
  readonly by: Person;
  readonly reason: string;
  readonly at: string;
}

/** A card that shows a plan somewhere; edited when the plan's state changes. */
export interface PostedCard {
  readonly conversationId: string;
  readonly activityId: string;
  readonly planId: string;
  readonly names: boolean;
  readonly postedAt: string;
}

export interface StoredConversation {
  readonly conversationId: string;
  readonly kind: 'personal' | 'groupChat' | 'channel';
  readonly tenantId: string;
  /** Entra object id of the person in a personal chat. */
  readonly personId: string | null;
  /** The Bot Framework's ConversationReference, as JSON. */
  readonly reference: Readonly<Record<string, unknown>>;
  /** Set when the channel said the bot is no longer there. */
  readonly deadSince: string | null;
  readonly updatedAt: string;
}

/** The last good reading of a source: what the next one is compared with. */
export interface Baseline {
  readonly source: string;
  readonly mailboxes: number;
  /** Digest of the policy's scope under which it was read. */
  readonly scopeDigest: string;
  readonly takenAt: string;
}

export interface Store {
  readonly plans: {
    /** Inserts a new plan and its items (all `planned`). */
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
     * was wished before, and nothing is recorded.
     */
    askToStop(planId: string, wish: StopWish, audit: AuditEntry): Promise<'asked' | 'already' | 'not-running'>;
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
    all(): Promise<readonly Link[]>;
    /** Inserts or replaces by mailbox id. Never takes ownership of the same account away: a preview may have read earlier. */
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
  /** Small facts by name: which tenant and organisation this store belongs to. */
  readonly facts: { get(name: string): Promise<string | undefined>; set(name: string, value: string): Promise<void> };
  close(): Promise<void>;
}
