import { describe, expect } from 'vitest'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { test } from '../helpers/database.ts'
import { insertEvents, insertProfiles, membersOf, NOW, person, WORKSPACE } from './world.ts'

const PRO = { trait: { path: 'plan', is: { eq: 'pro' } } }
const BOUGHT = { event: { name: 'Order Completed' } }

describe('a rule in SQL', () => {
  test('joins its parts by and, or and not', async ({ db }) => {
    await insertProfiles(db, [
      { id: person(1), traits: '{"plan": "pro"}' },
      { id: person(2), traits: '{"plan": "pro"}' },
      { id: person(3) },
      { id: person(4) },
    ])
    await insertEvents(db, [{ profileId: person(1) }, { profileId: person(3) }])
    expect(await membersOf(db, { all: [PRO, BOUGHT] })).toEqual([person(1)])
    expect(await membersOf(db, { any: [PRO, BOUGHT] })).toEqual([person(1), person(2), person(3)])
    expect(await membersOf(db, { all: [{ not: PRO }, { any: [BOUGHT, { all: [] }] }] })).toEqual([person(3), person(4)])
    expect(await membersOf(db, { all: [] })).toHaveLength(4)
    expect(await membersOf(db, { any: [] })).toEqual([])
    expect(await membersOf(db, { not: { not: { all: [PRO, { not: BOUGHT }] } } })).toEqual([person(2)])
  })

  test('counts identifiers by type', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }, { id: person(2) }])
    const rows = [
      [1, person(1), 'email', 'a@example.com'],
      [2, person(1), 'email', 'b@example.com'],
      [3, person(1), 'user_id', 'u1'],
      [4, person(2), 'email', 'c@example.com'],
    ]
    for (const [hash, profile, type, value] of rows) {
      await db.pool.query(
        `insert into identifiers (hash, workspace_id, type, value, raw, profile_id, first_seen_at, last_seen_at, source_id)
         values ($1, $2, $4, $5, $5, $3, engine_now(), engine_now(), $2)`,
        [hash, WORKSPACE, profile, type, value],
      )
    }
    expect(await membersOf(db, { identifier: { type: 'user_id' } })).toEqual([person(1)])
    expect(await membersOf(db, { identifier: { type: 'email', count: { gte: 2 } } })).toEqual([person(1)])
    expect(await membersOf(db, { identifier: { type: 'user_id', count: { eq: 0 } } })).toEqual([person(2)])
    expect(await membersOf(db, { identifier: { type: 'email' } }, { profileIds: [person(2)] })).toEqual([person(2)])
  })

  test('asks the audiences it refers to, each once however often they are used', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1), traits: '{"plan": "pro"}' }, { id: person(2) }])
    await insertEvents(db, [{ profileId: person(1) }])
    const use = (key: string) => ({ audience: { key } })
    // Copied into each use, forty levels of two uses each would be a statement of 2^40 parts.
    const chain = Array.from(
      { length: 40 },
      (_, i) => [`a${i}`, parseRule(i === 0 ? BOUGHT : { all: [use(`a${i - 1}`), use(`a${i - 1}`)] })] as const,
    )
    const audiences = new Map([...chain, ['pro', parseRule(PRO)]])
    expect(await membersOf(db, { all: [use('a39'), use('pro')] }, { audiences })).toEqual([person(1)])
    expect(await membersOf(db, { audience: { key: 'a39', member: false } }, { audiences })).toEqual([person(2)])
    expect(await membersOf(db, { any: [use('a5'), { not: use('a3') }] }, { audiences })).toEqual([person(1), person(2)])
    expect(await membersOf(db, use('none'), { audiences })).toEqual([])
    expect(await membersOf(db, { audience: { key: 'none', member: false } }, { audiences })).toEqual([person(1), person(2)])
    const cycle = new Map([
      ['a', parseRule(use('b'))],
      ['b', parseRule(use('a'))],
    ])
    await expect(membersOf(db, use('a'), { audiences: cycle })).rejects.toThrow('refers to itself')
  })

  test('takes any text as a value', async ({ db }) => {
    const texts = [`'; drop table profiles; --`, '"', '\\', '$1', '$$', '{}', '{"a"}', 'NULL', '😀', '__proto__', '\u0001\n\t', '%_', 'a\\\\"b,c']
    for (const [i, text] of texts.entries()) {
      const properties = JSON.stringify({ list: [text], text, nested: [{ text }] })
      await insertProfiles(db, [{ id: person(i), traits: properties }])
      await insertEvents(db, [{ profileId: person(i), name: text, properties }])
      const where = (path: string, is: object) => ({ event: { name: text, where: { property: { path, is } } } })
      const rules = [
        where('text', { eq: text }),
        where('text', { in: ['x', text] }),
        where('list', { contains: text }),
        where('nested.*.text', { startsWith: text }),
        where('text', { endsWith: text }),
        { not: where('text', { nin: [text] }) },
        { trait: { path: 'text', is: { lte: text } } },
        { not: { identifier: { type: text } } },
        { not: { trait: { path: text.replaceAll('.', '\\.'), is: { exists: true } } } },
      ]
      for (const rule of rules) expect(await membersOf(db, rule, { profileIds: [person(i)] }), JSON.stringify(rule)).toEqual([person(i)])
    }
  })

  test('has an answer for a rule of the largest size', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }])
    await insertEvents(db, [{ profileId: person(1) }])
    const some = Array.from({ length: 100 }, (_, i) => ({
      event: { name: `Event ${i}`, window: { last: `P${i + 1}D` }, where: { property: { path: 'a.*.b', is: { gt: i } } } },
    }))
    expect(await membersOf(db, { any: [...some, BOUGHT] })).toEqual([person(1)])
    const path = Array.from({ length: 32 }, (_, i) => (i % 2 ? '*' : '0')).join('.')
    expect(await membersOf(db, { trait: { path, is: { exists: false } } })).toEqual([person(1)])
  })

  test('is asked at the given moment', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1), traits: '{"trialEnds": "2026-03-20"}' }])
    await insertEvents(db, [{ profileId: person(1) }])
    const rule = {
      all: [{ trait: { path: 'trialEnds', is: { withinNext: 'P5D' } } }, { event: { name: 'Order Completed', window: { last: 'P1D' } } }],
    }
    expect(await membersOf(db, rule)).toEqual([person(1)])
    expect(await membersOf(db, rule, { now: NOW - 1 })).toEqual([])
    expect(await membersOf(db, rule, { now: NOW + 86_400_000 })).toEqual([])
  })
})
