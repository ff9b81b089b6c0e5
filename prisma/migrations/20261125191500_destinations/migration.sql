-- Where events and membership changes are sent, and every delivery with its state. The outbox of the foundation was never filled.

create type delivery_status as enum ('PENDING', 'RETRYING', 'DELIVERED', 'DISCARDED', 'DEAD');

create table destinations (
  id              uuid primary key,
  -- Names its lanes: see outbox.lane.
  number          integer generated always as identity unique,
  workspace_id    uuid not null references workspaces (id) on delete cascade,
  name            text not null,
  -- The slug of a connector.
  connector       text not null,
  settings        jsonb not null,
  enabled         boolean not null,
  -- Why it was switched off, when nobody asked for it.
  disabled_reason text,
  send_events     boolean not null,
  -- Empty: all.
  event_names     text[] not null default '{}',
  send_audiences  boolean not null,
  -- Empty: all.
  audience_keys   text[] not null default '{}',
  created_at      timestamptz(3) not null,
  updated_at      timestamptz(3) not null,
  -- Deleted for everybody; its deliveries are still being cleared away.
  deleted_at      timestamptz(3)
);
-- Serves the list of a workspace's destinations, and what a chunk is sent to.
create index destinations_workspace_id_idx on destinations (workspace_id, id) where deleted_at is null;

drop table outbox;
create table outbox (
  workspace_id     uuid not null,
  -- The stable id of the delivery.
  id               uuid not null,
  destination_id   uuid not null,
  -- A share of the profiles of one destination: its number times 4, plus a hash of the profile. One worker at a time has a lane.
  lane             integer not null,
  -- Grows with the order of one profile, because it is drawn while the profile is locked.
  seq              bigint generated always as identity,
  -- Null: an event that belongs to nobody.
  profile_id       uuid,
  -- What it is about: an event, or a membership change.
  event_id         uuid,
  event_timestamp  timestamptz(3),
  audience_id      uuid,
  change           membership_change,
  changed_at       timestamptz(3),
  status           delivery_status not null default 'PENDING',
  -- When it is tried next.
  due_at           timestamptz(3) not null,
  attempts         smallint not null default 0,
  first_attempt_at timestamptz(3),
  -- It no longer holds up later ones about the same profile.
  aside            boolean not null default false,
  -- It was sent while an older one about the same profile was put aside, or is the one that was.
  out_of_order     boolean not null default false,
  last_error       text,
  created_at       timestamptz(3) not null,
  finished_at      timestamptz(3),
  primary key (workspace_id, id)
) with (autovacuum_vacuum_scale_factor = 0.05, autovacuum_vacuum_threshold = 5000);
-- Serves the worker that has a lane, and the look at which lanes have something due.
create index outbox_due_idx on outbox (lane, due_at, seq) where status in ('PENDING', 'RETRYING');
-- Serves the question whether an older delivery about the same profile is being retried; nearly always empty.
create index outbox_retrying_idx on outbox (destination_id, profile_id) where status = 'RETRYING';
-- Serves the deliveries of a destination, newest first, and their removal.
create index outbox_destination_id_idx on outbox (destination_id, id);
-- Serves the dead letters of a destination, and their replay.
create index outbox_dead_idx on outbox (destination_id, id) where status = 'DEAD';
-- Nothing is planned by what is inside.
alter table outbox alter last_error set statistics 0;

-- Of an audience that tells of those who are members from the start: who was a member at this moment is told of, up to this profile so far.
alter table audiences add column notify_until timestamptz(3);
alter table audiences add column notify_cursor uuid;
-- Serves the look at which audience has somebody left to tell of.
create index audiences_notify_idx on audiences (notify_until) where notify_until is not null;
