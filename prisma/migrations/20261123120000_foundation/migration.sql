-- The tables of the engine. Ids are UUIDv7 made by the program; keys begin with the workspace, but those of messages and
-- identifiers, which are keyed by their own hash. No foreign keys on hot tables, and no column default reads the clock:
-- the engine's only clock is engine_now().

create type entity as enum ('PROFILE', 'ACCOUNT');
create type event_type as enum ('TRACK', 'IDENTIFY', 'PAGE', 'SCREEN', 'GROUP', 'ALIAS');
create type key_kind as enum ('SECRET', 'READ', 'WRITE');
create type refusal_kind as enum ('MESSAGE', 'IDENTIFIER', 'MERGE', 'TRAIT', 'PROPERTY', 'DELIVERY', 'INTERNAL');
create type computation_status as enum ('COMPUTING', 'LIVE', 'DISABLED', 'FAILED');
create type membership_change as enum ('ENTERED', 'EXITED');
create type membership_reason as enum ('EVENT', 'TRAIT', 'CLOCK', 'MERGED', 'SPLIT', 'DELETED', 'DEFINITION');

-- The clock of the engine, in whole milliseconds, so that a Date in the program is exactly a timestamp here.
-- Tests replace this one function to move time.
create function engine_now() returns timestamptz language sql volatile as $$
  select date_trunc('milliseconds', clock_timestamp())
$$;

-- The moment that a JSON value names: a string YYYY-MM-DD (midnight in UTC) or ISO 8601 with a zone, valid in the calendar,
-- truncated to milliseconds; null for anything else. It never raises: what it reads comes from outside.
create function json_date(value jsonb) returns timestamptz language plpgsql immutable strict parallel safe as $$
declare
  written constant text collate "C" := value #>> '{}';
  year integer;
  month integer;
  day integer;
  last integer;
  -- What follows hours and minutes: seconds, and the zone.
  rest text;
  seconds text;
  -- How far the zone is ahead of UTC.
  shift interval := '0';
begin
  -- Without groups: capturing them takes ten times as long.
  if jsonb_typeof(value) <> 'string' or written !~ '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])(T([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]+)?)?(Z|[+-]([01][0-9]|2[0-3]):?[0-5][0-9]))?$'
  then return null; end if;
  year := substr(written, 1, 4);
  month := substr(written, 6, 2);
  day := substr(written, 9, 2);
  last := case
    when month = 2 then case when year % 4 = 0 and (year % 100 <> 0 or year % 400 = 0) then 29 else 28 end
    when month in (4, 6, 9, 11) then 30 else 31 end;
  if year = 0 or day > last then return null; end if;
  if length(written) = 10 then return make_timestamptz(year, month, day, 0, 0, 0, 'UTC'); end if;
  rest := substr(written, 17);
  seconds := split_part(translate(rest, '+-', 'ZZ'), 'Z', 1);
  if rest not like '%Z' then
    shift := make_interval(mins => left(right(replace(rest, ':', ''), 4), 2)::integer * 60 + right(rest, 2)::integer);
    if rest like '%-%' then shift := -shift; end if;
  end if;
  return make_timestamptz(year, month, day, substr(written, 12, 2)::integer, substr(written, 15, 2)::integer,
    ('0' || substr(seconds, 2, 6))::double precision, 'UTC') - shift;
end $$;

-- ---------------------------------------------------------------- tenancy

create table workspaces (
  id               uuid primary key,
  name             text not null unique,
  time_zone        text not null default 'UTC',
  retention_months integer not null default 36,
  -- Grows with each change of what the engine computes (audiences and their rules); workers compare it after locking profiles.
  settings_version bigint not null default 1,
  created_at       timestamptz(3) not null
);

create table sources (
  id           uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  name         text not null,
  enabled      boolean not null default true,
  created_at   timestamptz(3) not null
);
-- Serves the list of a workspace's sources.
create index sources_workspace_id_idx on sources (workspace_id, created_at);

