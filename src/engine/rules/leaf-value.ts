import { Big } from 'big.js'
import { DAY, type Millis } from '../clock.ts'
import { type EventLeaf, type Leaf, windowAt, windowOf } from './leaf.ts'
import { type Bucket, bucketEnd, countedBy, isEmpty, type LeafState, type Point } from './leaf-state.ts'
import type { NumberTest } from './rule.ts'
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

/** Whether the measure passes the test at a moment. */
export function leafHolds(leaf: EventLeaf, state: LeafState, test: NumberTest, at: At): boolean {
  // Most leaves of most profiles.
  if (isEmpty(state)) return passes(leaf, NONE, NONE, test)
  const { start, end } = windowAt(windowOf(leaf), at.now)
  const points = knownPoints(leaf, state, at).filter((point) => point.at > start && point.at <= end)
  // Buckets of a window that does not slide hold only what belongs to it.
  const whole = state.buckets.filter((bucket) => !isCut(leaf, bucket, at.now) && bucketEnd(leaf, bucket.start) - 1 > start && bucket.start <= end)
  return passes(leaf, points, whole, test)
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
  const window = leaf.condition.window
  const { start, end } = windowAt(window, at.now)
  const leaves = window?.kind === 'last' ? window.length : window?.kind === 'ago' ? window.from : Number.POSITIVE_INFINITY
  const enters = window?.kind === 'ago' ? window.to : 0
  let next = Number.POSITIVE_INFINITY
  for (const { at: moment } of knownPoints(leaf, state, at)) {
    if (moment > end) next = Math.min(next, moment + enters)
    else if (moment > start) next = Math.min(next, moment + leaves)
  }
  for (const bucket of state.buckets) {
    if (isCut(leaf, bucket, at.now) || bucketEnd(leaf, bucket.start) - 1 <= start) continue
    next = Math.min(next, bucket.start + (bucket.start > end ? enters : leaves))
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
  const { start, end } = windowAt(windowOf(leaf), now)
  return points.filter((point) => point.at > start && point.at <= end).map((point) => point.at)
}

/** What the condition measures, rounded to a double where it is a sum or an average; null: an average or an extreme of nothing. `all` are all points there are. */
export function leafValue(leaf: EventLeaf, all: readonly Point[], now: Millis): number | null {
  const { start, end } = windowAt(windowOf(leaf), now)
  const points = all.filter((point) => point.at > start && point.at <= end)
  switch (leaf.condition.measure.kind) {
    case 'events':
      return points.length
    case 'utcDays':
      return countDays(points, NONE)
    case 'uniqueCount':
      return countDistinct(leaf, points)
    case 'sum':
      return sumOf(points, NONE).toNumber()
    case 'avg':
      return points.length === 0 ? null : sumOf(points, NONE).div(points.length).toNumber()
    case 'min':
      return points.length === 0 ? null : extreme(Math.min, points, NONE)
    case 'max':
      return points.length === 0 ? null : extreme(Math.max, points, NONE)
  }
}

const countDistinct = (leaf: EventLeaf, points: readonly Point[]): number => new Set(points.map((point, i) => countedBy(leaf, point, i))).size

function passes(leaf: EventLeaf, points: readonly Point[], buckets: readonly Bucket[], test: NumberTest): boolean {
  switch (leaf.condition.measure.kind) {
    case 'events':
      return passesNumber(test, points.length + total(buckets))
    case 'utcDays':
      return passesNumber(test, countDays(points, buckets))
    case 'uniqueCount':
      return passesNumber(test, countDistinct(leaf, points))
    case 'sum':
      return passesSum(test, sumOf(points, buckets), 1)
    case 'avg': {
      const count = points.length + total(buckets)
      return count > 0 && passesSum(test, sumOf(points, buckets), count)
    }
    case 'min':
      return (
        points.length + buckets.length > 0 &&
        passesNumber(
          test,
          extreme(
            Math.min,
            points,
            buckets.map((bucket) => bucket.min),
          ),
        )
      )
    case 'max':
      return (
        points.length + buckets.length > 0 &&
        passesNumber(
          test,
          extreme(
            Math.max,
            points,
            buckets.map((bucket) => bucket.max),
          ),
        )
      )
  }
}

const total = (buckets: readonly Bucket[]): number => buckets.reduce((sum, bucket) => sum + bucket.count, 0)

function countDays(points: readonly Point[], buckets: readonly Bucket[]): number {
  const days = new Set(points.map((point) => Math.floor(point.at / DAY)))
  for (const bucket of buckets) {
    const month = new Date(bucket.start)
    month.setUTCDate(1)
    const first = Math.floor(month.getTime() / DAY)
    for (let day = 1; day <= 31; day++) if (bucket.days & (1 << day)) days.add(first + day - 1)
  }
  return days.size
}

function sumOf(points: readonly Point[], buckets: readonly Bucket[]): Big {
  let sum = new Big(0)
  for (const point of points) sum = sum.plus(point.value as number)
  for (const bucket of buckets) sum = sum.plus(bucket.sum)
  return sum
}

function extreme(pick: (a: number, b: number) => number, points: readonly Point[], others: readonly number[]): number {
  return [...points.map((point) => point.value as number), ...others].reduce((a, b) => pick(a, b))
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
