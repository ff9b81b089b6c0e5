import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import type { Json, JsonObject } from '../../src/engine/json.ts'
import { measuredLeaf } from '../../src/engine/rules/leaf.ts'
import { addPoints, combine, EMPTY, type LeafState, pointsOf, settle } from '../../src/engine/rules/leaf-state.ts'
import { nextLeafChange } from '../../src/engine/rules/leaf-value.ts'
import { measuredValue } from '../../src/engine/rules/measured-value.ts'
import { parsePath } from '../../src/engine/rules/path.ts'
import type { MeasuredEvents, Path, Window } from '../../src/engine/rules/rule.ts'
import { measuredOfNothing, measuredSubjects } from '../../src/engine/rules/sql/measured.ts'
import { render, sql } from '../../src/engine/rules/sql/sql.ts'
import { compareValues, valueText } from '../../src/engine/rules/value-order.ts'
import { test } from '../helpers/database.ts'
import { insertEvents, NOW, person, WORKSPACE } from './world.ts'

const DAY = 86_400_000
const path = parsePath('v') as Path
const elements = parsePath('v.*') as Path

interface Sent {
  readonly at: number
  readonly messageId: string
  readonly properties: JsonObject
}

/** Values `v` a minute apart, the last of them now. */
const values = (...all: Json[]): Sent[] => all.map((v, i) => ({ at: NOW - (all.length - 1 - i) * 60_000, messageId: `m${i}`, properties: { v } }))

const leafOf = (measure: MeasuredEvents['measure'], window: Window | null = null) =>
  measuredLeaf('PROFILE', { type: null, name: 'Did', where: null, window, measure })

type Leaf = ReturnType<typeof leafOf>

const pointsFor = (leaf: Leaf, events: readonly Sent[]) =>
  events.flatMap(({ at, ...event }) => pointsOf(leaf, { ...event, timestamp: at, type: 'TRACK', name: 'Did', traits: null, context: {} }))

const stateOf = (leaf: Leaf, events: readonly Sent[]) => addPoints(EMPTY, pointsFor(leaf, events)) as LeafState
const valueAt = (leaf: Leaf, state: LeafState, now = NOW) => measuredValue(leaf, state, { now, read: [] })

/** What state makes of the events, which must be what SQL makes of them. */
async function measured(db: Db, leaf: Leaf, events: readonly Sent[]): Promise<Json | undefined> {
  await db.pool.query('delete from events')
  await insertEvents(
    db,
    events.map((event) => ({ ...event, profileId: person(1), name: 'Did', properties: JSON.stringify(event.properties) })),
  )
  const subjects = measuredSubjects(leaf.condition, { workspaceId: WORKSPACE, entity: 'PROFILE', now: NOW, audiences: new Map() })
  const { text, values: bound } = render(
    sql`select coalesce(max(value::text)::jsonb, ${measuredOfNothing(leaf.condition)}) as value from (${subjects}) m`,
  )
  const { rows } = await db.pool.query<{ value: Json | null }>(text, bound)
  const value = valueAt(leaf, stateOf(leaf, events))
  expect(rows[0]?.value ?? undefined).toEqual(value)
  return value
}

