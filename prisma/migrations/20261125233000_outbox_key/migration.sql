-- One index less to write for each delivery, when it is put there and again when it is settled: the deliveries of a destination, newest first, and
-- their removal are served by the primary key.
alter table outbox drop constraint outbox_pkey, add primary key (destination_id, id);
drop index outbox_destination_id_idx;
