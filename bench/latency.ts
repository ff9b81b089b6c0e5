import { Agent, type IncomingMessage, request } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { createClient } from 'graphql-ws'
import pg from 'pg'
import { WebSocket } from 'ws'
import { createAudience } from '../src/engine/audiences/manage.ts'
import { option, quantile, report, round, withBench } from './harness.ts'
import { KEYS, type Program, startProgram } from './program.ts'

// From the start of a POST to the frame with the new size at a subscriber, with 100 messages a second, one by one.
const PER_SECOND = option('rate', 100)
const MESSAGES = option('messages', 1500)
// The first ones find everything cold: connections, prepared statements, the compiler.
const WARM = option('warm', 300)

await withBench(async ({ db }) => {
  const program = await startProgram(db.url)
  try {
    const { rows } = await db.pool.query<{ id: string }>('select id from workspaces')
    const about = { workspaceId: rows[0]?.id ?? '', key: 'visitors', name: 'Visitors', description: null, entity: 'PROFILE' as const }
    await createAudience(db, { ...about, rule: { event: { name: 'Visited', window: { last: 'P7D' } } }, enabled: true, notifyExisting: false })
    while ((await db.prisma.audience.findFirst())?.status !== 'LIVE') await sleep(50)
    const [latencies, floor] = [await measureProgram(program), await measureFloor(db.url)]
    report({
      bench: 'latency',
      figures: { p99: { value: round(quantile(latencies, 0.99), 1), atMost: 100, aim: 30 } },
      details: {
        p50: round(quantile(latencies, 0.5), 1),
        p95: round(quantile(latencies, 0.95), 1),
        max: round(Math.max(...latencies), 1),
        floor,
        messages: latencies.length,
      },
    })
  } finally {
    await program.stop()
  }
})

/** Every message is a new person, so that the size tells which messages have taken effect. */
async function measureProgram(program: Program): Promise<number[]> {
  const total = WARM + MESSAGES
  const started: number[] = []
  const latencies: number[] = []
  const arrived = watchSize(program, (size, at) => {
    for (let i = latencies.length; i < size && i < total; i++) latencies.push(at - (started[i] ?? at))
    return size >= total
  })
  const agent = new Agent({ keepAlive: true })
  const begin = performance.now() + 500
  for (let i = 0; i < total; i++) {
    await sleep(Math.max(0, begin + (i * 1000) / PER_SECOND - performance.now()))
    started.push(performance.now())
    void post(program.url, agent, { userId: `visitor-${i}`, event: 'Visited', messageId: `visit-${i}` })
  }
  await arrived
  agent.destroy()
  return latencies.slice(WARM)
}

/** Resolves when `onSize` says that it has seen enough. */
function watchSize({ url }: Program, onSize: (size: number, at: number) => boolean): Promise<void> {
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: { authorization: `Bearer ${KEYS.secret}` },
  })
  return new Promise((resolve, reject) => {
    const query = 'subscription { audienceCount(by: { key: "visitors" }, throttle: "PT0S") { size } }'
    client.subscribe<{ audienceCount: { size: number } }>(
      { query },
      {
        next: ({ data, errors }) => {
          if (errors) reject(new Error(JSON.stringify(errors)))
          if (!data || !onSize(data.audienceCount.size, performance.now())) return
          void client.dispose()
          resolve()
        },
        error: (cause) => reject(new Error('The subscription failed.', { cause })),
        complete: resolve,
      },
    )
  })
}

function post(url: string, agent: Agent, call: object): Promise<void> {
  const headers = { authorization: `Basic ${Buffer.from(`${KEYS.write}:`).toString('base64')}`, 'content-type': 'application/json' }
  return new Promise((resolve, reject) => {
    const answered = (response: IncomingMessage) => {
      if (response.statusCode !== 200) reject(new Error(`The call was answered with ${response.statusCode}.`))
      response.resume().on('end', resolve)
    }
    request(`${url}/v1/track`, { method: 'POST', agent, headers }, answered).on('error', reject).end(JSON.stringify(call))
  })
}

/** What Postgres alone needs: a commit of one row that notifies, until another connection hears of it. */
async function measureFloor(url: string): Promise<{ p50: number; p99: number }> {
  const [writer, listener] = [new pg.Client(url), new pg.Client(url)]
  await Promise.all([writer.connect(), listener.connect()])
  await writer.query('create table floor (n int)')
  await listener.query('listen floor')
  const times: number[] = []
  for (let i = 0; i < 500; i++) {
    const heard = new Promise((resolve) => listener.once('notification', resolve))
    const start = performance.now()
    await writer.query('begin; insert into floor values (1); notify floor; commit')
    await heard
    times.push(performance.now() - start)
    await sleep(2)
  }
  await Promise.all([writer.end(), listener.end()])
  return { p50: round(quantile(times, 0.5), 2), p99: round(quantile(times, 0.99), 2) }
}
