import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { LimitReachedError, ValidationError } from '../../src/engine/errors.ts'
import { changeRules } from '../../src/engine/identity/change-rules.ts'
import { identifierHash } from '../../src/engine/identity/identifier.ts'
import { DEFAULT_RULES } from '../../src/engine/identity/identity-rules.ts'
import { SetCollector } from '../../src/engine/identity/simulate/distinct-sets.ts'
import { simulateRules } from '../../src/engine/identity/simulate/simulate-rules.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { mergeProfiles } from '../../src/engine/merge-profiles.ts'
import { splitProfile } from '../../src/engine/split-profile.ts'
import { test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker, type Workspace } from '../helpers/engine.ts'

const track = (n: number, ids: JsonObject, traits: JsonObject = {}) => ({
  type: 'track',
  event: 'E',
  messageId: `m${n}`,
  ...ids,
  context: { traits },
})

/** Sends each call by itself, in this order. */
async function play(db: Db, calls: readonly object[]): Promise<Workspace> {
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  for (const call of calls) {
    await send(db, workspace, { ...call })
    await worker.drain()
  }
  return workspace
}

const profileOf = async (db: Db, value: string) => (await db.prisma.identifier.findFirstOrThrow({ where: { value } })).profileId
const shape = ({ profilesBefore, profilesAfter, joined, separated, appeared, vanished }: Awaited<ReturnType<typeof simulateRules>>) => ({
  ...{ profilesBefore, profilesAfter, joined, separated, appeared, vanished },
})
const SAME = { joined: 0, separated: 0, appeared: 0, vanished: 0 }

