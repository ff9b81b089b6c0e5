-- Changes of computed traits are sent too: to the destinations that are made from now on, unless they say otherwise.
alter table destinations
  add column send_traits boolean not null default false,
  -- Empty: all.
  add column trait_keys text[] not null default '{}';

-- Together with changed_at it is the value in computed_values that a delivery is about.
alter table outbox add column trait_id uuid;
