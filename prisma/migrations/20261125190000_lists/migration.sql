-- What the lists of the API are ordered by.

-- The hour is what is indexed: the moment itself changes with every message, and an update that touches no indexed column is far cheaper.
alter table profiles add column last_seen_hour timestamptz(3) not null
  generated always as (date_bin('1 hour', coalesce(last_seen_at, timestamptz '1970-01-01 00:00:00+00'), timestamptz '1970-01-01 00:00:00+00')) stored;

-- Serves Query.profiles ordered by LAST_SEEN_AT; within an hour it is sorted.
create index profiles_last_seen_hour_idx on profiles (workspace_id, entity, last_seen_hour);
-- Serves Query.profiles ordered by CREATED_AT, and Query.accounts.
create index profiles_created_at_idx on profiles (workspace_id, entity, created_at, id);
-- Serves Audience.members ordered by SINCE.
create index audience_members_since_idx on audience_members (workspace_id, audience_id, since, profile_id);
