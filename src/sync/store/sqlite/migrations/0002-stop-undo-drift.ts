/** A stop wish on a run, the run that a plan undoes, and the accounts as the last verified run found them. */

export const second = `
alter table runs add column stop_wish text check (stop_wish is null or json_valid(stop_wish));

alter table plans add column undoes text;

create table verified_accounts (
  account_id text primary key,
  account text not null check (json_valid(account)),
  run_id text not null,
  at text not null
) strict;
`;
