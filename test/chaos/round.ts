import assert from 'node:assert/strict'
import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connect, type Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { appendToInbox } from '../../src/engine/ingest/inbox.ts'
import { inspectBody } from '../../src/engine/ingest/inspect-body.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { openQueues } from '../../src/queue/queues.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'
import type { TestRedis } from '../helpers/redis.ts'
import { audit } from './audit.ts'
import { startWorkerProcess, type WorkerProcess } from './fleet.ts'
import { installSlowCopies, MOMENTS, type WorkerOrder } from './kill-points.ts'
import { outcomeOf } from './outcome.ts'
import { below, type Random, randomOf } from './random.ts'
import { AUDIENCES, trafficOf } from './traffic.ts'

const WORKERS = 2
const KILLS_PER_WORKER = 2
const PATIENCE = 90_000
/** Saved while the workers are being killed, so that backfills are interrupted too. */
const LATE = new Set(['orders_2', 'spent_150', 'every_day', 'pro_without_order'])

export interface RoundOptions {
  /** Of an empty, migrated database. */
  readonly databaseUrl: string
  /** Where the queue is; undefined: on Postgres. It is killed and comes back empty in mid-round. */
  readonly redis: TestRedis | undefined
  readonly seed: number
  /** Rounds that follow each other kill at different moments. */
  readonly round: number
}

export interface RoundResult {
  readonly queue: 'postgres' | 'redis'
  readonly seed: number
  readonly acknowledged: number
  readonly sent: number
  readonly merges: number
  readonly kills: readonly string[]
  /** From the last kill until everything had taken effect. */
  readonly recoveryMs: number
  readonly seconds: number
}

/** Two rounds kill at every moment: so each backend of the queue gets two. */
export const isOnRedis = (round: number): boolean => Math.floor(round / 2) % 2 === 1

