import { Big } from 'big.js'
import type { ByteReader, ByteWriter } from '../bytes.ts'
import type { Millis } from '../clock.ts'
import { type Bucket, emptyBucket } from './bucket.ts'
import type { EventLeaf, Leaf } from './leaf.ts'
import type { LeafState } from './leaf-state.ts'
import type { Point } from './point.ts'

/** Writes the state of one leaf; what its measure does not need is left out. */
export function writeLeaf(out: ByteWriter, leaf: Leaf, state: LeafState): void {
  out.integer(state.points.length)
  let before = 0
  for (const point of state.points) {
    out.integer(point.at - before)
    before = point.at
    if (leaf.kind === 'sequence') out.integer(point.value as number)
    else writePoint(out, point)
  }
  if (leaf.kind === 'sequence') {
    out.integer(state.forgottenUntil === undefined ? 0 : state.forgottenUntil + 1)
    return
  }
  out.integer(state.buckets.length)
  for (const bucket of state.buckets) writeBucket(out, leaf, bucket)
}

export function readLeaf(input: ByteReader, leaf: Leaf): LeafState {
  const points: Point[] = []
  let at: Millis = 0
  for (let left = input.integer(); left > 0; left--) {
    at += input.integer()
    points.push(leaf.kind === 'sequence' ? { at, value: input.integer() } : readPoint(input, leaf, at))
  }
  const buckets: Bucket[] = []
  if (leaf.kind === 'sequence') {
    const forgotten = input.integer()
    return forgotten === 0 ? { points, buckets } : { points, buckets, forgottenUntil: forgotten - 1 }
  }
  for (let left = input.integer(); left > 0; left--) buckets.push(readBucket(input, leaf))
  return { points, buckets }
}

function writePoint(out: ByteWriter, { value, tie }: Point): void {
  if (typeof value === 'number') out.double(value)
  else if (value !== null) out.text(value)
  if (tie !== undefined) out.text(tie)
}

function readPoint(input: ByteReader, leaf: EventLeaf, at: Millis): Point {
  switch (leaf.condition.measure.kind) {
    case 'events':
    case 'utcDays':
    case 'decay':
      return { at, value: null }
    case 'uniqueCount':
    case 'uniqueList':
    case 'mode':
      return { at, value: input.text() }
    case 'first':
    case 'last':
      return { at, value: input.text(), tie: input.text() }
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return { at, value: input.double() }
  }
}

function writeBucket(out: ByteWriter, leaf: EventLeaf, bucket: Bucket): void {
  out.integer(bucket.start)
  out.integer(bucket.count)
  switch (leaf.condition.measure.kind) {
    case 'events':
    case 'decay':
      break
    case 'utcDays':
      out.integer(bucket.days >>> 0)
      break
    case 'sum':
    case 'avg':
      out.text(bucket.sum.toString())
      break
    case 'min':
      out.double(bucket.min)
      break
    case 'max':
      out.double(bucket.max)
      break
    case 'uniqueCount':
    case 'uniqueList':
    case 'mode':
      writeTally(out, bucket.tally)
      break
    case 'first':
    case 'last':
      if (!bucket.edge) throw new Error('A bucket of this measure has an edge.')
      out.integer(bucket.edge.at - bucket.start)
      writePoint(out, bucket.edge)
  }
}

function readBucket(input: ByteReader, leaf: EventLeaf): Bucket {
  const bucket = emptyBucket(input.integer(), input.integer())
  switch (leaf.condition.measure.kind) {
    case 'events':
    case 'decay':
      return bucket
    case 'utcDays':
      return { ...bucket, days: input.integer() | 0 }
    case 'sum':
    case 'avg':
      return { ...bucket, sum: new Big(input.text()) }
    case 'min':
      return { ...bucket, min: input.double() }
    case 'max':
      return { ...bucket, max: input.double() }
    case 'uniqueCount':
    case 'uniqueList':
    case 'mode':
      return { ...bucket, tally: readTally(input) }
    case 'first':
    case 'last':
      return { ...bucket, edge: readPoint(input, leaf, bucket.start + input.integer()) }
  }
}

function writeTally(out: ByteWriter, tally: Bucket['tally']): void {
  out.integer(tally.size)
  for (const [value, count] of tally) {
    out.text(value)
    out.integer(count)
  }
}

function readTally(input: ByteReader): Bucket['tally'] {
  const tally = new Map<string, number>()
  for (let left = input.integer(); left > 0; left--) tally.set(input.text(), input.integer())
  return tally
}
