import type { Queryable } from '../../db/db.ts'
import type { Millis } from '../clock.ts'

/** Which of these profiles, all of them roots, no message may join. */
export async function findApart(client: Queryable, workspaceId: string, rootIds: readonly string[]): Promise<readonly (readonly [string, string])[]> {
  const { rows } = await client.query<{ a: string; b: string }>({
    name: 'find-apart',
    text: `with part as (
        select id, id as root_id from unnest($2::uuid[]) as root (id)
        union all
        select loser_id, root_id from profile_aliases where workspace_id = $1 and root_id = any($2::uuid[])
      )
      select distinct a.root_id as a, b.root_id as b
      from part a join cannot_links c on c.workspace_id = $1 and c.a = a.id join part b on b.id = c.b
      where exists (select from cannot_links where workspace_id = $1) and a.root_id <> b.root_id`,
    values: [workspaceId, rootIds],
  })
  return rows.map(({ a, b }) => [a, b])
}

/** From now on no message joins what was split off to what it was split from, nor to what that was kept apart from. */
export async function keepApart(
  client: Queryable,
  workspaceId: string,
  {
    ids,
    splitId,
    at,
  }: { /** The root first, then what it absorbed. */ readonly ids: readonly string[]; readonly splitId: string; readonly at: Millis },
): Promise<void> {
  await client.query(
    `insert into cannot_links (workspace_id, a, b, at)
     select $1, least(id, $3::uuid), greatest(id, $3::uuid), to_timestamp($4 / 1000.0) from (
       select ($2::uuid[])[1] as id
       union select b from cannot_links where workspace_id = $1 and a = any($2::uuid[])
       union select a from cannot_links where workspace_id = $1 and b = any($2::uuid[])
     ) other
     on conflict do nothing`,
    [workspaceId, ids, splitId, at],
  )
}

/** Two profiles, each by all its ids, may meet again. */
export async function liftApart(
  client: Queryable,
  workspaceId: string,
  [one, other]: readonly [readonly string[], readonly string[]],
): Promise<void> {
  await client.query(
    `delete from cannot_links where workspace_id = $1
     and ((a = any($2::uuid[]) and b = any($3::uuid[])) or (a = any($3::uuid[]) and b = any($2::uuid[])))`,
    [workspaceId, one, other],
  )
}