-- Credentials. Only write keys, which are public in every browser, keep their text.
create table api_keys (
  id           uuid primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  source_id    uuid references sources (id) on delete cascade,
  kind         key_kind not null,
  hash         bytea not null unique,
  public_key   text,
  scopes       text[] not null default '{}',
  created_at   timestamptz(3) not null,
  revoked_at   timestamptz(3)
);

-- ---------------------------------------------------------------- ingest

create table inbox_lanes (
  lane smallint primary key
);
insert into inbox_lanes select generate_series(0, 7);

-- One row per request and lane: the raw body, as it came. Deleted by the commit that makes it take effect; partitions that
-- are used up are dropped, so that the table does not bloat.
create sequence inbox_id_seq as bigint;
create table inbox (
  lane         smallint not null,
  id           bigint not null default nextval('inbox_id_seq'),
  workspace_id uuid not null,
  source_id    uuid not null,
  received_at  timestamptz(3) not null,
  -- How many messages the body holds, and its size in bytes.
  messages     integer not null,
  bytes        integer not null,
  -- The kind of call when the body is a single message; null for a batch.
  call         event_type,
  body         bytea not null,
  primary key (lane, id)
) partition by range (id);

-- Creates the partitions the next ids will need.
create function ensure_inbox_partitions() returns void language plpgsql as $$
declare
  size constant bigint := 500000;
  current bigint := (select last_value / size from inbox_id_seq);
  n bigint;
begin
  for n in current .. current + 2 loop
    if to_regclass(format('inbox_p%s', n)) is null then
      execute format('create table inbox_p%s partition of inbox for values from (%s) to (%s)
        with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, toast.autovacuum_vacuum_scale_factor = 0, toast.autovacuum_vacuum_threshold = 20000)',
        n, n * size, (n + 1) * size);
      -- Bodies are stored as they are: compressing them costs more than it saves in the seconds they live.
      execute format('alter table inbox_p%s alter column body set storage external', n);
    end if;
  end loop;
end $$;
select ensure_inbox_partitions();

-- Every message id that took effect, as 128 bits of SHA-256 over (workspace, messageId). The month is its event's.
create table messages (
  key   uuid not null primary key,
  month date not null
) partition by hash (key);
create table messages_p0 partition of messages for values with (modulus 4, remainder 0);
create table messages_p1 partition of messages for values with (modulus 4, remainder 1);
create table messages_p2 partition of messages for values with (modulus 4, remainder 2);
create table messages_p3 partition of messages for values with (modulus 4, remainder 3);

create table imports (
  workspace_id uuid not null,
  -- SHA-256 of the file.
  digest       text not null,
  file         text not null,
  source_id    uuid not null,
  bytes        bigint not null,
  -- Everything before this byte and line is in the inbox.
  offset_bytes bigint not null default 0,
  lines        bigint not null default 0,
  started_at   timestamptz(3) not null,
  finished_at  timestamptz(3),
  primary key (workspace_id, digest)
);

-- ---------------------------------------------------------------- events

create table events (
  workspace_id       uuid not null,
  id                 uuid not null,
  -- The profile at arrival; never rewritten: reads go through profile_aliases. Null: no identifier was left to attach it by.
  profile_id         uuid,
  profile_seq        bigint not null,
  account_id         uuid,
  type               event_type not null,
  name               text not null,
  timestamp          timestamptz(3) not null,
  original_timestamp timestamptz(3),
  sent_at            timestamptz(3),
  received_at        timestamptz(3) not null,
  source_id          uuid not null,
  message_id         text not null,
  user_id            text,
  anonymous_id       text,
  group_id           text,
  previous_id        text,
  -- Hashes of the identifiers it carried, as in identifiers.hash.
  identifiers        bigint[] not null,
  properties         jsonb not null,
  traits             jsonb,
  context            jsonb not null,
  integrations       jsonb,
  consent            jsonb,
  schema_version     smallint not null
) partition by range (timestamp);
-- Serves the events of a person, newest first, and the recomputation of one person's conditions.
create index events_profile_id_timestamp_idx on events (workspace_id, profile_id, timestamp);
-- Serves the same for accounts.
create index events_account_id_timestamp_idx on events (workspace_id, account_id, timestamp) where account_id is not null;
-- Serves previews: all events of a name in a window.
create index events_name_timestamp_idx on events (workspace_id, name, timestamp);

