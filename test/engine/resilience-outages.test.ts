import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished } from 'vitest'
import { connect, type Db, transaction } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import type { Point } from '../../src/engine/ingest/pipeline.ts'
import { startEngine } from '../../src/engine/worker.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { audit } from '../chaos/audit.ts'
import { below, randomOf } from '../chaos/random.ts'
import { AUDIENCES, trafficOf } from '../chaos/traffic.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, type TestWorker, testWorker, type Workspace } from '../helpers/engine.ts'

describe('trouble with the database only delays:', () => {
  test('connections that are ended in mid chunk, at every point', async ({ db }) => {
    const workspace = await watchedWorkspace(db)
    const points: Point[] = ['claimed', 'deduped', 'resolved', 'held', 'appended', 'written', 'committed']
    const errors: unknown[] = []
    const own = connect(db.url, { max: 12, name: 'cut-off' })
    const queues = await openQueues({ kind: 'postgres', url: db.url })
    const cut = async (point: Point) => {
      if (point !== points[0]) return
      points.shift()
      await db.pool.query(
        `select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'cut-off' and datname = current_database()`,
      )
      // Until the connection knows.
      await sleep(20)
    }
    const engine = await startEngine({ db: own, queues, concurrency: 2, onError: (error) => errors.push(error), passed: cut })
    onTestFinished(async () => {
      await engine.stop()
      await queues.close()
      await own.close()
    })
    const sent = new Set<string>()
    const nextBatch = trafficOf(randomOf(1), { prefix: 'm', now: Date.now() })
    const deadline = Date.now() + 50_000
    while ((points.length > 0 || (await isBusy(db))) && Date.now() < deadline) {
      if (points.length > 0) await sendBatch(db, workspace, nextBatch(), sent)
      await sleep(100)
    }
    expect(points).toEqual([])
    expect(errors.length).toBeGreaterThan(0)
    await audit(db, workspace.id, sent)
  })

  test('locks that are held for longer than anyone waits for them', async ({ db }) => {
    const workspace = await watchedWorkspace(db)
    const worker = testWorker(db)
    await send(db, workspace, identify('m1', 'u1', 'a1'))
    await worker.quiet()
    const { rows } = await db.pool.query<{ id: string }>('select id from profiles')
    const key = BigInt.asIntN(64, BigInt(`0x${rows[0]?.id.replaceAll('-', '').slice(16)}`))
    let release = () => {}
    const held = transaction(db.pool, async (client) => {
      await client.query('select pg_advisory_xact_lock($1)', [String(key)])
      await new Promise<void>((resolve) => {
        release = resolve
      })
    })
    await send(db, workspace, identify('m2', 'u1', 'a2'))
    const draining = worker.quiet()
    while (worker.errors.length === 0) await sleep(50)
    release()
    await Promise.all([held, draining])
    expect(worker.errors.map((error) => (error instanceof Error ? error.cause : error))).toMatchObject([{ code: '55P03' }])
    await audit(db, workspace.id, new Set(['m1', 'm2']))
  })

  test('four workers whose merges overlap, among them a transaction that locks the other way round', async ({ db }) => {
    const workspace = await watchedWorkspace(db)
    const random = randomOf(2)
    const workers = Array.from({ length: 4 }, () => testWorker(db))
    const nextBatch = trafficOf(random, { prefix: 'm', now: Date.now() })
    const sent = new Set<string>()
    for (let n = 0; n < 20; n++) await sendBatch(db, workspace, nextBatch(), sent)
    await workers[0]?.quiet()
    for (let n = 0; n < 60; n++) await sendBatch(db, workspace, nextBatch(), sent)
    const lost: unknown[] = []
    let working = true
    const against = lockBackwards(db, () => working).catch((error) => lost.push(error))
    // Each begins with another lane; one that finds a lane taken goes on to the next.
    const work = (worker: TestWorker) =>
      sleep(below(random, 5))
        .then(worker.quiet)
        .catch((error) => lost.push(error))
    while (await isBusy(db)) await Promise.all(workers.map(work))
    working = false
    await against
    expect([...workers.flatMap((worker) => worker.errors), ...lost].flatMap(codesOf)).toContain('40P01')
    await audit(db, workspace.id, sent)
  })
})

async function watchedWorkspace(db: Db): Promise<Workspace> {
  const workspace = await makeWorkspace(db)
  for (const [key, rule] of Object.entries(AUDIENCES))
    await createAudience(db, {
      ...{ workspaceId: workspace.id, key, name: key, description: null, entity: 'PROFILE', enabled: true, notifyExisting: false },
      rule,
    })
  return workspace
}

async function sendBatch(db: Db, workspace: Workspace, batch: ReturnType<ReturnType<typeof trafficOf>>, sent: Set<string>): Promise<void> {
  await send(db, workspace, ...batch)
  for (const call of batch) sent.add(String(call['messageId']))
}

const identify = (messageId: string, userId: string, anonymousId: string) => ({ type: 'identify', messageId, userId, anonymousId })

async function isBusy(db: Db): Promise<boolean> {
  const { rows } = await db.pool.query<{ busy: boolean }>(
    `select exists (select from inbox) or exists (select from profile_aliases where folded_at is null)
       or exists (select from audiences where status = 'COMPUTING') as busy`,
  )
  return rows[0]?.busy === true
}

/** Locks profiles from the youngest to the oldest, as nothing of ours does, and goes on when somebody waits for it: one of the two is the victim. */
async function lockBackwards(db: Db, working: () => boolean): Promise<void> {
  await transaction(db.pool, async (client) => {
    const { rows } = await client.query<{ id: string }>('select id from profiles order by id desc')
    const { rows: own } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
    const lock = async (ids: readonly { id: string }[]) => {
      for (const { id } of ids) await client.query('select from profiles where id = $1 for update', [id])
    }
    await lock(rows.slice(0, 20))
    while (working() && !(await isWaitedFor(db, own[0]?.pid))) await sleep(5)
    await lock(rows.slice(20))
  })
}

async function isWaitedFor(db: Db, pid: number | undefined): Promise<boolean> {
  const { rows } = await db.pool.query<{ waited: boolean }>(
    'select exists (select from pg_stat_activity where datname = current_database() and $1 = any(pg_blocking_pids(pid))) as waited',
    [pid],
  )
  return rows[0]?.waited === true
}

/** Of an error, of what caused it, and of those it sums up. */
function codesOf(error: unknown): unknown[] {
  if (error instanceof AggregateError) return error.errors.flatMap(codesOf)
  if (!(error instanceof Error)) return []
  return [(error as { code?: unknown }).code, ...codesOf(error.cause)]
}
