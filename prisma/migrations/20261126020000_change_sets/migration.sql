-- What one commit has changed in an audience is one row, or a few: each entry and exit as a row of its own cost more than the membership itself.
create table audience_change_sets (
  workspace_id uuid not null,
  audience_id  uuid not null,
  version      bigint not null,
  -- That of the first one in it; the others follow.
  ordinal      integer not null,
  committed_at timestamptz(3) not null,
  -- At the same place of each: who, what, why, and the moment it became true, in milliseconds. No more than fit into a row.
  profile_ids  uuid[] not null,
  changes      membership_change[] not null,
  reasons      membership_reason[] not null,
  moments      float8[] not null,
  primary key (workspace_id, audience_id, version, ordinal)
);
create index audience_change_sets_committed_at_idx on audience_change_sets using brin (committed_at);

insert into audience_change_sets
  select workspace_id, audience_id, version, min(ordinal), min(committed_at), array_agg(profile_id order by ordinal), array_agg(change order by ordinal),
    array_agg(reason order by ordinal), array_agg(extract(epoch from at)::float8 * 1000 order by ordinal)
  from (select c.*, (row_number() over (partition by workspace_id, audience_id, version order by ordinal) - 1) / 50 as part from audience_changes c) numbered
  group by workspace_id, audience_id, version, part;

drop table audience_changes;

-- Every entry and exit, in commit order: (version, ordinal) is MembershipChange.cursor.
create view audience_changes as
  select s.workspace_id, s.audience_id, s.version, s.ordinal + c.place::int - 1 as ordinal, c.profile_id, c.change, c.reason,
    to_timestamp(c.moment / 1000.0)::timestamptz(3) as at, s.committed_at
  from audience_change_sets s
  cross join lateral unnest(s.profile_ids, s.changes, s.reasons, s.moments) with ordinality as c (profile_id, change, reason, moment, place);
