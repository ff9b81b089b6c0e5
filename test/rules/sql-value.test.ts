import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import { test } from '../helpers/database.ts'
import { insertEvents, insertProfiles, membersOf, NOW, person } from './world.ts'

/** Every value meets every test; MISSING is an object without it. Written as JSON, so that 1 and 1.0 differ. */
const MISSING = ''
const VALUES = [
  MISSING,
  'null',
  'true',
  'false',
  '0',
  '-0.0',
  '1',
  '1.0',
  '-1',
  '5',
  '1e300',
  '5e-324',
  '9007199254740993',
  '""',
  '"5"',
  '"a"',
  '"A"',
  '"ab"',
  '"true"',
  '"null"',
  '"a%b_c"',
  '"é"',
  '"e\\u0301"',
  '"\\uffff"',
  '"😀"',
  '[]',
  '[null]',
  '[1]',
  '["a"]',
  '["ab", "b"]',
  '[["a"]]',
  '[{"a": 1}]',
  '{}',
  '{"a": 1}',
  '"2026-03-15"',
  '"2026-03-15T12:00:00Z"',
  '"2026-03-15T12:00:00.001Z"',
  '"2026-03-14T12:00:00.000Z"',
  '"2026-03-14T13:00:00.001+0100"',
  '"2026-03-16T12:00:00Z"',
  '"2026-03-16T12:00:00.0019Z"',
] as const
type Value = (typeof VALUES)[number]

const STRINGS = VALUES.filter((value) => value.startsWith('"'))
const PRESENT = VALUES.filter((value) => value !== MISSING && value !== 'null')
const DATES = STRINGS.filter((value) => value.startsWith('"20'))
const without = (values: readonly Value[], ...out: Value[]) => values.filter((value) => !out.includes(value))

const CASES: readonly (readonly [object, readonly Value[]])[] = [
  [{ eq: 1 }, ['1', '1.0']],
  [{ eq: 0 }, ['0', '-0.0']],
  [{ eq: '5' }, ['"5"']],
  [{ eq: true }, ['true']],
  [{ eq: false }, ['false']],
  [{ eq: '' }, ['""']],
  [{ eq: 'null' }, ['"null"']],
  [{ eq: 'é' }, ['"é"']],
  [{ neq: 1 }, without(PRESENT, '1', '1.0')],
  [{ neq: '5' }, without(PRESENT, '"5"')],
  [{ neq: false }, without(PRESENT, 'false')],
  [{ in: [] }, []],
  [{ in: [1, 'a', true] }, ['true', '1', '1.0', '"a"']],
  // Long enough for Postgres to look it up by hash.
  [{ in: [1, 'a', true, ...'bcdefghijk'] }, ['true', '1', '1.0', '"a"']],
  [{ nin: [1, 'a', true, ...'bcdefghijk'] }, without(PRESENT, 'true', '1', '1.0', '"a"')],
  [{ nin: [] }, PRESENT],
  [{ nin: [1, 'a', true] }, without(PRESENT, 'true', '1', '1.0', '"a"')],
  [{ gt: 0 }, ['1', '1.0', '5', '1e300', '5e-324', '9007199254740993']],
  [{ gte: 5 }, ['5', '1e300', '9007199254740993']],
  // The number is the shortest decimal of the double nearest to what was written; the value is compared as it is stored.
  [{ gt: 9007199254740992 }, ['1e300', '9007199254740993']],
  [{ lt: 0 }, ['-1']],
  [{ lte: 1 }, ['0', '-0.0', '1', '1.0', '-1', '5e-324']],
  [{ between: { from: 1, to: 5 } }, ['1', '1.0', '5']],
  [{ between: { from: 5e-324, to: 1 } }, ['1', '1.0', '5e-324']],
  [{ gt: 'a' }, ['"ab"', '"true"', '"null"', '"a%b_c"', '"é"', '"e\\u0301"', '"\\uffff"', '"😀"']],
  // By code point: 😀 is above U+FFFF, although its UTF-16 units are below.
  [{ gt: '\uffff' }, ['"😀"']],
  [{ gte: 'é' }, ['"é"', '"\\uffff"', '"😀"']],
  [{ lt: 'a' }, ['""', '"5"', '"A"', ...DATES]],
  [{ lte: '' }, ['""']],
  [{ contains: '' }, STRINGS],
  [{ contains: 'b' }, ['"ab"', '"a%b_c"', '["ab", "b"]']],
  [{ contains: 'a' }, ['"a"', '"ab"', '"a%b_c"', '["a"]']],
  [{ contains: '%' }, ['"a%b_c"']],
  [{ contains: 1 }, ['[1]']],
  [{ contains: true }, []],
  [{ notContains: 'a' }, [...without(STRINGS, '"a"', '"ab"', '"a%b_c"'), '[]', '[null]', '[1]', '["ab", "b"]', '[["a"]]', '[{"a": 1}]']],
  [{ notContains: 1 }, ['[]', '[null]', '["a"]', '["ab", "b"]', '[["a"]]', '[{"a": 1}]']],
  [{ startsWith: 'a' }, ['"a"', '"ab"', '"a%b_c"']],
  [{ startsWith: 'a%' }, ['"a%b_c"']],
  [{ startsWith: '' }, STRINGS],
  [{ startsWith: 'e' }, ['"e\\u0301"']],
  [{ endsWith: 'b' }, ['"ab"']],
  [{ endsWith: '' }, STRINGS],
  [{ endsWith: '_c' }, ['"a%b_c"']],
  [{ exists: true }, PRESENT],
  [{ exists: false }, [MISSING, 'null']],
  [{ before: '2026-03-15T12:00:00Z' }, ['"2026-03-15"', '"2026-03-14T12:00:00.000Z"', '"2026-03-14T13:00:00.001+0100"']],
  [{ after: '2026-03-15T13:00:00+01:00' }, ['"2026-03-15T12:00:00.001Z"', '"2026-03-16T12:00:00Z"', '"2026-03-16T12:00:00.0019Z"']],
  [{ withinLast: 'P1D' }, ['"2026-03-15"', '"2026-03-15T12:00:00Z"', '"2026-03-14T13:00:00.001+0100"']],
  [{ beforeLast: 'P1D' }, ['"2026-03-14T12:00:00.000Z"']],
  [{ withinNext: 'P1D' }, ['"2026-03-15T12:00:00.001Z"', '"2026-03-16T12:00:00Z"']],
  [{ afterNext: 'P1D' }, ['"2026-03-16T12:00:00.0019Z"']],
  [{ withinLast: 'P365000D' }, ['"2026-03-15"', '"2026-03-15T12:00:00Z"', '"2026-03-14T12:00:00.000Z"', '"2026-03-14T13:00:00.001+0100"']],
  [{ beforeLast: 'P365000D' }, []],
]

