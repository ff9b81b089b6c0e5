import fc from 'fast-check'
import { describe, expect } from 'vitest'
import type { Db } from '../../src/db/db.ts'
import type { Json } from '../../src/engine/json.ts'
import type { EventLeaf } from '../../src/engine/rules/leaf.ts'
import { measuredLeaf, spanAt } from '../../src/engine/rules/leaf.ts'
import { addPoints, combine, EMPTY, type LeafState, pointsOf, settle } from '../../src/engine/rules/leaf-state.ts'
import { nextLeafChange, stretchesToRead } from '../../src/engine/rules/leaf-value.ts'
import { measuredValue } from '../../src/engine/rules/measured-value.ts'
import { parsePath } from '../../src/engine/rules/path.ts'
import { inOrder } from '../../src/engine/rules/point.ts'
import type { Measure, MeasuredEvents, Path, ValueMeasure, Window } from '../../src/engine/rules/rule.ts'
import { measuredOfNothing, measuredSubjects } from '../../src/engine/rules/sql/measured.ts'
import { join, render, sql } from '../../src/engine/rules/sql/sql.ts'
import { decodeState, emptyState, encodeState } from '../../src/engine/rules/state-codec.ts'
import { stateLayout } from '../../src/engine/rules/state-layout.ts'
import { emptyDatabase, test } from '../helpers/database.ts'
import { insertAlias, insertEvents, NOW, person, WORKSPACE } from '../rules/world.ts'
import { LENGTH_MS, NUMBERS, TEXTS } from './rule-generator.ts'

const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 10)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

interface Sent {
  readonly at: number
  readonly messageId: string
  readonly properties: { readonly [key: string]: Json }
}

type Step =
  /** To one of two people, before or after they turn out to be one. */
  | { readonly kind: 'send'; readonly to: number; readonly events: readonly Sent[] }
  | { readonly kind: 'advance'; readonly by: number }
  | { readonly kind: 'merge' }

const path = (text: string) => parsePath(text) as Path

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom<Json>(...NUMBERS) },
  { weight: 3, arbitrary: fc.constantFrom<Json>(...TEXTS) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<Json>(null, true, false, -0, 5e-324, 1.7e308, [], {}, [1, null], { b: 1, a: '\n' }, { '😀': 1, '\uffee': 2 }),
  },
  { weight: 1, arbitrary: fc.constantFrom<Json>('x'.repeat(150), 'y'.repeat(250)) },
)
const offset = fc.oneof(
  fc.constant(0),
  fc.tuple(fc.constantFrom(...LENGTH_MS), fc.constantFrom(-1, 0, 1)).map(([ms, off]) => off - ms),
  fc.integer({ min: -9 * 86_400_000, max: 0 }),
  fc.constantFrom(1, 400_000, 3_600_000, 86_400_000),
)
const messageId = fc.stringMatching(/^[A-Za-z]{1,2}$/)
const properties = fc.oneof(
  value.map((one) => ({ v: one })),
  fc.array(value, { maxLength: 3 }).map((v) => ({ v, list: v })),
)
const few = fc.array(fc.record({ at: offset, messageId, properties }), { minLength: 1, maxLength: 5 })
const many = fc
  .record({
    at: offset,
    count: fc.integer({ min: 66, max: 150 }),
    spacing: fc.constantFrom(0, 1, 30_000, 3_600_000, 43_200_000),
    distinct: fc.constantFrom(1, 3, 140),
  })
  .map(({ at, count, spacing, distinct }) =>
    Array.from({ length: count }, (_, i) => ({ at: at - i * spacing, messageId: `m${i}`, properties: { v: ((i * 31) % distinct) / 4 } })),
  )
const steps: fc.Arbitrary<readonly Step[]> = fc.array(
  fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        kind: fc.constant('send' as const),
        to: fc.nat(1),
        events: fc.oneof({ weight: 3, arbitrary: few }, { weight: 1, arbitrary: many }),
      }),
    },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(1, ...LENGTH_MS), fc.constantFrom(-1, 0, 1))
        .map(([ms, off]): Step => ({ kind: 'advance', by: Math.max(1, ms + off) })),
    },
    { weight: 1, arbitrary: fc.constant<Step>({ kind: 'merge' }) },
  ),
  { minLength: 4, maxLength: 8 },
)

