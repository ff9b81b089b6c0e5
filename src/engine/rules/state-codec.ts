import { ByteReader, ByteWriter } from '../bytes.ts'
import type { Millis } from '../clock.ts'
import type { Leaf } from './leaf.ts'
import { readLeaf, writeLeaf } from './leaf-codec.ts'
import { EMPTY, isEmpty, type LeafState } from './leaf-state.ts'

/** All that the engine remembers of one profile between two events. */
export interface ProfileState {
  /** Numbers of the audiences it is in. */
  readonly members: Set<number>
  /** Moments of calls with traits that were dated into the future and wait for their time, in order. */
  readonly pending: Millis[]
  /** By leaf number. Absent: not computed. Empty state is an entry. */
  readonly leaves: Map<number, LeafState>
}

const FORMAT = 1
const writer = new ByteWriter()
const inner = new ByteWriter()

export const emptyState = (): ProfileState => ({ members: new Set(), pending: [], leaves: new Map() })

/** `leaves` in the order of their numbers. */
export function encodeState(state: ProfileState, leaves: ReadonlyMap<number, Leaf>): Buffer {
  writer.reset()
  writer.byte(FORMAT)
  writeAscending(state.members)
  writeAscending(state.pending)
  let before = 0
  // A leaf that no rule uses any more is forgotten.
  for (const [number, leaf] of leaves) {
    const leafState = state.leaves.get(number)
    if (!leafState) continue
    const empty = isEmpty(leafState)
    // The lowest bit says whether a body follows: most leaves of most profiles are empty, and take one byte.
    writer.integer((number - before) * 2 + (empty ? 0 : 1))
    before = number
    if (empty) continue
    inner.reset()
    writeLeaf(inner, leaf, leafState)
    writer.bytes(inner.take())
  }
  return writer.take()
}

/** Leaves that `leaves` does not know are passed over. */
export function decodeState(bytes: Buffer, leaves: ReadonlyMap<number, Leaf>): ProfileState {
  const input = new ByteReader(bytes)
  const format = input.byte()
  if (format !== FORMAT) throw new Error(`leaf_state has format ${format}; this version reads ${FORMAT}`)
  const state: ProfileState = { members: new Set(readAscending(input)), pending: readAscending(input), leaves: new Map() }
  let number = 0
  while (!input.done) {
    const head = input.integer()
    number += Math.floor(head / 2)
    const body = head % 2 === 1 ? input.bytes() : undefined
    const leaf = leaves.get(number)
    if (leaf) state.leaves.set(number, body ? readLeaf(new ByteReader(body), leaf) : EMPTY)
  }
  return state
}

function writeAscending(values: Iterable<number>): void {
  const sorted = [...values].sort((a, b) => a - b)
  writer.integer(sorted.length)
  let before = 0
  for (const value of sorted) {
    writer.integer(value - before)
    before = value
  }
}

function readAscending(input: ByteReader): number[] {
  const values: number[] = []
  let value = 0
  for (let left = input.integer(); left > 0; left--) {
    value += input.integer()
    values.push(value)
  }
  return values
}
