import { createHash } from 'node:crypto'
import { DAY, type Millis } from '../clock.ts'
import type { Json } from '../json.ts'
import { addToBuckets, type Bucket, bucketEnd, combineBuckets } from './bucket.ts'
import { canonicalJson, type EventLeaf, type Leaf, MOST_POINTS, spanAt } from './leaf.ts'
import { type Matchable, matchesEvent } from './match-event.ts'
import { valuesAt } from './match-path.ts'
import { inOrder, type Point } from './point.ts'
import type { Path } from './rule.ts'
import { settleSequence, stepsOf } from './sequence-state.ts'
import { valueText } from './value-order.ts'

/** What a leaf remembers of one profile. Both are in order of time; no event is in both, and none that was yet to come is in a bucket. */
export interface LeafState {
  readonly points: readonly Point[]
  readonly buckets: readonly Bucket[]
  /** Of a sequence: some points until then were forgotten, because nothing that comes after it needs them. */
  readonly forgottenUntil?: Millis
}

export const EMPTY: LeafState = { points: [], buckets: [] }

export const isEmpty = ({ points, buckets }: LeafState): boolean => points.length === 0 && buckets.length === 0

type Measurable = Matchable & { readonly messageId: string }

/** What an event adds to a leaf; empty when it does not match. */
export function pointsOf(leaf: Leaf, event: Measurable): readonly Point[] {
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
    case 'decay':
      return [{ at, value: null }]
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return valuesAt(event.properties, measure.path)
        .filter((value) => typeof value === 'number')
        .map((value) => ({ at, value }))
    case 'uniqueCount':
      return presentAt(event, measure.path).map((value) => ({ at, value: distinctKey(value) }))
    case 'uniqueList':
    case 'mode':
      return presentAt(event, measure.path).map((value) => ({ at, value: valueText(value) }))
    case 'first':
    case 'last': {
      const value = presentAt(event, measure.path).at(measure.kind === 'first' ? 0 : -1)
      return value === undefined ? [] : [{ at, value: valueText(value), tie: event.messageId }]
    }
  }
}

const presentAt = (event: Matchable, path: Path): readonly Json[] => valuesAt(event.properties, path).filter((value) => value !== undefined)

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

/** The state of two profiles that turned out to be one; commutative and associative. Undefined: what was forgotten would be needed. */
export function combine(leaf: Leaf, a: LeafState, b: LeafState): LeafState | undefined {
  if (isEmpty(a)) return b
  if (isEmpty(b)) return a
  if (a.forgottenUntil !== undefined || b.forgottenUntil !== undefined) return undefined
  return { points: inOrder([...a.points, ...b.points]), buckets: leaf.kind === 'sequence' ? [] : combineBuckets(leaf, a.buckets, b.buckets) }
}

/** The longest value, in characters, and the most values in buckets that are kept. */
const LONGEST_VALUE = 200
const MOST_TALLIED = 256

/**
 * Forgets what can never count again, now that the clock stands at `now`, and moves old points into buckets.
 * Undefined: it cannot be kept small; then it is left out, and computed from the events when it is needed again.
 */
export function settle(leaf: Leaf, state: LeafState, now: Millis): LeafState | undefined {
  if (isEmpty(state)) return state
  if (leaf.kind === 'sequence') return settleSequence(leaf.sequence, state, now)
  const { start } = spanAt(leaf, now)
  const kept = compact(leaf, start === Number.NEGATIVE_INFINITY ? state : dropBefore(leaf, state, start), now)
  return kept && isSmall(kept) ? kept : undefined
}

function compact(leaf: EventLeaf, state: LeafState, now: Millis): LeafState | undefined {
  switch (leaf.mode.kind) {
    case 'newest': {
      const points = newest(leaf, state.points, leaf.mode.keep, now)
      return points.length <= 2 * MOST_POINTS ? { points, buckets: [] } : undefined
    }
    case 'oldest':
      return { points: state.points.slice(0, 1), buckets: [] }
    case 'cells': {
      if (state.points.length <= MOST_POINTS) return state
      const past = state.points.filter((point) => point.at <= now)
      const future = state.points.slice(past.length)
      return future.length <= MOST_POINTS ? { points: future, buckets: addToBuckets(leaf, state.buckets, past) } : undefined
    }
  }
}

function isSmall({ points, buckets }: LeafState): boolean {
  const short = (point: Point | null) => typeof point?.value !== 'string' || point.value.length <= LONGEST_VALUE
  let tallied = 0
  for (const { tally, edge } of buckets) {
    tallied += tally.size
    if (!short(edge)) return false
    for (const value of tally.keys()) if (value.length > LONGEST_VALUE) return false
  }
  return tallied <= MOST_TALLIED && points.every(short)
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
    case 'uniqueList':
      return point.value
    case 'events':
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'mode':
    case 'first':
    case 'last':
    case 'decay':
      return index
  }
}