const objectOf = (value: Value) => (value === MISSING ? '{}' : `{"v": ${value}}`)
const ids = (values: readonly Value[]) => values.map((value) => person(VALUES.indexOf(value))).sort()

async function fill(db: Db) {
  await insertProfiles(
    db,
    VALUES.map((value, i) => ({ id: person(i), traits: objectOf(value) })),
  )
  await insertEvents(
    db,
    VALUES.map((value, i) => ({
      profileId: person(i),
      properties: objectOf(value),
      context: JSON.parse(objectOf(value)),
      traits: value === MISSING ? null : JSON.parse(objectOf(value)),
    })),
  )
}

describe('a test of a value in SQL', () => {
  test('holds for exactly the values it means', async ({ db }) => {
    await fill(db)
    for (const [is, expected] of CASES) {
      const at = { path: 'v', is }
      const label = JSON.stringify(is)
      expect(await membersOf(db, { trait: at }), label).toEqual(ids(expected))
      expect(await membersOf(db, { not: { trait: at } }), label).toEqual(ids(without(VALUES, ...expected)))
      expect(await membersOf(db, { event: { name: 'Order Completed', where: { property: at } } }), label).toEqual(ids(expected))
      const others = { name: 'Order Completed', where: { not: { property: at } } }
      expect(await membersOf(db, { event: others }), label).toEqual(ids(without(VALUES, ...expected)))
    }
  })

  test('reads context and traits of an event like its properties', async ({ db }) => {
    await fill(db)
    for (const where of [{ context: { path: 'v', is: { eq: 'ab' } } }, { trait: { path: 'v', is: { eq: 'ab' } } }]) {
      expect(await membersOf(db, { event: { type: 'TRACK', where } })).toEqual(ids(['"ab"']))
    }
    expect(await membersOf(db, { event: { type: 'TRACK', where: { trait: { path: 'v', is: { exists: false } } } } })).toEqual(ids([MISSING, 'null']))
  })

  test('counts relative dates of an event from its own timestamp', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }])
    const renewal = (at: number) => ({ profileId: person(1), at, properties: '{"until": "2026-03-01T00:00:00.000Z"}' })
    const until = Date.parse('2026-03-01T00:00:00.000Z')
    await insertEvents(db, [until - 1000, until - 1, until, until + 999, until + 1000].map(renewal))
    const count = async (is: object) => {
      const event = { name: 'Order Completed', where: { property: { path: 'until', is } } }
      for (let n = 0; n <= 5; n++) if ((await membersOf(db, { event: { ...event, is: { eq: n } } })).length > 0) return n
      return undefined
    }
    expect(await count({ withinLast: 'PT1S' })).toBe(2)
    expect(await count({ beforeLast: 'PT1S' })).toBe(1)
    expect(await count({ withinNext: 'PT1S' })).toBe(2)
    expect(await count({ afterNext: 'PT1S' })).toBe(0)
    expect(await count({ afterNext: 'PT0.999S' })).toBe(1)
    expect(NOW).toBeGreaterThan(until)
  })
})
