import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Agent, request } from 'undici'
import { connectors } from '../src/connectors/index.ts'
import { connect, type Db } from '../src/db/db.ts'
import { DefinitionsCache } from '../src/engine/audiences/definitions-cache.ts'
import { HOUR } from '../src/engine/clock.ts'
import { claimDeliveries, dueLanes } from '../src/engine/delivery/claim-deliveries.ts'
import { startDeliveries } from '../src/engine/delivery/delivery-worker.ts'
import { createGuardedFetch } from '../src/engine/delivery/guarded-fetch.ts'
import { loadPayloads, payloadOf } from '../src/engine/delivery/load-payloads.ts'
import { createDestination } from '../src/engine/delivery/manage-destinations.ts'
import { createSecretBox } from '../src/engine/delivery/secret-box.ts'
import { drainLane } from '../src/engine/ingest/drain-lane.ts'
import { appendToInbox } from '../src/engine/ingest/inbox.ts'
import { LANES } from '../src/engine/ingest/lanes.ts'
import { printUuid } from '../src/engine/public-id.ts'
import { completeKeys, ensureFirstWorkspace } from '../src/engine/workspaces.ts'
import type { QueueConnection } from '../src/queue/backend.ts'
import { openQueues } from '../src/queue/queues.ts'
import { redisMissing, startRedis } from '../test/helpers/redis.ts'
import { median, option, report, round, withBench } from './harness.ts'
import { bodies } from './workload.ts'

// Deliveries by webhook, from a hint of another process until they are settled, against bare undici posting the same bodies to the same server.
const DELIVERIES = option('deliveries', 10_000)
const WARM = 1000
const ROUNDS = option('rounds', 3)
const IN_FLIGHT = 64
/** Without a key: the floor signs by what the database has. */
const secretBox = createSecretBox([])

interface Post {
  readonly headers: Record<string, string>
  readonly body: string
}

await withBench(async ({ db, postgresCpu }) => {
  const missing = redisMissing()
  if (missing) process.stderr.write(`not run: deliveries with Redis (${missing})\n`)
  const redis = missing ? null : await startRedis()
  const receiver = fork(fileURLToPath(new URL('./receiver.ts', import.meta.url)), {
    execArgv: ['--import', fileURLToPath(new URL('../bin/typescript.mjs', import.meta.url))],
  })
  const [port] = (await once(receiver, 'message')) as [number]
  const url = `http://127.0.0.1:${port}/hook`
  await prepare(db, url)
  const posts = await collectPosts(db)
  const rates = { floor: [] as number[], postgres: [] as number[], redis: [] as number[] }
  let postgresMillis = 0
  for (let i = 0; i <= ROUNDS; i++) {
    const before = postgresCpu()
    const onPostgres = await deliver(db, { kind: 'postgres', url: db.url }, receiver)
    postgresMillis = (postgresCpu() - before) / (DELIVERIES / 1000)
    const onRedis = redis && (await deliver(db, { kind: 'redis', url: redis.url }, receiver))
    const floor = await postAll(url, posts, receiver)
    // The first round finds everything cold.
    if (i === 0) continue
    rates.postgres.push(onPostgres)
    if (onRedis) rates.redis.push(onRedis)
    rates.floor.push(floor)
  }
  receiver.disconnect()
  await redis?.stop()
  const floor = median(rates.floor)
  report({
    bench: 'deliveries',
    figures: {
      postgres: { value: round(median(rates.postgres) / floor), atLeast: 0.2, aim: 0.4 },
      ...(redis && { redis: { value: round(median(rates.redis) / floor), atLeast: 0.3, aim: 0.6 } }),
    },
    details: {
      perSecond: { floor: round(floor, 0), postgres: round(median(rates.postgres), 0), ...(redis && { redis: round(median(rates.redis), 0) }) },
      bytes: round(posts.reduce((sum, { body }) => sum + body.length, 0) / posts.length, 0),
      postgresMillisPer1000: round(postgresMillis, 1),
    },
  })
})

