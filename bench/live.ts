import { fork } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { transaction } from '../src/db/db.ts'
import { backfillPage } from '../src/engine/audiences/backfill.ts'
import { countChanges } from '../src/engine/audiences/count-changes.ts'
import { DefinitionsCache } from '../src/engine/audiences/definitions-cache.ts'
import { createAudience } from '../src/engine/audiences/manage.ts'
import { type MembershipChange, writeMembers } from '../src/engine/audiences/membership.ts'
import { uuidv7 } from '../src/engine/id.ts'
import { LiveHints } from '../src/engine/live/live-hints.ts'
import { openQueues } from '../src/queue/queues.ts'
import { type Bench, cpuOf, option, quantile, report, round, withBench } from './harness.ts'
import type { Order, Report } from './live-clients.ts'
import { KEYS, residentMemory, startProgram } from './program.ts'

const EXEC = ['--import', fileURLToPath(new URL('../bin/typescript.mjs', import.meta.url))]
/** All that there is to show. */
const FRAME = '{ audienceId key status size version entered exited asOf }'
const AUDIENCES = 50
const SUBSCRIBERS = option('subscribers', 5_000)
const IDLE = option('idle', 10_000)
const PER_SECOND = option('rate', 100)
const SECONDS = option('seconds', 12)

await withBench(async (bench) => {
  // Starting it makes the workspace.
  const first = await startProgram(bench.db.url, { ROLES: 'api' })
  const writer = await prepareWriter(bench)
  const clients = await startClients()
  try {
    const ours = await many(writer, clients, first)
    const one = await single(writer, clients)
    await clients.ask({ kind: 'close' })
    await first.stop()
    const stock = await startStock(bench.db.url)
    const theirs = await many(writer, clients, stock)
    await clients.ask({ kind: 'close' })
    stock.stop()
    const idle = await idleSockets(bench, clients)
    report({
      bench: 'live',
      figures: {
        againstStock: { value: round(theirs.cpuMicros / ours.cpuMicros, 2), atLeast: 2.5, aim: 4 },
        p99: { value: round(ours.p99), atMost: 400, aim: 190 },
        converged: { value: Math.min(ours.converged, one.converged), atLeast: 1 },
        kibPerIdleSocket: { value: round(idle.kib, 1), atMost: 15 },
      },
      details: { ours, stock: theirs, one, idle },
    })
  } finally {
    clients.stop()
    await writer.close()
    await first.stop()
  }
})

/** 50 audiences, each with 100 subscribers on sockets of their own, while memberships change. */
async function many(writer: Writer, clients: Clients, server: { readonly url: string; readonly pid: number }) {
  const query = (key: string) => `subscription { audienceCount(by: { key: "${key}" }, throttle: "PT0.1S") ${FRAME} }`
  await clients.ask({ kind: 'open', url: server.url, key: KEYS.secret, count: SUBSCRIBERS })
  await clients.ask({ kind: 'subscribe', id: '1', queries: writer.keys.map(query) })
  await writer.write(1, PER_SECOND)
  await clients.ask({ kind: 'watch' })
  const cpu = cpuOf(server.pid)
  const commits = await writer.write(SECONDS, PER_SECOND)
  await sleep(1_500)
  const used = cpuOf(server.pid) - cpu
  const { deliveries, records, sizes } = (await clients.ask({ kind: 'report' })) as Report
  const latencies = latenciesOf(commits, records)
  return {
    cpuMicros: round((used * 1000) / deliveries, 1),
    deliveries,
    p50: round(quantile(latencies, 0.5)),
    p99: round(quantile(latencies, 0.99)),
    converged: await convergedShare(writer, sizes, writer.keys.length),
  }
}

/** Everybody watches one audience, once a second. */
async function single(writer: Writer, clients: Clients) {
  const [key] = writer.keys
  await clients.ask({
    kind: 'subscribe',
    id: '2',
    queries: [`subscription { audienceCount(by: { key: "${key}" }, throttle: "PT1S") ${FRAME} }`],
  })
  await clients.ask({ kind: 'watch' })
  await writer.write(4, PER_SECOND, 1)
  await sleep(2_500)
  const { deliveries, sizes } = (await clients.ask({ kind: 'report' })) as Report
  return { deliveries, converged: await convergedShare(writer, sizes, 1) }
}

async function idleSockets(bench: Bench, clients: Clients) {
  const program = await startProgram(bench.db.url, { ROLES: 'api' })
  try {
    await sleep(1_000)
    const before = residentMemory(program.pid)
    await clients.ask({ kind: 'open', url: program.url, key: KEYS.secret, count: IDLE })
    await sleep(2_000)
    const { open } = (await clients.ask({ kind: 'report' })) as Report
    return { open, kib: ((residentMemory(program.pid) - before) * 1024) / open }
  } finally {
    await clients.ask({ kind: 'close' })
    await program.stop()
  }
}