describe('a measure', () => {
  test('of nothing is 0 for counts and scores, an empty list, and no value else', async ({ db }) => {
    for (const kind of ['events', 'utcDays'] as const) expect(await measured(db, leafOf({ kind }), [])).toBe(0)
    expect(await measured(db, leafOf({ kind: 'uniqueCount', path }), values(null))).toBe(0)
    expect(await measured(db, leafOf({ kind: 'decay', points: 5, halfLife: DAY }), [])).toBe(0)
    expect(await measured(db, leafOf({ kind: 'uniqueList', path }), values(null, []))).toEqual([[]])
    expect(await measured(db, leafOf({ kind: 'uniqueList', path: elements }), values(null, []))).toEqual([])
    for (const kind of ['sum', 'avg', 'min', 'max'] as const) expect(await measured(db, leafOf({ kind, path }), values('5', null))).toBeUndefined()
    for (const kind of ['first', 'last'] as const) expect(await measured(db, leafOf({ kind, path }), values(null))).toBeUndefined()
    expect(await measured(db, leafOf({ kind: 'mode', path, minFrequency: 2 }), values('x'))).toBeUndefined()
  })

  test('of numbers is exact, and no value beyond the largest double', async ({ db }) => {
    expect(await measured(db, leafOf({ kind: 'sum', path }), values(0.1, 0.2, '7'))).toBe(0.3)
    expect(await measured(db, leafOf({ kind: 'avg', path }), values(1, 0, 0))).toBe(1 / 3)
    expect(await measured(db, leafOf({ kind: 'min', path }), values(2, -0, 5e-324))).toBe(0)
    expect(await measured(db, leafOf({ kind: 'sum', path }), values(Number.MAX_VALUE))).toBe(Number.MAX_VALUE)
    expect(await measured(db, leafOf({ kind: 'sum', path }), values(Number.MAX_VALUE, Number.MAX_VALUE))).toBeUndefined()
    expect(await measured(db, leafOf({ kind: 'avg', path }), values(Number.MAX_VALUE, Number.MAX_VALUE))).toBe(Number.MAX_VALUE)
  })

  test('takes the first and last values by (timestamp, messageId), and within an event by the order of its lists', async ({ db }) => {
    expect(await measured(db, leafOf({ kind: 'first', path }), values(null, 'b', 'a'))).toBe('b')
    expect(await measured(db, leafOf({ kind: 'last', path }), values('b', { x: [1.5] }, null))).toEqual({ x: [1.5] })
    const tied = ['B', 'a', 'é', 'A'].map((messageId) => ({ at: NOW, messageId, properties: { v: messageId } }))
    expect(await measured(db, leafOf({ kind: 'first', path }), tied)).toBe('A')
    expect(await measured(db, leafOf({ kind: 'last', path }), tied)).toBe('é')
    const lists = values([null, 'c', 'a'], ['b', 'x', null])
    expect(await measured(db, leafOf({ kind: 'first', path: elements }), lists)).toBe('c')
    expect(await measured(db, leafOf({ kind: 'last', path: elements }), lists)).toBe('x')
  })

  test('takes the most frequent value, of several the smallest, if it is there often enough', async ({ db }) => {
    const mode = (minFrequency: number) => leafOf({ kind: 'mode', path, minFrequency })
    expect(await measured(db, mode(2), values(10, 9, 9, 10, 'x'))).toBe(9)
    expect(await measured(db, mode(3), values(10, 9, 9, 10, 'x'))).toBeUndefined()
    expect(await measured(db, mode(1), values({ b: 1, a: 2 }, 'x', { a: 2, b: 1 }))).toEqual({ a: 2, b: 1 })
  })

  test('lists each value once: booleans, numbers, strings, lists, objects, each from the smallest on', async ({ db }) => {
    const all = [{ 'a"': 1 }, '10', 10, [2], 'é', 9, true, '9', [10], 9, '', false, 1e21, 1e-7, { a: 1 }, '😀', '\uffee']
    const list = [false, true, 1e-7, 9, 10, 1e21, '', '10', '9', 'é', '\uffee', '😀', [10], [2], { a: 1 }, { 'a"': 1 }]
    expect(await measured(db, leafOf({ kind: 'uniqueList', path }), values(...all))).toEqual(list)
  })

  test('scores events with points that halve with each half-life, in steps of a tenth of it, until twenty have passed', async ({ db }) => {
    const score = (ages: readonly number[], halfLife: number | null = DAY) =>
      measured(
        db,
        leafOf({ kind: 'decay', points: 8, halfLife }),
        ages.map((age, i) => ({ at: NOW - age, messageId: `m${i}`, properties: {} })),
      )
    expect(await score([0])).toBe(8)
    expect(await score([DAY])).toBe(4)
    expect(await score([DAY, DAY, 2 * DAY])).toBe(10)
    expect(await score([DAY / 10])).toBe(7.4643)
    expect(await score([9 * DAY])).toBe(0.0156)
    expect(await score([20 * DAY])).toBe(0)
    expect(await score([-1])).toBe(0)
    expect(await score([0, 400 * DAY], null)).toBe(16)
  })
})

