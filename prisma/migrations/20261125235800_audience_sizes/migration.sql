-- How often somebody entered and left an audience, per minute, hour and day (width, in milliseconds): what is in (at - width, at].
create table audience_sizes (
  workspace_id uuid not null,
  audience_id  uuid not null,
  width        integer not null,
  at           timestamptz(3) not null,
  entered      bigint not null,
  exited       bigint not null,
  primary key (workspace_id, audience_id, width, at)
);

-- Up to which moment, included, the changes of an audience are counted there.
create table audience_sizes_until (
  workspace_id uuid not null,
  audience_id  uuid not null,
  until        timestamptz(3) not null,
  primary key (workspace_id, audience_id)
);

-- Serves the history of sizes where it is not rolled up: the latest minutes, and those that a point lies in. Of one audience, which the one before was not.
drop index audience_changes_committed_at_idx;
create index audience_changes_committed_at_idx on audience_changes (workspace_id, audience_id, committed_at);
