import { createReadStream } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import fc from 'fast-check'
import { connect, type Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { DAY } from '../../src/engine/clock.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { startPostgres } from '../helpers/postgres.ts'
import { membersQuery } from './duckdb-rule.ts'
import { idsOf, openDuckdb } from './duckdb-world.ts'
import { readVocabulary, ruleAbout } from './rules-about.ts'

// Audiences whose constants come from a file of calls, half of them there before the first call and half created after the last: their members in the
// engine against those that DuckDB finds in the events.
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { rules: { type: 'string', default: '60' }, lines: { type: 'string', default: 'Infinity' }, seed: { type: 'string', default: '1' } },
})
const [file] = positionals
if (!file) throw new Error('Usage: node bin/referee.mjs FILE [--rules N] [--lines N] [--seed N]')
const BATCH = 500
const BATCHES_AT_ONCE = 40

const postgres = await startPostgres()
const db = connect(postgres.templateUrl, { max: 12, name: 'referee' })
try {
  await run(db, file)
} finally {
  await db.close()
  await postgres.stop()
}

async function run(db: Db, file: string): Promise<void> {
  const lines = await readLines(file, Number(values.lines))
  const calls = lines.map((line) => JSON.parse(line) as JsonObject)
  const now = calls.reduce((latest, call) => Math.max(latest, Date.parse(String(call['timestamp']))), 0) + DAY
  // The clock of the engine stands at a day after the last call.
  await db.pool.query(
    `create or replace function engine_now() returns timestamptz language sql volatile as $$ select '${new Date(now).toISOString()}'::timestamptz $$`,
  )
  await db.pool.query('select ensure_event_partitions(engine_now())')
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  const rules = fc.sample(ruleAbout(readVocabulary(calls)), { numRuns: Number(values.rules), seed: Number(values.seed) })
  const create = (rule: JsonObject, i: number) => {
    const about = { workspaceId: workspace.id, key: `audience_${i}`, name: `audience_${i}`, description: null, entity: 'PROFILE' as const }
    return createAudience(db, { ...about, enabled: true, notifyExisting: false, rule })
  }
  const half = Math.floor(rules.length / 2)
  for (const [i, rule] of rules.entries()) if (i < half) await create(rule, i)
  for (let i = 0; i < calls.length; i += BATCH) {
    await send(db, workspace, ...calls.slice(i, i + BATCH))
    if ((i / BATCH) % BATCHES_AT_ONCE === BATCHES_AT_ONCE - 1) await worker.drain()
  }
  await worker.drain()
  for (const [i, rule] of rules.entries()) if (i >= half) await create(rule, i)
  await worker.quiet()
  if (worker.errors.length > 0) throw worker.errors[0]
  await compare(db, { workspaceId: workspace.id, rules, now })
}

async function compare(db: Db, { workspaceId, rules, now }: { workspaceId: string; rules: readonly JsonObject[]; now: number }): Promise<void> {
  const duckdb = await openDuckdb(db, workspaceId)
  const { rows: counted } = await db.pool.query('select count(*)::int as events, count(distinct profile_id)::int as "profileIds" from events')
  let [members, different] = [0, 0]
  for (const [i, rule] of rules.entries()) {
    const { rows } = await db.pool.query<{ ids: string[] }>(
      `select array(select profile_id from audience_members m where m.audience_id = a.id order by profile_id) as ids from audiences a where a.key = $1`,
      [`audience_${i}`],
    )
    const held = rows[0]?.ids ?? []
    const found = await idsOf(duckdb, membersQuery(parseRule(rule), { entity: 'PROFILE', now, audiences: new Map() }))
    members += held.length
    if (JSON.stringify(found.toSorted()) === JSON.stringify(held)) continue
    different++
    console.log(`✗ ${held.length} in the engine, ${found.length} in DuckDB: ${JSON.stringify(rule)}`)
  }
  duckdb.closeSync()
  console.log(JSON.stringify({ ...counted[0], rules: rules.length, members, different }))
  if (different > 0) process.exitCode = 1
}

async function readLines(file: string, most: number): Promise<string[]> {
  const lines: string[] = []
  for await (const line of createInterface({ input: createReadStream(file) })) {
    if (lines.length >= most) break
    if (line !== '') lines.push(line)
  }
  return lines
}