create table events_default partition of events default;

-- Creates the monthly partitions from 36 months back to 2 ahead, taking over rows that the default partition holds for them.
create function ensure_event_partitions(at timestamptz) returns void language plpgsql as $$
declare
  month timestamp := date_trunc('month', at at time zone 'UTC') - interval '36 months';
  last constant timestamp := date_trunc('month', at at time zone 'UTC') + interval '2 months';
  part text;
begin
  while month <= last loop
    part := 'events_' || to_char(month, 'YYYY_MM');
    if to_regclass(part) is null then
      execute format('create table %I (like events including defaults)', part);
      -- Nothing is planned by what is inside these, and gathering statistics of them takes longer than of all the other columns together.
      execute format('alter table %I alter identifiers set statistics 0, alter properties set statistics 0, alter traits set statistics 0,
        alter context set statistics 0, alter integrations set statistics 0, alter consent set statistics 0, alter message_id set statistics 0', part);
      execute format('with moved as (delete from events_default where timestamp >= %1$L and timestamp < %2$L returning *) insert into %3$I select * from moved',
        month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC', part);
      execute format('alter table events attach partition %I for values from (%L) to (%L)', part, month at time zone 'UTC', (month + interval '1 month') at time zone 'UTC');
    end if;
    month := month + interval '1 month';
  end loop;
end $$;
select ensure_event_partitions(engine_now());

-- ---------------------------------------------------------------- profiles and identity

-- People and accounts in one id space. A row exists once a message took effect; a merged loser's row goes when it is folded.
create table profiles (
  workspace_id  uuid not null,
  id            uuid not null,
  entity        entity not null,
  -- The flat projection of the table traits.
  traits        jsonb not null default '{}',
  -- The number of its newest event; events carry it as profile_seq.
  seq           bigint not null default 0,
  -- Grows with each commit that changes what the API shows of the profile.
  version       bigint not null default 1,
  created_at    timestamptz(3) not null,
  updated_at    timestamptz(3) not null,
  first_seen_at timestamptz(3),
  last_seen_at  timestamptz(3),
  -- The moment of its latest evaluation; the engine's clock never goes behind it.
  evaluated_at  timestamptz(3) not null,
  -- When the clock alone may change an answer: may be early, never late.
  due_at        timestamptz(3),
  deleted_at    timestamptz(3),
  primary key (workspace_id, id)
) partition by hash (id);
create table profiles_p0 partition of profiles for values with (modulus 8, remainder 0) with (fillfactor = 80);
create table profiles_p1 partition of profiles for values with (modulus 8, remainder 1) with (fillfactor = 80);
create table profiles_p2 partition of profiles for values with (modulus 8, remainder 2) with (fillfactor = 80);
create table profiles_p3 partition of profiles for values with (modulus 8, remainder 3) with (fillfactor = 80);
create table profiles_p4 partition of profiles for values with (modulus 8, remainder 4) with (fillfactor = 80);
create table profiles_p5 partition of profiles for values with (modulus 8, remainder 5) with (fillfactor = 80);
create table profiles_p6 partition of profiles for values with (modulus 8, remainder 6) with (fillfactor = 80);
create table profiles_p7 partition of profiles for values with (modulus 8, remainder 7) with (fillfactor = 80);
-- Serves the sweep of due profiles.
create index profiles_due_at_idx on profiles (due_at) where due_at is not null;
-- As of events: no plan depends on it.
alter table profiles alter traits set statistics 0;

-- Which profile a merged one has become. Path-compressed: root_id is never itself a loser.
create table profile_aliases (
  workspace_id uuid not null,
  loser_id     uuid not null,
  root_id      uuid not null,
  -- When the loser's traits, state and memberships moved to the root.
  folded_at    timestamptz(3),
  primary key (workspace_id, loser_id)
);
-- Serves reading the events of a root through its losers.
create index profile_aliases_root_id_idx on profile_aliases (workspace_id, root_id);

-- Serves the sweep of merges whose message never took effect.
create index profile_aliases_unfolded_idx on profile_aliases (workspace_id, root_id) where folded_at is null;

-- The ledger: every merge with its cause. Never rewritten but for undone_at.
create table merges (
  workspace_id uuid not null,
  id           uuid not null,
  root_id      uuid not null,
  loser_id     uuid not null,
  cause        text not null,
  message_id   text,
  source_id    uuid,
  -- Hashes of the identifiers that met.
  identifiers  bigint[] not null,
  at           timestamptz(3) not null,
  undone_at    timestamptz(3),
  primary key (workspace_id, id)
);
-- Serve the merge limit and the identity graph, from either side.
create index merges_root_id_idx on merges (workspace_id, root_id);
create index merges_loser_id_idx on merges (workspace_id, loser_id);

create table identifiers (
  -- The first 64 bits of SHA-256 over (workspace, type, value).
  hash          bigint not null,
  workspace_id  uuid not null,
  type          text not null,
  -- Normalised, as it is matched.
  value         text not null,
  -- As it was first sent.
  raw           text not null,
  profile_id    uuid not null,
  first_seen_at timestamptz(3) not null,
  last_seen_at  timestamptz(3) not null,
  source_id     uuid not null,
  -- The period that its limit counts in; null: ever.
  limit_period  text,
  primary key (hash, workspace_id, type, value)
) with (fillfactor = 80);
-- Serves the identifiers of a profile and moving them when it merges.
create index identifiers_profile_id_idx on identifiers (workspace_id, profile_id);

-- That two identifiers were seen on one message: the edges of the identity graph.
create table observations (
  workspace_id uuid not null,
  a            bigint not null,
  b            bigint not null,
  first_at     timestamptz(3) not null,
  last_at      timestamptz(3) not null,
  count        bigint not null,
  -- The newest messages, at most 5.
  message_ids  text[] not null,
  source_id    uuid not null,
  primary key (workspace_id, a, b)
) with (fillfactor = 80);
-- Serves the edges of an identifier from its other end.
create index observations_b_idx on observations (workspace_id, b);
alter table observations alter message_ids set statistics 0;

-- One row per trait: the value with the latest (timestamp, message id). A null value is a deletion that no older value revives.
create table traits (
  workspace_id uuid not null,
  profile_id   uuid not null,
  name         text not null,
  value        jsonb,
  timestamp    timestamptz(3) not null,
  message_id   text not null,
  source_id    uuid not null,
  primary key (workspace_id, profile_id, name)
) with (fillfactor = 80);

-- Which people belong to which accounts, from group calls.
create table account_members (
  workspace_id uuid not null,
  account_id   uuid not null,
  profile_id   uuid not null,
  first_at     timestamptz(3) not null,
  last_at      timestamptz(3) not null,
  primary key (workspace_id, account_id, profile_id)
);
-- Serves the accounts of a person.
create index account_members_profile_id_idx on account_members (workspace_id, profile_id);

-- ---------------------------------------------------------------- audiences

-- The distinct conditions that need state, shared by every rule that uses them.
create table leaves (
  number       integer generated always as identity primary key,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  -- SHA-256 of the canonical JSON and the version of its semantics.
  hash         text not null,
  definition   jsonb not null,
  unique (workspace_id, hash)
);

-- One row per profile: a format byte, its memberships by audience number, its state by leaf number.
create table leaf_state (
  workspace_id uuid not null,
  profile_id   uuid not null,
  state        bytea not null,
  primary key (workspace_id, profile_id)
) with (fillfactor = 70);
alter table leaf_state alter state set statistics 0;

create table audiences (
  id           uuid primary key,
  number       integer generated always as identity unique,
  workspace_id uuid not null references workspaces (id) on delete cascade,
  key          text not null,
  name         text not null,
  description  text,
  entity       entity not null,
  rule         jsonb not null,
  enabled      boolean not null,
  status       computation_status not null,
  notify_existing boolean not null default false,
  -- Everything up to this profile is computed, while status is COMPUTING.
  backfill_cursor uuid,
  backfill_done   bigint not null default 0,
  created_at   timestamptz(3) not null,
  updated_at   timestamptz(3) not null,
  -- Deleted for everybody; its members are still being cleared away.
  deleted_at   timestamptz(3)
);
-- A key can be used again once its audience is deleted.
create unique index audiences_key_idx on audiences (workspace_id, key) where deleted_at is null;

-- Who is in an audience now.
create table audience_members (
  workspace_id uuid not null,
  audience_id  uuid not null,
  profile_id   uuid not null,
  -- The moment it became true.
  since        timestamptz(3) not null,
  primary key (workspace_id, audience_id, profile_id)
);
-- Serves Profile.audiences, which asks the question the other way round.
create index audience_members_profile_id_idx on audience_members (workspace_id, profile_id);

-- Every entry and exit, in commit order: (version, ordinal) is MembershipChange.cursor.
create table audience_changes (
  workspace_id uuid not null,
  audience_id  uuid not null,
  version      bigint not null,
  ordinal      integer not null,
  profile_id   uuid not null,
  change       membership_change not null,
  reason       membership_reason not null,
  at           timestamptz(3) not null,
  committed_at timestamptz(3) not null,
  primary key (workspace_id, audience_id, version, ordinal)
);

-- Exact sizes. Narrow and half empty, because every commit that changes a membership updates its row, last before COMMIT.
create table audience_counters (
  workspace_id uuid not null,
  audience_id  uuid not null,
  size         bigint not null default 0,
  version      bigint not null default 0,
  entered      bigint not null default 0,
  exited       bigint not null default 0,
  updated_at   timestamptz(3) not null,
  primary key (workspace_id, audience_id)
) with (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 500);

-- ---------------------------------------------------------------- delivery, refusals, privacy

create table outbox (
  workspace_id   uuid not null,
  -- The stable id of the delivery.
  id             uuid not null,
  destination_id uuid not null,
  profile_id     uuid not null,
  profile_seq    bigint not null,
  -- What it is about: an event, or a membership change.
  event_id        uuid,
  event_timestamp timestamptz(3),
  audience_id     uuid,
  change          membership_change,
  created_at      timestamptz(3) not null,
  primary key (workspace_id, id)
);
-- Serves delivery in the order of one profile.
create index outbox_destination_id_profile_id_idx on outbox (workspace_id, destination_id, profile_id, profile_seq);

create table refusals (
  workspace_id uuid not null,
  id           uuid not null,
  at           timestamptz(3) not null,
  kind         refusal_kind not null,
  code         text not null,
  message      text not null,
  source_id    uuid,
  message_id   text,
  -- Hashes of the identifiers of the refused message, so that a person's refusals can be found and deleted.
  identifiers  bigint[] not null,
  -- What was refused, bounded in size.
  sample       jsonb,
  expires_at   timestamptz(3) not null,
  primary key (workspace_id, id)
);
-- Serves the removal of what is older than 30 days.
create index refusals_expires_at_idx on refusals (expires_at);

-- How many refusals there were; per source, code and hour only the first 1,000 are kept one by one.
create table refusal_counts (
  workspace_id uuid not null,
  source_id    uuid not null,
  code         text not null,
  hour         timestamptz(3) not null,
  count        bigint not null,
  primary key (workspace_id, source_id, code, hour)
);

-- Messages that the pipeline could not take for a reason of our own; can be put back into the inbox.
create table quarantine (
  workspace_id uuid not null,
  id           uuid not null,
  source_id    uuid not null,
  received_at  timestamptz(3) not null,
  call         event_type,
  body         bytea not null,
  error        text not null,
  at           timestamptz(3) not null,
  primary key (workspace_id, id)
);

-- Identifiers of deleted people that must not come back, as HMAC, so that the identifier itself is not kept.
create table suppressions (
  workspace_id uuid not null,
  hash         bytea not null,
  created_at   timestamptz(3) not null,
  primary key (workspace_id, hash)
);
