import { ByteReader, ByteWriter } from '../bytes.ts'
import type { Millis } from '../clock.ts'
import { readLeaf, writeLeaf } from './leaf-codec.ts'
import { isEmpty, type LeafState } from './leaf-state.ts'
import { readRuns, type StateLayout, writeRuns } from './state-layout.ts'

/** All that the engine remembers of one profile between two events. */
export interface ProfileState {
  /** Numbers of the audiences it is in. */
  readonly members: Set<number>
  /** Moments of calls with traits that were dated into the future and wait for their time, in order. */
  readonly pending: Millis[]
  /** By leaf number: those that hold something. */
  readonly leaves: Map<number, LeafState>
  /** The leaves that are computed. Most of most profiles hold nothing: whatever is kept for each of them is paid for with every event. */
  computed: ReadonlySet<number>
  /** The stamp of the layout by which everything was last evaluated; 0: none. */
  readonly stamp: number
}

const FORMAT = 2
/** Listed each leaf, with its lowest bit telling whether a body follows. */
const FORMAT_OF_LISTS = 1
const writer = new ByteWriter()
const inner = new ByteWriter()

const NONE: ReadonlySet<number> = new Set()

/** Of which nothing is computed. */
export const emptyState = (): ProfileState => ({ members: new Set(), pending: [], leaves: new Map(), computed: NONE, stamp: 0 })

/** From here on a leaf is not computed. */
export function forgetLeaf(state: ProfileState, number: number): void {
  state.leaves.delete(number)
  state.computed = new Set([...state.computed].filter((one) => one !== number))
}

export function encodeState(state: ProfileState, { stamp, leaves, numbers, runs }: StateLayout): Buffer {
  writer.reset()
  writer.byte(FORMAT)
  writer.integer(stamp)
  // A leaf that no rule uses any more is forgotten.
  writer.bytes(state.computed === numbers ? runs : writeRuns([...numbers].filter((number) => state.computed.has(number))))
  writeAscending(state.members)
  writeAscending(state.pending)
  let before = 0
  for (const number of inOrder(state.leaves.keys())) {
    const leaf = leaves.get(number)?.leaf
    const leafState = state.leaves.get(number)
    if (!leaf || !leafState || isEmpty(leafState)) continue
    writer.integer(number - before)
    before = number
    inner.reset()
    writeLeaf(inner, leaf, leafState)
    writer.bytes(inner.take())
  }
  return writer.take()
}

/** Leaves that the layout does not know are passed over. */
export function decodeState(bytes: Buffer, layout: StateLayout): ProfileState {
  const input = new ByteReader(bytes)
  const format = input.byte()
  if (format === FORMAT_OF_LISTS) return decodeLists(input, layout)
  if (format !== FORMAT) throw new Error(`leaf_state has format ${format}; this version reads ${FORMAT_OF_LISTS} and ${FORMAT}`)
  const stamp = input.integer()
  const runs = input.bytes()
  const computed = runs.equals(layout.runs) ? layout.numbers : knownTo(layout, readRuns(runs))
  const state = { ...emptyState(), members: new Set(readAscending(input)), pending: readAscending(input), computed, stamp }
  for (let number = 0; !input.done; ) {
    number += input.integer()
    const body = input.bytes()
    const leaf = layout.leaves.get(number)?.leaf
    if (leaf) state.leaves.set(number, readLeaf(new ByteReader(body), leaf))
  }
  return state
}

function decodeLists(input: ByteReader, layout: StateLayout): ProfileState {
  const state = { ...emptyState(), members: new Set(readAscending(input)), pending: readAscending(input) }
  const computed: number[] = []
  for (let number = 0; !input.done; ) {
    const head = input.integer()
    number += Math.floor(head / 2)
    const body = head % 2 === 1 ? input.bytes() : undefined
    const leaf = layout.leaves.get(number)?.leaf
    if (leaf && body) state.leaves.set(number, readLeaf(new ByteReader(body), leaf))
    computed.push(number)
  }
  return { ...state, computed: knownTo(layout, computed) }
}

/** Where a state has all leaves of the layout, it is the layout's own set: so one sees at once that nothing is missing. */
function knownTo({ numbers }: StateLayout, computed: Iterable<number>): ReadonlySet<number> {
  const known = new Set([...computed].filter((number) => numbers.has(number)))
  return known.size === numbers.size ? numbers : known
}

/** They were read in order, and few are added at a time: mostly there is nothing to do. */
function inOrder(values: Iterable<number>): readonly number[] {
  const list = [...values]
  for (let i = 1; i < list.length; i++) if ((list[i] as number) < (list[i - 1] as number)) return list.sort((a, b) => a - b)
  return list
}

function writeAscending(values: Iterable<number>): void {
  const sorted = inOrder(values)
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
