import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { createAudience } from '../../src/engine/audiences/manage.ts'
import { createComputedTrait, deleteComputedTrait, updateComputedTrait } from '../../src/engine/audiences/manage-computed-traits.ts'
import type { JsonObject } from '../../src/engine/json.ts'
import { forgetValues } from '../../src/engine/traits/computed-values.ts'
import { setNow, test } from '../helpers/database.ts'
import { makeWorkspace, send, testWorker } from '../helpers/engine.ts'

const NOON = Date.parse('2026-03-15T12:00:00.000Z')
const DAY = 86_400_000

async function world(db: Db) {
  await setNow(db, new Date(NOON))
  const workspace = await makeWorkspace(db)
  const worker = testWorker(db)
  let sent = 0
  const ordered = (userId: string, total: number, at = NOON): JsonObject => ({
    ...{ type: 'track', event: 'Ordered', userId, messageId: `m${sent++}` },
    ...{ timestamp: new Date(at).toISOString(), properties: { total } },
  })
  return {
    workspace,
    worker,
    ordered,
    async take(...calls: JsonObject[]) {
      await send(db, workspace, ...calls)
      await worker.quiet()
      expect(worker.errors).toEqual([])
    },
    async moveTo(at: number) {
      await setNow(db, new Date(at))
      await worker.quiet()
    },
    async trait(key: string, definition: JsonObject, more: { entity?: 'PROFILE' | 'ACCOUNT'; enabled?: boolean } = {}) {
      const id = await createComputedTrait(db, { workspaceId: workspace.id, key, name: key, entity: 'PROFILE', enabled: true, definition, ...more })
      await worker.quiet()
      return id
    },
    async audience(key: string, rule: JsonObject) {
      const audience = { key, name: key, description: null, entity: 'PROFILE' as const, enabled: true, notifyExisting: false }
      await createAudience(db, { ...audience, workspaceId: workspace.id, rule })
      await worker.quiet()
    },
    async traitsOf(userId: string) {
      const { profileId } = await db.prisma.identifier.findFirstOrThrow({ where: { type: 'user_id', value: userId } })
      return (await db.prisma.profile.findFirstOrThrow({ where: { id: profileId } })).traits
    },
    async members(key: string) {
      const { rows } = await db.pool.query<{ value: string }>(
        `select i.value from audiences a join audience_members m on m.audience_id = a.id join identifiers i on i.profile_id = m.profile_id and i.type = 'user_id'
         where a.key = $1 order by 1`,
        [key],
      )
      return rows.map(({ value }) => value)
    },
    /** Ada's. */
    async history(key: string) {
      const { rows } = await db.pool.query<{ value: unknown; at: Date }>(
        `select v.value, v.at from computed_values v join computed_traits t on t.number = v.number where t.key = $1
           and v.profile_id in (select profile_id from identifiers where value = 'ada') order by v.at`,
        [key],
      )
      return rows.map(({ value, at }) => [value, at.getTime() - NOON])
    },
  }
}

const orders: JsonObject = { count: { event: 'Ordered' } }
const spent: JsonObject = { sum: { event: 'Ordered', property: 'total' } }

