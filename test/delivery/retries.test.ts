import { describe, expect, onTestFinished } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { HOUR, MINUTE, SECOND } from '../../src/engine/clock.ts'
import { setNow, test } from '../helpers/database.ts'
import { testDeliveries, webhookTo } from '../helpers/deliveries.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { type Answer, startFarEnd, status } from '../helpers/far-end.ts'

// The middle of a day, so that what is sent and what is due lie in the same partitions.
const START = Date.parse('2026-11-25T12:00:00.000Z')

async function setUp(db: Db, answer: Answer) {
  const end = await startFarEnd(answer)
  onTestFinished(end.close)
  const workspace = await makeWorkspace(db)
  await webhookTo(db, workspace.id, end.url)
  const deliveries = testDeliveries(db)
  const worker = testWorker(db)
  return {
    end,
    worker,
    deliveries,
    /** Moves the clock, and sends what is due then. */
    async at(offset: number) {
      await setNow(db, new Date(START + offset))
      await deliveries.drain()
    },
    async track(...names: string[]) {
      for (const event of names) {
        await send(db, workspace, { type: 'track', event, userId: 'ada', messageId: event })
        await worker.quiet()
      }
    },
    names: () => end.received.map(({ data }) => data['event']),
    rows: async () =>
      (
        await db.pool.query(
          `select e.name, o.status, o.attempts, o.last_error, o.out_of_order, (extract(epoch from o.due_at) * 1000)::float8 - $1 as due
           from outbox o join events e on e.id = o.event_id order by o.seq`,
          [START],
        )
      ).rows,
  }
}

describe('a delivery that fails', () => {
  test('is tried for 75 hours at the times that are written, then dead, listed, and never lost', async ({ db }) => {
    await setNow(db, new Date(START))
    const { track, at, rows, end } = await setUp(db, status(500, {}, 'out of order'))
    await track('A')
    await at(0)
    const gaps = [5, 10, 20, 40, 60, 60, 60].map((seconds) => seconds * SECOND)
    const schedule = [...gaps, 5 * MINUTE, 30 * MINUTE, ...[2, 5, 10, 14, 20, 24].map((hours) => hours * HOUR)]
    let now = 0
    for (const [i, gap] of schedule.entries()) {
      expect(await rows()).toMatchObject([{ status: 'RETRYING', attempts: i + 1, due: now + gap, last_error: 'HTTP 500: out of order' }])
      await at(now + gap - 1)
      expect(end.received).toHaveLength(i + 1)
      now += gap
      await at(now)
    }
    expect(now).toBeGreaterThan(75 * HOUR)
    expect(await rows()).toMatchObject([{ status: 'DEAD', attempts: schedule.length + 1 }])
    expect(new Set(end.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1)
    expect(await db.prisma.refusal.findMany()).toMatchObject([{ kind: 'DELIVERY', code: 'delivery_expired', messageId: 'A' }])
  }, 60_000)

  test.for([408, 423, 425, 429, 500, 503, 301, 302, 400, 401, 404, 410, 422])('is judged by its status: %i', async (code, { db }) => {
    const { track, deliveries, rows, end } = await setUp(db, status(code, { location: 'http://127.0.0.1:9/' }))
    await track('A')
    await deliveries.drain()
    const dead = code >= 400 && code < 500 && ![408, 423, 429].includes(code)
    expect(await rows()).toMatchObject([{ status: dead ? 'DEAD' : 'RETRYING', attempts: 1, last_error: expect.stringContaining(`HTTP ${code}`) }])
    expect(end.received).toHaveLength(1)
    const [destination] = await db.prisma.destination.findMany()
    expect(destination).toMatchObject({ enabled: code !== 410, disabledReason: code === 410 ? expect.stringContaining('410') : null })
  })

  test('waits as long as it is asked to, in seconds or until a date, but no longer than a day', async ({ db }) => {
    await setNow(db, new Date(START))
    const { track, at, rows, end } = await setUp(db, status(429, { 'retry-after': '120' }))
    await track('A')
    await at(0)
    expect(await rows()).toMatchObject([{ due: 120 * SECOND }])
    end.answer(status(503, { 'retry-after': new Date(START + HOUR).toUTCString() }))
    await at(120 * SECOND)
    expect(await rows()).toMatchObject([{ due: HOUR }])
    end.answer(status(429, { 'retry-after': '99999999' }))
    await at(HOUR)
    expect(await rows()).toMatchObject([{ due: 25 * HOUR }])
    end.answer(status(500, { 'retry-after': '99999999' }))
    await at(25 * HOUR)
    expect(await rows()).toMatchObject([{ due: 25 * HOUR + 40 * SECOND }])
  })
})

describe('the deliveries about one profile', () => {
  test('wait for the first of them, for 5 minutes, and then pass it, marked so', async ({ db }) => {
    await setNow(db, new Date(START))
    const { track, at, names, rows, end } = await setUp(db, (response, { data }) => void response.writeHead(data['event'] === 'A' ? 500 : 200).end())
    await track('A', 'B')
    await at(0)
    await setNow(db, new Date(START + 2 * SECOND))
    await track('C')
    await at(2 * SECOND)
    expect(names()).toEqual(['A'])
    for (const seconds of [5, 15, 35, 75, 135, 195]) await at(seconds * SECOND)
    expect(new Set(names())).toEqual(new Set(['A']))
    expect(await rows()).toMatchObject([{ attempts: 7 }, { status: 'PENDING', attempts: 0 }, { status: 'PENDING' }])
    await at(255 * SECOND)
    expect(names().slice(-3)).toEqual(['A', 'B', 'C'])
    expect(await rows()).toMatchObject([
      { status: 'RETRYING', due: 555 * SECOND, out_of_order: true },
      { status: 'DELIVERED', out_of_order: true },
      { status: 'DELIVERED', out_of_order: true },
    ])
    end.answer(status(200))
    await track('D')
    await at(555 * SECOND)
    expect(names().slice(-2).toSorted()).toEqual(['A', 'D'])
    expect(end.received.at(-1)?.headers['tributary-out-of-order'] ?? end.received.at(-2)?.headers['tributary-out-of-order']).toBe('true')
    await track('E')
    await at(556 * SECOND)
    expect((await rows()).at(-1)).toMatchObject({ name: 'E', status: 'DELIVERED', out_of_order: false })
  })

  test('are sent in their order once it goes through', async ({ db }) => {
    await setNow(db, new Date(START))
    const { track, at, names, rows, end } = await setUp(db, status(500))
    await track('A', 'B', 'C')
    await at(0)
    end.answer(status(200))
    await setNow(db, new Date(START + 3 * SECOND))
    await track('D')
    await at(3 * SECOND)
    expect(names()).toEqual(['A'])
    await at(5 * SECOND)
    expect(names()).toEqual(['A', 'A', 'B', 'C', 'D'])
    expect((await rows()).every((row) => row.status === 'DELIVERED' && !row.out_of_order)).toBe(true)
  })

  test('do not wait for one that is refused for good', async ({ db }) => {
    const { track, deliveries, names, rows } = await setUp(
      db,
      (response, { data }) => void response.writeHead(data['event'] === 'A' ? 400 : 200).end(),
    )
    await track('A', 'B')
    await deliveries.drain()
    expect(names()).toEqual(['A', 'B'])
    expect(await rows()).toMatchObject([{ status: 'DEAD' }, { status: 'DELIVERED', out_of_order: false }])
  })
})