describe('the state of a measure', () => {
  test('of the last value is one moment, of the first one too, whatever comes late', () => {
    for (const [kind, expected] of [
      ['first', 'early'],
      ['last', 'late'],
    ] as const) {
      const leaf = leafOf({ kind, path })
      const event = (at: number, v: string): Sent => ({ at, messageId: v, properties: { v } })
      let state = settle(leaf, stateOf(leaf, values(...Array.from({ length: 300 }, (_, i) => i))), NOW) as LeafState
      expect([state.points.length, state.buckets.length]).toEqual([1, 0])
      state = addPoints(state, pointsFor(leaf, [event(NOW - DAY, 'early'), event(NOW - DAY + 1, 'between'), event(NOW, 'nm late')])) as LeafState
      const other = settle(leaf, stateOf(leaf, [event(NOW, 'zz'), event(NOW + 1, 'late')]), NOW) as LeafState
      expect(valueAt(leaf, combine(leaf, state, other) as LeafState, NOW + 1)).toBe(expected)
    }
  })

  test('goes into buckets with the values that are in each', () => {
    const events = values(...Array.from({ length: 200 }, (_, i) => `v${i % 3}`))
    for (const kind of ['mode', 'uniqueList', 'first', 'last'] as const) {
      const leaf = leafOf({ kind, path, minFrequency: 2 } as MeasuredEvents['measure'], { kind: 'ago', from: DAY, to: 1 })
      const state = settle(leaf, stateOf(leaf, events), NOW + 1) as LeafState
      expect([state.points.length, state.buckets.length]).toEqual([0, 5])
      expect(valueAt(leaf, state, NOW + 4 * 3_600_000)).toEqual({ mode: 'v0', uniqueList: ['v0', 'v1', 'v2'], first: 'v0', last: 'v1' }[kind])
    }
  })

  test('is not kept when values are long or many: then they are read from the events', () => {
    const many = values(...Array.from({ length: 300 }, (_, i) => i))
    for (const measure of [
      { kind: 'uniqueList', path },
      { kind: 'mode', path, minFrequency: 2 },
    ] as const) {
      expect(settle(leafOf(measure), stateOf(leafOf(measure), many), NOW)).toBeUndefined()
      expect(settle(leafOf(measure), stateOf(leafOf(measure), values('x'.repeat(201))), NOW)).toBeUndefined()
    }
    const last = leafOf({ kind: 'last', path })
    expect(settle(last, stateOf(last, values('x'.repeat(201))), NOW)).toBeUndefined()
    expect(settle(last, stateOf(last, values('x'.repeat(201), 'short')), NOW)?.points.length).toBe(1)
  })

  test('of a score is at most a count per step, and changes with the next step', () => {
    const leaf = leafOf({ kind: 'decay', points: 1, halfLife: 10 * 60_000 })
    const state = settle(leaf, stateOf(leaf, values(...Array.from({ length: 1000 }, () => 1))), NOW) as LeafState
    expect(state.buckets.length).toBe(200)
    expect(nextLeafChange(leaf, state, { now: NOW, read: [] })).toBe(NOW + 60_000)
    expect(nextLeafChange(leaf, state, { now: NOW + DAY, read: [] })).toBe(Number.POSITIVE_INFINITY)
  })
})

describe('a value as text', () => {
  const ODD: readonly Json[] = [
    -0,
    1e21,
    1e-7,
    5e-324,
    123_456_789.5,
    '',
    '\u0001\b\t\n"\\/\u007f\u2028',
    [],
    {},
    [null, [1]],
    { b: 1, a: { '\n': null }, '': 2 },
  ]

  test('is the same in SQL, and reads as the same value', async ({ db }) => {
    const { rows } = await db.pool.query<{ text: string }>(
      'select canonical_json(value) as text from jsonb_array_elements($1) with ordinality as v (value, n) order by n',
      [JSON.stringify(ODD)],
    )
    expect(rows.map((row) => row.text)).toEqual(ODD.map(valueText))
    for (const value of ODD) expect(JSON.parse(valueText(value))).toEqual(JSON.parse(JSON.stringify(value)))
  })

  test('belongs to one order of all values', () => {
    expect([{}, [], 'a', 1, true, false, -1, 'B'].sort(compareValues)).toEqual([false, true, -1, 1, 'B', 'a', [], {}])
  })
})
