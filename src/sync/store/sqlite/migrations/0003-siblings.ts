/** The plan that a plan is a part of, and the plan that took its place because one was approved. */

export const third = `
alter table plans add column sibling_of text check (sibling_of is null or json_valid(sibling_of));

alter table plans add column superseded_by text check (superseded_by is null or json_valid(superseded_by));
`;
