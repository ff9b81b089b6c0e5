import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, onTestFinished, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { uuidv7 } from '../../src/engine/id.ts'
import type { AudienceFrame } from '../../src/engine/live/audience-frame.ts'
import { LiveHints } from '../../src/engine/live/live-hints.ts'
import { LiveHub } from '../../src/engine/live/live-hub.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { commitChanges, insertAudience, insertWorkspace } from '../helpers/audience-rows.ts'
import { test } from '../helpers/database.ts'
import { queueBackends } from '../helpers/queue-backends.ts'

const someone = () => uuidv7(Date.now())

describe.each(queueBackends())('the hub with its relay on $name', (backend) => {
  test('shows the size at once, and each change without waiting for the second to be over', async ({ db }) => {
    const { connection, stop } = await backend.start(db)
    const queues = await openQueues(connection)
    const elsewhere = await openQueues(connection)
    const hub = new LiveHub({ db: db.pool, relay: queues.relay, onError: () => {} })
    onTestFinished(async () => {
      hub.close()
      await Promise.all([queues.close(), elsewhere.close()])
      await stop()
    })
    const workspaceId = await insertWorkspace(db)
    const audienceId = await insertAudience(db, workspaceId, 'everyone')
    const frames = collect(hub.watchAudience({ workspaceId, audienceId, throttle: 0 }))
    await vi.waitFor(() => expect(frames).toMatchObject([{ key: 'everyone', status: 'LIVE', size: 0, version: 0 }]))
    const hints = await LiveHints.start(elsewhere.relay)
    await sleep(200)
    const took: number[] = []
    for (let n = 1; n <= 10; n++) {
      const before = performance.now()
      await commitChanges(db, workspaceId, audienceId, { entered: [someone()] })
      hints.publish({ workspaceId, audienceIds: [audienceId] })
      await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ size: n, version: n, entered: n, exited: 0 }), { interval: 1 })
      took.push(performance.now() - before)
    }
    expect(took.toSorted((a, b) => a - b)[5]).toBeLessThan(200)
  })
})

describe('the hub', () => {
  test('finds a change that nobody announced within a second or so', async ({ db }) => {
    const { hub, workspaceId, audienceId } = await setUp(db)
    const frames = collect(hub.watchAudience({ workspaceId, audienceId, throttle: 0 }))
    await vi.waitFor(() => expect(frames.length).toBe(1))
    await commitChanges(db, workspaceId, audienceId, { entered: [someone(), someone()] })
    await vi.waitFor(() => expect(frames.at(-1)).toMatchObject({ size: 2, version: 1 }), 2_500)
  })

  test('tells whoever comes now, but nobody else, how far a computation is; its end is news', async ({ db }) => {
    const { hub, workspaceId } = await setUp(db)
    const audienceId = await insertAudience(db, workspaceId, 'new', 'COMPUTING')
    const items = collect(hub.watchAudience({ workspaceId, audienceId, throttle: 0 }).items())
    await vi.waitFor(() => expect(items).toMatchObject([{ quiet: false, value: { status: 'COMPUTING', size: 0 } }]))
    await commitChanges(db, workspaceId, audienceId, { entered: [someone()] })
    await vi.waitFor(() => expect(items.at(-1)).toMatchObject({ quiet: true, value: { status: 'COMPUTING', size: 1 } }), 5_000)
    await db.pool.query(`update audiences set status = 'LIVE' where id = $1`, [audienceId])
    await vi.waitFor(() => expect(items.at(-1)).toMatchObject({ quiet: false, value: { status: 'LIVE', size: 1 } }), 5_000)
  })

  test('ends the frames of an audience that is deleted, and stops looking when nobody listens', async ({ db }) => {
    const { hub, workspaceId, audienceId } = await setUp(db)
    const frames: AudienceFrame[] = []
    const done = (async () => {
      for await (const frame of hub.watchAudience({ workspaceId, audienceId, throttle: 0 })) frames.push(frame)
    })()
    await vi.waitFor(() => expect(frames.length).toBe(1))
    await db.pool.query('update audiences set deleted_at = engine_now() where id = $1', [audienceId])
    await done
    const looks = async () => {
      const { rows } = await db.pool.query<{ n: string }>(
        `select count(*) as n from pg_stat_activity where datname = current_database() and query like '%audience_counters c%' and query_start > clock_timestamp() - interval '700 ms' and pid <> pg_backend_pid()`,
      )
      return Number(rows[0]?.n)
    }
    await sleep(1_500)
    expect(await looks()).toBe(0)
  })
})

async function setUp(db: Db) {
  const queues = await openQueues({ kind: 'postgres', url: db.url })
  const hub = new LiveHub({ db: db.pool, relay: queues.relay, onError: () => {} })
  onTestFinished(async () => {
    hub.close()
    await queues.close()
  })
  const workspaceId = await insertWorkspace(db)
  return { hub, workspaceId, audienceId: await insertAudience(db, workspaceId, 'everyone') }
}

function collect<T>(values: AsyncIterable<T>): T[] {
  const seen: T[] = []
  void (async () => {
    for await (const value of values) seen.push(value)
  })()
  return seen
}
