/** A good reading is kept with its mailboxes by type: what went when the next one is smaller. */

export const seventh = `
alter table baselines add column by_type text check (by_type is null or json_valid(by_type));
`;
