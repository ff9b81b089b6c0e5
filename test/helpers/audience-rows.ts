import type { Db } from '../../src/db/db.ts'
import { transaction } from '../../src/db/db.ts'
import { uuidv7 } from '../../src/engine/id.ts'

export async function insertWorkspace(db: Db, name = 'test'): Promise<string> {
  const id = uuidv7(Date.now())
  await db.pool.query('insert into workspaces (id, name, created_at) values ($1, $2, engine_now())', [id, name])
  return id
}

/** An audience of everyone, with its counter, as creating one leaves them. */
export async function insertAudience(db: Db, workspaceId: string, key: string, status = 'LIVE'): Promise<string> {
  const id = uuidv7(Date.now())
  await db.pool.query(
    `insert into audiences (id, workspace_id, key, name, entity, rule, enabled, status, created_at, updated_at)
      values ($1, $2, $3, initcap($3), 'PROFILE', '{"all": []}', true, $4::computation_status, engine_now(), engine_now())`,
    [id, workspaceId, key, status],
  )
  await db.pool.query('insert into audience_counters (workspace_id, audience_id, updated_at) values ($1, $2, engine_now())', [workspaceId, id])
  return id
}

/** What one commit of the pipeline writes when these profiles enter or exit; answers the audience's new version. */
export function commitChanges(db: Db, workspaceId: string, audienceId: string, changes: { entered?: string[]; exited?: string[] }): Promise<number> {
  const { entered = [], exited = [] } = changes
  return transaction(db.pool, async (client) => {
    const { rows } = await client.query<{ version: string }>(
      `update audience_counters set size = size + $3 - $4, entered = entered + $3, exited = exited + $4, version = version + 1, updated_at = engine_now()
        where workspace_id = $1 and audience_id = $2 returning version`,
      [workspaceId, audienceId, entered.length, exited.length],
    )
    const version = Number(rows[0]?.version)
    await client.query(
      `insert into audience_change_sets select $1, $2, $3, ordinality - 1, engine_now(), array[id],
        array[case when ordinality <= $4 then 'ENTERED' else 'EXITED' end::membership_change], array['EVENT'::membership_reason],
        array[extract(epoch from engine_now())::float8 * 1000] from unnest($5::uuid[]) with ordinality as t (id, ordinality)`,
      [workspaceId, audienceId, version, entered.length, [...entered, ...exited]],
    )
    await client.query(`insert into audience_members select $1, $2, id, engine_now() from unnest($3::uuid[]) id`, [workspaceId, audienceId, entered])
    await client.query(`delete from audience_members where workspace_id = $1 and audience_id = $2 and profile_id = any($3)`, [
      workspaceId,
      audienceId,
      exited,
    ])
    return version
  })
}
