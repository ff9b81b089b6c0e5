import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { test } from '../helpers/database.ts'
import { insertAlias, insertEvents, insertProfiles, membersOf, NOW, person, WORKSPACE } from './world.ts'

const DAY = 86_400_000
const name = 'Order Completed'

/** How many of the one person's events a condition counts. */
async function countOf(db: Db, condition: object): Promise<number> {
  for (let n = 0; n < 20; n++) if ((await membersOf(db, { event: { name, ...condition, is: { eq: n } } })).length > 0) return n
  throw new Error('more than 20')
}

const holds = async (db: Db, event: object): Promise<boolean> => (await membersOf(db, { event: { name, ...event } })).length > 0

async function buys(db: Db, ...properties: readonly string[]): Promise<void> {
  await insertProfiles(db, [{ id: person(1) }])
  await insertEvents(
    db,
    properties.map((json) => ({ profileId: person(1), properties: json })),
  )
}

describe('a window in SQL', () => {
  const at = (...moments: readonly number[]) => moments.map((moment) => ({ profileId: person(1), at: moment }))

  test('is open at its start and closed at its end, to the millisecond', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }])
    await insertEvents(db, at(NOW - DAY - 1, NOW - DAY, NOW - DAY + 1, NOW - 1, NOW, NOW + 1))
    expect(await countOf(db, {})).toBe(5)
    expect(await countOf(db, { window: { last: 'P1D' } })).toBe(3)
    expect(await countOf(db, { window: { last: 'PT24H0.001S' } })).toBe(4)
    expect(await countOf(db, { window: { last: 'PT0.001S' } })).toBe(1)
    expect(await countOf(db, { window: { ago: { from: 'P1D', to: 'PT0.001S' } } })).toBe(2)
    expect(await countOf(db, { window: { ago: { from: 'PT24H0.001S', to: 'P1D' } } })).toBe(1)
    expect(await countOf(db, { window: { last: 'P365000D' } })).toBe(5)
  })

  test('that is a range never goes beyond now', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }])
    await insertEvents(db, at(NOW - DAY, NOW - DAY + 1, NOW, NOW + 1, NOW + DAY))
    const range = (from: number | null, to: number | null) => ({
      window: { range: { from: from && new Date(from).toISOString(), to: to && new Date(to).toISOString() } },
    })
    expect(await countOf(db, range(NOW - DAY, null))).toBe(2)
    expect(await countOf(db, range(NOW - DAY, NOW + DAY))).toBe(2)
    expect(await countOf(db, range(NOW - DAY - 1, NOW - 1))).toBe(2)
    expect(await countOf(db, range(null, NOW - DAY))).toBe(1)
    expect(await countOf(db, range(null, null))).toBe(3)
    expect(await countOf(db, range(NOW, NOW + DAY))).toBe(0)
  })
})

