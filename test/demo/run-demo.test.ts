import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { AUDIENCES } from '../../src/demo/audiences.ts'
import { type DemoWorkspace, ensureDemoWorkspace, findDemoWorkspace } from '../../src/demo/demo-workspace.ts'
import { type DemoOptions, runDemo, SEED } from '../../src/demo/run-demo.ts'
import { openShop, streamFrom } from '../../src/demo/shop.ts'
import { startDemo } from '../../src/demo/start-demo.ts'
import { DAY, MINUTE, SECOND } from '../../src/engine/clock.ts'
import { completeKeys, ensureFirstWorkspace } from '../../src/engine/workspaces.ts'
import { test as base, setNow } from '../helpers/database.ts'
import { testWorker } from '../helpers/engine.ts'

const OPTIONS = { hints: { wake: () => {} }, history: DAY, rate: 2 }

/** `demo`: the workspace of the demo, beside a first one. */
const test = base.extend<{ demo: DemoWorkspace }>({
  demo: async ({ db }, use) => {
    await ensureFirstWorkspace(db, completeKeys({}))
    await ensureDemoWorkspace(db, completeKeys({}))
    await use((await findDemoWorkspace(db.pool)) as DemoWorkspace)
  },
})

/** Runs it until everything up to the moment of its clock has taken effect, with a worker beside it. */
async function runUntil(db: Db, at: number): Promise<void> {
  const ending = new AbortController()
  const worker = testWorker(db)
  const running = runDemo({ db, ...OPTIONS, clock: () => at, signal: ending.signal } satisfies DemoOptions)
  const ended = running.catch((error: unknown) => error)
  for (let quiet = 0; quiet < 3; ) {
    await worker.quiet()
    await sleep(200)
    quiet = (await count(db, 'inbox')) === 0 ? quiet + 1 : 0
  }
  ending.abort()
  expect(await ended).toMatchObject({ name: 'AbortError' })
  expect(worker.errors).toEqual([])
}

const count = async (db: Db, table: string): Promise<number> => (await db.pool.query(`select count(*)::int as n from ${table}`)).rows[0].n

async function sizes(db: Db): Promise<Map<string, number>> {
  const { rows } = await db.pool.query<{ key: string; size: number }>(
    'select key, size::int from audiences join audience_counters on audience_id = id order by number',
  )
  return new Map(rows.map(({ key, size }) => [key, size]))
}

describe('the demo', () => {
  test('sends what its shop does, once, also across a restart; nothing is refused, and the first workspace stays empty', async ({ db, demo }) => {
    await runUntil(db, demo.createdAt - 5 * MINUTE)
    const before = await count(db, 'events')
    const end = demo.createdAt - MINUTE
    await runUntil(db, end)
    expect(await count(db, 'events')).toBeGreaterThan(before)

    const shop = openShop({ seed: SEED, createdAt: demo.createdAt, ...OPTIONS })
    const calls = streamFrom(shop, shop.opened).take(end)
    const { rows } = await db.pool.query<{ id: string }>('select message_id as id from events where workspace_id = $1', [demo.workspaceId])
    expect(rows.map(({ id }) => id).toSorted()).toEqual(calls.map(({ call }) => String(call['messageId'])).toSorted())
    expect(await count(db, 'refusals')).toBe(0)
    expect(await count(db, 'merges')).toBeGreaterThan(0)
    const { rows: elsewhere } = await db.pool.query('select from profiles where workspace_id <> $1', [demo.workspaceId])
    expect(elsewhere).toEqual([])
  })

  test('has audiences that move, with what happens and with the clock alone', async ({ db, demo }) => {
    await setNow(db, new Date(demo.createdAt))
    await runUntil(db, demo.createdAt)
    const first = await sizes(db)
    expect([...first.keys()]).toEqual(AUDIENCES.map(({ key }) => key))
    expect(first.get('active_now')).toBeGreaterThan(10)

    await setNow(db, new Date(demo.createdAt + MINUTE))
    await runUntil(db, demo.createdAt + MINUTE)
    const second = await sizes(db)
    expect([...second].filter(([key, size]) => size !== first.get(key)).length).toBeGreaterThan(5)

    await setNow(db, new Date(demo.createdAt + 5 * MINUTE))
    await testWorker(db).quiet()
    expect((await sizes(db)).get('active_now')).toBe(0)
  })

  test('runs once, whatever the number of processes, and again when the one that ran it has stopped', async ({ db, demo }) => {
    const errors: unknown[] = []
    const start = () => startDemo({ db, ...OPTIONS, history: MINUTE, clock: () => demo.createdAt, onError: (error) => errors.push(error) })
    const waiting = async () => Number((await db.pool.query('select coalesce(sum(messages), 0) as n from inbox')).rows[0].n)
    const demos = [start(), start(), start()]
    await expect.poll(waiting, { timeout: 20_000 }).toBeGreaterThan(500)
    await sleep(SECOND)
    const once = await waiting()
    expect(once).toBeLessThan(2000)
    await Promise.all(demos.map((one) => one.stop()))

    const next = start()
    // Nothing has taken effect, so it begins anew.
    await expect.poll(waiting, { timeout: 20_000 }).toBe(2 * once)
    await next.stop()
    expect(errors).toEqual([])
  })
})
