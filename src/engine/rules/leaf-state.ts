import { createHash } from 'node:crypto'
import { Big } from 'big.js'
import { DAY, type Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import { bucketWidth, canonicalJson, type EventLeaf, type Leaf, MOST_POINTS, windowAt, windowOf } from './leaf.ts'
import { type Matchable, matchesEvent } from './match-event.ts'
import { valuesAt } from './match-path.ts'
import { settleSequence, stepsOf } from './sequence-state.ts'

/** One moment that counts: with its number (sum, avg, min, max; of a sequence, its steps as bits) or its value as canonical text (uniqueCount). */
export interface Point {
  readonly at: Millis
  readonly value: number | string | null
}

/** What a stretch of time from `start` contributes; of the fields only those that the measure needs are kept. */
export interface Bucket {
  readonly start: Millis
  readonly count: number
  readonly sum: Big
  readonly min: number
  readonly max: number
  /** One bit per day of the month. */
  readonly days: number
}

/** What a leaf remembers of one profile. Both are in order of time; no event is in both, and none that was yet to come is in a bucket. */
export interface LeafState {
  readonly points: readonly Point[]
  readonly buckets: readonly Bucket[]
  /** Of a sequence: some points until then were forgotten, because nothing that comes after it needs them. */
  readonly forgottenUntil?: Millis
}

export const EMPTY: LeafState = { points: [], buckets: [] }

export const isEmpty = ({ points, buckets }: LeafState): boolean => points.length === 0 && buckets.length === 0

/** What an event adds to a leaf; empty when it does not match. */
export function pointsOf(leaf: Leaf, event: Matchable): readonly Point[] {
  const at = event.timestamp
  if (leaf.kind === 'sequence') {
    const steps = stepsOf(leaf.sequence, event)
    return steps === 0 ? [] : [{ at, value: steps }]
  }
  if (outOfRange(leaf, at) || !matchesEvent(leaf.condition, event)) return []
  const measure = leaf.condition.measure
  switch (measure.kind) {
    case 'events':
    case 'utcDays':
      return [{ at, value: null }]
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return valuesAt(event.properties, measure.path)
        .filter((value) => typeof value === 'number')
        .map((value) => ({ at, value }))
    case 'uniqueCount':
      return valuesAt(event.properties, measure.path)
        .filter((value) => value !== undefined)
        .map((value) => ({ at, value: distinctKey(value) }))
  }
}

function outOfRange(leaf: EventLeaf, at: Millis): boolean {
  const window = leaf.condition.window
  return window?.kind === 'range' && ((window.from !== null && at <= window.from) || (window.to !== null && at > window.to))
}

/** Equal for deeply equal values only, and never long. */
function distinctKey(value: Json): string {
  const text = canonicalJson(value)
  return text.length <= 32 ? text : `#${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
}

/** Adds points that came in any order. Undefined: one is so late that what was forgotten would be needed. */
export function addPoints(state: LeafState, added: readonly Point[]): LeafState | undefined {
  if (added.length === 0) return state
  const { forgottenUntil } = state
  if (forgottenUntil !== undefined && added.some((point) => point.at <= forgottenUntil)) return undefined
  return { ...state, points: inOrder([...state.points, ...added]) }
}

export const inOrder = (points: Point[]): readonly Point[] => points.sort((a, b) => a.at - b.at)

/** The state of two profiles that turned out to be one; commutative and associative. Undefined: what was forgotten would be needed. */
export function combine(a: LeafState, b: LeafState): LeafState | undefined {
  if (isEmpty(a)) return b
  if (isEmpty(b)) return a
  if (a.forgottenUntil !== undefined || b.forgottenUntil !== undefined) return undefined
  const buckets = new Map(a.buckets.map((bucket) => [bucket.start, bucket]))
  for (const bucket of b.buckets) {
    const other = buckets.get(bucket.start)
    buckets.set(bucket.start, other ? addBuckets(other, bucket) : bucket)
  }
  return { points: inOrder([...a.points, ...b.points]), buckets: [...buckets.values()].sort((x, y) => x.start - y.start) }
}

/**
 * Forgets what can never count again, now that the clock stands at `now`, and moves old points into buckets.
 * Undefined: it cannot be kept small; then it is left out, and computed from the events when it is needed again.
 */
export function settle(leaf: Leaf, state: LeafState, now: Millis): LeafState | undefined {
  if (isEmpty(state)) return state
  if (leaf.kind === 'sequence') return settleSequence(leaf.sequence, state, now)
  const { start } = windowAt(windowOf(leaf), now)
  const kept = start === Number.NEGATIVE_INFINITY ? state : dropBefore(leaf, state, start)
  if (leaf.mode.kind === 'newest') {
    const points = newest(leaf, kept.points, leaf.mode.keep, now)
    return points.length <= 2 * MOST_POINTS ? { points, buckets: [] } : undefined
  }
  if (kept.points.length <= MOST_POINTS) return kept
  if (leaf.condition.measure.kind === 'uniqueCount') return undefined
  const past = kept.points.filter((point) => point.at <= now)
  const future = kept.points.slice(past.length)
  if (future.length > MOST_POINTS) return undefined
  return { points: future, buckets: addToBuckets(leaf, kept.buckets, past) }
}

function dropBefore(leaf: EventLeaf, state: LeafState, start: Millis): LeafState {
  const first = state.points[0]
  return {
    points: first !== undefined && first.at <= start ? state.points.filter((point) => point.at > start) : state.points,
    buckets: state.buckets.length === 0 ? state.buckets : state.buckets.filter((bucket) => bucketEnd(leaf, bucket.start) - 1 > start),
  }
}

/** The newest `keep` of what is counted that are not later than now, and all later ones. */
function newest(leaf: EventLeaf, points: readonly Point[], keep: number, now: Millis): readonly Point[] {
  if (points.length === 0) return points
  const seen = new Set<unknown>()
  const kept: Point[] = []
  for (let i = points.length - 1; i >= 0; i--) {
    const point = points[i] as Point
    const key = point.at > now ? i : countedBy(leaf, point, i)
    if (point.at <= now) {
      if (seen.has(key)) continue
      if (seen.size >= keep) break
      seen.add(key)
    }
    kept.push(point)
  }
  return kept.length === points.length ? points : kept.reverse()
}

/** Points with the same key count as one. */
export function countedBy(leaf: EventLeaf, point: Point, index: number): unknown {
  switch (leaf.condition.measure.kind) {
    case 'utcDays':
      return Math.floor(point.at / DAY)
    case 'uniqueCount':
      return point.value
    case 'events':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return index
  }
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

function addToBuckets(leaf: EventLeaf, buckets: readonly Bucket[], points: readonly Point[]): readonly Bucket[] {
  if (points.length === 0) return buckets
  const byStart = new Map(buckets.map((bucket) => [bucket.start, bucket]))
  for (const point of points) {
    const start = bucketStart(leaf, point.at)
    const bucket = byStart.get(start)
    const added = asBucket(start, point)
    byStart.set(start, bucket ? addBuckets(bucket, added) : added)
  }
  return [...byStart.values()].sort((a, b) => a.start - b.start)
}

const ZERO = new Big(0)

function asBucket(start: Millis, point: Point): Bucket {
  const number = typeof point.value === 'number' ? point.value : 0
  return { start, count: 1, sum: number === 0 ? ZERO : new Big(number), min: number, max: number, days: 1 << new Date(point.at).getUTCDate() }
}

function addBuckets(a: Bucket, b: Bucket): Bucket {
  return {
    start: a.start,
    count: a.count + b.count,
    sum: a.sum.plus(b.sum),
    min: Math.min(a.min, b.min),
    max: Math.max(a.max, b.max),
    days: a.days | b.days,
  }
}
