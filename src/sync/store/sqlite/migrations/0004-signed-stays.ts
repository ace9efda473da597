/** What people signed, and that they signed it, stays as it is: items, votes, and which plan a run belongs to. */

export const fourth = `
create trigger items_immutable before update of plan_id, id, position, item on items
begin
  select raise(abort, 'what an item does never changes');
end;
create trigger items_no_delete before delete on items
begin
  select raise(abort, 'an item is never deleted');
end;
create trigger votes_no_update before update on votes
begin
  select raise(abort, 'a vote never changes');
end;
create trigger votes_no_delete before delete on votes
begin
  select raise(abort, 'a vote is never deleted');
end;
create trigger runs_immutable before update of id, plan_id, fingerprint, started_by, started_at on runs
begin
  select raise(abort, 'a run belongs to one plan and one fingerprint');
end;
`;