describe('computed traits', () => {
  test('are computed over what there is, and kept up to date with each commit', async ({ db }) => {
    const { take, ordered, trait, traitsOf, history, moveTo } = await world(db)
    await take(ordered('ada', 10), ordered('ada', 0.2), { type: 'identify', userId: 'bob', messageId: 'b' })
    await trait('orders', orders)
    await trait('spent', spent)
    expect([await traitsOf('ada'), await traitsOf('bob')]).toEqual([{ orders: 2, spent: 10.2 }, { orders: 0 }])
    await moveTo(NOON + 1000)
    await take(ordered('ada', 0.1, NOON + 1000), ordered('cyd', 7))
    expect([await traitsOf('ada'), await traitsOf('cyd')]).toEqual([
      { orders: 3, spent: 10.3 },
      { orders: 1, spent: 7 },
    ])
    expect(await history('orders')).toEqual([
      [2, 0],
      [3, 1000],
    ])
  })

  test('are of every kind', async ({ db }) => {
    const { take, ordered, trait, traitsOf, moveTo } = await world(db)
    const totals = { event: 'Ordered', property: 'total' }
    for (const kind of ['avg', 'min', 'max', 'first', 'last', 'mode', 'uniqueList', 'uniqueCount'])
      await trait(kind.toLowerCase(), { [kind]: totals })
    await trait('often', { mode: { ...totals, minFrequency: 3 } })
    await trait('engagement', { score: { events: [{ event: 'Visited', points: 10, halfLife: 'P1D' }], min: 1 } })
    await take({ type: 'identify', userId: 'ada', messageId: 'i' })
    expect(await traitsOf('ada')).toEqual({ uniquelist: [], uniquecount: 0, engagement: 1 })
    await take(ordered('ada', 3), ordered('ada', 1, NOON - 3), ordered('ada', 3, NOON - 2), ordered('ada', 2, NOON - 1), {
      ...ordered('ada', 0),
      event: 'Visited',
    })
    const found = { avg: 2.25, min: 1, max: 3, first: 1, last: 3, mode: 3, uniquelist: [1, 2, 3], uniquecount: 3 }
    expect(await traitsOf('ada')).toEqual({ ...found, engagement: 10 })
    await moveTo(NOON + DAY)
    expect(await traitsOf('ada')).toEqual({ ...found, engagement: 5 })
  })

  test('leave with their window, by the clock alone', async ({ db }) => {
    const { take, ordered, trait, traitsOf, history, moveTo } = await world(db)
    await trait('lately', { sum: { event: 'Ordered', property: 'total', window: { last: 'P1D' } } })
    await take(ordered('ada', 10), ordered('ada', 5, NOON - DAY / 2))
    expect(await traitsOf('ada')).toEqual({ lately: 15 })
    await moveTo(NOON + DAY / 2)
    expect(await traitsOf('ada')).toEqual({ lately: 10 })
    await moveTo(NOON + DAY)
    expect(await traitsOf('ada')).toEqual({})
    expect(await history('lately')).toEqual([
      [15, 0],
      [10, DAY / 2],
      [null, DAY],
    ])
  })

  test('are read by rules, scores, formulas and audiences in the same commit, in whatever order they were made', async ({ db }) => {
    const { take, ordered, trait, audience, traitsOf, members } = await world(db)
    await audience('vips', { trait: { path: 'level', is: { gte: 30 } } })
    await trait('level', {
      score: {
        rules: [
          { rule: { trait: { path: 'average', is: { gt: 4 } } }, points: 20.5 },
          { rule: { event: { name: 'Ordered' } }, points: 50 },
        ],
        max: 60,
      },
    })
    await trait('average', { formula: 'spent / orders' })
    await trait('orders', orders)
    await trait('spent', spent)
    await audience('fans', { audience: { key: 'vips' } })
    await take(ordered('ada', 10), ordered('bob', 1), { type: 'identify', userId: 'cyd', messageId: 'c' })
    expect([await traitsOf('ada'), await traitsOf('bob'), await traitsOf('cyd')]).toEqual([
      { level: 60, average: 10, orders: 1, spent: 10 },
      { level: 50, average: 1, orders: 1, spent: 1 },
      { level: 0, orders: 0 },
    ])
    expect([await members('vips'), await members('fans')]).toEqual([
      ['ada', 'bob'],
      ['ada', 'bob'],
    ])
  })

  test('hide a custom trait of their name, which shows again once they are deleted', async ({ db }) => {
    const { workspace, take, ordered, trait, traitsOf, history } = await world(db)
    const said = (plan: string, messageId: string) => ({ type: 'identify', userId: 'ada', messageId, traits: { orders: plan, plan } })
    await take(said('many', 'i1'), ordered('ada', 10), { type: 'identify', userId: 'bob', messageId: 'b', traits: { orders: 'few' } })
    const id = await trait('orders', spent)
    expect([await traitsOf('ada'), await traitsOf('bob')]).toEqual([{ orders: 10, plan: 'many' }, {}])
    await take(said('more', 'i2'))
    expect(await traitsOf('ada')).toEqual({ orders: 10, plan: 'more' })
    await deleteComputedTrait(db, { workspaceId: workspace.id, id })
    await take(ordered('ada', 5))
    expect([await traitsOf('ada'), await traitsOf('bob')]).toEqual([{ orders: 'more', plan: 'more' }, { orders: 'few' }])
    expect(await history('orders')).toEqual([])
    expect(await db.prisma.computedTrait.count()).toBe(0)
    expect(await db.prisma.computedValue.count()).toBe(0)
    await trait('orders', orders)
    expect(await traitsOf('ada')).toEqual({ orders: 2, plan: 'more' })
  })

  test('are computed of all events of people who turn out to be one', async ({ db }) => {
    const { take, ordered, trait, traitsOf, history } = await world(db)
    await trait('orders', orders)
    await trait('average', { formula: 'round(spent / orders)' })
    await trait('spent', spent)
    await take(ordered('ada', 10), { ...ordered('', 4), userId: null, anonymousId: 'x' })
    await take({ type: 'identify', userId: 'ada', anonymousId: 'x', messageId: 'i' })
    expect(await traitsOf('ada')).toEqual({ orders: 2, average: 7, spent: 14 })
    expect(await history('spent')).toContainEqual([14, 0])
  })

  test('stand still while they are switched off, and are computed anew when they are switched on', async ({ db }) => {
    const { workspace, worker, take, ordered, trait, traitsOf } = await world(db)
    const off = await trait('early', orders, { enabled: false })
    const id = await trait('orders', orders)
    await take(ordered('ada', 1), { type: 'identify', userId: 'ada', messageId: 'i', traits: { early: 'custom' } })
    await updateComputedTrait(db, { workspaceId: workspace.id, id, enabled: false, name: 'Orders' })
    await take(ordered('ada', 1))
    expect(await traitsOf('ada')).toEqual({ orders: 1, early: 'custom' })
    for (const one of [id, off]) await updateComputedTrait(db, { workspaceId: workspace.id, id: one, enabled: true })
    await worker.quiet()
    expect(await traitsOf('ada')).toEqual({ orders: 2, early: 2 })
    await updateComputedTrait(db, { workspaceId: workspace.id, id, definition: spent })
    await worker.quiet()
    expect(await traitsOf('ada')).toEqual({ orders: 2, early: 2 })
    expect(await db.prisma.computedTrait.findFirst({ where: { id } })).toMatchObject({ name: 'Orders', status: 'LIVE', definition: spent })
  })

  test('of accounts count the events of their people, and rules about what is related read them', async ({ db }) => {
    const { take, ordered, trait, audience, members } = await world(db)
    await trait('revenue', spent, { entity: 'ACCOUNT' })
    await audience('at_big_ones', { related: { rule: { trait: { path: 'revenue', is: { gt: 100 } } } } })
    const group = (userId: string) => ({ type: 'group', userId, groupId: 'acme', messageId: `g${userId}` })
    await take(group('ada'), group('bob'), { ...ordered('ada', 60), context: { groupId: 'acme' } })
    expect(await members('at_big_ones')).toEqual([])
    await take({ ...ordered('bob', 50), context: { groupId: 'acme' } })
    expect(await members('at_big_ones')).toEqual(['ada', 'bob'])
  })
})

