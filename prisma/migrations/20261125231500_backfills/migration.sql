-- How a computation comes along: of a new audience, or of another rule for one. What it has done is kept with what is computed.
create table backfills (
  -- Of what is computed.
  id           uuid primary key,
  workspace_id uuid not null,
  -- So many profiles there were when it began.
  total        bigint not null,
  -- Profiles a second, of late; null until a page is done.
  rate         float8,
  -- When the last page was done.
  noted_at     timestamptz(3) not null
);