describe('which events a condition counts', () => {
  test('goes by name and type, byte for byte', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }])
    const types = ['TRACK', 'PAGE'].map((type) => ({ profileId: person(1), type }))
    await insertEvents(db, [...types, { profileId: person(1), name: 'order completed' }])
    expect(await countOf(db, {})).toBe(2)
    expect(await countOf(db, { type: 'PAGE' })).toBe(1)
    expect(await countOf(db, { name: null, type: 'TRACK' })).toBe(2)
    expect(await countOf(db, { type: 'IDENTIFY' })).toBe(0)
  })

  test('follows the aliases: a root has the events of its losers, a loser is nobody', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }, { id: person(2) }, { id: person(4) }])
    await insertAlias(db, person(2), person(1))
    await insertAlias(db, person(3), person(1))
    await insertEvents(
      db,
      [1, 2, 3, 4].map((n) => ({ profileId: person(n), at: NOW - n * DAY, properties: `{"sku": ${n % 2}}` })),
    )
    await insertEvents(db, [{ profileId: null }, { profileId: person(1), workspaceId: person(99) }])
    expect(await membersOf(db, { event: { name, is: { eq: 3 } } })).toEqual([person(1)])
    expect(await membersOf(db, { event: { name, measure: { unit: 'UTC_DAYS' }, is: { eq: 3 } } })).toEqual([person(1)])
    expect(await membersOf(db, { event: { name, measure: { uniqueCount: 'sku' }, is: { eq: 2 } } })).toEqual([person(1)])
    expect(await membersOf(db, { event: { name, is: { gte: 0 } } })).toEqual([person(1), person(4)])
    expect(await membersOf(db, { event: { name, is: { eq: 3 } } }, { profileIds: [person(1)] })).toEqual([person(1)])
    expect(await membersOf(db, { event: { name, is: { gte: 0 } } }, { profileIds: [person(4), person(5)] })).toEqual([person(4)])
  })

  test('goes by account for accounts, and keeps entities and workspaces apart', async ({ db }) => {
    await insertProfiles(db, [
      { id: person(1) },
      { id: person(2), entity: 'ACCOUNT' },
      { id: person(3), entity: 'ACCOUNT' },
      { id: person(4), workspaceId: person(99) },
    ])
    await insertEvents(db, [{ profileId: person(1), accountId: person(2) }, { profileId: person(1) }])
    expect(await membersOf(db, { event: { name } }, { entity: 'ACCOUNT' })).toEqual([person(2)])
    expect(await membersOf(db, { not: { event: { name } } }, { entity: 'ACCOUNT' })).toEqual([person(3)])
    expect(await membersOf(db, { event: { name } }, { entity: 'ACCOUNT', profileIds: [person(2), person(3)] })).toEqual([person(2)])
    expect(await membersOf(db, { all: [] })).toEqual([person(1)])
    expect(await membersOf(db, { all: [] }, { workspaceId: person(99) })).toEqual([person(4)])
  })

  test('leaves out who is deleted', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }])
    await db.pool.query('update profiles set deleted_at = engine_now() where workspace_id = $1', [WORKSPACE])
    expect(await membersOf(db, { all: [] })).toEqual([])
  })
})

