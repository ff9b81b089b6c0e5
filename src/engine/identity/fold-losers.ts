import type { Queryable } from '../../db/db.ts'
import { applyAccountEdits } from '../accounts.ts'
import type { Json } from '../json.ts'
import type { LockedProfiles } from './lock-profiles.ts'

/** Of each root that took over traits, its traits as they are now. */
export type FoldedTraits = ReadonlyMap<string, { readonly [name: string]: Json }>

/**
 * Moves what belongs to merged profiles to their roots, in the transaction that holds both: traits (of each the latest), accounts,
 * and the rows themselves. Memberships and state are the caller's, who must evaluate the root anyway.
 */
export async function foldLosers(client: Queryable, workspaceId: string, locked: LockedProfiles): Promise<FoldedTraits> {
  const losers = [...locked.losers.keys()]
  if (losers.length === 0) return new Map()
  const values = [workspaceId, losers, losers.map(locked.rootOf)]
  await moveTraits(client, values)
  await moveAccounts(client, values)
  const split = [...locked.losers.values()].filter(({ wasSplit }) => wasSplit).map(({ id }) => locked.rootOf(id))
  if (split.length > 0)
    await client.query('update profiles set was_split = true where workspace_id = $1 and id = any($2::uuid[])', [workspaceId, split])
  await client.query({
    name: 'fold-profiles',
    text: 'delete from profiles where workspace_id = $1 and id = any($2::uuid[])',
    values: values.slice(0, 2),
  })
  await client.query({
    name: 'fold-aliases',
    // Nothing comes under the id of a loser any more, so that the events it has are all it will ever have.
    text: `update profile_aliases a set folded_at = engine_now(), first_event_at = span.first_at, last_event_at = span.last_at
      from unnest($2::uuid[]) as loser (id) cross join lateral (
        select coalesce(min(timestamp), 'infinity') as first_at, coalesce(max(timestamp), '-infinity') as last_at
        from events where workspace_id = $1 and profile_id = loser.id
      ) span
      where a.workspace_id = $1 and a.loser_id = loser.id`,
    values: values.slice(0, 2),
  })
  const { rows } = await client.query<{ profile_id: string; traits: { [name: string]: Json } }>({
    name: 'read-folded-traits',
    text: `select profile_id, jsonb_object_agg(name, value) as traits from traits
      where workspace_id = $1 and profile_id = any($2::uuid[]) and value is not null group by profile_id`,
    values: [workspaceId, [...new Set(losers.map(locked.rootOf))]],
  })
  return new Map(rows.map((row) => [row.profile_id, row.traits]))
}

async function moveTraits(client: Queryable, values: readonly unknown[]): Promise<void> {
  await client.query({
    name: 'fold-traits',
    text: `with moved as (
        delete from traits t using unnest($2::uuid[], $3::uuid[]) as merged (loser_id, root_id)
        where t.workspace_id = $1 and t.profile_id = merged.loser_id
        returning merged.root_id, t.name, t.value, t.timestamp, t.message_id, t.source_id
      ), latest as (
        select distinct on (root_id, name) * from moved order by root_id, name, timestamp desc, message_id collate "C" desc
      )
      insert into traits as t (workspace_id, profile_id, name, value, timestamp, message_id, source_id)
      select $1, root_id, name, value, timestamp, message_id, source_id from latest
      on conflict (workspace_id, profile_id, name) do update
        set value = excluded.value, timestamp = excluded.timestamp, message_id = excluded.message_id, source_id = excluded.source_id
        where (t.timestamp, t.message_id collate "C") < (excluded.timestamp, excluded.message_id collate "C")`,
    values: [...values],
  })
}

async function moveAccounts(client: Queryable, values: readonly unknown[]): Promise<void> {
  await client.query({
    name: 'fold-accounts',
    text: `with moved as (
        delete from account_members m using unnest($2::uuid[], $3::uuid[]) as merged (loser_id, root_id)
        where m.workspace_id = $1 and m.profile_id = merged.loser_id
        returning m.account_id, merged.root_id, m.first_at, m.last_at
      ), joined as (
        select account_id, root_id, min(first_at) as first_at, max(last_at) as last_at from moved group by account_id, root_id
      )
      insert into account_members as m (workspace_id, account_id, profile_id, first_at, last_at)
      select $1, account_id, root_id, first_at, last_at from joined
      on conflict (workspace_id, account_id, profile_id) do update
        set first_at = least(m.first_at, excluded.first_at), last_at = greatest(m.last_at, excluded.last_at)`,
    values: [...values],
  })
  // What was said by hand about either counts for both.
  const { rows } = await client.query<{ profile_id: string }>({
    name: 'fold-account-edits',
    text: `with moved as (
        delete from account_edits e using unnest($2::uuid[], $3::uuid[]) as merged (loser_id, root_id)
        where e.workspace_id = $1 and e.profile_id = merged.loser_id
        returning e.account_id, merged.root_id, e.linked_at, e.unlinked_at
      ), held as (select distinct profile_id from account_edits where workspace_id = $1 and profile_id = any($3::uuid[])),
      joined as (
        select account_id, root_id, max(linked_at) as linked_at, max(unlinked_at) as unlinked_at from moved group by account_id, root_id
      ), written as (
        insert into account_edits as e (workspace_id, profile_id, account_id, linked_at, unlinked_at)
        select $1, root_id, account_id, linked_at, unlinked_at from joined
        on conflict (workspace_id, profile_id, account_id) do update
          set linked_at = greatest(e.linked_at, excluded.linked_at), unlinked_at = greatest(e.unlinked_at, excluded.unlinked_at)
        returning profile_id
      )
      select profile_id from held union select profile_id from written`,
    values: [...values],
  })
  if (rows.length > 0)
    await applyAccountEdits(
      client,
      values[0] as string,
      rows.map((row) => row.profile_id),
    )
}
