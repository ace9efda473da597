/**
 * Plans longer than one text may be: their long lists stand in rows of their own, written before the plan is there. So
 * items no longer refer to a plan that must exist already; they can be deleted only while it does not.
 */

export const fifth = `
create table part_sets (
  id integer primary key autoincrement,
  plan_id text not null,
  -- Null while a plan names it. Otherwise nobody does, since then: being written, left over, or replaced.
  loose_since text,
  parts integer not null default 0 check (parts >= 0)
) strict;

-- No json_valid: a plan of hundreds of megabytes would be parsed once more for it.
create table parts (
  set_id integer not null references part_sets (id),
  position integer not null,
  list text not null,
  entries text not null,
  primary key (set_id, position)
) strict;
create trigger parts_no_update before update on parts
begin
  select raise(abort, 'a part of a plan never changes');
end;
create trigger parts_no_insert before insert on parts
  when (select loose_since from part_sets where id = new.set_id) is null
begin
  select raise(abort, 'a plan never grows');
end;
create trigger parts_no_delete before delete on parts
  when (select loose_since from part_sets where id = old.set_id) is null
begin
  select raise(abort, 'a part of a plan is never deleted');
end;

alter table plans add column content_set integer references part_sets (id);
alter table plans add column reading_set integer references part_sets (id);
create trigger plans_parts_immutable before update of content_set on plans when old.content_set is not new.content_set
begin
  select raise(abort, 'a plan never changes its parts');
end;
create trigger part_sets_immutable before update of loose_since on part_sets
  when old.loose_since is null and exists (select 1 from plans where content_set = old.id)
begin
  select raise(abort, 'a plan keeps its parts');
end;

create table items_apart (
  plan_id text not null,
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
insert into items_apart select plan_id, id, position, item, state, outcome, intent_at, fence, calls from items;
drop table items;
alter table items_apart rename to items;
create unique index items_in_order on items (plan_id, position);
create trigger items_immutable before update of plan_id, id, position, item on items
begin
  select raise(abort, 'what an item does never changes');
end;
create trigger items_no_delete before delete on items when exists (select 1 from plans where id = old.plan_id)
begin
  select raise(abort, 'an item is never deleted');
end;
`;