describe('a measure in SQL', () => {
  test('sums exactly, without floating point, and skips what is no number', async ({ db }) => {
    await buys(db, '{"price": 0.1}', '{"price": 0.2}', '{"price": "5"}', '{"price": null}', '{}', '{"price": [7]}')
    expect(await holds(db, { measure: { sum: 'price' }, is: { eq: 0.3 } })).toBe(true)
    expect(await holds(db, { measure: { avg: 'price' }, is: { eq: 0.15 } })).toBe(true)
    expect(await holds(db, { measure: { min: 'price' }, is: { eq: 0.1 } })).toBe(true)
    expect(await holds(db, { measure: { max: 'price' }, is: { eq: 0.2 } })).toBe(true)
    expect(await holds(db, { measure: { max: 'price' }, is: { neq: 0.2 } })).toBe(false)
    expect(await holds(db, { measure: { sum: 'price' }, is: { between: { from: 0.3, to: 0.3 } } })).toBe(true)
  })

  test('averages as sum against threshold times count', async ({ db }) => {
    await buys(db, '{"price": 1}', '{"price": 0}', '{"price": 0}')
    const third = 1 / 3
    expect(await holds(db, { measure: { avg: 'price' }, is: { gt: third } })).toBe(true)
    expect(await holds(db, { measure: { avg: 'price' }, is: { lte: third } })).toBe(false)
    expect(await holds(db, { measure: { avg: 'price' }, is: { between: { from: 0.3, to: 0.34 } } })).toBe(true)
  })

  test('keeps the largest and the smallest doubles', async ({ db }) => {
    await buys(db, '{"price": 1.7976931348623157e308}', '{"price": 1.7976931348623157e308}', '{"price": 5e-324}')
    expect(await holds(db, { measure: { sum: 'price' }, is: { gt: 1.7976931348623157e308 } })).toBe(true)
    expect(await holds(db, { measure: { min: 'price' }, is: { eq: 5e-324 } })).toBe(true)
    expect(await holds(db, { measure: { avg: 'price' }, is: { gte: 1.1e308 } })).toBe(true)
  })

  test('without a value is 0 for sums and counts, and no answer for avg, min and max', async ({ db }) => {
    await buys(db, '{"price": "none"}')
    await insertProfiles(db, [{ id: person(2) }])
    for (const measure of [{ sum: 'price' }, { sum: 'price.*' }, { uniqueCount: 'other' }]) {
      expect(await membersOf(db, { event: { name, measure, is: { eq: 0 } } })).toEqual([person(1), person(2)])
    }
    for (const kind of ['avg', 'min', 'max']) {
      for (const is of [{ eq: 0 }, { neq: 0 }, { lt: 1 }, { gte: 0 }, { between: { from: -1, to: 1 } }]) {
        expect(await membersOf(db, { event: { name, measure: { [kind]: 'price' }, is } })).toEqual([])
        expect(await membersOf(db, { not: { event: { name, measure: { [kind]: 'price.*' }, is } } })).toEqual([person(1), person(2)])
      }
    }
    expect(await membersOf(db, { event: { name, measure: { unit: 'UTC_DAYS' }, is: { eq: 0 } } })).toEqual([person(2)])
    expect(await membersOf(db, { event: { name, is: { lt: 1 } } })).toEqual([person(2)])
  })

  test('counts distinct values deeply: 1 is 1.0, the order of keys is nothing, null is missing', async ({ db }) => {
    await buys(
      db,
      '{"v": 1}',
      '{"v": 1.0}',
      '{"v": "1"}',
      '{"v": {"a": 1, "b": 2}}',
      '{"v": {"b": 2.0, "a": 1}}',
      '{"v": null}',
      '{}',
      '{"v": [1]}',
      '{"v": true}',
    )
    expect(await holds(db, { measure: { uniqueCount: 'v' }, is: { eq: 5 } })).toBe(true)
  })

  test('takes each element of a list where the path says so', async ({ db }) => {
    await buys(
      db,
      '{"items": [{"price": 1, "tags": ["a", "b"]}, {"price": 2}, {"price": "3"}, {}]}',
      '{"items": [{"price": 2, "tags": ["b", null]}]}',
      '{"items": []}',
      '{"items": {"price": 100}}',
    )
    expect(await holds(db, { measure: { sum: 'items.*.price' }, is: { eq: 5 } })).toBe(true)
    expect(await holds(db, { measure: { avg: 'items.*.price' }, is: { gt: 1.66 } })).toBe(true)
    expect(await holds(db, { measure: { max: 'items.*.price' }, is: { eq: 2 } })).toBe(true)
    expect(await holds(db, { measure: { uniqueCount: 'items.*.price' }, is: { eq: 3 } })).toBe(true)
    expect(await holds(db, { measure: { uniqueCount: 'items.*.tags.*' }, is: { eq: 2 } })).toBe(true)
    expect(await holds(db, { is: { eq: 4 } })).toBe(true)
  })

  test('counts days in UTC', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }])
    const midnight = Date.parse('2026-03-10T00:00:00Z')
    await insertEvents(
      db,
      [midnight - 1, midnight, midnight + DAY - 1, midnight + DAY].map((at) => ({ profileId: person(1), at })),
    )
    expect(await holds(db, { measure: { unit: 'UTC_DAYS' }, is: { eq: 3 } })).toBe(true)
    expect(await holds(db, { is: { eq: 4 } })).toBe(true)
  })

  test('passes every test of a number at its edge', async ({ db }) => {
    await buys(db, '{}', '{}')
    const passing = [{ eq: 2 }, { neq: 3 }, { gt: 1.5 }, { gte: 2 }, { lt: 2.5 }, { lte: 2 }, { between: { from: 2, to: 2 } }, { gt: -1 }]
    const failing = [{ eq: 2.5 }, { neq: 2 }, { gt: 2 }, { gte: 2.000001 }, { lt: 2 }, { lte: 1.9 }, { between: { from: 2.1, to: 3 } }, { lt: -1 }]
    for (const is of passing) expect(await holds(db, { is }), JSON.stringify(is)).toBe(true)
    for (const is of failing) expect(await holds(db, { is }), JSON.stringify(is)).toBe(false)
  })
})
