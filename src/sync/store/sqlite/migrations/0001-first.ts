/** The first schema. Released migrations never change: what must differ is a new file beside this one. */

export const first = `
create table plans (
  id text primary key,
  fingerprint text not null check (length(fingerprint) = 64),
  state text not null check (state in ('blocked', 'proposed', 'approved', 'applying', 'applied', 'partly-applied',
    'stopped', 'failed', 'rejected', 'superseded', 'expired', 'withdrawn')),
  requester text not null check (json_valid(requester)),
  created_at text not null,
  expires_at text not null,
  content text not null check (json_valid(content)),
  basis text not null check (json_valid(basis)),
  scope text not null check (json_valid(scope)),
  approval text not null check (json_valid(approval)),
  blocked integer not null check (blocked in (0, 1)),
  mutations integer not null check (mutations >= 0)
) strict;
-- One store is one target: at most one plan is being applied to it.
create unique index plans_one_applying on plans (state) where state = 'applying';
create index plans_by_fingerprint on plans (fingerprint);
create index plans_by_age on plans (created_at);
-- What people sign never changes; only a blocked plan may still be changed, by a waiver.
create trigger plans_immutable before update of id, fingerprint, requester, created_at, content, approval on plans
  when old.state <> 'blocked'
begin
  select raise(abort, 'a plan never changes once it can be signed');
end;

create table items (
  plan_id text not null references plans (id),
  id text not null,
  position integer not null,
  item text not null check (json_valid(item)),
  state text not null check (state in ('planned', 'sending', 'sent', 'done', 'stale', 'skipped', 'failed', 'uncertain')),
  outcome text check (outcome is null or json_valid(outcome)),
  intent_at text,
  fence integer,
  calls integer not null default 0 check (calls >= 0),
  primary key (plan_id, id)
) strict, without rowid;

create table votes (
  plan_id text not null references plans (id),
  fingerprint text not null,
  person_id text not null,
  decision text not null check (decision in ('approve', 'reject')),
  person text not null check (json_valid(person)),
  comment text not null,
  at text not null,
  primary key (plan_id, fingerprint, person_id, decision)
) strict;

create table runs (
  id text primary key,
  plan_id text not null unique references plans (id),
  fingerprint text not null,
  state text not null check (state in ('running', 'applied', 'partly-applied', 'stopped', 'failed')),
  started_by text not null check (json_valid(started_by)),
  started_at text not null,
  ended_at text,
  verification text check (verification is null or json_valid(verification)),
  stopped_because text check (stopped_because is null or json_valid(stopped_because)),
  calls integer not null default 0 check (calls >= 0),
  fence integer not null check (fence > 0),
  holder text,
  lease_until text,
  check ((holder is null) = (lease_until is null)),
  check ((state = 'running') = (ended_at is null))
) strict;
create index runs_by_age on runs (started_at);

create table links (
  mailbox_id text primary key,
  source text not null,
  account_id text not null,
  origin text not null check (origin in ('match', 'create', 'adopt', 'assumed')),
  address text not null,
  seen_delegates text not null check (json_valid(seen_delegates)),
  since text not null
) strict;

create table waivers (
  plan_id text not null references plans (id),
  finding_code text not null,
  by_person text not null check (json_valid(by_person)),
  reason text not null,
  at text not null,
  primary key (plan_id, finding_code)
) strict;

create table mutes (
  mutation_id text primary key,
  address text not null,
  source_state text not null,
  by_person text not null check (json_valid(by_person)),
  reason text not null,
  at text not null
) strict;

create table posted_cards (
  conversation_id text not null,
  activity_id text not null,
  plan_id text not null references plans (id),
  names integer not null check (names in (0, 1)),
  posted_at text not null,
  primary key (conversation_id, activity_id)
) strict;
create index posted_cards_by_plan on posted_cards (plan_id);

create table conversations (
  conversation_id text primary key,
  kind text not null check (kind in ('personal', 'groupChat', 'channel')),
  tenant_id text not null,
  person_id text,
  reference text not null check (json_valid(reference)),
  dead_since text,
  updated_at text not null
) strict;

create table baselines (
  source text primary key,
  mailboxes integer not null check (mailboxes >= 0),
  scope_digest text not null,
  taken_at text not null
) strict;

create table audit (
  seq integer primary key check (seq > 0),
  at text not null,
  actor_id text not null,
  what text not null,
  plan_id text,
  run_id text,
  payload_digest text not null check (length(payload_digest) = 64),
  previous_hash text not null check (length(previous_hash) = 64),
  hash text not null check (length(hash) = 64)
) strict;
create index audit_by_plan on audit (plan_id) where plan_id is not null;
create trigger audit_no_update before update on audit
begin
  select raise(abort, 'the audit trail is append-only');
end;
create trigger audit_no_delete before delete on audit
begin
  select raise(abort, 'the audit trail is append-only');
end;

-- May be deleted after retention, never rewritten: its digest stays in the chain.
create table audit_payloads (
  seq integer primary key references audit (seq),
  body text not null check (json_valid(body))
) strict;
create trigger audit_payloads_no_update before update on audit_payloads
begin
  select raise(abort, 'the audit trail is append-only');
end;

create table facts (
  name text primary key,
  value text not null
) strict;
`;
