import { finished } from 'node:stream/promises'
import { from as copyFrom, to as copyTo } from 'pg-copy-streams'
import { type Db, transaction } from '../src/db/db.ts'
import { backfillPage } from '../src/engine/audiences/backfill.ts'
import { DefinitionsCache } from '../src/engine/audiences/definitions-cache.ts'
import { HOUR } from '../src/engine/clock.ts'
import { appendToInbox } from '../src/engine/ingest/inbox.ts'
import { completeKeys, ensureFirstWorkspace } from '../src/engine/workspaces.ts'
import { createAudiences } from './audiences.ts'
import { drain, type Run, startWorker } from './drain.ts'
import { type Bench, median, option, report, round, withBench } from './harness.ts'
import { bodies } from './workload.ts'

// The whole pipeline over a full inbox, against a bare COPY of the very same rows: how much the engine costs beyond storing events.
const EVENTS = option('events', 32_000)
const ROUNDS = option('rounds', 3)
// Before anything is measured: most people are known by then, about a quarter of the events still makes a profile, as in a young workspace.
const WARM = option('warm', 160_000)
const FLOOR_ROWS = 2000

await withBench(async (bench) => {
  const { db } = bench
  const { workspaceId } = await ensureFirstWorkspace(db, completeKeys({}))
  await createAudiences(db, workspaceId)
  while (await backfillPage(db.pool, new DefinitionsCache()));
  await db.pool.query('create table twin (like events including indexes including storage)')
  const fill = filler(db, workspaceId)
  const workers = await Promise.all([0, 4].map((lane) => startWorker(db.url, lane)))
  const one = workers.slice(0, 1)
  for (let filled = 0; filled < WARM; filled += EVENTS) await fill().then(() => drain(bench, workers))
  // As autovacuum would have done by itself by now.
  await db.pool.query('vacuum analyze')
  const runs = { one: [] as Run[], two: [] as Run[], floor: [] as Run[] }
  for (let i = 0; i < ROUNDS; i++) {
    for (const [name, team] of [
      ['one', one],
      ['two', workers],
    ] as const) {
      const since = await fill()
      runs[name].push(await drain(bench, team))
      runs.floor.push(await copyAgain(bench, since))
    }
  }
  for (const worker of workers) worker.disconnect()
  await print(db, runs)
})

async function print(db: Db, { one, two, floor }: { one: readonly Run[]; two: readonly Run[]; floor: readonly Run[] }): Promise<void> {
  const of = (runs: readonly Run[], field: keyof Run) => median(runs.map((run) => run[field]))
  const cpu = (runs: readonly Run[]) => median(runs.map((run) => run.postgres + run.node))
  const { rows } = await db.pool.query(
    `select (select count(*)::int from events) as events, (select count(*)::int from profiles) as profiles,
      (select count(*)::int from merges) as merges, (select sum(size)::int from audience_counters) as members`,
  )
  report({
    bench: 'pipeline',
    figures: {
      oneWorker: { value: round(of(one, 'rate') / of(floor, 'rate')), atLeast: 0.1, aim: 0.18 },
      twoWorkers: { value: round(of(two, 'rate') / of(floor, 'rate')), atLeast: 0.12, aim: 0.22 },
      cpu: { value: round(cpu(one) / cpu(floor), 2), atMost: 12, aim: 7 },
    },
    details: {
      perSecond: { floor: round(of(floor, 'rate'), 0), oneWorker: round(of(one, 'rate'), 0), twoWorkers: round(of(two, 'rate'), 0) },
      cpuMillisPer1000: {
        floor: { postgres: round(of(floor, 'postgres'), 1), node: round(of(floor, 'node'), 1) },
        oneWorker: { postgres: round(of(one, 'postgres'), 1), node: round(of(one, 'node'), 1) },
        twoWorkers: { postgres: round(of(two, 'postgres'), 1), node: round(of(two, 'node'), 1) },
      },
      ...rows[0],
    },
  })
}

/** Each call puts the next calls of the workload, those of one hour, into the inbox; answers when that began, by the database's clock. */
function filler(db: Db, workspaceId: string): () => Promise<Date> {
  const total = WARM + EVENTS * (2 * ROUNDS + 1)
  const all = bodies({ from: Date.now() - HOUR, span: HOUR, count: total })
  return async () => {
    const { rows: sources } = await db.pool.query<{ id: string; now: Date }>('select id, engine_now() as now from sources limit 1')
    const { id: sourceId = '', now = new Date() } = sources[0] ?? {}
    for (let messages = 0; messages < EVENTS; ) {
      const parcel = all.next().value
      if (!parcel) break
      await appendToInbox(db.pool, { workspaceId, sourceId, call: null, parcels: [parcel] })
      messages += parcel.messages
    }
    return now
  }
}

/** The floor: the rows that the pipeline has just written, read out beforehand, into a table with the same columns and indexes. */
async function copyAgain({ db, postgresCpu }: Bench, since: Date): Promise<Run> {
  const rows = await storedRows(db, since)
  const buffers: Buffer[] = []
  for (let i = 0; i < rows.length; i += FLOOR_ROWS) buffers.push(Buffer.from(`${rows.slice(i, i + FLOOR_ROWS).join('\n')}\n`))
  await db.pool.query('checkpoint')
  const [before, used, start] = [postgresCpu(), process.cpuUsage(), performance.now()]
  for (const buffer of buffers) {
    await transaction(db.pool, async (client) => {
      const stream = client.query(copyFrom('copy twin from stdin'))
      stream.end(buffer)
      await finished(stream)
    })
  }
  const elapsed = performance.now() - start
  const { user, system } = process.cpuUsage(used)
  const thousands = rows.length / 1000
  return { rate: (thousands * 1e6) / elapsed, postgres: (postgresCpu() - before) / thousands, node: (user + system) / 1000 / thousands }
}

async function storedRows(db: Db, since: Date): Promise<string[]> {
  const client = await db.pool.connect()
  try {
    const chunks: Buffer[] = []
    const stream = client.query(copyTo(`copy (select * from events where received_at >= '${since.toISOString()}') to stdout`))
    for await (const chunk of stream) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks).toString().trimEnd().split('\n')
  } finally {
    client.release()
  }
}
