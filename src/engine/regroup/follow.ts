import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'
import type { Placement } from './read-placement.ts'
import type { Rewritten } from './rewrite.ts'

/** What else follows when events change their profile. */

interface Undoing {
  readonly runId: string
  readonly profileIds: readonly string[]
  readonly placement: Placement
  readonly at: Millis
}

/** A merge that a message made is undone when nobody holds something that came with the one and something that came with the other any more. */
export async function noteUndone(client: Queryable, workspaceId: string, { runId, profileIds, placement, at }: Undoing): Promise<void> {
  const ownerOf = new Map(placement.kept)
  for (const { owned, profileId } of placement.events) for (const hash of owned) if (profileId !== null) ownerOf.set(hash, profileId)
  const holders = new Map<string, Set<string>>()
  for (const { hash, homeId } of placement.before) {
    const owner = ownerOf.get(hash)
    if (owner !== undefined && homeId !== null) holders.set(homeId, (holders.get(homeId) ?? new Set<string>()).add(owner))
  }
  const { rows } = await client.query<{ id: string; root_id: string; loser_id: string }>(
    `select id, root_id, loser_id from merges where workspace_id = $1 and root_id = any($2::uuid[]) and undone_at is null
     and (message_id is not null or run_id <> $3)`,
    [workspaceId, profileIds, runId],
  )
  const undone = rows.filter(({ root_id, loser_id }) => {
    const [one, other] = [holders.get(root_id), holders.get(loser_id)]
    return one && other && [...one].every((id) => !other.has(id))
  })
  if (undone.length === 0) return
  await client.query('update merges set undone_at = to_timestamp($3 / 1000.0) where workspace_id = $1 and id = any($2::uuid[])', [
    workspaceId,
    undone.map(({ id }) => id),
    at,
  ])
}

/** Whoever has resolved a message about them before looks again whom its identifiers belong to. */
export async function noteRegrouped(client: Queryable, workspaceId: string, ids: readonly string[]): Promise<void> {
  await client.query('update profiles set was_split = true where workspace_id = $1 and id = any($2::uuid[])', [workspaceId, ids])
}

/** The group calls that an unlinking hides may be another's now. */
export async function takeOverUnlinks(client: Queryable, workspaceId: string, events: readonly Rewritten[]): Promise<void> {
  const moved = new Map<string, readonly [string, string]>()
  for (const { event, profileId } of events)
    if (event.rootId !== null && profileId !== null && event.rootId !== profileId)
      moved.set(`${event.rootId} ${profileId}`, [event.rootId, profileId])
  if (moved.size === 0) return
  await client.query(
    `insert into account_edits as e (workspace_id, profile_id, account_id, unlinked_at)
     select $1, moved.target, old.account_id, max(old.unlinked_at) from unnest($2::uuid[], $3::uuid[]) as moved (source, target)
     join account_edits old on old.workspace_id = $1 and old.profile_id = moved.source and old.unlinked_at is not null group by moved.target, old.account_id
     on conflict (workspace_id, profile_id, account_id) do update set unlinked_at = greatest(e.unlinked_at, excluded.unlinked_at)`,
    [workspaceId, [...moved.values()].map(([source]) => source), [...moved.values()].map(([, target]) => target)],
  )
}

/** The accounts of people. */
export async function findLinks(client: Queryable, workspaceId: string, profileIds: readonly string[]): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ id: string }>(
    'select distinct account_id as id from account_members where workspace_id = $1 and profile_id = any($2::uuid[])',
    [workspaceId, profileIds],
  )
  return new Set(rows.map(({ id }) => id))
}

/** Accounts that have won or lost a person are evaluated again. */
export async function wakeAccounts(
  client: Queryable,
  workspaceId: string,
  { profileIds, links }: { readonly profileIds: readonly string[]; readonly links: ReadonlySet<string> },
): Promise<void> {
  const now = await findLinks(client, workspaceId, profileIds)
  const changed = [...links].filter((id) => !now.has(id)).concat([...now].filter((id) => !links.has(id)))
  if (changed.length === 0) return
  await client.query(
    `update profiles set due_at = engine_now() where workspace_id = $1 and id in (
       select id from profiles where workspace_id = $1 and id = any($2::uuid[]) order by id for no key update)`,
    [workspaceId, changed],
  )
}

/** Nothing refers to them any more: they are in no audience, and hold nothing. */
export async function deleteGone(client: Queryable, workspaceId: string, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  for (const table of ['leaf_state', 'account_edits', 'trait_locks', 'computed_values'])
    await client.query(`delete from ${table} where workspace_id = $1 and profile_id = any($2::uuid[])`, [workspaceId, ids])
  await client.query('delete from profile_aliases where workspace_id = $1 and root_id = any($2::uuid[])', [workspaceId, ids])
  await client.query('delete from profiles where workspace_id = $1 and id = any($2::uuid[])', [workspaceId, ids])
}
