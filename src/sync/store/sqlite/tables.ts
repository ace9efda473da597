/** The tables as the query builder sees them. The migrations make them; a change here needs a new migration there. */

import { type Generated, sql } from 'kysely';
import type { Item, ItemOutcome, ItemState } from '../../model/item.ts';
import type { LinkOrigin } from '../../model/link.ts';
import type { Trustee } from '../../model/mailbox.ts';
import type { Person } from '../../model/person.ts';
import type { ApprovalRule, PlanContent, ScopeReport } from '../../model/plan.ts';
import type { PlanState } from '../../model/plan-life.ts';
import type { WrittenBasis } from '../../model/plan-lists.ts';
import type { Run, RunState, Verification, Vote } from '../../model/run.ts';
import type { SiblingOf, SupersededBy } from '../../model/split.ts';
import type { AuditEntry, StopWish, StoredConversation, VerifiedAccount } from '../store.ts';
import type { Json } from './json.ts';

export interface PlanRow {
  id: string;
  fingerprint: string;
  state: PlanState;
  requester: Json<Person>;
  created_at: string;
  expires_at: string;
  content: Json<PlanContent>;
  basis: Json<WrittenBasis>;
  scope: Json<ScopeReport>;
  approval: Json<ApprovalRule>;
  blocked: 0 | 1;
  mutations: number;
  /** The run that the plan undoes, copied from its content for lists. */
  undoes: string | null;
  sibling_of: Json<SiblingOf> | null;
  superseded_by: Json<SupersededBy> | null;
  /** Where the lists of `content` are that are too long for it; null when it holds them all. */
  content_set: number | null;
  /** The same of `basis` and `scope`. */
  reading_set: number | null;
}

/** Lists of one plan that are too long for its row. */
export interface PartSetRow {
  id: Generated<number>;
  plan_id: string;
  /** Null while a plan names it. */
  loose_since: string | null;
  /** How many there are: one that is missing is noticed. */
  parts: number;
}

/** Some entries of one list. */
export interface PartRow {
  set_id: number;
  position: number;
  list: string;
  entries: Json<readonly unknown[]>;
}

export interface ItemRow {
  plan_id: string;
  id: string;
  position: number;
  item: Json<Item>;
  state: ItemState;
  outcome: Json<ItemOutcome> | null;
  intent_at: string | null;
  fence: number | null;
  /** HTTP calls spent on it in all; survives a new intent, which clears the outcome. */
  calls: number;
}

export interface VoteRow {
  plan_id: string;
  fingerprint: string;
  person_id: string;
  decision: Vote['decision'];
  person: Json<Person>;
  comment: string;
  at: string;
}

/** One run per plan: a resume continues it. The lease lives here. */
export interface RunRow {
  id: string;
  plan_id: string;
  fingerprint: string;
  state: RunState;
  started_by: Json<Person>;
  started_at: string;
  ended_at: string | null;
  verification: Json<Verification> | null;
  stopped_because: Json<NonNullable<Run['stoppedBecause']>> | null;
  /** HTTP calls that no item counted. */
  calls: number;
  fence: number;
  holder: string | null;
  lease_until: string | null;
  stop_wish: Json<StopWish> | null;
}

export interface LinkRow {
  mailbox_id: string;
  source: string;
  account_id: string;
  origin: LinkOrigin;
  address: string;
  seen_delegates: Json<readonly string[]>;
  since: string;
}

export interface WaiverRow {
  plan_id: string;
  finding_code: string;
  by_person: Json<Person>;
  reason: string;
  at: string;
}

export interface MuteRow {
  mutation_id: string;
  address: string;
  source_state: string;
  by_person: Json<Person>;
  reason: string;
  at: string;
}

export interface PostedCardRow {
  conversation_id: string;
  activity_id: string;
  plan_id: string;
  names: 0 | 1;
  posted_at: string;
}

export interface ConversationRow {
  conversation_id: string;
  kind: StoredConversation['kind'];
  tenant_id: string;
  person_id: string | null;
  reference: Json<StoredConversation['reference']>;
  dead_since: string | null;
  updated_at: string;
}

export interface BaselineRow {
  source: string;
  mailboxes: number;
  scope_digest: string;
  taken_at: string;
  by_type: Json<Readonly<Record<string, number>>> | null;
}

export interface VerifiedAccountRow {
  account_id: string;
  account: Json<VerifiedAccount['account']>;
  run_id: string;
  at: string;
}

export interface RememberedDelegatesRow {
  source: string;
  mailbox_id: string;
  read_at: string;
  entry: string;
  trustees: Json<readonly Trustee[]>;
}

export interface AuditRow {
  seq: number;
  at: string;
  actor_id: string;
  what: string;
  plan_id: string | null;
  run_id: string | null;
  payload_digest: string;
  previous_hash: string;
  hash: string;
}

/** Apart from the chain, so that it can be erased after retention while the chain stays verifiable. */
export interface AuditPayloadRow {
  seq: number;
  body: Json<Pick<AuditEntry, 'actor' | 'payload'>>;
}

interface FactRow {
  name: string;
  value: string;
}

export interface Tables {
  plans: PlanRow;
  part_sets: PartSetRow;
  parts: PartRow;
  items: ItemRow;
  votes: VoteRow;
  runs: RunRow;
  links: LinkRow;
  waivers: WaiverRow;
  mutes: MuteRow;
  posted_cards: PostedCardRow;
  conversations: ConversationRow;
  baselines: BaselineRow;
  verified_accounts: VerifiedAccountRow;
  remembered_delegates: RememberedDelegatesRow;
  audit: AuditRow;
  audit_payloads: AuditPayloadRow;
  facts: FactRow;
}

/** The order of insertion: breaks ties between rows of one moment. */
export const rowOrder = sql<number>`rowid`;

/** The order in which plans came, whatever the clock said. */
export const insertionOrder = sql<number>`plans.rowid`;
