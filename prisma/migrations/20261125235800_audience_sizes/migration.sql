-- How often somebody entered and left an audience, per minute, hour and day (width, in milliseconds): what is in (at - width, at].
create table audience_sizes (
  workspace_id uuid not null,
  audience_id  uuid not null,
  width        integer not null,
  at           timestamptz(3) not null,
  entered      bigint not null,
  exited       bigint not null,
  -- Of the last change in it: changes are found by their version, which grows with their moment.
  version      bigint not null,
  primary key (workspace_id, audience_id, width, at)
);

-- Up to which moment, included, the changes of an audience are counted there, and up to which version.
create table audience_sizes_until (
  workspace_id uuid not null,
  audience_id  uuid not null,
  until        timestamptz(3) not null,
  version      bigint not null,
  primary key (workspace_id, audience_id)
);
