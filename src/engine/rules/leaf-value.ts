import { Big } from 'big.js'
import { DAY, type Millis } from '../clock.ts'
import { type Bucket, bucketEnd } from './bucket.ts'
import { nextDecay } from './decay.ts'
import { type EventLeaf, type Leaf, spanAt, windowAt } from './leaf.ts'
import { countedBy, isEmpty, type LeafState } from './leaf-state.ts'
import type { Point } from './point.ts'
import type { Measure, NumberTest } from './rule.ts'
import { nextSequenceChange } from './sequence-state.ts'

/** A stretch of time (after, until] in which the moments must be read one by one, because an edge of the window runs through its bucket. */
export interface Stretch {
  readonly after: Millis
  readonly until: Millis
}

/** The stretches that must be read from the events before the value is known: none but for cut buckets. */
export function stretchesToRead(leaf: Leaf, state: LeafState, now: Millis): readonly Stretch[] {
  if (leaf.kind === 'sequence' || state.buckets.length === 0) return NONE
  return state.buckets
    .filter((bucket) => isCut(leaf, bucket, now))
    .map((bucket) => ({ after: bucket.start - 1, until: bucketEnd(leaf, bucket.start) - 1 }))
}

const NONE: readonly never[] = []

/** `read` holds the points of the stretches asked for. */
export interface At {
  readonly now: Millis
  readonly read: readonly Point[]
}

/** Whether what a condition measures passes its test at a moment. */
export function leafHolds(leaf: EventLeaf, state: LeafState, { measure, test }: MeasureTest, at: At): boolean {
  // Most leaves of most profiles.
  if (isEmpty(state)) return passes(leaf, NOTHING, { measure, test })
  return passes(leaf, countedAt(leaf, state, at), { measure, test })
}

/** `measure` is that of the leaf: one that can be tested. */
export interface MeasureTest {
  readonly measure: Measure
  readonly test: NumberTest
}

/** What counts at a moment. */
export interface Counted {
  readonly points: readonly Point[]
  readonly buckets: readonly Bucket[]
}

const NOTHING: Counted = { points: NONE, buckets: NONE }

export function countedAt(leaf: EventLeaf, state: LeafState, at: At): Counted {
  const { start, end } = spanAt(leaf, at.now)
  return {
    points: knownPoints(leaf, state, at).filter((point) => point.at > start && point.at <= end),
    // Buckets of a window that does not slide hold only what belongs to it.
    buckets: state.buckets.filter((bucket) => !isCut(leaf, bucket, at.now) && bucketEnd(leaf, bucket.start) - 1 > start && bucket.start <= end),
  }
}

/** The points, with those of cut buckets as they were read: a point in such a stretch was read too. */
function knownPoints(leaf: EventLeaf, state: LeafState, at: At): readonly Point[] {
  const stretches = stretchesToRead(leaf, state, at.now)
  if (stretches.length === 0) return state.points
  return [...state.points.filter((point) => !stretches.some(({ after, until }) => point.at > after && point.at <= until)), ...at.read]
}

/** The next moment at which the clock alone moves something into or out of the window; Infinity: never. May be early, never late. */
export function nextLeafChange(leaf: Leaf, state: LeafState, at: At): Millis {
  if (leaf.kind === 'sequence') return nextSequenceChange(leaf.sequence, state.points, at.now)
  const { window, measure } = leaf.condition
  const { start, end } = spanAt(leaf, at.now)
  const leaves = window?.kind === 'last' ? window.length : window?.kind === 'ago' ? window.from : Number.POSITIVE_INFINITY
  const enters = window?.kind === 'ago' ? window.to : 0
  const decays = measure.kind === 'decay' && measure.halfLife !== null ? nextDecay(measure.halfLife, at.now) : Number.POSITIVE_INFINITY
  let next = Number.POSITIVE_INFINITY
  for (const { at: moment } of knownPoints(leaf, state, at)) {
    if (moment > end) next = Math.min(next, moment + enters)
    else if (moment > start) next = Math.min(next, moment + leaves, decays)
  }
  for (const bucket of state.buckets) {
    if (isCut(leaf, bucket, at.now) || bucketEnd(leaf, bucket.start) - 1 <= start) continue
    next = Math.min(next, bucket.start + (bucket.start > end ? enters : leaves), decays)
  }
  return next
}

