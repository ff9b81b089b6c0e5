-- By which rule the value was chosen, and of how many; null: it is the latest that was said.
alter table traits add column decision text, add column candidates integer;

-- Traits of which not simply the latest value counts, or of which a value was locked.
create table trait_rules (
  workspace_id    uuid not null references workspaces (id) on delete cascade,
  entity          entity not null,
  name            text not null,
  kind            text not null,
  -- Of kind SOURCE_PRIORITY: the strongest first.
  sources         uuid[] not null default '{}',
  status          computation_status not null,
  -- Goes when all profiles have been brought back to the latest value.
  removed         boolean not null default false,
  -- Grows with each change, so that a page of the rule before says nothing of the new one.
  stamp           integer not null default 0,
  backfill_cursor uuid,
  backfill_done   bigint not null default 0,
  updated_at      timestamptz(3) not null,
  primary key (workspace_id, entity, name)
);

-- Values that were locked by hand; whatever is said, they stay.
create table trait_locks (
  workspace_id uuid not null,
  profile_id   uuid not null,
  name         text not null,
  value        jsonb not null,
  at           timestamptz(3) not null,
  primary key (workspace_id, profile_id, name)
);
