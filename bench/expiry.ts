import { setTimeout as sleep } from 'node:timers/promises'
import type { Db } from '../src/db/db.ts'
import { createAudience } from '../src/engine/audiences/manage.ts'
import { HOUR, SECOND } from '../src/engine/clock.ts'
import { appendToInbox } from '../src/engine/ingest/inbox.ts'
import { inspectBody } from '../src/engine/ingest/inspect-body.ts'
import { createAudiences } from './audiences.ts'
import { cpuOf, option, report, round, withBench } from './harness.ts'
import { startProgram } from './program.ts'

// How long after its moment the last of so many memberships has ended that all end by the clock alone, at the same moment.
const PROFILES = option('profiles', 10_000)
/** In which all of them must have become members. */
const NOTICE = option('notice', 15) * SECOND
const BATCH = 2000

await withBench(async ({ db, postgresCpu }) => {
  const program = await startProgram(db.url)
  try {
    const { rows } = await db.pool.query<{ id: string; source_id: string }>(
      'select w.id, s.id as source_id from workspaces w join sources s on s.workspace_id = w.id limit 1',
    )
    const workspaceId = rows[0]?.id ?? ''
    await createAudiences(db, workspaceId)
    const about = { workspaceId, key: 'recent', name: 'Recent', description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
    const id = await createAudience(db, { ...about, rule: { event: { name: 'Signed In', window: { last: 'PT1H' } } } })
    while (await db.prisma.audience.findFirst({ where: { status: 'COMPUTING' } })) await sleep(50)
    const end = Date.now() + NOTICE
    await sendAll(db, { workspaceId, sourceId: rows[0]?.source_id ?? '' }, new Date(end - HOUR))
    while ((await sizeOf(db, id)) < PROFILES) await sleep(50)
    if (Date.now() >= end) throw new Error('They ended before the last was a member: give more --notice.')
    await keepCopy(db, id)
    await sleep(end - Date.now())
    const before = { program: cpuOf(program.pid), postgres: postgresCpu() }
    while ((await sizeOf(db, id)) > 0) await sleep(5)
    const last = Date.now() - end
    const cpu = { program: cpuOf(program.pid) - before.program, postgres: postgresCpu() - before.postgres }
    const floor = await measureFloor(db)
    report({
      bench: 'expiry',
      figures: { lastAfterMs: { value: last, atMost: 1000, aim: 500 } },
      details: { profiles: PROFILES, ...(await lateness(db, id)), floorMs: round(floor, 1), ratio: round(last / floor, 1), cpuMs: cpu },
    })
  } finally {
    await program.stop()
  }
})

async function sendAll(db: Db, { workspaceId, sourceId }: { workspaceId: string; sourceId: string }, timestamp: Date): Promise<void> {
  for (let i = 0; i < PROFILES; i += BATCH) {
    const count = Math.min(BATCH, PROFILES - i)
    const batch = Array.from({ length: count }, (_, n) => ({
      type: 'track',
      event: 'Signed In',
      userId: `user-${i + n}`,
      timestamp: timestamp.toISOString(),
    }))
    const body = Buffer.from(JSON.stringify({ batch }))
    const { parcels } = inspectBody(body, JSON.parse(body.toString()), null)
    await appendToInbox(db.pool, { workspaceId, sourceId, call: null, parcels })
  }
}

/** As every reader sees it. */
async function sizeOf(db: Db, audienceId: string): Promise<number> {
  const { rows } = await db.pool.query<{ size: number }>('select size::float8 as size from audience_counters where audience_id = $1', [audienceId])
  return rows[0]?.size ?? 0
}

/** The same memberships once more, in tables of the same indexes. */
async function keepCopy(db: Db, audienceId: string): Promise<void> {
  await db.pool.query('create table floor_members (like audience_members including all)')
  await db.pool.query('create table floor_changes (like audience_change_sets including all)')
  await db.pool.query('insert into floor_members select * from audience_members where audience_id = $1', [audienceId])
}

/** The least that Postgres has to write: one statement for all, which computes nothing and knows beforehand whom it is about. */
async function measureFloor(db: Db): Promise<number> {
  const start = performance.now()
  const { rows } = await db.pool.query<{ n: number }>(
    `with gone as (delete from floor_members returning *)
     insert into floor_changes select workspace_id, audience_id, 1, min(n), engine_now(), array_agg(profile_id), array_agg('EXITED'::membership_change),
       array_agg('CLOCK'::membership_reason), array_agg(extract(epoch from engine_now())::float8 * 1000)
     from (select *, row_number() over () as n from gone) numbered group by workspace_id, audience_id, n / 50 returning cardinality(profile_ids) as n`,
  )
  const written = rows.reduce((sum, { n }) => sum + n, 0)
  if (written !== PROFILES) throw new Error(`The floor is of ${written} memberships.`)
  return performance.now() - start
}

/** Of each change, by the time that it was committed. */
async function lateness(db: Db, audienceId: string): Promise<{ readonly first: number; readonly p50: number; readonly p99: number }> {
  const { rows } = await db.pool.query<{ count: number; ms: number[] }>(
    `select count(*)::int as count, percentile_disc(array[0, 0.5, 0.99]) within group (order by extract(epoch from committed_at - at) * 1000)::float8[] as ms
     from audience_changes where audience_id = $1 and change = 'EXITED' and reason = 'CLOCK'`,
    [audienceId],
  )
  const [
    {
      count,
      ms: [first = 0, p50 = 0, p99 = 0],
    } = { count: 0, ms: [] },
  ] = rows
  if (count !== PROFILES) throw new Error(`${count} memberships have ended by the clock.`)
  return { first: round(first, 1), p50: round(p50, 1), p99: round(p99, 1) }
}