describe('a simulation', () => {
  test('of the rules in force is what there is, also where limits have refused', async ({ db }) => {
    const { id: workspaceId } = await play(db, [
      track(1, { userId: 'ada' }, { email: 'x@y.z' }),
      track(2, { userId: 'bob' }, { email: 'x@y.z' }),
      ...Array.from({ length: 7 }, (_, i) => track(10 + i, { userId: 'ada', anonymousId: `a${i}` })),
      track(20, { anonymousId: 'a6' }),
      track(21, { userId: 'bob', anonymousId: 'a6' }),
    ])
    const simulation = await simulateRules(db.pool, { workspaceId, rules: undefined })
    expect(shape(simulation)).toEqual({ ...SAME, profilesBefore: 2, profilesAfter: 2 })
    expect(simulation.refusals).toContainEqual({ code: 'identifier_limit', count: expect.any(Number) })
  })

  test('says who would be joined and who separated, and changes nothing', async ({ db }) => {
    const { id: workspaceId } = await play(db, [
      track(1, { userId: 'ada' }, { email: 'ada+1@y.z' }),
      track(2, { anonymousId: 'a' }, { email: 'ada+2@y.z' }),
      track(3, { anonymousId: 'b', userId: 'bob' }),
      track(4, { anonymousId: 'b' }),
      track(5, { userId: 'null' }, { phone: 'null' }),
    ])
    const everything = () => db.prisma.$queryRaw`select (select jsonb_agg(i order by hash) from identifiers i) as identifiers,
      (select jsonb_agg(e order by id) from events e) as events, (select jsonb_agg(p order by id) from profiles p) as profiles`
    const before = await everything()
    const rules = {
      types: [
        { type: 'email', normalisation: { removePlusTag: true } },
        { type: 'anonymous_id', joins: false },
      ],
    }
    const simulation = await simulateRules(db.pool, { workspaceId, rules })
    expect(await everything()).toEqual(before)
    // The anonymous event of bob would be nobody's.
    expect(shape(simulation)).toEqual({ ...SAME, profilesBefore: 3, profilesAfter: 2, joined: 1 })
    expect(simulation).toMatchObject({ events: 5, ofNobodyBefore: 1, ofNobodyAfter: 2 })
    expect(simulation.joins).toEqual([
      {
        profileIds: [await profileOf(db, 'ada+1@y.z'), await profileOf(db, 'ada+2@y.z')].sort(),
        identifierCount: 2,
        identifiers: [
          { type: 'user_id', value: 'ada' },
          { type: 'email', value: 'ada@y.z' },
        ],
        events: 2,
      },
    ])
    const apart = await simulateRules(db.pool, {
      workspaceId,
      rules: { types: [{ type: 'user_id', joins: false }], blocked: { anyCase: [], values: [] } },
    })
    expect(shape(apart)).toEqual({ profilesBefore: 3, profilesAfter: 4, joined: 0, separated: 0, appeared: 1, vanished: 0 })
  })

  test('shows the parts of a profile that would be several', async ({ db }) => {
    const { id: workspaceId } = await play(db, [
      track(1, { anonymousId: 'a' }, { email: 'office@y.z' }),
      track(2, { anonymousId: 'b' }, { email: 'office@y.z' }),
      track(3, { anonymousId: 'b' }),
    ])
    const simulation = await simulateRules(db.pool, { workspaceId, rules: { blocked: { values: ['office@y.z'] } } })
    expect(shape(simulation)).toEqual({ ...SAME, profilesBefore: 1, profilesAfter: 2, separated: 1 })
    const [separation] = simulation.separations
    expect(separation?.profileId).toBe(await profileOf(db, 'a'))
    expect(separation?.parts.map(({ identifiers, events }) => [identifiers[0]?.value, events]).sort()).toEqual([
      ['a', 1],
      ['b', 2],
    ])
  })

  test('leaves as they are people who were merged or split by hand', async ({ db }) => {
    const workspace = await play(db, [track(1, { userId: 'ada', anonymousId: 'a' }), track(2, { anonymousId: 'b' }), track(3, { anonymousId: 'c' })])
    const workspaceId = workspace.id
    const identifiers = [{ type: 'anonymous_id', value: 'a', hash: identifierHash(workspaceId, 'anonymous_id', 'a') }]
    await splitProfile(db.pool, { workspaceId, profileId: await profileOf(db, 'ada'), identifiers })
    await mergeProfiles(db.pool, { workspaceId, profileIds: [await profileOf(db, 'b'), await profileOf(db, 'c')], reason: 'The same.' })
    await testWorker(db).quiet()
    await send(db, workspace, track(4, { userId: 'ada' }), track(5, { anonymousId: 'a' }))
    await testWorker(db).quiet()
    const simulation = await simulateRules(db.pool, { workspaceId, rules: { mostMerges: 0 } })
    expect(shape(simulation)).toEqual({ ...SAME, profilesBefore: 3, profilesAfter: 3 })
    expect(simulation.refusals).toContainEqual({ code: 'cannot_link', count: 1 })
  })

  test('counts in periods as messages are counted', async ({ db }) => {
    const at = (n: number, month: string) => ({
      ...track(n, { userId: 'ada', anonymousId: `a${n % 10}` }),
      timestamp: `2026-${month}-10T00:00:00.000Z`,
    })
    const { id: workspaceId } = await play(db, [at(1, '01'), at(2, '01'), at(3, '02'), at(12, '02'), track(13, { anonymousId: 'a2' })])
    const rules = { types: [{ type: 'anonymous_id', limit: { count: 1, period: 'MONTH' } }] }
    expect(shape(await simulateRules(db.pool, { workspaceId, rules }))).toEqual({ ...SAME, profilesBefore: 1, profilesAfter: 2, separated: 1 })
  })

  test('goes through long histories in pages, and through those of a sample', { timeout: 60_000 }, async ({ db }) => {
    const workspace = await makeWorkspace(db)
    const count = 11_000
    for (let from = 0; from < count; from += 2000) {
      const calls = Array.from({ length: Math.min(2000, count - from) }, (_, i) =>
        track(from + i, { userId: i % 2 ? 'null' : `u${(from + i) % 14}` }),
      )
      await send(db, workspace, ...calls)
    }
    await testWorker(db).drain()
    const all = await simulateRules(db.pool, { workspaceId: workspace.id, rules: {} })
    expect({ ...shape(all), events: all.events, ofNobody: all.ofNobodyAfter }).toEqual({
      ...{ ...SAME, profilesBefore: 7, profilesAfter: 7, events: count, ofNobody: count / 2 },
    })
    const some = await simulateRules(db.pool, { workspaceId: workspace.id, rules: {}, sample: 3 })
    expect(shape(some)).toEqual({ ...SAME, profilesBefore: 3, profilesAfter: 3 })
    expect(some.ofNobodyBefore).toBe(0)
  })

  test('refuses rules that cannot be taken, and a sample of nobody', async ({ db }) => {
    const { id: workspaceId } = await makeWorkspace(db)
    const refused = (wanted: object) => simulateRules(db.pool, { workspaceId, rules: {}, ...wanted }).catch((error: unknown) => error)
    expect(await refused({ rules: { mostMerges: -1 } })).toMatchObject({ path: ['rules', 'mostMerges'] })
    expect(await refused({ sample: 0 })).toBeInstanceOf(ValidationError)
  })

  test('keeps so many distinct sets of identifiers in memory, and no more', () => {
    const collector = new SetCollector('w', DEFAULT_RULES, 2)
    const event = (anonymousId: string) => ({
      ...{ id: anonymousId, type: 'TRACK' as const, userId: null, anonymousId, groupId: null, traits: null, properties: {}, context: {} },
      ...{ at: 0, receivedAt: 0, messageId: anonymousId, sourceId: 's', profileId: null, rootId: null },
    })
    for (const id of ['a', 'b', 'a', 'b']) collector.add(event(id))
    expect([...collector.sets.values()].map(({ events }) => events)).toEqual([2, 2])
    expect(() => collector.add(event('c'))).toThrow(LimitReachedError)
  })
})

