import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import { drainLane } from '../../src/engine/ingest/drain-lane.ts'
import { LANES } from '../../src/engine/ingest/lanes.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { emptyDatabase, setNow, test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { rule } from './rule-generator.ts'
import { JOIN_ACCOUNTS } from './run-scenario.ts'
import { call } from './stream-generator.ts'

const NOW = Date.parse('2026-03-15T12:00:00.000Z')
const RUNS = Number(process.env['ORDER_RUNS'] ?? 60)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

/** How the same messages arrive: in which order, in how many requests, and who works on them. */
interface Arrival {
  readonly order: readonly number[]
  readonly requestSize: number
  readonly rowsAtOnce: number
  readonly workers: number
}

describe('the result depends on timestamps, not on arrival', () => {
  test(`in ${RUNS} random streams, by any permutation, chunking and number of workers`, { timeout: 600_000 }, async ({ db }) => {
    const stream = fc.array(call(false), { minLength: 10, maxLength: 40 }).chain((calls) =>
      fc.record({
        calls: fc.constant(calls),
        rules: fc.tuple(rule(NOW), rule(NOW), rule(NOW)),
        arrival: fc.record({
          order: fc.shuffledSubarray(
            calls.map((_, i) => i),
            { minLength: calls.length, maxLength: calls.length },
          ),
          requestSize: fc.integer({ min: 1, max: 12 }),
          rowsAtOnce: fc.constantFrom(1, 2, 5, 2000),
          workers: fc.constantFrom(1, 2, 4),
        }),
      }),
    )
    const property = fc.asyncProperty(stream, async ({ calls, rules, arrival }) => {
      const messages = calls.map(({ call: one, offset }, i) => ({
        ...one,
        messageId: `m${(i * 7919) % 1009}`,
        timestamp: new Date(NOW + offset).toISOString(),
      }))
      const inOrder = { order: messages.map((_, i) => i), requestSize: 1, rowsAtOnce: 1, workers: 1 }
      const expected = await play(db, { messages, rules, arrival: inOrder })
      expect(await play(db, { messages, rules, arrival })).toEqual(expected)
    })
    await fc.assert(property, { numRuns: RUNS, seed: SEED })
  })
})

async function play(
  db: Db,
  { messages, rules, arrival }: { messages: readonly JsonObject[]; rules: readonly JsonObject[]; arrival: Arrival },
): Promise<unknown> {
  await emptyDatabase(db)
  await setNow(db, new Date(NOW))
  const workspace = await makeWorkspace(db)
  await changeRules(db.pool, { workspaceId: workspace.id, rules: JOIN_ACCOUNTS })
  for (const [i, made] of rules.entries()) {
    const key = `audience_${i}`
    await createAudience(db, {
      workspaceId: workspace.id,
      key,
      name: key,
      description: null,
      entity: i === 2 ? 'ACCOUNT' : 'PROFILE',
      rule: made,
      enabled: true,
      notifyExisting: false,
    })
  }
  for (let i = 0; i < messages.length; i += arrival.requestSize) {
    const request = arrival.order.slice(i, i + arrival.requestSize).map((at) => messages[at] as JsonObject)
    await send(db, workspace, ...request)
  }
  const errors: unknown[] = []
  await Promise.all(Array.from({ length: arrival.workers }, (_, i) => work(db, { first: i, arrival, errors })))
  await testWorker(db).quiet()
  // A lost race is reported and tried again; anything else would be a fault.
  expect(errors.filter((error) => !/40P01|40001|55P03/.test(String((error as { cause?: { code?: string } }).cause?.code)))).toEqual([])
  return outcome(db)
}

/** Each worker begins with another lane; what one leaves, another takes. */
async function work(db: Db, { first, arrival, errors }: { first: number; arrival: Arrival; errors: unknown[] }): Promise<void> {
  const { context } = testWorker(db)
  for (let i = 0; i < LANES; i++) {
    const lane = (first + i) % LANES
    await drainLane(context, { lane, rowsAtOnce: arrival.rowsAtOnce, onChunk: () => {}, onError: (error) => errors.push(error) })
  }
}

/** Each person, and account, by its identifiers, with its traits, audiences and people; sizes; ids, moments of creation and the ledger may differ. */
async function outcome(db: Db): Promise<unknown> {
  const { rows } = await db.pool.query(
    `select p.traits,
       (select array_agg(i.type || ':' || i.value order by i.type collate "C", i.value collate "C") from identifiers i where i.profile_id = p.id) as identifiers,
       (select array_agg(a.key order by a.key) from audience_members m join audiences a on a.id = m.audience_id where m.profile_id = p.id) as audiences,
       (select count(*)::int from events e where case p.entity when 'PROFILE' then e.profile_id else e.account_id end
         = any(array(select loser_id from profile_aliases where root_id = p.id) || p.id)) as events,
       array(select i.names from account_members m cross join lateral (
         select string_agg(i.type || ':' || i.value, ' ' order by i.type collate "C", i.value collate "C") as names from identifiers i where i.profile_id = m.profile_id
       ) i where m.account_id = p.id order by 1) as members
     from profiles p order by 2`,
  )
  const outside = await db.pool.query(
    `select e.message_id from events e join profile_aliases a on a.loser_id = e.profile_id where e.timestamp not between a.first_event_at and a.last_event_at`,
  )
  expect(outside.rows).toEqual([])
  const sizes = await db.pool.query('select a.key, c.size from audiences a join audience_counters c on c.audience_id = a.id order by a.key')
  return { people: rows, sizes: sizes.rows }
}
