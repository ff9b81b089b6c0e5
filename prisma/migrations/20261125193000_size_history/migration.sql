-- Serves the history of an audience's size. Changes are appended as time passes, so that a block range index finds the latest of them, and costs next to
-- nothing to keep.
create index audience_changes_committed_at_idx on audience_changes using brin (committed_at);