describe('the history of computed traits', () => {
  test('ends with the retention of the workspace, but for the value that was in force when that began', async ({ db }) => {
    const { workspace, take, ordered, trait, history, moveTo } = await world(db)
    await trait('orders', orders)
    for (const at of [0, 1, 2, 40]) {
      await moveTo(NOON + at * DAY)
      await take(ordered('ada', 1, NOON + at * DAY))
    }
    await db.prisma.workspace.update({ where: { id: workspace.id }, data: { retentionMonths: 1 } })
    await forgetValues(db.pool)
    expect(await history('orders')).toEqual([
      [3, 2 * DAY],
      [4, 40 * DAY],
    ])
  })
})

describe('a definition that depends on itself', () => {
  test('is refused with the way from one to the next', async ({ db }) => {
    const { trait, audience } = await world(db)
    const refused = (way: string) => ({ code: 'RULE_CYCLE', message: expect.stringContaining(way) })
    await expect(trait('a', { formula: 'a + 1' })).rejects.toMatchObject(refused('the trait "a" refers to the trait "a".'))
    await audience('big', { trait: { path: 'level', is: { gt: 1 } } })
    await trait('points', { score: { rules: [{ rule: { audience: { key: 'big' } }, points: 1 }] } })
    await expect(trait('level', { formula: 'points * 2' })).rejects.toMatchObject(
      refused('the trait "level" refers to the trait "points" refers to "big" refers to the trait "level".'),
    )
    await expect(
      trait('level', { score: { rules: [{ rule: { related: { rule: { related: { rule: { audience: { key: 'big' } } } } } }, points: 1 }] } }),
    ).rejects.toMatchObject(refused('the trait "level" refers to "big" refers to the trait "level".'))
    await trait('level', orders)
  })
})
