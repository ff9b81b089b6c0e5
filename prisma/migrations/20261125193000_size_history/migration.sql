-- Serves the history of an audience's size.
create index audience_changes_committed_at_idx on audience_changes (workspace_id, audience_id, committed_at);
