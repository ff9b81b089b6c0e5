import fc from 'fast-check'
import { expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import { simulateRules } from '../../src/engine/identity/simulate/simulate-rules.ts'
import { drainLane } from '../../src/engine/ingest/drain-lane.ts'
import { LANES } from '../../src/engine/ingest/lanes.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { emptyDatabase, test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'
import { people } from '../helpers/people.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 25)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

// Few values, so that people meet; each is sent in ways that are one value once they are normalised.
const some = <Value>(...values: Value[]) => fc.option(fc.constantFrom(...values), { nil: undefined, freq: 2 })
const message = fc.record({
  userId: some('u1', 'u2', 'u3', 'nobody'),
  anonymousId: fc.constantFrom('a1', 'a2', 'a3', 'a4', 'a5', 'a6'),
  email: some('x@y.z', 'X+1@y.z ', 'v@y.z'),
  crm: some<string | number>('C-1', 'C-01', 'C-2', 'none'),
  name: some('Ada', ' ada', 'Bob'),
  code: some<string | number>('1', 1, '2'),
})
type Message = typeof message extends fc.Arbitrary<infer Value> ? Value : never

const flags = fc.record({ emailJoins: fc.boolean(), userJoins: fc.boolean(), plusTag: fc.boolean(), combined: fc.boolean() })
type Flags = typeof flags extends fc.Arbitrary<infer Value> ? Value : never

const MANY = { count: 1000 }

/** Nothing is ever too much. */
const rulesOf = ({ emailJoins, userJoins, plusTag, combined }: Flags) => ({
  types: [
    { type: 'user_id', limit: MANY, joins: userJoins },
    { type: 'anonymous_id', limit: MANY },
    { type: 'email', limit: MANY, joins: emailJoins, normalisation: { removePlusTag: plusTag } },
    { type: 'crm', limit: MANY, paths: ['properties.crm'], normalisation: { replacements: [{ pattern: '^C-0*', replacement: '' }] } },
  ],
  ...(combined && { combinedKeys: [{ type: 'both', limit: MANY, parts: [{ path: 'properties.name' }, { path: 'properties.code' }] }] }),
  blocked: { values: ['nobody', 'none'] },
  joinIdentified: true,
})

test(`by rules of its own a workspace has the same people, however messages arrive, in ${RUNS} random streams`, { timeout: 300_000 }, async ({
  db,
}) => {
  const stream = fc.array(message, { minLength: 5, maxLength: 25 }).chain((messages) =>
    fc.record({
      messages: fc.constant(messages),
      flags,
      other: flags,
      order: fc.shuffledSubarray(
        messages.map((_, i) => i),
        { minLength: messages.length },
      ),
      requestSize: fc.integer({ min: 1, max: 6 }),
      rowsAtOnce: fc.constantFrom(1, 3, 2000),
      workers: fc.constantFrom(1, 2, 4),
    }),
  )
  const property = fc.asyncProperty(stream, async ({ messages, flags: chosen, other, ...arrival }) => {
    const { workspaceId, clusters } = await play(db, { messages, flags: chosen, ...arrival })
    expect(clusters).toEqual(expected(messages, chosen))
    // What other rules would make of the same history is foreseen.
    const { profilesAfter, joined, separated, appeared, vanished, profilesBefore } = await simulateRules(db.pool, {
      workspaceId,
      rules: rulesOf(other),
    })
    expect(profilesAfter).toBe(expected(messages, other).length)
    expect(profilesBefore).toBe(clusters.length)
    expect(profilesBefore - joined + separated + appeared - vanished).toBe(profilesAfter)
  })
  await fc.assert(property, { numRuns: RUNS, seed: SEED })
})

interface Arrival {
  readonly messages: readonly Message[]
  readonly flags: Flags
  readonly order: readonly number[]
  readonly requestSize: number
  readonly rowsAtOnce: number
  readonly workers: number
}

async function play(db: Db, { messages, flags: chosen, order, requestSize, rowsAtOnce, workers }: Arrival) {
  await emptyDatabase(db)
  const workspace = await makeWorkspace(db)
  await changeRules(db.pool, { workspaceId: workspace.id, rules: rulesOf(chosen) })
  const calls = messages.map(({ email, crm, name, code, ...ids }, i) => ({
    ...{ type: 'track', event: 'E', messageId: `m${i}`, ...ids, context: { traits: { email } }, properties: { crm, name, code } },
  }))
  for (let i = 0; i < order.length; i += requestSize) {
    const request = order.slice(i, i + requestSize).map((at) => JSON.parse(JSON.stringify(calls[at])) as JsonObject)
    await send(db, workspace, ...request)
  }
  await Promise.all(
    Array.from({ length: workers }, async (_, first) => {
      const { context } = testWorker(db)
      for (let i = 0; i < LANES; i++) await drainLane(context, { lane: (first + i) % LANES, rowsAtOnce, onChunk: () => {}, onError: () => {} })
    }),
  )
  await testWorker(db).quiet()
  return { workspaceId: workspace.id, clusters: await people(db) }
}

const expected = (messages: readonly Message[], chosen: Flags) => components(messages.map((one) => identifiersOf(one, chosen)))

/** What the rules say, written down a second time. */
function identifiersOf({ userId, anonymousId, email, crm, name, code }: Message, { emailJoins, userJoins, plusTag, combined }: Flags): string[] {
  const found = [`anonymous_id:${anonymousId}`]
  if (userId !== undefined && userId !== 'nobody' && userJoins) found.push(`user_id:${userId}`)
  const address = email?.trim().toLowerCase()
  if (address !== undefined && emailJoins) found.push(`email:${plusTag ? address.replace('+1', '') : address}`)
  if (crm !== undefined && crm !== 'none') found.push(`crm:${String(crm).replace(/^C-0*/, '')}`)
  if (combined && name !== undefined && code !== undefined) found.push(`both:["${name.trim().toLowerCase()}","${code}"]`)
  return found
}

/** Identifiers that are together on any message are one person's, and so on. */
function components(messages: readonly (readonly string[])[]): string[][] {
  let groups: Set<string>[] = []
  for (const ids of messages) {
    const meeting = groups.filter((group) => ids.some((id) => group.has(id)))
    groups = [...groups.filter((group) => !meeting.includes(group)), new Set([...ids, ...meeting.flatMap((group) => [...group])])]
  }
  const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)
  return groups.map((group) => [...group].sort((a, b) => byText(a, b))).sort((a, b) => byText(a[0] ?? '', b[0] ?? ''))
}
