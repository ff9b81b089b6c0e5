import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Db } from '../src/db/db.ts'
import { createCredentials } from '../src/engine/credentials.ts'
import { createBackPressure } from '../src/engine/ingest/back-pressure.ts'
import { completeKeys, ensureFirstWorkspace } from '../src/engine/workspaces.ts'
import { type HttpServer, startHttpServer } from '../src/server/http.ts'
import { trackingRoutes } from '../src/server/tracking/tracking-routes.ts'
import { type Bench, median, option, report, round, withBench } from './harness.ts'
import type { Load, Loaded } from './ingest-load.ts'

// Durable batches over HTTP, against the same server without the insert: what it costs to be sure. Another process sends.
const ROUNDS = option('rounds', 7)
const SECONDS = option('seconds', 2)
const SENDERS = [1, 100] as const

interface Run {
  /** Requests per second. */
  readonly rate: number
  /** Milliseconds of CPU for each request. */
  readonly server: number
  readonly postgres: number
  readonly p99: number
}

type Runs = Readonly<Record<'one' | 'oneFloor' | 'many' | 'manyFloor', readonly Run[]>>

await withBench(async (bench) => {
  const { db } = bench
  const keys = completeKeys({})
  await ensureFirstWorkspace(db, keys)
  const durable = await startServer(db, db)
  const floor = await startServer(db, withoutInsert(db))
  const load = await startLoad(keys.write)
  const runs = { one: [] as Run[], oneFloor: [] as Run[], many: [] as Run[], manyFloor: [] as Run[] }
  // The first round warms up all that takes part.
  for (let i = -1; i < ROUNDS; i++) {
    for (const senders of SENDERS) {
      const name = senders === 1 ? 'one' : 'many'
      const pair = [await run(bench, load, { port: floor.port, senders }), await run(bench, load, { port: durable.port, senders })] as const
      await db.pool.query('truncate inbox')
      // Its end recycles the segments of the log, as in a server that has run for a while; else each would be created in mid round.
      await db.pool.query('checkpoint')
      if (i < 0) continue
      runs[`${name}Floor`].push(pair[0])
      runs[name].push(pair[1])
    }
  }
  load.disconnect()
  await Promise.all([durable.close(), floor.close()])
  print(runs, await commitMillis(db))
})

/** What the disk takes for the smallest commit: where this is slow, so is every durable answer. */
async function commitMillis(db: Db): Promise<number> {
  const times: number[] = []
  for (let i = 0; i < 100; i++) {
    const start = performance.now()
    await db.pool.query("select pg_logical_emit_message(true, 'bench', 'x')")
    times.push(performance.now() - start)
  }
  return round(median(times), 2)
}

function print({ one, oneFloor, many, manyFloor }: Runs, commit: number): void {
  const ratio = (runs: readonly Run[], floors: readonly Run[]) => round(median(runs.map(({ rate }, i) => rate / (floors[i]?.rate ?? Number.NaN))))
  const of = (runs: readonly Run[]) => ({
    perSecond: round(median(runs.map(({ rate }) => rate)), 0),
    p99: round(median(runs.map(({ p99 }) => p99)), 1),
    cpuMillis: { server: round(median(runs.map(({ server }) => server))), postgres: round(median(runs.map(({ postgres }) => postgres))) },
  })
  report({
    bench: 'ingest',
    figures: {
      oneSender: { value: ratio(one, oneFloor), atLeast: 0.5, aim: 0.7 },
      manySenders: { value: ratio(many, manyFloor), atLeast: 0.35, aim: 0.5 },
    },
    details: {
      rounds: ROUNDS,
      commitMillis: commit,
      requests: { oneSender: of(one), oneFloor: of(oneFloor), manySenders: of(many), manyFloor: of(manyFloor) },
    },
  })
}

function startServer(db: Db, inbox: Db): Promise<HttpServer> {
  const context = {
    db: inbox,
    credentials: createCredentials(db.pool),
    backPressure: createBackPressure(db.pool, { maxBytes: Number.POSITIVE_INFINITY }),
    hints: { wake() {} },
    trustedProxies: 0,
  }
  return startHttpServer({ host: '127.0.0.1', port: 0, routes: trackingRoutes(context), onError: (error) => console.error(error) })
}

/** Answers every statement at once. */
function withoutInsert(db: Db): Db {
  const pool = Object.create(db.pool, { query: { value: async () => ({ rows: [] }) } })
  return { ...db, pool }
}

async function startLoad(key: string): Promise<ChildProcess> {
  const execArgv = ['--import', fileURLToPath(new URL('../bin/typescript.mjs', import.meta.url))]
  const load = fork(fileURLToPath(new URL('./ingest-load.ts', import.meta.url)), [key], { execArgv })
  await once(load, 'message')
  return load
}

async function run({ postgresCpu }: Bench, load: ChildProcess, order: Omit<Load, 'seconds'>): Promise<Run> {
  const [before, used] = [postgresCpu(), process.cpuUsage()]
  load.send({ ...order, seconds: SECONDS } satisfies Load)
  const [{ requests, seconds, p99 }] = (await once(load, 'message')) as [Loaded]
  const { user, system } = process.cpuUsage(used)
  return { rate: requests / seconds, server: (user + system) / 1000 / requests, postgres: (postgresCpu() - before) / requests, p99 }
}
