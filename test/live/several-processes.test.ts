import { describe, expect, onTestFinished, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { graphql } from '../generated/gql.ts'
import { commitChanges } from '../helpers/audience-rows.ts'
import { test } from '../helpers/database.ts'
import { stream } from '../helpers/event-source.ts'
import { startTestApi, type TestApi } from '../helpers/graphql-server.ts'
import { createEverybody } from '../helpers/live-audience.ts'
import { type QueueBackend, queueBackends } from '../helpers/queue-backends.ts'

const COUNT = graphql(`
  subscription CountForProcesses($since: SafeInt, $throttle: Duration) {
    audienceCount(by: { key: "all" }, sinceVersion: $since, throttle: $throttle) { size version }
  }
`)
const PROFILE = graphql(`subscription ProfileForProcesses { profileUpdated(by: { userId: "ada" }) { profile { traits } } }`)
const EVENTS = graphql(`subscription EventsForProcesses { eventReceived(names: ["Bought"]) { event { userId } } }`)

const bought = (userId: string) => ({ type: 'track', userId, event: 'Bought' })

/** Two whole programs on one database, which know of each other by the queue only. */
async function startTwo(db: Db, backend: QueueBackend): Promise<[TestApi, TestApi]> {
  const { connection, stop } = await backend.start(db)
  onTestFinished(stop)
  const here = await startTestApi(db, { connection })
  onTestFinished(here.close)
  const there = await startTestApi(db, { connection, keys: here.keys })
  onTestFinished(there.close)
  return [here, there]
}

describe.each(queueBackends())('two processes with $name between them', (backend) => {
  test('show the same, whichever of them something came to', async ({ db }) => {
    const both = await startTwo(db, backend)
    const [here, there] = both
    await createEverybody(here, 'all')
    await here.track({ type: 'identify', userId: 'ada', traits: { plan: 'free' } })
    const counts = both.map((api) => api.subscribe(COUNT, { throttle: 'PT0S' }))
    const profiles = both.map((api) => api.subscribe(PROFILE, {}))
    const events = both.map((api) => api.subscribe(EVENTS, {}))
    await vi.waitFor(() => expect([...counts, ...profiles].map(({ frames }) => frames.length)).toEqual([1, 1, 1, 1]), 10_000)
    // A worker hears of an interest within a second, and the interests of both are heard when an event of each has come to both.
    for (const [n, api] of [here, there, here, there].entries()) {
      await api.track(bought(`buyer-${n}`), { type: 'identify', userId: 'ada', traits: { plan: `plan-${n}` } })
      const last = { audienceCount: { size: n + 2 } }
      await vi.waitFor(() => expect(counts.map(({ frames }) => frames.at(-1))).toMatchObject([last, last]), 10_000)
      const changed = { profileUpdated: { profile: { traits: { plan: `plan-${n}` } } } }
      await vi.waitFor(() => expect(profiles.map(({ frames }) => frames.at(-1))).toMatchObject([changed, changed]), 10_000)
    }
    const buyer = { eventReceived: { event: { userId: 'buyer-3' } } }
    await vi.waitFor(() => expect(events.map(({ frames }) => frames.at(-1))).toMatchObject([buyer, buyer]), 10_000)
    for (const api of both) expect(api.errors).toEqual([])
  }, 60_000)

  test('have told every subscriber the size that there is, soon after the last change', async ({ db }) => {
    const both = await startTwo(db, backend)
    const [here] = both
    const audienceId = await createEverybody(here, 'all')
    const sockets = both.flatMap((api) => ['PT0S', 'PT0.1S', 'PT1S'].flatMap((throttle) => [1, 2, 3].map(() => api.subscribe(COUNT, { throttle }))))
    const streams = await Promise.all(both.map((api) => stream(api, { query: 'subscription { audienceCount(by: { key: "all" }) { size } }' })))
    const inside: string[] = []
    const write = async (times: number) => {
      for (let n = 0; n < times; n++) {
        const entered = [crypto.randomUUID(), crypto.randomUUID()]
        const exited = n % 3 === 0 ? inside.splice(0, 1) : []
        await commitChanges(db, here.workspaceId, audienceId, { entered, exited })
        inside.push(...entered)
      }
    }
    await Promise.all([write(60), write(60), write(60)])
    // One that comes back goes on where it was.
    const returned = both.map((api) => api.subscribe(COUNT, { since: 5, throttle: 'PT0S' }))
    await write(10)
    const { rows } = await db.pool.query<{ size: number }>('select count(*)::int as size from audience_members')
    const size = rows[0]?.size ?? -1
    expect(size).toBe(inside.length)
    const last = () => [
      ...[...sockets, ...returned].map(({ frames }) => frames.at(-1)?.audienceCount.size),
      ...streams.map(({ events }) => (events.at(-1)?.data as { data: { audienceCount: { size: number } } } | undefined)?.data.audienceCount.size),
    ]
    await vi.waitFor(() => expect(new Set(last())).toEqual(new Set([size])), 15_000)
    for (const api of both) expect(api.errors).toEqual([])
  }, 60_000)
})
