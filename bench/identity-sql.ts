import type { Queryable } from '../src/db/db.ts'

/*
 * The same decisions as the identity stage, event after event in plpgsql: look up, create, add, merge into the oldest; at most one user id and five of every other
 * type in a profile, and of those that are too many the weakest identifier of the event is left out. Its ledger and aliases are as ours. What nobody's
 * table needs is left out: raw values, homes, refusals.
 */
const TABLES = `
create table sql_identifiers (
  workspace_id uuid not null, type text not null, value text not null, profile_id uuid not null, first_seen_at timestamptz not null, source_id uuid not null,
  primary key (workspace_id, type, value)
) with (fillfactor = 80);
create index on sql_identifiers (workspace_id, profile_id);
create table sql_aliases (workspace_id uuid not null, loser_id uuid not null, root_id uuid not null, primary key (workspace_id, loser_id));
create index on sql_aliases (workspace_id, root_id);
create table sql_merges (workspace_id uuid not null, id bigint generated always as identity primary key, root_id uuid not null, loser_id uuid not null, message_id text, at timestamptz not null);
create sequence sql_profiles;`

const RESOLVE = `
create function sql_resolve(space uuid, events jsonb) returns uuid[] language plpgsql as $$
declare
  event jsonb; ids jsonb; found uuid[]; root uuid; loser uuid; resolved uuid[] := '{}';
begin
  for event in select value from jsonb_array_elements(events) loop
    ids := event -> 'ids';
    loop
      select array_agg(distinct i.profile_id order by i.profile_id) into found
      from jsonb_array_elements(ids) said join sql_identifiers i on i.workspace_id = space and i.type = said ->> 0 and i.value = said ->> 1;
      exit when found is null and jsonb_array_length(ids) > 0;
      -- Everything is there already, in one profile.
      exit when cardinality(found) = 1 and (
        select count(*) from jsonb_array_elements(ids) said join sql_identifiers i on i.workspace_id = space and i.type = said ->> 0 and i.value = said ->> 1
      ) = jsonb_array_length(ids);
      exit when not exists (
        select from (
          select type, value from sql_identifiers where workspace_id = space and profile_id = any(found)
          union select said ->> 0, said ->> 1 from jsonb_array_elements(ids) said
        ) candidate group by type having count(*) > case type when 'user_id' then 1 else 5 end
      ) or jsonb_array_length(ids) = 1;
      -- The strongest comes first.
      ids := ids - (jsonb_array_length(ids) - 1);
    end loop;
    if found is null then
      root := lpad(to_hex(nextval('sql_profiles')), 32, '0')::uuid;
    else
      root := found[1];
      if cardinality(found) > 1 then
        perform pg_advisory_xact_lock(hashtextextended(id::text, 0)) from unnest(found) id;
        foreach loser in array found[2:] loop
          update sql_identifiers set profile_id = root where workspace_id = space and profile_id = loser;
          update sql_aliases set root_id = root where workspace_id = space and root_id = loser;
          insert into sql_aliases values (space, loser, root);
          insert into sql_merges (workspace_id, root_id, loser_id, message_id, at) values (space, root, loser, event ->> 'message', clock_timestamp());
        end loop;
      end if;
    end if;
    insert into sql_identifiers
    select space, said ->> 0, said ->> 1, root, (event ->> 'at')::timestamptz, (event ->> 'source')::uuid from jsonb_array_elements(ids) said
    on conflict do nothing;
    resolved := resolved || root;
  end loop;
  return resolved;
end $$;`

export async function createSqlStage(db: Queryable): Promise<void> {
  await db.query(TABLES)
  await db.query(RESOLVE)
}
