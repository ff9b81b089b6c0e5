import { rm } from 'node:fs/promises'
import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import { engineNow } from '../clock.ts'
import { folderOf } from './file-target.ts'
import { queueRun } from './manage-exports.ts'
import { nextRun } from './schedule.ts'

/** For so long a run and its files are kept. */
const KEPT = '30 days'

/** The numbers of the runs that can be done now. */
export async function dueRuns(db: Queryable): Promise<number[]> {
  const { rows } = await db.query<{ number: number }>(
    `select number from export_runs where status in ('QUEUED', 'RUNNING') and due_at <= engine_now() order by due_at limit 100`,
  )
  return rows.map(({ number }) => number)
}

/**
 * Queues a run of each export whose time has come, once, however many times have passed while nobody was there; one that is still running is waited for.
 * Answers whether there was any.
 */
export async function queueScheduled(pool: pg.Pool): Promise<boolean> {
  return transaction(pool, async (client) => {
    const { rows } = await client.query<{ id: string; workspace_id: string; cron: string; time_zone: string }>(
      `select id, workspace_id, cron, time_zone from exports e where next_run_at <= engine_now() and deleted_at is null
         and not exists (select from export_runs r where r.export_id = e.id and r.status in ('QUEUED', 'RUNNING'))
       order by next_run_at limit 1 for update skip locked`,
    )
    const [due] = rows
    if (!due) return false
    const now = await engineNow(client)
    await queueRun(client, { workspaceId: due.workspace_id, id: due.id }, now)
    const next = nextRun({ cron: due.cron, timeZone: due.time_zone }, now)
    await client.query('update exports set next_run_at = to_timestamp($2 / 1000.0) where id = $1', [due.id, next])
    return true
  })
}

/** Clears away a run that was deleted with its export, or is old, with its files; answers whether there was any. */
export async function clearRun(pool: pg.Pool, dataDir: string): Promise<boolean> {
  const { rows } = await pool.query<{ id: string }>(
    `select r.id from export_runs r join exports e on e.id = r.export_id
     where e.deleted_at is not null or r.finished_at < engine_now() - $1::interval limit 1`,
    [KEPT],
  )
  const [old] = rows
  if (!old) return (await pool.query('delete from exports where deleted_at is not null')).rowCount !== 0
  await rm(folderOf(dataDir, old.id), { recursive: true, force: true })
  await pool.query('delete from export_runs where id = $1', [old.id])
  return true
}