function isCut(leaf: EventLeaf, bucket: Bucket, now: Millis): boolean {
  const window = leaf.condition.window
  if (window === null || window.kind === 'range') return false
  const { start, end } = windowAt(window, now)
  const last = bucketEnd(leaf, bucket.start) - 1
  // What is later than now is never in a bucket: the end of a window that ends now cuts none.
  return (bucket.start <= start && last > start) || (window.kind === 'ago' && bucket.start <= end && last > end)
}

/** The moments inside the window, each once per value. */
export function momentsCounted(leaf: EventLeaf, points: readonly Point[], now: Millis): readonly Millis[] {
  const { start, end } = spanAt(leaf, now)
  return points.filter((point) => point.at > start && point.at <= end).map((point) => point.at)
}

export function countDistinct(leaf: EventLeaf, { points, buckets }: Counted): number {
  const seen = new Set(points.map((point, i) => countedBy(leaf, point, i)))
  for (const { tally } of buckets) for (const value of tally.keys()) seen.add(value)
  return seen.size
}

function passes(leaf: EventLeaf, counted: Counted, { measure, test }: MeasureTest): boolean {
  switch (measure.kind) {
    case 'events':
      return passesNumber(test, countEvents(counted))
    case 'utcDays':
      return passesNumber(test, countDays(counted))
    case 'uniqueCount':
      return passesNumber(test, countDistinct(leaf, counted))
    case 'sum':
      return passesSum(test, sumOf(counted), 1)
    case 'avg': {
      const count = countEvents(counted)
      return count > 0 && passesSum(test, sumOf(counted), count)
    }
    case 'min':
    case 'max': {
      const found = extremeOf(measure.kind, counted)
      return found !== undefined && passesNumber(test, found)
    }
  }
}

export const countEvents = ({ points, buckets }: Counted): number => buckets.reduce((sum, bucket) => sum + bucket.count, points.length)

export function countDays({ points, buckets }: Counted): number {
  const days = new Set(points.map((point) => Math.floor(point.at / DAY)))
  for (const bucket of buckets) {
    const month = new Date(bucket.start)
    month.setUTCDate(1)
    const first = Math.floor(month.getTime() / DAY)
    for (let day = 1; day <= 31; day++) if (bucket.days & (1 << day)) days.add(first + day - 1)
  }
  return days.size
}

export function sumOf({ points, buckets }: Counted): Big {
  let sum = new Big(0)
  for (const point of points) sum = sum.plus(point.value as number)
  for (const bucket of buckets) sum = sum.plus(bucket.sum)
  return sum
}

/** Undefined: there is no number. */
export function extremeOf(kind: 'min' | 'max', { points, buckets }: Counted): number | undefined {
  const numbers = [...points.map((point) => point.value as number), ...buckets.map((bucket) => bucket[kind])]
  return numbers.length === 0 ? undefined : numbers.reduce((a, b) => Math[kind](a, b))
}

function passesNumber(test: NumberTest, value: number): boolean {
  switch (test.kind) {
    case 'eq':
      return value === test.value
    case 'neq':
      return value !== test.value
    case 'gt':
      return value > test.value
    case 'gte':
      return value >= test.value
    case 'lt':
      return value < test.value
    case 'lte':
      return value <= test.value
    case 'between':
      return value >= test.from && value <= test.to
  }
}

/** A sum is exact, never a double; an average is tested as sum against threshold times count. */
function passesSum(test: NumberTest, sum: Big, count: number): boolean {
  const compare = (threshold: number) => sum.cmp(new Big(threshold).times(count))
  switch (test.kind) {
    case 'eq':
      return compare(test.value) === 0
    case 'neq':
      return compare(test.value) !== 0
    case 'gt':
      return compare(test.value) > 0
    case 'gte':
      return compare(test.value) >= 0
    case 'lt':
      return compare(test.value) < 0
    case 'lte':
      return compare(test.value) <= 0
    case 'between':
      return compare(test.from) >= 0 && compare(test.to) <= 0
  }
}

/** Whether a plain number, such as that of identifiers, passes. */
export const passesCount = passesNumber
