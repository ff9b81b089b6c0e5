import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ByteWriter } from '../../src/engine/bytes.ts'
import { leafOf } from '../../src/engine/rules/leaf.ts'
import { writeLeaf } from '../../src/engine/rules/leaf-codec.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { decodeState, emptyState, encodeState, forgetLeaf, type ProfileState } from '../../src/engine/rules/state-codec.ts'
import { stateLayout } from '../../src/engine/rules/state-layout.ts'

const bought = parseRule({ event: { name: 'Order Completed', is: { gte: 3 } } })
if (bought.kind !== 'event') throw new Error('An event condition has a leaf.')
const leaf = leafOf('PROFILE', bought)
const layoutOf = (numbers: readonly number[], stamp = 7) =>
  stateLayout(
    stamp,
    numbers.map((number) => ({ number, leaf })),
  )
const points = (...moments: number[]) => ({ points: moments.map((at) => ({ at, value: null })), buckets: [] })
const numbers = fc.uniqueArray(fc.nat(400), { maxLength: 40 })

describe('the state of a profile', () => {
  it('is read as it was written, but for leaves that no rule uses any more', () => {
    fc.assert(
      fc.property(numbers, numbers, numbers, numbers, (defined, computed, held, later) => {
        const layout = layoutOf(defined)
        const known = computed.length % 2 === 0 ? layout.numbers : new Set(computed.filter((number) => layout.numbers.has(number)))
        const leaves = new Map(held.filter((number) => known.has(number)).map((number) => [number, points(number, number + 5)]))
        const state: ProfileState = { members: new Set([3, 1, 300]), pending: [5, 9], leaves, computed: known, stamp: 7 }
        const bytes = encodeState(state, layout)
        expect(decodeState(bytes, layout)).toEqual(state)
        const other = layoutOf([...new Set([...defined.slice(1), ...later])], 8)
        const read = decodeState(bytes, other)
        const kept = (number: number) => other.numbers.has(number)
        expect(read.computed).toEqual(new Set([...known].filter(kept)))
        expect(read.leaves).toEqual(new Map([...leaves].filter(([number]) => kept(number))))
        expect(read.stamp).toBe(7)
      }),
    )
  })

  it('is known to be complete by the set of its layout', () => {
    const layout = layoutOf([4, 5, 6, 9])
    const state = { ...emptyState(), computed: layout.numbers }
    expect(decodeState(encodeState(state, layout), layout).computed).toBe(layout.numbers)
    const larger = layoutOf([4, 5, 6, 9, 10])
    expect(decodeState(encodeState(state, layout), larger).computed).not.toBe(larger.numbers)
    const smaller = layoutOf([5, 9])
    expect(decodeState(encodeState(state, layout), smaller).computed).toBe(smaller.numbers)
    forgetLeaf(state, 5)
    expect([...decodeState(encodeState(state, layout), layout).computed]).toEqual([4, 6, 9])
  })

  it('of the first format is read, and counts as never evaluated', () => {
    const out = new ByteWriter()
    out.byte(1)
    for (const list of [[2, 3], [8]]) {
      out.integer(list.length)
      for (const [i, value] of list.entries()) out.integer(value - (list[i - 1] ?? 0))
    }
    // Leaf 4 holds nothing, leaf 6 does.
    out.integer(4 * 2)
    out.integer((6 - 4) * 2 + 1)
    const body = new ByteWriter()
    writeLeaf(body, leaf, points(100))
    out.bytes(body.take())
    const layout = layoutOf([4, 6])
    expect(decodeState(out.take(), layout)).toEqual({
      ...{ members: new Set([2, 3]), pending: [8], leaves: new Map([[6, points(100)]]) },
      ...{ computed: layout.numbers, stamp: 0 },
    })
  })
})
