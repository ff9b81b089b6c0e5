import { describe, expect, onTestFinished } from 'vitest'
import { connect, type Db } from '../../src/db/db.ts'
import { DefinitionsCache } from '../../src/engine/audiences/definitions-cache.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { sweepDue, untilDue } from '../../src/engine/audiences/sweep-due.ts'
import { startEngine } from '../../src/engine/worker.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { setNow, test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

const HOUR = 3_600_000
const NOW = Date.parse('2026-03-15T12:00:00.000Z')

describe('memberships that end by the clock alone', () => {
  test('end at their moment, ten thousand of them in the same one', { timeout: 60_000 }, async ({ db }) => {
    const end = NOW + 500
    await makeMembers(db, Array<number>(10_000).fill(end - HOUR))
    const { errors } = await startAt(db, NOW)
    await expect.poll(() => sizeOf(db), { timeout: 40_000, interval: 50 }).toBe(0)
    expect(await exits(db)).toEqual({ count: 10_000, profiles: 10_000, early: 0, reasons: ['CLOCK'], first: new Date(end), last: new Date(end) })
    expect(errors).toEqual([])
  })

  test('have ended at their own moments after the process slept for an hour', async ({ db }) => {
    const ends = Array.from({ length: 60 }, (_, minute) => NOW + (minute + 1) * 60_000)
    await makeMembers(
      db,
      ends.map((end) => end - HOUR),
    )
    const { errors } = await startAt(db, NOW + HOUR)
    await expect.poll(() => sizeOf(db), { timeout: 20_000, interval: 50 }).toBe(0)
    expect(await exits(db)).toMatchObject({ count: 60, profiles: 60, early: 0, first: new Date(ends[0] ?? 0), last: new Date(NOW + HOUR) })
    const { rows } = await db.pool.query<{ at: Date }>(`select at from audience_changes where change = 'EXITED' order by at`)
    expect(rows.map(({ at }) => at.getTime())).toEqual(ends)
    expect(errors).toEqual([])
  })

  test('have ended, too, when an event about something else comes before the sweep', async ({ db }) => {
    await setNow(db, new Date(NOW))
    const workspace = await makeWorkspace(db)
    await watchVisitors(db, workspace)
    const worker = testWorker(db)
    const did = (event: string, at: number) => ({
      type: 'track',
      event,
      userId: 'ada',
      messageId: `${event} ${at}`,
      timestamp: new Date(at).toISOString(),
    })
    await send(db, workspace, did('Visited', NOW))
    await worker.quiet()
    expect(await sizeOf(db)).toBe(1)
    await setNow(db, new Date(NOW + 2 * HOUR))
    await send(db, workspace, did('Bought', NOW + 2 * HOUR))
    await worker.drain()
    expect(await sizeOf(db)).toBe(0)
    expect(worker.errors).toEqual([])
  })

  test('are not read before their time comes', async ({ db }) => {
    await makeMembers(db, Array<number>(300).fill(NOW))
    await runFrom(db, NOW)
    const own = connect(db.url, { max: 1, name: 'expiry' })
    onTestFinished(own.close)
    // So few would be read faster without the index.
    await own.pool.query('set enable_seqscan = off')
    await own.pool.query('begin')
    expect(await sweepDue(own.pool, new DefinitionsCache())).toBeUndefined()
    const left = await untilDue(own.pool)
    expect([left > 0, left <= HOUR]).toEqual([true, true])
    // Of this transaction alone: what others have read is told late.
    const { rows } = await own.pool.query(
      `select sum(idx_tup_fetch)::int as fetched from pg_stat_xact_user_tables where relname ~ '^profiles_p\\d+$'`,
    )
    expect(rows[0].fetched).toBeLessThan(50)
    await own.pool.query('rollback')
  })
})

/** People who visited once, and are therefore members for an hour. */
async function makeMembers(db: Db, visits: readonly number[]): Promise<void> {
  await setNow(db, new Date(NOW))
  const workspace = await makeWorkspace(db)
  await insertVisits(db, workspace, visits)
  await watchVisitors(db, workspace)
  expect(await sizeOf(db)).toBe(visits.length)
}

async function watchVisitors(db: Db, workspace: Workspace): Promise<void> {
  const rule = { event: { name: 'Visited', window: { last: 'PT1H' } } }
  const about = { key: 'visitors', name: 'Visitors', description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
  await createAudience(db, { workspaceId: workspace.id, ...about, rule })
  await testWorker(db).quiet()
}

async function insertVisits(db: Db, { id, sourceId }: Workspace, visits: readonly number[]): Promise<void> {
  await db.pool.query(
    `with visit as (select gen_random_uuid() as id, gen_random_uuid() as event_id, at from unnest($3::float8[]) as v (at)), made as (
       insert into profiles (workspace_id, id, entity, created_at, updated_at, evaluated_at) select $1, id, 'PROFILE', engine_now(), engine_now(), engine_now() from visit)
     insert into events (workspace_id, id, profile_id, profile_seq, type, name, timestamp, received_at, source_id, message_id, identifiers, properties, context, schema_version)
     select $1, event_id, id, 1, 'TRACK', 'Visited', to_timestamp(at / 1000), to_timestamp(at / 1000), $2, event_id::text, '{}', '{}', '{}', 1 from visit`,
    [id, sourceId, visits],
  )
}

/** Lets the engine's clock go on from a moment. */
async function runFrom(db: Db, at: number): Promise<void> {
  const ahead = at - Date.now()
  await db.pool.query(`create or replace function engine_now() returns timestamptz language sql volatile as $$
    select date_trunc('milliseconds', clock_timestamp() + interval '${ahead} milliseconds') $$`)
}

/** A worker whose clock goes on from a moment. */
async function startAt(db: Db, at: number): Promise<{ readonly errors: readonly unknown[] }> {
  await runFrom(db, at)
  const errors: unknown[] = []
  const own = connect(db.url, { max: 8, name: 'expiry' })
  const queues = await openQueues({ kind: 'postgres', url: db.url })
  const engine = await startEngine({ db: own, queues, concurrency: 2, onError: (error) => errors.push(error) })
  onTestFinished(async () => {
    await engine.stop()
    await queues.close()
    await own.close()
  })
  return { errors }
}

async function sizeOf(db: Db): Promise<number> {
  const { rows } = await db.pool.query<{ size: number; members: number }>(
    'select (select size::int from audience_counters) as size, (select count(*)::int from audience_members) as members',
  )
  expect(rows[0]?.size).toBe(rows[0]?.members)
  return rows[0]?.size ?? 0
}

async function exits(db: Db): Promise<unknown> {
  const { rows } = await db.pool.query(
    `select count(*)::int, count(distinct profile_id)::int as profiles, count(*) filter (where committed_at < at)::int as early,
       array_agg(distinct reason::text) as reasons, min(at) as first, max(at) as last from audience_changes where change = 'EXITED'`,
  )
  return rows[0]
}
