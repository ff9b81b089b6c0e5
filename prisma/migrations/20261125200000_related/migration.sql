-- A rule about what is related: about the accounts of people, or the people of accounts. Kept up to date like an audience, with its members under its id,
-- so that what depends on it only counts them; shared by all rules that say the same.
create table relations (
  id              uuid primary key,
  workspace_id    uuid not null references workspaces (id) on delete cascade,
  number          integer not null unique default nextval(pg_get_serial_sequence('audiences', 'number')),
  -- Whom the rule is about.
  entity          entity not null,
  -- SHA-256 of the entity and the rule.
  hash            text not null,
  rule            jsonb not null,
  status          computation_status not null,
  backfill_cursor uuid,
  backfill_done   bigint not null default 0,
  created_at      timestamptz(3) not null,
  -- Nothing depends on it any more; its members are still being cleared away.
  deleted_at      timestamptz(3)
);
create unique index relations_hash_idx on relations (workspace_id, hash) where deleted_at is null;

-- Profiles of which something changed that what is related to them may depend on: those are evaluated again, a page at a time.
create table related_changes (
  workspace_id uuid not null,
  profile_id   uuid not null,
  entity       entity not null,
  -- Grows with each change, so that one that comes while pages are evaluated is not lost.
  stamp        bigint not null default 1,
  -- Everything up to this profile has been evaluated.
  cursor       uuid,
  primary key (workspace_id, profile_id)
);