const length = fc.constantFrom(...LENGTH_MS)
const window: fc.Arbitrary<Window | null> = fc.oneof(
  fc.constant(null),
  length.map((ms): Window => ({ kind: 'last', length: ms })),
  fc.tuple(length, length).map(([a, b]): Window => ({ kind: 'ago', from: Math.max(a, b) + 1, to: Math.min(a, b) })),
  fc.constantFrom<Window>(
    { kind: 'range', from: NOW - 86_400_000, to: NOW },
    { kind: 'range', from: null, to: NOW + 3_600_000 },
    { kind: 'range', from: NOW - 1, to: null },
  ),
)
const MEASURES: readonly fc.Arbitrary<Measure | ValueMeasure>[] = [
  fc.constantFrom<Measure>({ kind: 'events' }, { kind: 'utcDays' }),
  fc.tuple(fc.constantFrom('sum', 'avg', 'min', 'max'), fc.constantFrom('v', 'list.*')).map(([kind, at]) => ({ kind, path: path(at) })),
  fc.constantFrom('v', 'list.*').map((at) => ({ kind: 'uniqueCount', path: path(at) })),
  fc.constantFrom('v', 'list.*').map((at) => ({ kind: 'uniqueList', path: path(at) })),
  fc.tuple(fc.constantFrom('v', 'list.*'), fc.constantFrom(1, 2, 3)).map(([at, minFrequency]) => ({ kind: 'mode', path: path(at), minFrequency })),
  fc.constantFrom('v', 'list.*', 'v.0').map((at) => ({ kind: 'first', path: path(at) })),
  fc.constantFrom('v', 'list.*', 'v.0').map((at) => ({ kind: 'last', path: path(at) })),
  fc
    .tuple(fc.constantFrom(1, 2.5, -0.0001, 0.3), fc.constantFrom(null, 1000, 599_999, 3_600_000, 86_400_001, 604_800_000))
    .map(([points, halfLife]) => ({ kind: 'decay', points, halfLife })),
]
const leaves = fc
  .tuple(...MEASURES.map((measure) => fc.tuple(measure, window)))
  .map((all) => all.map(([measure, one]) => measuredLeaf('PROFILE', { type: null, name: 'Did', where: null, window: one, measure })))

/** What one leaf remembers of one person, kept as the engine keeps it: what cannot be kept is computed from the events when it is needed. */
class Kept {
  state: LeafState | undefined = EMPTY
  readonly leaf: EventLeaf
  readonly sent: Sent[] = []

  constructor(leaf: EventLeaf) {
    this.leaf = leaf
  }

