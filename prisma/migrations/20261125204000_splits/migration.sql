-- The profile that an identifier came with, before any merge: by it a split knows which merges it undoes. Null: from before this was kept.
alter table identifiers add column home_id uuid;

-- Something was taken out of it: whoever locks it looks again whom its identifiers belong to.
alter table profiles add column was_split boolean not null default false;

-- Pairs of profiles that were one and were split: no message joins them again, only a merge by hand. Their ids are as they were then, read through
-- profile_aliases; a is the smaller.
create table cannot_links (
  workspace_id uuid not null,
  a            uuid not null,
  b            uuid not null,
  at           timestamptz(3) not null,
  primary key (workspace_id, a, b)
);
-- Serves the look-up from the other side.
create index cannot_links_b_idx on cannot_links (workspace_id, b);
