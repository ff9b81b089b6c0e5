-- By what people find an audience again.
alter table audiences add column labels text[] not null default '{}';
alter table audiences add column folder text;
