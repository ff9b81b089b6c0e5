-- What mutations with an Idempotency-Key answered: written by the transaction that changed what they changed.
create table idempotency_keys (
  workspace_id uuid not null,
  key          text not null,
  digest       text not null,
  answer       text not null,
  expires_at   timestamptz(3) not null,
  primary key (workspace_id, key)
);
-- Serves the upkeep, which forgets answers after a day.
create index idempotency_keys_expires_at_idx on idempotency_keys (expires_at);
