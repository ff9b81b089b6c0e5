import type { Queryable } from '../../db/db.ts'
import { moveAccountLinks } from '../accounts.ts'
import type { Json } from '../json.ts'
import type { LockedProfiles } from './lock-profiles.ts'

/** Of each root that took over traits, its traits as they are now. */
export type FoldedTraits = ReadonlyMap<string, { readonly [name: string]: Json }>

/**
 * Moves what belongs to merged profiles to their roots, in the transaction that holds both: traits (of each the latest), links of people with accounts,
 * and the rows themselves. Memberships and state are the caller's, who must evaluate the root anyway.
 */
export async function foldLosers(client: Queryable, workspaceId: string, locked: LockedProfiles): Promise<FoldedTraits> {
  const losers = [...locked.losers.keys()]
  if (losers.length === 0) return new Map()
  const values = [workspaceId, losers, losers.map(locked.rootOf)]
  await moveTraits(client, values)
  const split = [...locked.losers.values()].filter(({ wasSplit }) => wasSplit).map(({ id }) => locked.rootOf(id))
  if (split.length > 0)
    await client.query('update profiles set was_split = true where workspace_id = $1 and id = any($2::uuid[])', [workspaceId, split])
  await client.query({
    name: 'fold-profiles',
    text: 'delete from profiles where workspace_id = $1 and id = any($2::uuid[])',
    values: values.slice(0, 2),
  })
  do await moveLinks(client, workspaceId, locked)
  while (await foldAliases(client, values.slice(0, 2)))
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

async function moveLinks(client: Queryable, workspaceId: string, { losers, rootOf }: LockedProfiles): Promise<void> {
  for (const entity of ['PROFILE', 'ACCOUNT'] as const) {
    const ids = [...losers.values()].filter((loser) => loser.entity === entity).map(({ id }) => id)
    if (ids.length > 0) await moveAccountLinks(client, workspaceId, { entity, ids, roots: ids.map(rootOf) })
  }
}

/**
 * Answers whether anything is still linked with a loser: a link that somebody else was moving at the same time because of its other end, and has let
 * go of by now.
 */
async function foldAliases(client: Queryable, values: readonly unknown[]): Promise<boolean> {
  const linked = ['account_members', 'account_edits'].flatMap((table) =>
    ['account_id', 'profile_id'].map((column) => `exists (select from ${table} l where l.workspace_id = $1 and l.${column} = a.loser_id)`),
  )
  const { rows } = await client.query<{ linked: boolean }>({
    name: 'fold-aliases',
    // Nothing comes under the id of a loser any more, so that the events it has are all it will ever have.
    text: `update profile_aliases a set folded_at = engine_now(), first_event_at = span.first_at, last_event_at = span.last_at
      from unnest($2::uuid[]) as loser (id) cross join lateral (
        select coalesce(min(timestamp), 'infinity') as first_at, coalesce(max(timestamp), '-infinity') as last_at
        from events where workspace_id = $1 and profile_id = loser.id
      ) span
      where a.workspace_id = $1 and a.loser_id = loser.id returning ${linked.join(' or ')} as linked`,
    values: [...values],
  })
  return rows.some((row) => row.linked)
}
