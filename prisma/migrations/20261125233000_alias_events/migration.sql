-- Between which moments the events of a merged profile lie, known once it is folded, because it gets no more of them: reading the newest events of a
-- person then looks each of its former ids up in those months alone. Of whoever was merged before nothing is known, and everything is read.
alter table profile_aliases
  add column first_event_at timestamptz(3) not null default '-infinity',
  add column last_event_at timestamptz(3) not null default 'infinity';