  send(events: readonly Sent[]): void {
    this.sent.push(...events)
    this.state = this.state && addPoints(this.state, this.#points(events))
  }

  merge(other: Kept): void {
    this.sent.push(...other.sent)
    this.state = this.state && other.state && combine(this.leaf, this.state, other.state)
  }

  /** What it is now, and when that changes by the clock alone. */
  evaluate(now: number): { readonly value: Json | undefined; readonly next: number } {
    const start = spanAt(this.leaf, now).start
    const state = this.state ?? { ...EMPTY, points: this.#points(this.sent.filter(({ at }) => at > start)) }
    const stretches = stretchesToRead(this.leaf, state, now)
    const read = this.#points(this.sent.filter(({ at }) => stretches.some(({ after, until }) => at > after && at <= until)))
    const found = { value: measuredValue(this.leaf, state, { now, read }), next: nextLeafChange(this.leaf, state, { now, read }) }
    const settled = settle(this.leaf, state, now)
    this.state = settled && stored(this.leaf, settled)
    return found
  }

  #points(events: readonly Sent[]) {
    const seen = events.map(({ at, messageId: id, properties: said }) => ({ timestamp: at, messageId: id, properties: said }))
    return inOrder(seen.flatMap((one) => pointsOf(this.leaf, { ...one, type: 'TRACK', name: 'Did', traits: null, context: {} })))
  }
}

/** Written and read again. */
function stored(leaf: EventLeaf, state: LeafState): LeafState {
  const layout = stateLayout(1, [{ number: 1, leaf }])
  const bytes = encodeState({ ...emptyState(), leaves: new Map([[1, state]]) }, layout)
  return decodeState(bytes, layout).leaves.get(1) ?? EMPTY
}

interface Asked {
  readonly id: string
  readonly condition: MeasuredEvents
  readonly now: number
}

async function measuredBySql(db: Db, asked: readonly Asked[]): Promise<readonly (Json | undefined)[]> {
  const parts = asked.map(
    ({ id, condition, now }, i) => sql`(select ${i}::int as i, coalesce(max(value::text)::jsonb, ${measuredOfNothing(condition)}) as value
      from (${measuredSubjects(condition, { workspaceId: WORKSPACE, entity: 'PROFILE', now, audiences: new Map(), profileIds: [id] })}) measured)`,
  )
  const { text, values } = render(sql`${join(parts, ' union all ')} order by 1`)
  const { rows } = await db.pool.query<{ value: Json | null }>(text, values)
  return rows.map((row) => row.value ?? undefined)
}

interface Tally {
  bucketed: number
  notKept: number
  changes: number
}

async function play(db: Db, { steps: script, leaves: all }: { steps: readonly Step[]; leaves: readonly EventLeaf[] }, tally: Tally): Promise<void> {
  await emptyDatabase(db)
  let people = [0, 1].map((n) => ({ id: person(n + 1), kept: all.map((leaf) => new Kept(leaf)) }))
  let now = NOW
  for (const [i, step] of script.entries()) {
    const [one, other] = people
    if (step.kind === 'advance') now += step.by
    else if (step.kind === 'send') {
      const { id, kept } = people[step.to] ?? (one as (typeof people)[0])
      const events = step.events.map((event, n) => ({ ...event, at: now + event.at, messageId: `${event.messageId}${i}-${n}` }))
      for (const leaf of kept) leaf.send(events)
      await insertEvents(
        db,
        events.map(({ at, messageId: sent, properties: said }) => ({
          profileId: id,
          name: 'Did',
          at,
          messageId: sent,
          properties: JSON.stringify(said),
        })),
      )
    } else if (one && other) {
      for (const [n, leaf] of one.kept.entries()) leaf.merge(other.kept[n] as Kept)
      await insertAlias(db, other.id, one.id)
      people = [one]
    }
    const found = people.flatMap(({ id, kept }) =>
      kept.map((leaf) => ({ id, condition: leaf.leaf.condition, now, ...leaf.evaluate(now), state: leaf.state })),
    )
    tally.notKept += found.filter(({ state }) => !state).length
    tally.bucketed += found.filter(({ state }) => state && state.buckets.length > 0).length
    tally.changes += found.filter(({ next }) => Number.isFinite(next)).length
    expect(found.map((leaf) => leaf.value)).toEqual(await measuredBySql(db, found))
    // Until just before the moment that is foreseen, nothing changes.
    const later = found.map((leaf) => ({ ...leaf, now: Math.min(leaf.next, now + 400 * 86_400_000) - 1 })).filter((leaf) => leaf.now > now)
    for (const leaf of found) expect(leaf.next).toBeGreaterThan(now)
    expect(later.map((leaf) => leaf.value)).toEqual(later.length === 0 ? [] : await measuredBySql(db, later))
  }
}

describe('what a leaf remembers of a measure', () => {
  test(`is what SQL makes of the events, in ${RUNS} random streams`, { timeout: 600_000 }, async ({ db }) => {
    const tally: Tally = { bucketed: 0, notKept: 0, changes: 0 }
    const property = fc.asyncProperty(fc.record({ steps, leaves }), (one) => play(db, one, tally))
    await fc.assert(property, { numRuns: RUNS, seed: SEED, endOnFailure: process.env['PROPERTY_STOP'] === '1' })
    for (const count of Object.values(tally)) expect(count).toBeGreaterThan(0)
  })
})
