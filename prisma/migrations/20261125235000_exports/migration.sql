-- What is written to files: a definition, and its runs.

create type export_run_status as enum ('QUEUED', 'RUNNING', 'FINISHED', 'FAILED', 'CANCELED');

create table exports (
  id           uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  name         text not null,
  -- Null: everybody. An audience may be deleted before its export.
  audience_id  uuid,
  entity       entity not null,
  -- Format, layout, traits, identifiers, packing, rows per file.
  shape        jsonb not null,
  -- An S3-compatible store, with its credentials; null: files in the data directory.
  store        jsonb,
  -- Null: only when somebody asks.
  cron         text,
  time_zone    text,
  next_run_at  timestamptz(3),
  created_at   timestamptz(3) not null,
  -- Deleted for everybody; its files are still being cleared away.
  deleted_at   timestamptz(3)
);
-- Serves the list of a workspace's exports.
create index exports_workspace_id_idx on exports (workspace_id, id) where deleted_at is null;
-- Serves the look at which export has its time.
create index exports_next_run_at_idx on exports (next_run_at) where next_run_at is not null;

create table export_runs (
  id           uuid primary key,
  -- What its lock and its hints name it by.
  number       integer generated always as identity unique,
  workspace_id uuid not null,
  export_id    uuid not null references exports (id) on delete cascade,
  status       export_run_status not null,
  -- People or accounts: how many there were at its start, and how many were read.
  total        bigint,
  done         bigint not null default 0,
  rows         bigint not null default 0,
  bytes        bigint not null default 0,
  -- Those that are whole: name, rows, bytes.
  files        jsonb not null default '[]',
  -- The last profile in them.
  cursor       uuid,
  -- A multipart upload that was begun: key, id.
  upload       jsonb,
  -- Failed in a row, since the last file.
  attempts     smallint not null default 0,
  due_at       timestamptz(3) not null,
  error        text,
  created_at   timestamptz(3) not null,
  -- Who joined later is not in it.
  started_at   timestamptz(3),
  finished_at  timestamptz(3)
);
-- Serves the runs of an export, newest first.
create index export_runs_export_id_idx on export_runs (export_id, id);
-- Serves the look at what is to be done; nearly always empty.
create index export_runs_due_at_idx on export_runs (due_at) where status in ('QUEUED', 'RUNNING');
