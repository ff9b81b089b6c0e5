-- Serves the merging of accounts, which moves what was said by hand about the people of the one.
create index account_edits_account_id_idx on account_edits (workspace_id, account_id);