test('looser limits join nobody who is there; the simulation says whom they would, and the next message that carries both does', async ({ db }) => {
  const workspace = await play(db, [track(1, { userId: 'abc123' }, { email: 'jane@y.z' }), track(2, { userId: 'abc456' }, { email: 'jane@y.z' })])
  const rules = { types: [{ type: 'user_id', limit: { count: 2 } }], joinIdentified: true }
  const simulate = async () => shape(await simulateRules(db.pool, { workspaceId: workspace.id, rules }))
  expect(await simulate()).toEqual({ ...SAME, profilesBefore: 2, profilesAfter: 1, joined: 1 })
  await changeRules(db.pool, { workspaceId: workspace.id, rules })
  await testWorker(db).quiet()
  expect(await simulate()).toEqual({ ...SAME, profilesBefore: 2, profilesAfter: 1, joined: 1 })
  await send(db, workspace, track(3, { userId: 'abc456' }, { email: 'jane@y.z' }))
  await testWorker(db).quiet()
  expect(await simulate()).toEqual({ ...SAME, profilesBefore: 1, profilesAfter: 1 })
})

test('rules that are simulated, then put in force for the same messages again, make the people that were foreseen', async ({ db }) => {
  const calls = Array.from({ length: 40 }, (_, i) =>
    track(i, { ...(i % 3 && { userId: `u${i % 4}` }), anonymousId: `a${(i * 7) % 9}` }, { email: `e${(i * 5) % 6}+${i % 2}@y.z` }),
  )
  const first = await play(db, calls)
  const rules = {
    types: [
      { type: 'email', normalisation: { removePlusTag: true }, limit: { count: 2 } },
      { type: 'anonymous_id', limit: { count: 3 } },
    ],
  }
  const foreseen = await simulateRules(db.pool, { workspaceId: first.id, rules })
  const second = await makeWorkspace(db, 'second')
  await changeRules(db.pool, { workspaceId: second.id, rules })
  const worker = testWorker(db)
  for (const call of calls) {
    await send(db, second, { ...call })
    await worker.drain()
  }
  const { rows } = await db.pool.query<{ people: number; events: number }>(
    `select count(distinct coalesce(a.root_id, e.profile_id))::int as people from events e
     left join profile_aliases a on a.workspace_id = e.workspace_id and a.loser_id = e.profile_id where e.workspace_id = $1`,
    [second.id],
  )
  expect(foreseen.profilesAfter).toBe(rows[0]?.people)
})
