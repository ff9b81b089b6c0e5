import { describe, expect, vi } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { type TestApi, test } from '../helpers/graphql-server.ts'

const DAY = 86_400_000

const CREATE = `mutation ($input: CreateAudienceInput!) { createAudience(input: $input) { audience { id } userErrors { message } } }`
const UPDATE = `mutation ($input: UpdateAudienceInput!) {
  updateAudience(input: $input) { audience { rule status size } userErrors { code message path } }
}`
const EXPLAIN = `query ($key: String!, $profile: ProfileBy!) {
  audience(by: { key: $key }) { explain(profile: $profile) { ...node parts { ...node parts { ...node parts { ...node } } } } }
}
fragment node on RuleExplanation { condition holds value changesAt evidence(first: 2) { name properties } }`
const READ = `query ($key: String!) { audience(by: { key: $key }) { id rule status size version members { nodes { profile { identifiers { nodes { value } } } } } } }`

interface Explained {
  readonly condition: string
  readonly holds: boolean
  readonly value: unknown
  readonly changesAt: string | null
  readonly evidence: readonly JsonObject[]
  readonly parts: readonly Explained[]
}
interface Read {
  readonly audience: { id: string; rule: JsonObject; status: string; size: number; version: number; members: { nodes: unknown[] } }
}

async function create(api: TestApi, key: string, rule: JsonObject): Promise<string> {
  const { createAudience } = await api.query<{ createAudience: { audience: { id: string }; userErrors: unknown[] } }>(CREATE, {
    input: { key, name: key, definition: { rule } },
  })
  expect(createAudience.userErrors).toEqual([])
  await vi.waitFor(async () => expect((await read(api, key)).status).toBe('LIVE'), 10_000)
  return createAudience.audience.id
}

const read = async (api: TestApi, key: string) => (await api.query<Read>(READ, { key })).audience
const explain = async (api: TestApi, key: string, profile: JsonObject) =>
  (await api.query<{ audience: { explain: Explained } }>(EXPLAIN, { key, profile })).audience.explain

const ago = (ms: number) => new Date(Date.now() - ms).toISOString()
const order = (userId: string, total: number, at: string) => ({
  type: 'track',
  userId,
  event: 'Order Completed',
  properties: { total },
  timestamp: at,
})
const bought = (is: JsonObject, more: JsonObject = {}): JsonObject => ({ event: { name: 'Order Completed', window: { last: 'P30D' }, is, ...more } })

describe('Audience.explain', () => {
  test('says of each condition whether it holds, what was tested, which events made it so, and when that ends', async ({ api }) => {
    const second = ago(2 * DAY)
    await api.track({ type: 'identify', userId: 'ada', traits: { plan: 'pro' } }, order('ada', 20, ago(29 * DAY)), order('ada', 100, second))
    await create(api, 'spenders', {
      all: [bought({ gte: 100 }, { measure: { sum: 'total' } }), { not: { trait: { path: 'plan', is: { eq: 'free' } } } }],
    })
    await create(api, 'loyal', { any: [{ audience: { key: 'spenders' } }, bought({ gte: 5 })] })

    const spenders = await explain(api, 'spenders', { userId: 'ada' })
    expect(spenders).toMatchObject({
      holds: true,
      value: null,
      parts: [
        { holds: true, value: 120 },
        { holds: true, parts: [{ holds: false, value: 'pro' }] },
      ],
    })
    expect(spenders.parts[0]?.evidence).toEqual([
      { name: 'Order Completed', properties: { total: 100 } },
      { name: 'Order Completed', properties: { total: 20 } },
    ])
    // The order of 100 leaves the window then; that of 20 alone makes no difference when it does.
    const end = new Date(Date.parse(second) + 30 * DAY).toISOString()
    expect([spenders.changesAt, spenders.parts[0]?.changesAt, spenders.parts[1]?.changesAt]).toEqual([end, end, null])
    expect(spenders.parts.map((part) => part.condition)).toEqual([
      expect.stringContaining("event('Order Completed')"),
      expect.stringContaining('NOT'),
    ])

    const loyal = await explain(api, 'loyal', { userId: 'ada' })
    expect(loyal).toMatchObject({
      holds: true,
      changesAt: end,
      parts: [
        { holds: true, value: true, parts: [{ holds: true }] },
        { holds: false, value: 2 },
      ],
    })
  })

  test('shows the steps of a sequence', async ({ api }) => {
    const [added, later] = [ago(2 * DAY), ago(DAY)]
    const did = (event: string, timestamp: string) => ({ type: 'track', userId: 'ada', event, timestamp })
    await api.track(did('Product Added', added), did('Checkout Started', later))
    await create(api, 'started', {
      sequence: { steps: [{ event: 'Product Added' }, { event: 'Checkout Started', within: 'P2D' }], window: { last: 'P7D' } },
    })
    expect(await explain(api, 'started', { userId: 'ada' })).toMatchObject({
      holds: true,
      value: [added, later],
      evidence: [{ name: 'Checkout Started' }, { name: 'Product Added' }],
      changesAt: new Date(Date.parse(added) + 7 * DAY).toISOString(),
    })
  })

  test('is an error for nobody', async ({ api }) => {
    await create(api, 'everybody', { all: [] })
    await expect(explain(api, 'everybody', { userId: 'nobody' })).rejects.toMatchObject({
      response: { errors: [{ extensions: { code: 'NOT_FOUND' } }] },
    })
  })
})

