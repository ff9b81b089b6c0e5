-- How identifiers make profiles, as each change left it: never rewritten, so that a decision can be explained by the rules it was made by.
-- A workspace without any is by the defaults.
create table identity_rules (
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- From 1.
  version      integer not null,
  -- Complete: a default that changes later changes nothing here.
  rules        jsonb not null,
  reason       text,
  changed_at   timestamptz(3) not null,
  primary key (workspace_id, version)
);

-- The version of its identity rules that is in force; 0: the defaults.
alter table workspaces add column identity_version integer not null default 0;

-- That version, which stays in force until the transaction ends: who changes it takes the same lock alone. In a function, so that what is read is
-- as it is once the lock is there.
create function hold_identity_rules(workspace uuid) returns integer language plpgsql as $$
begin
  perform pg_advisory_xact_lock_shared(7002, hashtext(workspace::text));
  return (select identity_version from workspaces where id = workspace);
end $$;

-- What was decided about whom an event belongs to, where it was more than to find its one profile; and by which rules (null: the defaults).
alter table events add column identity_version integer, add column identity jsonb;

-- Values are counted by when they were first seen, in the periods of the rules in force.
alter table identifiers drop column limit_period;