/** Events of the usual workload, through the pipeline into the outbox; kept aside, so that each round begins with the same. */
async function prepare(db: Db, url: string): Promise<void> {
  const { workspaceId } = await ensureFirstWorkspace(db, completeKeys({}))
  await createDestination(
    db,
    { connectors, allowPrivate: true, secretBox },
    {
      ...{ workspaceId, name: 'Bench', connector: 'webhook', settings: { url }, enabled: true },
      ...{ sendEvents: true, eventNames: null, sendAudiences: true, audienceKeys: null, sendTraits: true, traitKeys: null },
    },
  )
  const { rows } = await db.pool.query<{ id: string }>('select id from sources limit 1')
  for (const parcel of bodies({ from: Date.now() - HOUR, span: HOUR, count: DELIVERIES }))
    await appendToInbox(db.pool, { workspaceId, sourceId: rows[0]?.id ?? '', call: null, parcels: [parcel] })
  const context = { pool: db.pool, definitions: new DefinitionsCache() }
  for (let lane = 0; lane < LANES; lane++)
    await drainLane(context, { lane, onChunk: () => {}, onError: (error) => process.stderr.write(`${error}\n`) })
  await db.pool.query('create table kept as select * from outbox')
  await db.pool.query('vacuum analyze')
}

/** What the connector posts for each of them. */
async function collectPosts(db: Db): Promise<readonly Post[]> {
  const posts: Post[] = []
  const send = connectors.get('webhook')?.open((await db.pool.query('select settings from destinations')).rows[0].settings)
  const take = async (_url: unknown, init: RequestInit = {}) => {
    posts.push({ headers: init.headers as Record<string, string>, body: String(init.body) })
    return new Response()
  }
  for (const lane of await dueLanes(db.pool)) {
    const due = await claimDeliveries(db.pool, { lane, after: null, limit: DELIVERIES })
    const payloads = await loadPayloads(db.pool, due)
    for (const { id } of due) {
      const loaded = payloads.get(id)
      if (!loaded) throw new Error('A delivery has no payload.')
      const delivery = { id: printUuid('dlv', id), attempt: 1, at: new Date(), outOfOrder: false, kind: 'event' as const, payload: payloadOf(loaded) }
      await send?.({ delivery, fetch: take, signal: new AbortController().signal })
    }
  }
  return posts
}

/** Deliveries a second of one worker process, told by the queue. */
async function deliver(db: Db, connection: QueueConnection, receiver: ChildProcess): Promise<number> {
  const { fetch, close } = createGuardedFetch({ allowPrivate: true })
  const own = connect(db.url, { max: 14, name: 'bench-worker' })
  const queues = await openQueues(connection)
  const teller = await openQueues(connection)
  const deliveries = await startDeliveries({
    db: own,
    queues,
    outbound: { connectors, fetch, allowPrivate: true, secretBox },
    onError: (error) => process.stderr.write(`${error}\n`),
  })
  await db.pool.query('truncate outbox')
  // A worker that has just started finds everything cold: connections, plans, the pace of the destination.
  await refill(db, WARM)
  await sent(db)
  await db.pool.query('update destinations set enabled = false')
  await refill(db, DELIVERIES)
  await db.pool.query('vacuum analyze outbox')
  const { rows } = await db.pool.query<{ lane: number }>('select distinct lane from outbox')
  receiver.send(DELIVERIES)
  const all = once(receiver, 'message')
  await db.pool.query('update destinations set enabled = true')
  const start = performance.now()
  teller.deliveries.hints.wake(rows.map(({ lane }) => lane))
  await all
  await sent(db)
  const elapsed = performance.now() - start
  await deliveries.stop()
  await queues.close()
  await teller.close()
  await close()
  await own.close()
  return (DELIVERIES * 1000) / elapsed
}

async function refill(db: Db, count: number): Promise<void> {
  await db.pool.query(
    `insert into outbox (workspace_id, id, destination_id, lane, profile_id, event_id, event_timestamp, due_at, created_at)
     select workspace_id, gen_random_uuid(), destination_id, lane, profile_id, event_id, event_timestamp, due_at, created_at from kept order by seq limit $1`,
    [count],
  )
}

async function sent(db: Db): Promise<void> {
  while ((await db.pool.query(`select from outbox where status in ('PENDING', 'RETRYING') limit 1`)).rowCount !== 0) await sleep(5)
}

async function postAll(url: string, posts: readonly Post[], receiver: ChildProcess): Promise<number> {
  const dispatcher = new Agent({ connections: IN_FLIGHT, pipelining: 1 })
  receiver.send(posts.length)
  const all = once(receiver, 'message')
  const start = performance.now()
  let next = 0
  const post = async () => {
    for (let one = posts[next++]; one; one = posts[next++]) {
      const { body } = await request(url, { dispatcher, method: 'POST', ...one })
      await body.text()
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, post))
  await all
  const elapsed = performance.now() - start
  await dispatcher.close()
  return (posts.length * 1000) / elapsed
}
