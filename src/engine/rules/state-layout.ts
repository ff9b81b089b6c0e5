import { ByteReader, ByteWriter } from '../bytes.ts'
import type { NumberedLeaf } from './evaluate.ts'

/** The leaves of which a state can be made up. */
export interface StateLayout {
  /** Names what is computed: equal for equal definitions only. A whole number, never 0. */
  readonly stamp: number
  /** In the order of their numbers. */
  readonly leaves: ReadonlyMap<number, NumberedLeaf>
  readonly numbers: ReadonlySet<number>
  /** The same, as writeRuns writes it. */
  readonly runs: Buffer
}

export function stateLayout(stamp: number, leaves: readonly NumberedLeaf[]): StateLayout {
  const ordered = new Map([...leaves].sort((a, b) => a.number - b.number).map((one) => [one.number, one]))
  return { stamp, leaves: ordered, numbers: new Set(ordered.keys()), runs: writeRuns([...ordered.keys()]) }
}

/** Numbers in ascending order, as runs of consecutive ones: how far it is to the next run, and how long that is. */
export function writeRuns(numbers: readonly number[]): Buffer {
  const out = new ByteWriter()
  let end = 0
  for (let i = 0; i < numbers.length; ) {
    const start = numbers[i] as number
    let length = 1
    while (numbers[i + length] === start + length) length++
    out.integer(start - end)
    out.integer(length)
    end = start + length
    i += length
  }
  return out.take()
}

export function* readRuns(bytes: Buffer): Generator<number> {
  const input = new ByteReader(bytes)
  let end = 0
  while (!input.done) {
    const start = end + input.integer()
    end = start + input.integer()
    for (let number = start; number < end; number++) yield number
  }
}
