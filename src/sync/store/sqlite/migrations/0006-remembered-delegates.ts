/** Who could open each mailbox when it was last asked: a memory that may be lost, never a ground to act on. */

export const sixth = `
create table remembered_delegates (
  source text not null,
  mailbox_id text not null,
  read_at text not null,
  entry text not null,
  trustees text not null check (json_valid(trustees)),
  primary key (source, mailbox_id)
) strict, without rowid;
`;