describe('Audience.sizeHistory', () => {
  const HISTORY = `query ($from: DateTime!, $to: DateTime, $every: Duration) {
    audience(by: { key: "buyers" }) { size sizeHistory(from: $from, to: $to, every: $every) { at size entered exited } }
  }`
  type History = { audience: { size: number; sizeHistory: { at: string; size: number; entered: number; exited: number }[] } }
  const start = Date.parse('2026-03-01T00:00:00.000Z')
  const at = (hours: number) => new Date(start + hours * 3_600_000).toISOString()

  /** So many enter and leave at these hours. */
  async function write(db: Db, audience: string, changes: readonly (readonly [hours: number, entered: number, exited: number])[]): Promise<void> {
    await db.pool.query(
      `insert into audience_change_sets (workspace_id, audience_id, version, ordinal, committed_at, profile_ids, changes, reasons, moments)
       select a.workspace_id, a.id, 1000 + c.n, i, c.at, array[gen_random_uuid()], array[case when i <= c.entered then 'ENTERED' else 'EXITED' end::membership_change],
         array['EVENT'::membership_reason], array[extract(epoch from c.at)::float8 * 1000]
       from audiences a, unnest($2::timestamptz[], $3::int[], $4::int[]) with ordinality as c (at, entered, exited, n), generate_series(1, c.entered + c.exited) i
       where a.key = $1`,
      [audience, changes.map(([hours]) => at(hours)), changes.map(([, entered]) => entered), changes.map(([, , exited]) => exited)],
    )
    const total = changes.reduce((sum, [, entered, exited]) => sum + entered - exited, 0)
    await db.pool.query('update audience_counters c set size = size + $2 from audiences a where a.id = c.audience_id and a.key = $1', [
      audience,
      total,
    ])
  }

  test('has a point for each commit, or one every so often', async ({ api, db }) => {
    await create(api, 'buyers', bought({ gte: 1 }))
    await write(db, 'buyers', [
      [1, 5, 0],
      [1.5, 2, 1],
      [30, 0, 4],
      [40, 1, 0],
    ])
    const history = async (more: JsonObject) => (await api.query<History>(HISTORY, { from: at(0), ...more })).audience.sizeHistory
    expect(await history({ to: at(30) })).toEqual([
      { at: at(1), size: 5, entered: 5, exited: 0 },
      { at: at(1.5), size: 6, entered: 2, exited: 1 },
      { at: at(30), size: 2, entered: 0, exited: 4 },
    ])
    expect(await history({ to: at(60), every: 'P1D' })).toEqual([
      { at: at(24), size: 6, entered: 7, exited: 1 },
      { at: at(48), size: 3, entered: 1, exited: 4 },
      { at: at(60), size: 3, entered: 0, exited: 0 },
    ])
    expect((await history({ from: at(1.2), to: at(2) })).map(({ size }) => size)).toEqual([6])
  })

  test('refuses what would be too many points, or none', async ({ api }) => {
    await create(api, 'buyers', bought({ gte: 1 }))
    for (const variables of [
      { from: at(0), every: 'PT1S' },
      { from: at(2), to: at(1), every: 'PT1H' },
    ])
      await expect(api.query(HISTORY, variables)).rejects.toMatchObject({ response: { errors: [{ extensions: { code: 'BAD_USER_INPUT' } }] } })
  })
})

describe('updateAudience with a definition', () => {
  test('puts another rule in the place of the old one, telling only of those for whom it makes a difference', async ({ api, db }) => {
    await api.track(order('one', 1, ago(DAY)), order('ten', 10, ago(DAY)), order('hundred', 100, ago(DAY)))
    const rule = (from: number, to: number) => bought({ between: { from, to } }, { measure: { sum: 'total' } })
    const id = await create(api, 'buyers', rule(1, 10))
    await db.pool.query('delete from audience_change_sets')
    const { updateAudience } = await api.query<{ updateAudience: { userErrors: unknown[] } }>(UPDATE, {
      input: { id, definition: { rule: rule(10, 100) } },
    })
    expect(updateAudience.userErrors).toEqual([])
    await vi.waitFor(async () => expect((await read(api, 'buyers')).rule).toEqual(rule(10, 100)), 10_000)
    expect(await read(api, 'buyers')).toMatchObject({ id, status: 'LIVE', size: 2 })
    const { rows } = await db.pool.query('select change, reason, count(*)::int from audience_changes group by 1, 2 order by 1')
    expect(rows).toEqual([
      { change: 'ENTERED', reason: 'DEFINITION', count: 1 },
      { change: 'EXITED', reason: 'DEFINITION', count: 1 },
    ])
    await api.track(order('one', 20, ago(0)))
    expect((await read(api, 'buyers')).size).toBe(3)
    expect(api.errors).toEqual([])
  })

  test('refuses a rule that would depend on itself', async ({ api }) => {
    const a = await create(api, 'a', { all: [] })
    await create(api, 'b', { audience: { key: 'a' } })
    const { updateAudience } = await api.query<{ updateAudience: unknown }>(UPDATE, {
      input: { id: a, definition: { rule: { not: { audience: { key: 'b' } } } } },
    })
    expect(updateAudience).toMatchObject({
      audience: null,
      userErrors: [{ code: 'RULE_CYCLE', path: ['definition'], message: 'The definition would depend on itself: "a" refers to "b" refers to "a".' }],
    })
  })
})
