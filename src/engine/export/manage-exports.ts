import type pg from 'pg'
import { type Queryable, transaction } from '../../db/db.ts'
import { engineNow, type Millis } from '../clock.ts'
import type { Outbound } from '../delivery/outbound.ts'
import { ConflictError, LimitReachedError, NotFoundError, ValidationError } from '../errors.ts'
import { uuidv7 } from '../id.ts'
import type { Entity } from '../profiles/profile.ts'
import { checkSchedule, type Schedule } from './schedule.ts'
import { type ExportShape, LEAST_PER_FILE, MOST_PER_FILE } from './shape.ts'
import { parseStore, sealStore } from './store.ts'

const MOST_EXPORTS = 250
const MOST_NAMES = 250

/** An export, or a run of one, in a workspace. */
export interface Named {
  readonly workspaceId: string
  readonly id: string
}

export interface NewExport {
  readonly workspaceId: string
  readonly name: string
  /** Null: everybody. */
  readonly audienceId: string | null
  /** Of what, where there is no audience to say so. */
  readonly entity: Entity
  readonly shape: ExportShape
  /** Null: files in the data directory. */
  readonly store: unknown
  /** Null: it runs once, now. */
  readonly schedule: Schedule | null
}

export interface Created {
  readonly id: string
  /** Of the run that waits to begin; null: it waits for its time. */
  readonly run: number | null
}

export async function createExport(pool: pg.Pool, outbound: Pick<Outbound, 'allowPrivate' | 'secretBox'>, given: NewExport): Promise<Created> {
  const { workspaceId, name, audienceId, shape, schedule } = given
  if (name.trim() === '' || name.length > 255) throw new ValidationError('A name has 1 to 255 characters.', ['name'])
  checkShape(shape)
  const store = given.store === null ? null : parseStore(given.store, outbound)
  return transaction(pool, async (client) => {
    // Whoever else makes one at the same time waits, so that they are counted.
    await client.query('select from workspaces where id = $1 for no key update', [workspaceId])
    await requireRoom(client, workspaceId)
    const entity = audienceId === null ? given.entity : await entityOf(client, workspaceId, audienceId)
    const now = await engineNow(client)
    const nextRun = schedule && checkSchedule(schedule, now)
    const id = uuidv7(now)
    await client.query(
      `insert into exports (id, workspace_id, name, audience_id, entity, shape, store, cron, time_zone, next_run_at, created_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $9, to_timestamp($10 / 1000.0), to_timestamp($11 / 1000.0))`,
      [
        ...[id, workspaceId, name, audienceId, entity, JSON.stringify(shape), store && JSON.stringify(sealStore(outbound.secretBox, id, store))],
        ...[schedule?.cron ?? null, schedule?.timeZone ?? null, nextRun, now],
      ],
    )
    return { id, run: schedule ? null : await queueRun(client, { workspaceId, id }, now) }
  })
}

/** Runs an export once more, now. */
export async function startExport(pool: pg.Pool, named: Named): Promise<{ readonly run: number }> {
  return transaction(pool, async (client) => {
    await lockExport(client, named)
    const { rowCount } = await client.query(`select from export_runs where export_id = $1 and status in ('QUEUED', 'RUNNING')`, [named.id])
    if (rowCount !== 0) throw new ConflictError('It is running already.', ['id'])
    return { run: await queueRun(client, named, await engineNow(client)) }
  })
}

/** Ends the run that is under way; the files that it finished stay. */
export async function cancelExport(pool: pg.Pool, named: Named): Promise<void> {
  await transaction(pool, async (client) => {
    await lockExport(client, named)
    const { rowCount } = await client.query(
      `update export_runs set status = 'CANCELED', finished_at = engine_now() where export_id = $1 and status in ('QUEUED', 'RUNNING')`,
      [named.id],
    )
    if (rowCount === 0) throw new ConflictError('It is not running.', ['id'])
  })
}

/** Deletes an export with its runs; a worker clears away its files. What is in a store stays there. */
export async function deleteExport(pool: pg.Pool, named: Named): Promise<void> {
  await transaction(pool, async (client) => {
    await lockExport(client, named)
    await client.query('update exports set deleted_at = engine_now(), next_run_at = null where id = $1', [named.id])
    await client.query(
      `update export_runs set status = 'CANCELED', finished_at = engine_now() where export_id = $1 and status in ('QUEUED', 'RUNNING')`,
      [named.id],
    )
  })
}

export async function queueRun(client: Queryable, { workspaceId, id }: Named, now: Millis): Promise<number> {
  const { rows } = await client.query<{ number: number }>(
    `insert into export_runs (id, workspace_id, export_id, status, due_at, created_at)
     values ($1, $2, $3, 'QUEUED', to_timestamp($4 / 1000.0), to_timestamp($4 / 1000.0)) returning number`,
    [uuidv7(now), workspaceId, id, now],
  )
  if (!rows[0]) throw new Error('unreachable')
  return rows[0].number
}

async function lockExport(client: Queryable, { workspaceId, id }: Named): Promise<void> {
  const { rowCount } = await client.query('select from exports where workspace_id = $1 and id = $2 and deleted_at is null for update', [
    workspaceId,
    id,
  ])
  if (rowCount !== 1) throw new NotFoundError('There is no such export.', ['id'])
}

async function entityOf(client: Queryable, workspaceId: string, audienceId: string): Promise<Entity> {
  const { rows } = await client.query<{ entity: Entity }>('select entity from audiences where workspace_id = $1 and id = $2 and deleted_at is null', [
    workspaceId,
    audienceId,
  ])
  if (!rows[0]) throw new NotFoundError('There is no such audience.', ['audience'])
  return rows[0].entity
}

async function requireRoom(client: Queryable, workspaceId: string): Promise<void> {
  const { rows } = await client.query<{ count: number }>(
    'select count(*)::int as count from exports where workspace_id = $1 and deleted_at is null',
    [workspaceId],
  )
  if ((rows[0]?.count ?? 0) >= MOST_EXPORTS) throw new LimitReachedError(`A workspace has up to ${MOST_EXPORTS} exports; delete those that are done.`)
}

export function checkShape({ format, gzip, traits, identifiers, perFile }: ExportShape): void {
  if (gzip && format === 'PARQUET') throw new ValidationError('Parquet is packed already.', ['gzip'])
  if (!Number.isInteger(perFile) || perFile < LEAST_PER_FILE || perFile > MOST_PER_FILE)
    throw new ValidationError(`\`perFile\` is ${LEAST_PER_FILE} to ${MOST_PER_FILE}.`, ['perFile'])
  for (const [field, names] of Object.entries({ traits, identifiers })) {
    if (names === null) continue
    if (names.length > MOST_NAMES) throw new ValidationError(`\`${field}\` has up to ${MOST_NAMES} entries.`, [field])
    if (names.some((name) => name === '' || name.length > 255)) throw new ValidationError('A name has 1 to 255 characters.', [field])
    if (new Set(names).size !== names.length) throw new ValidationError(`\`${field}\` names one twice.`, [field])
  }
}
