import { type Db, transaction } from '../src/db/db.ts'
import { backfillPage } from '../src/engine/audiences/backfill.ts'
import { DefinitionsCache } from '../src/engine/audiences/definitions-cache.ts'
import { reevaluate, reevaluateWithin } from '../src/engine/audiences/reevaluate.ts'
import { HOUR } from '../src/engine/clock.ts'
import { appendToInbox } from '../src/engine/ingest/inbox.ts'
import { parseRule } from '../src/engine/rules/parse-rule.ts'
import { compileMembers } from '../src/engine/rules/sql/rule.ts'
import { startOver } from '../src/engine/start-over.ts'
import { completeKeys, createWorkspace } from '../src/engine/workspaces.ts'
import { createAudiences } from './audiences.ts'
import { drain, type Run, startWorker } from './drain.ts'
import { median, option, report, round, withBench } from './harness.ts'
import { multiplyEvents } from './multiply-events.ts'
import { bodies } from './workload.ts'

// What more audiences cost the stream, what a longer history costs it, and how much dearer it would be to ask each rule in SQL.
const EVENTS = option('events', 16_000)
const ROUNDS = option('rounds', 3)
const WARM = option('warm', 48_000)
const TOUCHED = option('touched', 1000)
// Few people with long histories: 20 events each, then 200.
const PEOPLE = option('people', 2000)
const COPIES = 9

await withBench(async (bench) => {
  const { db } = bench
  const worker = await startWorker(db.url, 0)
  const run = (space: Space) => space.fill(EVENTS).then(() => drain(bench, [worker]))
  const [few, many, long] = [await openSpace(db, 'few', 1), await openSpace(db, 'many', 10), await openSpace(db, 'long', 1, PEOPLE)]
  for (const space of [few, many, long]) await space.fill(WARM).then(() => drain(bench, [worker]))
  await db.pool.query('vacuum analyze')
  const runs = { few: [] as Run[], many: [] as Run[], before: [] as Run[], after: [] as Run[] }
  for (let i = 0; i < ROUNDS; i++) {
    runs.few.push(await run(few))
    runs.many.push(await run(many))
    runs.before.push(await run(long))
  }
  const touched = await touch(db, many)
  const bytes = await stateBytes(db, many)
  await multiplyEvents(db, { workspaceId: long.id, copies: COPIES })
  await rebuildStates(db, long)
  await run(long)
  for (let i = 0; i < ROUNDS; i++) runs.after.push(await run(long))
  worker.disconnect()
  print({ runs, touched, bytes })
})

interface Outcome {
  readonly runs: Readonly<Record<'few' | 'many' | 'before' | 'after', readonly Run[]>>
  readonly touched: { readonly engine: number; readonly sql: number }
  readonly bytes: { readonly mean: number; readonly largest: number; readonly profiles: number }
}

function print({ runs, touched, bytes }: Outcome): void {
  const rate = (of: readonly Run[]) => median(of.map((run) => run.rate))
  const cpu = (of: readonly Run[]) => median(of.map((run) => run.postgres + run.node))
  report({
    bench: 'audience-count',
    figures: {
      kept: { value: round(rate(runs.many) / rate(runs.few)), atLeast: 0.6, aim: 0.8 },
      fasterThanSql: { value: round(touched.sql / touched.engine, 1), atLeast: 10, aim: 25 },
      longHistory: { value: round(cpu(runs.after) / cpu(runs.before), 2), atMost: 1.3, aim: 1.1 },
      bytesPerProfile: { value: round(bytes.mean, 0), atMost: 600, aim: 300 },
    },
    details: {
      perSecond: { with20: round(rate(runs.few), 0), with200: round(rate(runs.many), 0) },
      cpuMillisPer1000: { shortHistory: round(cpu(runs.before), 1), longHistory: round(cpu(runs.after), 1) },
      millisFor1000: { engine: round(touched.engine, 1), sql: round(touched.sql, 1) },
      bytes: { largest: bytes.largest, profiles: bytes.profiles },
    },
  })
}

