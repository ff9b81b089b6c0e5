import { Big } from 'big.js'
import type { Millis } from '../clock.ts'
import { bucketWidth, type EventLeaf } from './leaf.ts'
import { comparePoints, type Point } from './point.ts'

/** What a stretch of time from `start` contributes; of the fields only those that the measure needs are kept. */
export interface Bucket {
  readonly start: Millis
  readonly count: number
  readonly sum: Big
  readonly min: number
  readonly max: number
  /** One bit per day of the month. */
  readonly days: number
  /** How often each value is in it. */
  readonly tally: ReadonlyMap<string, number>
  /** Its earliest or latest point. */
  readonly edge: Point | null
}

export function bucketStart(leaf: EventLeaf, at: Millis): Millis {
  const width = bucketWidth(leaf)
  if (width > 0) return Math.floor(at / width) * width
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth())
}

/** The first moment after the bucket. */
export function bucketEnd(leaf: EventLeaf, start: Millis): Millis {
  const width = bucketWidth(leaf)
  if (width > 0) return start + width
  const date = new Date(start)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1)
}

const NO_TALLY: ReadonlyMap<string, number> = new Map()

export const emptyBucket = (start: Millis, count: number): Bucket => ({
  start,
  count,
  sum: ZERO,
  min: 0,
  max: 0,
  days: 0,
  tally: NO_TALLY,
  edge: null,
})

const ZERO = new Big(0)

export function addToBuckets(leaf: EventLeaf, buckets: readonly Bucket[], points: readonly Point[]): readonly Bucket[] {
  if (points.length === 0) return buckets
  return combineBuckets(
    leaf,
    buckets,
    points.map((point) => asBucket(leaf, point)),
  )
}

/** In order of time. */
export function combineBuckets(leaf: EventLeaf, buckets: readonly Bucket[], others: readonly Bucket[]): readonly Bucket[] {
  const byStart = new Map(buckets.map((bucket) => [bucket.start, bucket]))
  for (const other of others) {
    const bucket = byStart.get(other.start)
    byStart.set(other.start, bucket ? addBuckets(leaf, bucket, other) : other)
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start)
}

function asBucket(leaf: EventLeaf, point: Point): Bucket {
  const bucket = emptyBucket(bucketStart(leaf, point.at), 1)
  switch (leaf.condition.measure.kind) {
    case 'events':
    case 'decay':
      return bucket
    case 'utcDays':
      return { ...bucket, days: 1 << new Date(point.at).getUTCDate() }
    case 'sum':
    case 'avg':
    case 'min':
    case 'max': {
      const number = point.value as number
      return { ...bucket, sum: number === 0 ? ZERO : new Big(number), min: number, max: number }
    }
    case 'uniqueCount':
    case 'uniqueList':
    case 'mode':
      return { ...bucket, tally: new Map([[point.value as string, 1]]) }
    case 'first':
    case 'last':
      return { ...bucket, edge: point }
  }
}

function addBuckets(leaf: EventLeaf, a: Bucket, b: Bucket): Bucket {
  return {
    start: a.start,
    count: a.count + b.count,
    sum: a.sum.plus(b.sum),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    days: a.days | b.days,
    tally: b.tally.size === 0 ? a.tally : addTallies([a.tally, b.tally]),
    edge: a.edge && b.edge && edgeOf(leaf, [a.edge, b.edge]),
  }
}

export function addTallies(tallies: Iterable<ReadonlyMap<string, number>>): ReadonlyMap<string, number> {
  const sum = new Map<string, number>()
  for (const tally of tallies) for (const [value, count] of tally) sum.set(value, (sum.get(value) ?? 0) + count)
  return sum
}

/** The earliest of some points, or for the measure `last` the latest; null: there are none. */
export function edgeOf(leaf: EventLeaf, points: readonly Point[]): Point | null {
  const sign = leaf.condition.measure.kind === 'last' ? -1 : 1
  return points.reduce<Point | null>((best, point) => (best && sign * comparePoints(best, point) <= 0 ? best : point), null)
}
