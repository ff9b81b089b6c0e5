-- What applies identity rules to the events that there are: the profiles become those that the same events would have made by these rules.

create type identity_run_status as enum ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED');

create table identity_runs (
  id              uuid primary key,
  -- What its lock names it by.
  number          integer generated always as identity unique,
  workspace_id    uuid not null references workspaces (id) on delete cascade,
  status          identity_run_status not null,
  -- Of the identity rules.
  version         integer not null,
  -- How many events were read, the last time that all were.
  events          bigint not null default 0,
  -- Groups of people that exchange events: how many are not yet as the rules say, those that were settled included, and how many were settled.
  total           bigint,
  done            bigint not null default 0,
  -- How many people had events at its start, and by how many they have become fewer or more.
  profiles_before bigint,
  joined          bigint not null default 0,
  separated       bigint not null default 0,
  appeared        bigint not null default 0,
  vanished        bigint not null default 0,
  -- Groups that stay as they are: how many, and some of them with a reason.
  refused         bigint not null default 0,
  refusals        jsonb not null default '[]',
  -- When the last look at all events had ended, how many were settled by then, and how many have been per second since.
  timed_at        timestamptz(3),
  timed_done      bigint not null default 0,
  rate            double precision,
  -- Failed in a row.
  attempts        smallint not null default 0,
  due_at          timestamptz(3) not null,
  error           text,
  created_at      timestamptz(3) not null,
  started_at      timestamptz(3),
  finished_at     timestamptz(3)
);
-- One at a time in a workspace; serves the look at what is to be done, nearly always empty.
create unique index identity_runs_open_key on identity_runs (workspace_id) where status in ('QUEUED', 'RUNNING');
-- Serves the runs of a workspace, newest first.
create index identity_runs_workspace_id_idx on identity_runs (workspace_id, id);

-- The run that made a merge. A merge with neither a message nor a run was made by hand.
alter table merges add column run_id uuid;