interface Space {
  readonly id: string
  /** Puts the next so many calls into the inbox. */
  fill(count: number): Promise<void>
}

/** A workspace with its 20 audiences, or so many times as many, and a stream that is the same for each with so many people. */
async function openSpace(db: Db, name: string, variants: number, people?: number): Promise<Space> {
  const id = await createWorkspace(db.pool, { name, keys: completeKeys({}) })
  await createAudiences(db, id, variants)
  while (await backfillPage(db.pool, new DefinitionsCache()));
  const source = await db.prisma.source.findFirstOrThrow({ where: { workspaceId: id } })
  const total = WARM + EVENTS * (2 * ROUNDS + 2)
  const calls = bodies({ from: Date.now() - HOUR, span: HOUR, count: total, ...(people && { people }) })
  return {
    id,
    async fill(count) {
      for (let filled = 0; filled < count; ) {
        const { value: parcel } = calls.next()
        if (!parcel) throw new Error('The stream is over.')
        await appendToInbox(db.pool, { workspaceId: id, sourceId: source.id, call: null, parcels: [parcel] })
        filled += parcel.messages
      }
    },
  }
}

/** Milliseconds to evaluate all audiences for the profiles that were touched last: by the engine, and with one statement for each audience. */
async function touch(db: Db, { id: workspaceId }: Space): Promise<{ engine: number; sql: number }> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from profiles p where workspace_id = $1 and entity = 'PROFILE'
      and not exists (select from profile_aliases a where a.workspace_id = p.workspace_id and a.loser_id = p.id) order by evaluated_at desc limit $2`,
    [workspaceId, TOUCHED],
  )
  const definitions = new DefinitionsCache()
  const profiles = new Map(rows.map((row) => [row.id, 'PROFILE' as const]))
  const audiences = await db.prisma.audience.findMany({ where: { workspaceId } })
  const rules = new Map(audiences.map(({ key, rule }) => [key, parseRule(rule)]))
  const scope = { workspaceId, entity: 'PROFILE' as const, audiences: rules, profileIds: [...profiles.keys()] }
  const engine = await times(5, () => reevaluate(db.pool, definitions, { workspaceId, profiles, occasion: 'CLOCK' }))
  const sql = await times(3, async () => {
    for (const rule of rules.values()) {
      const { text, values } = compileMembers(rule, { ...scope, now: Date.now() })
      await db.pool.query(text, values)
    }
  })
  return { engine, sql }
}

async function times(count: number, work: () => Promise<unknown>): Promise<number> {
  const took: number[] = []
  for (let i = 0; i <= count; i++) {
    const start = performance.now()
    await work()
    // The first one warms up.
    if (i > 0) took.push(performance.now() - start)
  }
  return median(took)
}

async function stateBytes(db: Db, { id }: Space): Promise<Outcome['bytes']> {
  const { rows } = await db.pool.query<Outcome['bytes']>(
    `select avg(octet_length(state))::float8 as mean, max(octet_length(state))::int as largest, count(*)::int as profiles
      from leaf_state where workspace_id = $1`,
    [id],
  )
  return rows[0] ?? { mean: Number.NaN, largest: 0, profiles: 0 }
}

/** Everything is computed again from the events, as after a split. */
async function rebuildStates(db: Db, { id: workspaceId }: Space): Promise<void> {
  const { rows } = await db.pool.query<{ id: string }>(
    `select id from profiles p where workspace_id = $1 and entity = 'PROFILE'
      and not exists (select from profile_aliases a where a.workspace_id = p.workspace_id and a.loser_id = p.id)`,
    [workspaceId],
  )
  const definitions = new DefinitionsCache()
  for (let i = 0; i < rows.length; i += 500) {
    const profiles = new Map(rows.slice(i, i + 500).map((row) => [row.id, 'PROFILE' as const]))
    await transaction(db.pool, (client) =>
      reevaluateWithin(client, definitions, {
        ...{ workspaceId, profiles, occasion: 'SPLIT' },
        prepare: (subjects) => startOver(client, workspaceId, [...subjects.values()]),
      }),
    )
  }
  await db.pool.query('vacuum analyze')
}
