import { Big } from 'big.js'
import type { ByteReader, ByteWriter } from '../bytes.ts'
import type { Millis } from '../clock.ts'
import type { EventLeaf, Leaf } from './leaf.ts'
import type { Bucket, LeafState, Point } from './leaf-state.ts'

/** Writes the state of one leaf; what its measure does not need is left out. */
export function writeLeaf(out: ByteWriter, leaf: Leaf, state: LeafState): void {
  out.integer(state.points.length)
  let before = 0
  for (const point of state.points) {
    out.integer(point.at - before)
    before = point.at
    if (leaf.kind === 'sequence') out.integer(point.value as number)
    else writeValue(out, point.value)
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
    points.push({ at, value: leaf.kind === 'sequence' ? input.integer() : readValue(input, leaf) })
  }
  const buckets: Bucket[] = []
  if (leaf.kind === 'sequence') {
    const forgotten = input.integer()
    return forgotten === 0 ? { points, buckets } : { points, buckets, forgottenUntil: forgotten - 1 }
  }
  for (let left = input.integer(); left > 0; left--) buckets.push(readBucket(input, leaf))
  return { points, buckets }
}

function writeValue(out: ByteWriter, value: Point['value']): void {
  if (typeof value === 'number') out.double(value)
  else if (value !== null) out.text(value)
}

function readValue(input: ByteReader, leaf: EventLeaf): Point['value'] {
  switch (leaf.condition.measure.kind) {
    case 'events':
    case 'utcDays':
      return null
    case 'uniqueCount':
      return input.text()
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return input.double()
  }
}

function writeBucket(out: ByteWriter, leaf: EventLeaf, bucket: Bucket): void {
  out.integer(bucket.start)
  out.integer(bucket.count)
  switch (leaf.condition.measure.kind) {
    case 'events':
    case 'uniqueCount':
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
  }
}

const ZERO = new Big(0)

function readBucket(input: ByteReader, leaf: EventLeaf): Bucket {
  const bucket = { start: input.integer(), count: input.integer(), sum: ZERO, min: 0, max: 0, days: 0 }
  switch (leaf.condition.measure.kind) {
    case 'events':
    case 'uniqueCount':
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
  }
}
