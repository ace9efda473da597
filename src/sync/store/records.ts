/** What the store keeps and answers: plain data. Decides nothing. */

import type { FunctionalAccount } from '../model/functional-account.ts';
import type { Item, ItemOutcome, ItemState } from '../model/item.ts';
import type { Link } from '../model/link.ts';
import type { Person } from '../model/person.ts';
import type { Plan } from '../model/plan.ts';
import type { PlanState } from '../model/plan-life.ts';
import type { RunState, Vote } from '../model/run.ts';
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
  /** Mailboxes by type: what went when the next reading is smaller. Absent in what earlier versions kept. */
  readonly byType?: Readonly<Record<string, number>>;
}
