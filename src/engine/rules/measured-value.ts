import { Big } from 'big.js'
import type { Json } from '../json.ts'
import { addTallies, edgeOf } from './bucket.ts'
import { decayScore } from './decay.ts'
import type { EventLeaf } from './leaf.ts'
import type { LeafState } from './leaf-state.ts'
import { type At, type Counted, countDays, countDistinct, countEvents, countedAt, extremeOf, sumOf } from './leaf-value.ts'
import { compareValues } from './value-order.ts'

/**
 * What a leaf made by `measuredLeaf` comes to at a moment. Undefined: it has no value, because no event has one that counts, or because a sum is
 * beyond all doubles. Counts and scores are 0 then, and a list is empty. SQL has the same (`measuredSubjects`).
 */
export function measuredValue(leaf: EventLeaf, state: LeafState, at: At): Json | undefined {
  const value = valueAt(leaf, state, at)
  // JSON has no negative zero in the database.
  return value === 0 ? 0 : value
}

function valueAt(leaf: EventLeaf, state: LeafState, at: At): Json | undefined {
  const { measure } = leaf.condition
  const counted = countedAt(leaf, state, at)
  switch (measure.kind) {
    case 'events':
      return countEvents(counted)
    case 'utcDays':
      return countDays(counted)
    case 'uniqueCount':
      return countDistinct(leaf, counted)
    case 'sum':
      return countEvents(counted) === 0 ? undefined : finite(sumOf(counted))
    case 'avg':
      return averageOf(counted)
    case 'min':
    case 'max':
      return extremeOf(measure.kind, counted)
    case 'first':
    case 'last':
      return edgeValue(leaf, counted)
    case 'mode':
      return mostFrequent(tallyOf(counted), measure.minFrequency)
    case 'uniqueList':
      return [...tallyOf(counted).keys()].map(read).sort(compareValues)
    case 'decay':
      return decayScore(measure, countsOf(counted), at.now)
  }
}

const read = (text: string): Json => JSON.parse(text) as Json

const LARGEST = new Big(Number.MAX_VALUE)
const finite = (sum: Big): number | undefined => (sum.abs().gt(LARGEST) ? undefined : sum.toNumber())

/** With more digits than are kept, so that SQL rounds alike. */
const Precise = Big()
Precise.DP = 40
const DECIMALS = 20

function averageOf(counted: Counted): number | undefined {
  const count = countEvents(counted)
  return count === 0 ? undefined : new Precise(sumOf(counted)).div(count).round(DECIMALS, Big.roundHalfUp).toNumber()
}

function edgeValue(leaf: EventLeaf, { points, buckets }: Counted): Json | undefined {
  const edge = edgeOf(leaf, [...points, ...buckets.flatMap((bucket) => bucket.edge ?? [])])
  return edge ? read(edge.value as string) : undefined
}

function tallyOf({ points, buckets }: Counted): ReadonlyMap<string, number> {
  return addTallies([...buckets.map((bucket) => bucket.tally), ...points.map((point) => new Map([[point.value as string, 1]]))])
}

function mostFrequent(tally: ReadonlyMap<string, number>, minFrequency: number): Json | undefined {
  const most = Math.max(minFrequency, ...tally.values())
  return [...tally]
    .filter(([, count]) => count === most)
    .map(([text]) => read(text))
    .sort(compareValues)
    .at(0)
}

function* countsOf({ points, buckets }: Counted): Generator<readonly [at: number, count: number]> {
  for (const { at } of points) yield [at, 1]
  for (const { start, count } of buckets) yield [start, count]
}
