-- All profiles of a kind are evaluated again: what rules mean is another in this version of the program than in the one that computed their members.
create table recomputations (
  id              uuid primary key,
  workspace_id    uuid not null references workspaces (id) on delete cascade,
  entity          entity not null,
  -- Everything up to this profile is computed.
  backfill_cursor uuid,
  backfill_done   bigint not null default 0,
  unique (workspace_id, entity)
);