interface Commit {
  readonly audience: number
  readonly version: number
  readonly at: number
}

/** How long after each commit each subscriber saw it, or something later. */
function latenciesOf(commits: readonly Commit[], records: Float64Array): number[] {
  const seen = new Map<number, [version: number, at: number][]>()
  for (let i = 0; i < records.length; i += 3) {
    const [socket = 0, version = 0, at = 0] = records.subarray(i, i + 3)
    seen.set(socket, [...(seen.get(socket) ?? []), [version, at]])
  }
  return [...seen].flatMap(([socket, frames]) =>
    commits
      .filter(({ audience }) => audience === socket % AUDIENCES)
      .map(({ version, at }) => (frames.find(([shown]) => shown >= version)?.[1] ?? Number.POSITIVE_INFINITY) - at),
  )
}

/** Which part of the subscribers saw, at last, as many members as there are. */
async function convergedShare(writer: Writer, sizes: readonly number[], audiences: number): Promise<number> {
  const members = await writer.count()
  return sizes.filter((size, socket) => size === members[socket % audiences]).length / SUBSCRIBERS
}

interface Writer {
  readonly workspaceId: string
  readonly keys: readonly string[]
  /** One entry in a commit, so many in a second, to the first audiences in turn, announced as a worker does. */
  write(seconds: number, perSecond: number, audiences?: number): Promise<Commit[]>
  count(): Promise<number[]>
  close(): Promise<void>
}

async function prepareWriter({ db }: Bench): Promise<Writer> {
  const queues = await openQueues({ kind: 'postgres', url: db.url })
  const hints = await LiveHints.start(queues.relay)
  const workspaceId = (await db.prisma.workspace.findFirstOrThrow()).id
  const keys = Array.from({ length: AUDIENCES }, (_, n) => `audience_${n}`)
  const ids: string[] = []
  for (const key of keys) {
    const about = { workspaceId, key, name: key, description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
    ids.push(await createAudience(db, { ...about, rule: { all: [] } }))
  }
  const definitions = new DefinitionsCache()
  while (await backfillPage(db.pool, definitions));

  const versions = ids.map(() => 0)
  const enter = async (audience: number): Promise<Commit> => {
    const audienceId = ids[audience] ?? ''
    const changes: MembershipChange[] = [{ audienceId, profileId: uuidv7(Date.now()), change: 'ENTERED', reason: 'EVENT', at: Date.now() }]
    const version = await transaction(db.pool, async (client) => {
      await writeMembers(client, workspaceId, changes)
      await countChanges(client, workspaceId, changes)
      versions[audience] = (versions[audience] ?? 0) + 1
      return versions[audience] ?? 0
    })
    const at = performance.timeOrigin + performance.now()
    hints.publish({ workspaceId, audienceIds: [audienceId] })
    return { audience, version, at }
  }
  return {
    workspaceId,
    keys,
    async write(seconds, perSecond, audiences = AUDIENCES) {
      const commits: Promise<Commit>[] = []
      const start = performance.now()
      for (let n = 0; n < seconds * perSecond; n++) {
        await sleep(Math.max(0, start + (n * 1000) / perSecond - performance.now()))
        commits.push(enter(n % audiences))
      }
      return Promise.all(commits)
    },
    async count() {
      const { rows } = await db.pool.query<{ audience_id: string; count: number }>(
        'select audience_id, count(*)::int as count from audience_members group by audience_id',
      )
      return ids.map((id) => rows.find((row) => row.audience_id === id)?.count ?? 0)
    },
    close: queues.close,
  }
}

interface Clients {
  ask(order: Order): Promise<unknown>
  stop(): void
}

async function startClients(): Promise<Clients> {
  const child = fork(fileURLToPath(new URL('./live-clients.ts', import.meta.url)), { execArgv: EXEC, serialization: 'advanced' })
  await once(child, 'message')
  return {
    async ask(order) {
      child.send(order)
      const [answer] = await once(child, 'message')
      return answer
    },
    stop: () => void child.kill(),
  }
}

async function startStock(databaseUrl: string) {
  const child = fork(fileURLToPath(new URL('./live-stock.ts', import.meta.url)), [databaseUrl], { execArgv: EXEC })
  const [url] = await once(child, 'message')
  return { url: String(url), pid: child.pid ?? 0, stop: () => void child.kill() }
}
