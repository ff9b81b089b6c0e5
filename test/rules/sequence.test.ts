import { describe, expect } from 'vitest'
import type { JsonObject } from '../../src/engine/json.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { findChain, stepsOf } from '../../src/engine/rules/sequence-state.ts'
import { test } from '../helpers/database.ts'
import { insertEvents, insertProfiles, membersOf, NOW, person } from './world.ts'

const MINUTE = 60_000

/** What happened, as `A@-30` for A half an hour before NOW, and whether the sequence did. */
const CASES: readonly {
  readonly title: string
  readonly sequence: JsonObject
  readonly holds: readonly string[]
  readonly fails: readonly string[]
}[] = [
  {
    title: 'the steps in this order, each strictly later than the one before',
    sequence: { steps: [{ event: 'A' }, { event: 'B' }] },
    holds: ['A@-2 B@-1', 'B@-3 A@-2 B@-1', 'A@-5 A@-2 B@-1 B@0'],
    fails: ['', 'A@-1', 'B@-1', 'B@-2 A@-1', 'A@-1 B@-1', 'A@-1 B@1'],
  },
  {
    title: 'one event is one step, however often it is named',
    sequence: { steps: [{ event: 'A' }, { event: 'A' }, { event: 'A' }] },
    holds: ['A@-3 A@-2 A@-1', 'A@-3 A@-2 A@-2 A@-1'],
    fails: ['A@-3 A@-2', 'A@-3 A@-2 A@-2'],
  },
  {
    title: 'within counts from the step before, to the millisecond, and any earlier instance may start',
    sequence: { steps: [{ event: 'A' }, { event: 'B', within: 'PT10M' }] },
    holds: ['A@-20 B@-10', 'A@-40 A@-20 B@-10', 'A@-40 B@-35 A@-5'],
    fails: ['A@-20.0001 B@-10', 'A@-40 B@-20 A@-5'],
  },
  {
    title: 'a chain needs each link, not the latest events',
    sequence: { steps: [{ event: 'A' }, { event: 'B', within: 'PT6M' }, { event: 'C', within: 'PT6M' }] },
    holds: ['A@-20 B@-15 B@-14 C@-9', 'A@-30 B@-29 A@-20 B@-15 C@-10'],
    fails: ['A@-20 B@-15 C@-8', 'A@-20 B@-13 C@-10'],
  },
  {
    title: 'a step that is not done within a time demands that the time is over, and that nothing came in it',
    sequence: { steps: [{ event: 'A' }, { event: 'B', did: false, within: 'PT10M' }] },
    holds: ['A@-10', 'A@-30 B@-19', 'B@-30 A@-30', 'A@-30 B@-29 A@-15'],
    fails: ['A@-9.9999', 'A@-30 B@-20', 'A@-30 B@-25', ''],
  },
  {
    title: 'a step that is not done without a time must not come before the next step, or before now',
    sequence: { steps: [{ event: 'A' }, { event: 'B', did: false }, { event: 'C' }, { event: 'B', did: false }] },
    holds: ['A@-5 C@-3', 'A@-9 B@-8 A@-5 C@-3', 'A@-5 C@-3 B@-3', 'B@-9 A@-5 C@-3 B@1'],
    fails: ['A@-5 B@-4 C@-3', 'A@-5 C@-3 B@-1', 'A@-5 B@-4 C@-3 A@-2'],
  },
  {
    title: 'the first ever, the last ever',
    sequence: {
      steps: [
        { event: 'A', occurrence: 'FIRST' },
        { event: 'B', occurrence: 'LAST', within: 'PT10M' },
      ],
    },
    holds: ['A@-20 B@-15', 'A@-20 A@-18 B@-18 B@-12', 'A@-20 B@-15 B@5'],
    fails: ['A@-30 A@-20 B@-15', 'A@-20 B@-15 B@-5'],
  },
  {
    title: 'all done steps lie in the window',
    sequence: { steps: [{ event: 'A' }, { event: 'B' }], window: { last: 'PT10M' } },
    holds: ['A@-9.9999 B@0', 'A@-20 A@-5 B@-4'],
    fails: ['A@-10 B@-1', 'A@-20 B@-11'],
  },
  {
    title: 'first ever means ever, not within the window',
    sequence: { steps: [{ event: 'A', occurrence: 'FIRST' }], window: { last: 'PT10M' } },
    holds: ['A@-5 A@-3'],
    fails: ['A@-20 A@-5'],
  },
  {
    title: 'a window in the past leaves out what came since, but not what was not to come',
    sequence: { steps: [{ event: 'A' }, { event: 'B', did: false, within: 'PT10M' }], window: { ago: { from: 'PT1H', to: 'PT30M' } } },
    holds: ['A@-45', 'A@-30 B@-19'],
    fails: ['A@-29', 'A@-30 B@-21', 'A@-60'],
  },
]

describe('a sequence', () => {
  test.for(CASES)('is $title', async ({ sequence, holds, fails }, { db }) => {
    const streams = [...holds, ...fails].map(read)
    await insertProfiles(
      db,
      streams.map((_, i) => ({ id: person(i) })),
    )
    await insertEvents(
      db,
      streams.flatMap((events, i) => events.map((event) => ({ ...event, profileId: person(i) }))),
    )
    expect(await membersOf(db, { sequence })).toEqual(holds.map((_, i) => person(i)))
    const rule = parseRule({ sequence })
    if (rule.kind !== 'sequence') throw new Error('not a sequence')
    const answers = streams.map((events) => findChain(rule.sequence, pointsOf(rule.sequence, events), NOW) !== null)
    expect(answers).toEqual([...holds.map(() => true), ...fails.map(() => false)])
  })

  test('takes conditions on each of its events', async ({ db }) => {
    await insertProfiles(db, [{ id: person(1) }, { id: person(2) }])
    const at = (n: number, price: number) => ({ name: 'Viewed', profileId: person(n), properties: JSON.stringify({ price }) })
    await insertEvents(db, [
      { ...at(1, 5), at: NOW - MINUTE },
      { ...at(1, 500), at: NOW },
      { ...at(2, 500), at: NOW - MINUTE },
      { ...at(2, 5), at: NOW },
    ])
    const where = (is: JsonObject) => ({ property: { path: 'price', is } })
    const steps = [
      { event: 'Viewed', where: where({ lt: 10 }) },
      { event: 'Viewed', where: where({ gt: 100 }) },
    ]
    expect(await membersOf(db, { sequence: { steps } })).toEqual([person(1)])
  })
})

const read = (stream: string) =>
  stream
    .split(' ')
    .filter(Boolean)
    .map((one) => {
      const [name = '', minutes = '0'] = one.split('@')
      return { name, at: NOW + Math.round(Number(minutes) * MINUTE) }
    })

function pointsOf(sequence: Parameters<typeof stepsOf>[0], events: ReturnType<typeof read>) {
  return events
    .map(({ name, at }) => ({ at, value: stepsOf(sequence, { type: 'TRACK', name, timestamp: at, properties: {}, traits: null, context: {} }) }))
    .filter((point) => point.value !== 0)
    .sort((a, b) => a.at - b.at)
}