/** Kills workers while a client sends, lets the last ones finish, and throws unless everything ends as if nothing had happened. */
export async function runRound(options: RoundOptions): Promise<RoundResult> {
  const begun = Date.now()
  const random = randomOf(options.seed)
  const db = connect(options.databaseUrl, { max: 8, name: 'chaos-client' })
  const folder = mkdtempSync(join(tmpdir(), 'tributary-chaos-'))
  try {
    await installSlowCopies(db)
    const stormy = await makeWorkspace(db, 'stormy')
    const client = await openClient(db, stormy, { ...options, random, ledger: join(folder, 'ledger') })
    const kills = await killWorkers(db, { ...options, random, stormy, client }).finally(client.stop)
    const acknowledged = new Set(readFileSync(join(folder, 'ledger'), 'utf8').split('\n').slice(0, -1))
    await audit(db, stormy.id, acknowledged)
    await compareWithCalm(db, stormy, client.batches)
    const { rows } = await db.pool.query<{ n: number }>('select count(*)::int as n from merges where workspace_id = $1', [stormy.id])
    return {
      queue: options.redis ? 'redis' : 'postgres',
      seed: options.seed,
      acknowledged: acknowledged.size,
      sent: client.batches.flat().length,
      merges: rows[0]?.n ?? 0,
      ...kills,
      seconds: Math.round((Date.now() - begun) / 1000),
    }
  } finally {
    await db.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

interface Client {
  /** Everything that was acknowledged, in order. */
  readonly batches: readonly (readonly JsonObject[])[]
  stop(): Promise<void>
}

const connectionOf = ({ redis, databaseUrl }: Pick<RoundOptions, 'redis' | 'databaseUrl'>): WorkerOrder['queue'] =>
  redis ? { kind: 'redis', url: redis.url } : { kind: 'postgres', url: databaseUrl }

/** Sends without a pause until it is stopped, and writes down what was acknowledged. */
async function openClient(
  db: Db,
  workspace: Workspace,
  options: RoundOptions & { readonly random: Random; readonly ledger: string },
): Promise<Client> {
  const queues = await openQueues(connectionOf(options))
  const nextBatch = trafficOf(options.random, { prefix: 'm', now: Date.now() })
  const batches: JsonObject[][] = []
  let stopping = false
  let stopped: Promise<void> | undefined
  writeFileSync(options.ledger, '')
  const work = (async () => {
    while (!stopping) {
      const batch = nextBatch()
      const body = Buffer.from(JSON.stringify({ batch }))
      const { parcels, rejected } = inspectBody(body, JSON.parse(body.toString()), null)
      assert.deepEqual(rejected, [])
      await appendToInbox(db.pool, { workspaceId: workspace.id, sourceId: workspace.sourceId, call: null, parcels })
      appendFileSync(options.ledger, batch.map((call) => `${call['messageId']}\n`).join(''))
      batches.push(batch)
      queues.hints.wake(parcels.map(({ lane }) => lane))
      await sleep(80)
    }
  })()
  return {
    batches,
    stop() {
      stopping = true
      stopped ??= work.finally(queues.close)
      return stopped
    },
  }
}

interface Storm extends RoundOptions {
  readonly random: Random
  readonly stormy: Workspace
  readonly client: Client
}

async function killWorkers(db: Db, storm: Storm): Promise<Pick<RoundResult, 'kills' | 'recoveryMs'>> {
  await createAudiences(db, storm.stormy, (key) => !LATE.has(key))
  const kills: string[] = []
  const started: WorkerProcess[] = []
  let over = false
  const start = async (kill: WorkerOrder['kill']): Promise<WorkerProcess> => {
    assert.ok(!over, 'the round is over')
    const worker = startWorkerProcess({ databaseUrl: storm.databaseUrl, queue: connectionOf(storm), kill })
    started.push(worker)
    // Whoever supervises workers starts again one that cannot reach its queue at first.
    return (await worker.ready) || (await worker.ended) === 'SIGKILL' ? worker : start(kill)
  }
  try {
    const last = await Promise.all(Array.from({ length: WORKERS }, (_, slot) => succession(db, storm, { slot, start, kills })))
    const killed = Date.now()
    await storm.client.stop()
    await waitUntilQuiet(db, last)
    const recoveryMs = Date.now() - killed
    await Promise.all(last.map((worker) => worker.stop()))
    for (const worker of last) assert.equal(await worker.ended, 0, worker.errors.join())
    return { kills, recoveryMs }
  } finally {
    over = true
    for (const worker of started) worker.kill()
  }
}

/** One worker after the other, each killed, but the last. */
async function succession(
  db: Db,
  { round, random, redis, stormy }: Storm,
  { slot, start, kills }: { readonly slot: number; readonly start: (kill: WorkerOrder['kill']) => Promise<WorkerProcess>; readonly kills: string[] },
): Promise<WorkerProcess> {
  for (let n = 0; n < KILLS_PER_WORKER; n++) {
    const moment = MOMENTS[((round * WORKERS + slot) * KILLS_PER_WORKER + n) % MOMENTS.length] ?? 'claimed'
    const pass = 1 + below(random, 3)
    const worker = await within(start({ moment, pass }), () => 'a worker to start')
    const signal = await within(worker.ended, () => `the worker to die when ${moment}: ${worker.errors.join()}`)
    assert.equal(signal, 'SIGKILL', worker.errors.join())
    kills.push(moment)
    if (n === 0 && slot === 0) await Promise.all([createAudiences(db, stormy, (key) => LATE.has(key)), loseQueue(redis)])
  }
  return within(start(null), () => 'the last worker to start')
}

async function loseQueue(redis: TestRedis | undefined): Promise<void> {
  if (!redis) return
  await redis.kill()
  await sleep(300)
  await redis.start()
}

async function createAudiences(db: Db, { id: workspaceId }: Workspace, which: (key: string) => boolean): Promise<void> {
  for (const [key, rule] of Object.entries(AUDIENCES).filter(([key]) => which(key)))
    await createAudience(db, { workspaceId, key, name: key, description: null, entity: 'PROFILE', rule, enabled: true, notifyExisting: false })
}

async function waitUntilQuiet(db: Db, workers: readonly WorkerProcess[]): Promise<void> {
  const quiet = async (): Promise<void> => {
    for (;;) {
      const { rows } = await db.pool.query<{ left: boolean }>(
        `select exists (select from inbox) or exists (select from profile_aliases where folded_at is null)
           or exists (select from audiences where status = 'COMPUTING') or exists (select from profiles where due_at <= engine_now()) as left`,
      )
      if (!rows[0]?.left) return
      await sleep(50)
    }
  }
  await within(quiet(), () => `everything to take effect: ${workers.flatMap((worker) => worker.errors).join()}`)
}

async function within<T>(work: Promise<T>, what: () => string): Promise<T> {
  const timer = new AbortController()
  const late = sleep(PATIENCE, undefined, timer).then(() => assert.fail(`Waited ${PATIENCE} ms for ${what()}`))
  late.catch(() => {})
  return Promise.race([work, late]).finally(() => timer.abort())
}

/** The same messages, each once, in order, by one worker that nobody disturbs. */
async function compareWithCalm(db: Db, stormy: Workspace, batches: Client['batches']): Promise<void> {
  const calm = await makeWorkspace(db, 'calm')
  await createAudiences(db, calm, () => true)
  for (const batch of batches) await send(db, calm, ...batch)
  const worker = testWorker(db)
  await worker.quiet()
  assert.deepEqual(worker.errors, [])
  assert.deepEqual(await outcomeOf(db, stormy.id), await outcomeOf(db, calm.id), 'everything ends as if nothing had happened')
}
