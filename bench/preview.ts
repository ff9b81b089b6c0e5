import { createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { DuckDBInstance } from '@duckdb/node-api'
import { to as copyTo } from 'pg-copy-streams'
import type { Db } from '../src/db/db.ts'
import { readRule } from '../src/engine/audiences/ask-rule.ts'
import { previewAudience } from '../src/engine/audiences/preview.ts'
import { completeKeys, ensureFirstWorkspace } from '../src/engine/workspaces.ts'
import { AUDIENCES, createAudiences } from './audiences.ts'
import { duckdbSets } from './duckdb-sets.ts'
import { type Bench, median, option, report, round, withBench } from './harness.ts'
import { populate } from './populate.ts'

// Previews of 20 audiences over a million events, against an analytical database that has the very columns they ask for in its own format.
const PROFILES = option('profiles', 100_000)
const EVENTS_EACH = option('events-each', 10)
const ROUNDS = option('rounds', 3)

await withBench(async (bench) => {
  const { db } = bench
  const { workspaceId } = await ensureFirstWorkspace(db, completeKeys({}))
  await createAudiences(db, workspaceId)
  await populate(db, { workspaceId, profiles: PROFILES, eventsEach: EVENTS_EACH })
  const duckdb = await loadDuckdb(bench)
  const totals = { tributary: [] as number[], duckdb: [] as number[] }
  const each: Record<string, readonly number[]> = {}
  // The first round warms up.
  for (let i = 0; i <= ROUNDS; i++) {
    let [ours, theirs] = [0, 0]
    for (const [key, rule] of Object.entries(AUDIENCES)) {
      const preview = await timed(async () => previewAudience(db, await readRule(db, { workspaceId, entity: 'PROFILE' }, rule)))
      const set = duckdbSets(preview.value.now)[key] ?? ''
      const count = await timed(async () => Number((await duckdb.runAndReadAll(`select count(*) from (${set})`)).getRows()[0]?.[0]))
      if (count.value !== preview.value.count.count) throw new Error(`${key}: ${preview.value.count.count} in Postgres, ${count.value} in DuckDB`)
      ours += preview.ms
      theirs += count.ms
      each[key] = [round(preview.ms, 0), round(count.ms, 0)]
    }
    if (i === 0) continue
    totals.tributary.push(ours)
    totals.duckdb.push(theirs)
  }
  report({
    bench: 'preview',
    figures: { slowerThanDuckdb: { value: round(median(totals.tributary) / median(totals.duckdb), 2), atMost: 8, aim: 4 } },
    details: {
      seconds: { tributary: round(median(totals.tributary) / 1000, 2), duckdb: round(median(totals.duckdb) / 1000, 2) },
      events: PROFILES * EVENTS_EACH,
      millis: each,
    },
  })
})

async function timed<T>(work: () => Promise<T>): Promise<{ readonly value: T; readonly ms: number }> {
  const start = performance.now()
  const value = await work()
  return { value, ms: performance.now() - start }
}

/** Typed columns of the properties and traits that the rules name, and no others. */
async function loadDuckdb({ db, dataDir }: Bench) {
  const [events, people] = [join(dataDir, 'events.csv'), join(dataDir, 'people.csv')]
  await copyOut(db, `select profile_id, name, timestamp, properties->>'revenue', properties->>'category' from events`, events)
  await copyOut(db, `select id, traits->>'plan', traits->>'country', traits->>'age' from profiles where entity = 'PROFILE'`, people)
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(`set timezone = 'UTC'`)
  const load = (table: string, file: string, columns: string) =>
    connection.run(`create table ${table} as select * from read_csv('${file}', header = false, columns = {${columns}})`)
  await load('e', events, `'profile': 'UUID', 'name': 'VARCHAR', 'ts': 'TIMESTAMPTZ', 'revenue': 'DOUBLE', 'category': 'VARCHAR'`)
  await load('p', people, `'profile': 'UUID', 'plan': 'VARCHAR', 'country': 'VARCHAR', 'age': 'INTEGER'`)
  return connection
}

async function copyOut(db: Db, query: string, file: string): Promise<void> {
  const client = await db.pool.connect()
  try {
    await pipeline(client.query(copyTo(`copy (${query}) to stdout (format csv)`)), createWriteStream(file))
  } finally {
    client.release()
  }
}
