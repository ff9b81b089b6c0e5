import { z } from 'zod'
import type { Queryable } from '../../db/db.ts'
import { SECOND } from '../clock.ts'
import type { Counts } from './settle.ts'

export const REFUSALS = ['TOO_MANY_EVENTS', 'KEEPS_CHANGING', 'FAILED'] as const

/** People who stay as they are. */
export const RefusedComponent = z.object({ code: z.enum(REFUSALS), profileIds: z.array(z.string()), events: z.number() })
export type RefusedComponent = Readonly<z.infer<typeof RefusedComponent>>

/** A run that is being done. */
export interface Running {
  readonly id: string
  readonly workspaceId: string
  readonly version: number
}

/** The runs that wait or are under way, and whose time has come. */
export async function dueRuns(db: Queryable): Promise<readonly number[]> {
  const { rows } = await db.query<{ number: number }>(
    `select number from identity_runs where status in ('QUEUED', 'RUNNING') and due_at <= engine_now() order by number`,
  )
  return rows.map(({ number }) => number)
}

/** Begins a run, or goes on with one. Undefined: there is nothing to do, or not yet. */
export async function beginRun(db: Queryable, number: number): Promise<Running | undefined> {
  const { rows } = await db.query<Running>(
    `update identity_runs set status = 'RUNNING', started_at = coalesce(started_at, engine_now())
     where number = $1 and status in ('QUEUED', 'RUNNING') and due_at <= engine_now() returning id, workspace_id as "workspaceId", version`,
    [number],
  )
  return rows[0]
}

/** Shows how many events were read so far; false: it is no longer wanted. */
export async function noteRead(db: Queryable, id: string, events: number): Promise<boolean> {
  const { rowCount } = await db.query(`update identity_runs set events = $2, rate = null where id = $1 and status = 'RUNNING'`, [id, events])
  return rowCount === 1
}

/** All events were read: so many people there are, and so many components are to be settled. */
export async function notePlanned(
  db: Queryable,
  id: string,
  { events, profiles, open }: { readonly events: number; readonly profiles: number; readonly open: number },
): Promise<boolean> {
  const { rowCount } = await db.query(
    `update identity_runs set events = $2, profiles_before = coalesce(profiles_before, $3), total = done + $4, timed_at = engine_now(), timed_done = done
     where id = $1 and status = 'RUNNING'`,
    [id, events, profiles, open],
  )
  return rowCount === 1
}

/** So many components are as they are to be; within their transaction, so that they are counted once. False: the run is no longer wanted. */
export async function noteSettled(
  client: Queryable,
  id: string,
  { components, joined, separated, appeared, vanished }: Counts & { readonly components: number },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `update identity_runs set done = done + $6, joined = joined + $2, separated = separated + $3, appeared = appeared + $4, vanished = vanished + $5, attempts = 0, error = null,
       rate = (done + $6 - timed_done) / greatest(extract(epoch from engine_now() - timed_at)::float8, 0.001)
     where id = $1 and status = 'RUNNING'`,
    [id, joined, separated, appeared, vanished, components],
  )
  return rowCount === 1
}

const MOST_SHOWN = 100

export async function finishRun(db: Queryable, id: string, refused: readonly RefusedComponent[]): Promise<void> {
  await db.query(
    `update identity_runs set status = 'FINISHED', finished_at = engine_now(), error = null, total = done, refused = $2, refusals = $3
     where id = $1 and status = 'RUNNING'`,
    [id, refused.length, JSON.stringify(refused.slice(0, MOST_SHOWN))],
  )
}

export async function failRun(db: Queryable, id: string, error: string): Promise<void> {
  await db.query(`update identity_runs set status = 'FAILED', finished_at = engine_now(), error = $2 where id = $1 and status = 'RUNNING'`, [
    id,
    error,
  ])
}

/** How often in a row it is tried. */
const MOST_ATTEMPTS = 5
const PAUSE = 5 * SECOND

/** Has it gone on with later, longer each time; the last time it failed. */
export async function putOff(db: Queryable, id: string, error: string): Promise<void> {
  await db.query(
    `update identity_runs set attempts = attempts + 1, error = $2,
       due_at = engine_now() + make_interval(secs => $4 * 2 ^ attempts / 1000.0),
       status = case when attempts + 1 >= $3 then 'FAILED' else status end,
       finished_at = case when attempts + 1 >= $3 then engine_now() end
     where id = $1 and status = 'RUNNING'`,
    [id, error, MOST_ATTEMPTS, PAUSE],
  )
}
