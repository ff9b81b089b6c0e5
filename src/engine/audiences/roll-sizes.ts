import type pg from 'pg'
import { transaction } from '../../db/db.ts'
import { asMillis, DAY, engineNow, HOUR, MINUTE, type Millis } from '../clock.ts'

/** How long the stretches are that changes are counted in. */
export const WIDTHS = [MINUTE, HOUR, DAY] as const

interface Rolling {
  readonly workspaceId: string
  readonly audienceId: string
  readonly until: Millis
}

/** Counts what has changed in the audiences since it was last counted, but for the latest minute or two. Done twice, it changes nothing. */
export async function rollSizes(pool: pg.Pool): Promise<void> {
  const until = Math.floor((await engineNow(pool)) / MINUTE - 1) * MINUTE
  const { rows } = await pool.query<{ workspaceId: string; audienceId: string }>(
    `select c.workspace_id as "workspaceId", c.audience_id as "audienceId" from audience_counters c left join audience_sizes_until u using (workspace_id, audience_id)
     where u.until is null or (c.updated_at > u.until and u.until < to_timestamp($1 / 1000.0))`,
    [until],
  )
  for (const { workspaceId, audienceId } of rows) await rollAudience(pool, { workspaceId, audienceId, until })
}

async function rollAudience(pool: pg.Pool, { workspaceId, audienceId, until }: Rolling): Promise<void> {
  const values = [workspaceId, audienceId]
  // Whoever changes the membership holds the counter until the commit: whatever is dated before this is there to be seen. Nobody waits for what follows.
  await pool.query('select from audience_counters where workspace_id = $1 and audience_id = $2 for update', values)
  await transaction(pool, async (client) => {
    await client.query(
      `insert into audience_sizes_until (workspace_id, audience_id, until, version) values ($1, $2, '-infinity', 0) on conflict (workspace_id, audience_id) do nothing`,
      values,
    )
    const { rows } = await client.query<{ version: string; done: boolean }>(
      'select version, until >= to_timestamp($3 / 1000.0) as done from audience_sizes_until where workspace_id = $1 and audience_id = $2 for update',
      [...values, until],
    )
    if (!rows[0] || rows[0].done) return
    const { rows: rolled } = await client.query<{ version: string | null }>(
      `with rolled as (
         insert into audience_sizes as s (workspace_id, audience_id, width, at, entered, exited, version)
         select $1, $2, width, to_timestamp(ceil(${asMillis('committed_at')} / width) * width / 1000.0),
           count(*) filter (where change = 'ENTERED'), count(*) filter (where change = 'EXITED'), max(version)
         from audience_changes, unnest($5::integer[]) as width
         where workspace_id = $1 and audience_id = $2 and version > $3 and committed_at <= to_timestamp($4 / 1000.0) group by 3, 4
         on conflict (workspace_id, audience_id, width, at) do update
           set entered = s.entered + excluded.entered, exited = s.exited + excluded.exited, version = excluded.version
         returning version
       ) select max(version) as version from rolled`,
      [...values, rows[0].version, until, WIDTHS],
    )
    await client.query(
      'update audience_sizes_until set until = to_timestamp($3 / 1000.0), version = $4 where workspace_id = $1 and audience_id = $2',
      [...values, until, rolled[0]?.version ?? rows[0].version],
    )
  })
}
