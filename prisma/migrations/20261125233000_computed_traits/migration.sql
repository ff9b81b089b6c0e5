-- Traits that are computed from events and from other traits. Numbered with the audiences, because a profile's state knows of both by number.
create table computed_traits (
  id              uuid primary key,
  workspace_id    uuid not null references workspaces (id) on delete cascade,
  number          integer not null unique default nextval(pg_get_serial_sequence('audiences', 'number')),
  -- The name of the trait.
  key             text not null,
  name            text not null,
  entity          entity not null,
  definition      jsonb not null,
  enabled         boolean not null,
  status          computation_status not null,
  -- It has been switched on: from then on its key belongs to it, and a custom trait of that name does not show.
  started         boolean not null,
  -- Everything up to this profile is computed; once it is deleted, cleared.
  backfill_cursor uuid,
  backfill_done   bigint not null default 0,
  created_at      timestamptz(3) not null,
  updated_at      timestamptz(3) not null,
  -- Deleted for everybody; its values are still being cleared away.
  deleted_at      timestamptz(3)
);
-- A key can be used again once its trait is deleted. Unique for people and accounts together, because a trait can be named by its key alone.
create unique index computed_traits_key_idx on computed_traits (workspace_id, key) where deleted_at is null;

-- Every value that a computed trait has had, from the moment it became true; the newest is the one in force. A null value: from then on there was none.
create table computed_values (
  workspace_id uuid not null,
  profile_id   uuid not null,
  number       integer not null,
  at           timestamptz(3) not null,
  value        jsonb,
  primary key (workspace_id, profile_id, number, at)
);
-- Serves the upkeep, which forgets what is older than events are kept.
create index computed_values_at_idx on computed_values using brin (at);
-- As of events: no plan depends on it.
alter table computed_values alter value set statistics 0;
