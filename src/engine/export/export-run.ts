import { z } from 'zod'
import type { Queryable } from '../../db/db.ts'
import { asMillis, type Millis, SECOND } from '../clock.ts'
import type { Entity } from '../profiles/profile.ts'
import { countScope, type ExportScope } from './read-page.ts'
import type { Upload } from './s3-target.ts'
import { ExportShape } from './shape.ts'
import { KeptStore } from './store.ts'

export const RunFile = z.object({ name: z.string(), rows: z.number(), bytes: z.number(), done: z.number() })
/** A file that is whole. */
export type RunFile = Readonly<z.infer<typeof RunFile>>

/** A run that is being done, as it stands after its last whole file. */
export interface Running {
  readonly id: string
  readonly exportId: string
  readonly scope: ExportScope
  readonly shape: ExportShape
  readonly store: KeptStore | null
  readonly files: readonly RunFile[]
  readonly cursor: string | null
  readonly upload: Upload | null
}

interface Row {
  readonly id: string
  readonly export_id: string
  readonly workspace_id: string
  readonly audience_id: string | null
  readonly audience_status: string | null
  readonly entity: Entity
  readonly shape: unknown
  readonly store: unknown
  readonly files: unknown
  readonly cursor: string | null
  readonly upload: Upload | null
  readonly started: Millis
  readonly total: string | null
}

/** Begins a run, or goes on with one. Null: there is nothing to do, or not yet. */
export async function beginRun(db: Queryable, number: number): Promise<Running | null> {
  const { rows } = await db.query<Row>(
    `select r.id, r.export_id, r.workspace_id, e.audience_id, a.status as audience_status, e.entity, e.shape, e.store, r.files, r.cursor, r.upload,
       ${asMillis('coalesce(r.started_at, engine_now())')} as started, r.total
     from export_runs r join exports e on e.id = r.export_id left join audiences a on a.id = e.audience_id and a.deleted_at is null
     where r.number = $1 and r.status in ('QUEUED', 'RUNNING') and r.due_at <= engine_now() and e.deleted_at is null`,
    [number],
  )
  const [row] = rows
  // Who its members are is known once it was computed.
  if (!row || row.audience_status === 'COMPUTING') return null
  if (row.audience_id !== null && row.audience_status === null) {
    await failRun(db, row.id, 'The audience was deleted.')
    return null
  }
  const scope = { workspaceId: row.workspace_id, entity: row.entity, audienceId: row.audience_id, asOf: row.started }
  const total = row.total ?? (await countScope(db, scope))
  const { rowCount } = await db.query(
    `update export_runs set status = 'RUNNING', started_at = to_timestamp($2 / 1000.0), total = $3
     where id = $1 and status in ('QUEUED', 'RUNNING')`,
    [row.id, row.started, total],
  )
  if (rowCount !== 1) return null
  return {
    ...{ id: row.id, exportId: row.export_id, scope, cursor: row.cursor, upload: row.upload },
    shape: ExportShape.parse(row.shape),
    store: row.store === null ? null : KeptStore.parse(row.store),
    files: z.array(RunFile).parse(row.files),
  }
}

export interface Progress {
  readonly done: number
  readonly rows: number
  readonly bytes: number
}

/** Shows how far it is; false: it is no longer wanted. */
export async function showProgress(db: Queryable, id: string, { done, rows, bytes }: Progress): Promise<boolean> {
  const { rowCount } = await db.query({
    name: 'export-progress',
    text: `update export_runs set done = $2, rows = $3, bytes = $4 where id = $1 and status = 'RUNNING'`,
    values: [id, done, rows, bytes],
  })
  return rowCount === 1
}

export interface Whole {
  readonly file: RunFile
  /** The last profile in it; null: it is the last file. */
  readonly cursor: string | null
  readonly progress: Progress
}

/** Adds a file that is whole; false: it is no longer wanted. */
export async function keepFile(db: Queryable, id: string, { file, cursor, progress: { done, rows, bytes } }: Whole): Promise<boolean> {
  const { rowCount } = await db.query(
    `update export_runs set files = files || $2::jsonb, cursor = $3, done = $4, rows = $5, bytes = $6, attempts = 0, error = null
     where id = $1 and status = 'RUNNING'`,
    [id, JSON.stringify([file]), cursor, done, rows, bytes],
  )
  return rowCount === 1
}

export async function keepUpload(db: Queryable, id: string, upload: Upload | null): Promise<void> {
  await db.query('update export_runs set upload = $2 where id = $1', [id, upload && JSON.stringify(upload)])
}

export async function finishRun(db: Queryable, id: string): Promise<void> {
  await db.query(`update export_runs set status = 'FINISHED', finished_at = engine_now(), error = null where id = $1 and status = 'RUNNING'`, [id])
}

export async function failRun(db: Queryable, id: string, error: string): Promise<void> {
  await db.query(
    `update export_runs set status = 'FAILED', finished_at = engine_now(), error = $2 where id = $1 and status in ('QUEUED', 'RUNNING')`,
    [id, error],
  )
}

/** How often in a row the same file is tried. */
const MOST_ATTEMPTS = 5
const PAUSE = 5 * SECOND

/** Has it tried again later, longer each time; the last time it failed. */
export async function putOff(db: Queryable, id: string, error: string): Promise<void> {
  await db.query(
    `update export_runs set attempts = attempts + 1, error = $2,
       due_at = engine_now() + make_interval(secs => $4 * 2 ^ attempts / 1000.0),
       status = case when attempts + 1 >= $3 then 'FAILED' else status end,
       finished_at = case when attempts + 1 >= $3 then engine_now() end
     where id = $1 and status = 'RUNNING'`,
    [id, error, MOST_ATTEMPTS, PAUSE],
  )
}
