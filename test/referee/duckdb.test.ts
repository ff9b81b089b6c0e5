import fc from 'fast-check'
import { describe, expect, onTestFinished } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { test } from '../helpers/database.ts'
import { recently, rule } from '../properties/rule-generator.ts'
import { openWorld, play, type World } from '../properties/run-scenario.ts'
import { type Scenario, type Step, scenario } from '../properties/stream-generator.ts'
import { membersQuery } from './duckdb-rule.ts'
import { idsOf, openDuckdb } from './duckdb-world.ts'

const START = Date.parse('2026-03-15T12:00:00.000Z')
const STREAMS = Number(process.env['REFEREE_STREAMS'] ?? 12)
const RULES = 86
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

describe('a third referee, DuckDB', () => {
  test(`finds the members of ${STREAMS * RULES} random rules in what the engine kept up to date (seed ${SEED})`, { timeout: 300_000 }, async ({
    db,
  }) => {
    let members = 0
    for (let i = 0; i < STREAMS; i++) {
      const [stream] = fc.sample(manyRules, { numRuns: 1, seed: SEED + i })
      if (!stream) throw new Error('There is no stream.')
      const world = await openWorld(db, START, stream)
      for (const step of stream.steps) {
        await play(world, step)
        await world.worker.quiet()
      }
      expect(world.worker.errors).toEqual([])
      members += await compare(db, world)
    }
    // Rules of which nobody is a member say little.
    expect(members).toBeGreaterThan(STREAMS * RULES * 0.2)
  })
})

/** Splits move events by the identifiers that they carry; what is exported here knows of merges only. */
const comparable = ({ kind }: Step) => kind === 'send' || kind === 'burst' || kind === 'advance' || kind === 'behind'

const manyRules: fc.Arbitrary<Scenario> = fc
  .record({
    one: scenario(START, false),
    rules: fc.array(rule(START, ['audience_0']), { minLength: RULES - 2, maxLength: RULES - 2 }),
    first: recently,
  })
  .map(({ one, rules, first }) => ({ ...one, rules: [first, ...rules], steps: one.steps.filter(comparable).slice(0, 6) }))

async function compare(db: Db, { workspace, rules, accountRule, now }: World): Promise<number> {
  const duckdb = await openDuckdb(db, workspace.id)
  onTestFinished(() => duckdb.closeSync())
  const audiences = new Map([...rules].map(([key, one]) => [key, parseRule(one)]))
  const { rows } = await db.pool.query<{ key: string; ids: string[] }>(
    `select a.key, array(select profile_id from audience_members m where m.workspace_id = a.workspace_id and m.audience_id = a.id order by profile_id) as ids
      from audiences a where a.workspace_id = $1 and a.deleted_at is null`,
    [workspace.id],
  )
  let members = 0
  for (const { key, ids } of rows) {
    const asked = key === 'accounts' ? parseRule(accountRule) : audiences.get(key)
    if (!asked) throw new Error(`Nobody made the audience ${key}.`)
    const found = await idsOf(duckdb, membersQuery(asked, { entity: key === 'accounts' ? 'ACCOUNT' : 'PROFILE', now, audiences }))
    expect(found.toSorted(), JSON.stringify(rules.get(key) ?? accountRule)).toEqual(ids)
    members += ids.length
  }
  return members
}
