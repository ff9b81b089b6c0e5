-- What was said by hand about a person and an account. account_members has a row exactly while the link stands: while the newest group call, or
-- linked_at, is later than unlinked_at. profile_id is the person's id as in account_members.
create table account_edits (
  workspace_id uuid not null,
  profile_id   uuid not null,
  account_id   uuid not null,
  linked_at    timestamptz(3),
  unlinked_at  timestamptz(3),
  primary key (workspace_id, profile_id, account_id)
);

-- Serves the children of an account: those whose trait names it. The names are those of account-hierarchy.ts.
create index traits_parent_idx on traits (workspace_id, (value #>> '{}'), profile_id)
  where name in ('parentGroupId', 'parent_group_id', 'parentId', 'parent_id', 'ParentId') and jsonb_typeof(value) = 'string';
