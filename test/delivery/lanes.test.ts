import { describe, expect, onTestFinished, vi } from 'vitest'
import { connectors } from '../../src/connectors/index.ts'
import { dueLanes } from '../../src/engine/delivery/claim-deliveries.ts'
import { startDeliveries } from '../../src/engine/delivery/delivery-worker.ts'
import { drainDeliveries } from '../../src/engine/delivery/drain-deliveries.ts'
import { createGuardedFetch } from '../../src/engine/delivery/guarded-fetch.ts'
import { LaneHolder } from '../../src/engine/delivery/lane-holder.ts'
import { Pace } from '../../src/engine/delivery/pace.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { test } from '../helpers/database.ts'
import { testDeliveries, webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { startFarEnd, status } from '../helpers/far-end.ts'
import { secretBox } from '../helpers/secret-box.ts'

const event = (name: string, userId = 'ada') => ({ type: 'track', event: name, userId })

describe('a lane', () => {
  test('that somebody has is left to them', async ({ db }) => {
    const end = await startFarEnd()
    onTestFinished(end.close)
    const workspace = await makeWorkspace(db)
    await webhookTo(db, workspace.id, end.url)
    await send(db, workspace, event('A'))
    await testWorker(db).quiet()
    const { context } = testDeliveries(db)
    const other = new LaneHolder(db.pool)
    const [lane = 0] = await dueLanes(db.pool)
    const session = await other.take(lane)
    expect(await drainDeliveries(context, lane)).toBe(false)
    expect(end.received).toEqual([])
    if (session) await other.release(session, lane)
    await drainDeliveries(context, lane)
    expect(end.received).toHaveLength(1)
    await other.close()
  })

  test('whose connection is lost while it is sent for is sent for again, by whoever has it then', async ({ db }) => {
    const end = await startFarEnd()
    onTestFinished(end.close)
    const workspace = await makeWorkspace(db)
    await webhookTo(db, workspace.id, end.url)
    await send(db, workspace, event('A'), event('B'))
    await testWorker(db).quiet()
    const { context, drain } = testDeliveries(db)
    const [lane = 0] = await dueLanes(db.pool)
    end.answer(async (response) => {
      end.answer(status(200))
      const held = `select pg_terminate_backend(pid) from pg_locks join pg_database d on d.oid = database and datname = current_database() where locktype = 'advisory' and classid = 7003`
      await db.pool.query(held)
      response.end()
    })
    await drainDeliveries(context, lane).catch(() => {})
    expect((await db.pool.query('select distinct status from outbox')).rows).toEqual([{ status: 'PENDING' }])
    await drain()
    expect((await db.pool.query('select distinct status from outbox')).rows).toEqual([{ status: 'DELIVERED' }])
    expect(end.received.map(({ data }) => data['event'])).toEqual(expect.arrayContaining(['A', 'B']))
    expect(new Set(end.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2)
  })
})

test('a destination that hangs keeps no other from being told, and a worker that stops does not wait for it', { timeout: 30_000 }, async ({ db }) => {
  const [slow, quick] = await Promise.all([startFarEnd(() => {}), startFarEnd()])
  onTestFinished(async () => void (await Promise.all([slow.close(), quick.close()])))
  const workspace = await makeWorkspace(db)
  await webhookTo(db, workspace.id, slow.url)
  await webhookTo(db, workspace.id, quick.url)
  await send(db, workspace, ...Array.from({ length: 200 }, (_, i) => event('A', `u${i}`)))
  await testWorker(db).quiet()
  const queues = await openQueues({ kind: 'postgres', url: db.url })
  const { fetch, close } = createGuardedFetch({ allowPrivate: true })
  const deliveries = await startDeliveries({ db, queues, outbound: { connectors, fetch, allowPrivate: true, secretBox }, onError: () => {} })
  await vi.waitFor(() => expect(quick.received).toHaveLength(200), 10_000)
  expect(slow.received.length).toBeGreaterThan(0)
  await deliveries.stop()
  await queues.close()
  await close()
  const { rows } = await db.pool.query('select status, attempts, count(*)::int as count from outbox group by 1, 2 order by 1')
  expect(rows).toEqual([
    { status: 'PENDING', attempts: 0, count: 200 },
    { status: 'DELIVERED', attempts: 1, count: 200 },
  ])
})

describe('the pace of a destination', () => {
  test('grows while it answers, halves when it fails, and rests after many failures in a row', () => {
    let now = 0
    const pace = new Pace(() => now)
    for (let i = 0; i < 100; i++) pace.succeeded()
    expect(pace.width).toBe(16)
    pace.failed(null)
    expect([pace.width, pace.paused]).toEqual([8, false])
    for (let i = 0; i < 7; i++) pace.failed(null)
    expect([pace.width, pace.paused]).toEqual([1, true])
    now += 1000
    expect(pace.paused).toBe(false)
    pace.failed(null)
    now += 1999
    expect(pace.paused).toBe(true)
    for (let i = 0; i < 50; i++) pace.failed(null)
    now += 60_000
    expect(pace.paused).toBe(false)
    pace.succeeded()
    pace.failed(null)
    expect(pace.paused).toBe(false)
    pace.failed(30_000)
    expect(pace.paused).toBe(true)
  })
})
