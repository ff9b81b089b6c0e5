import fc from 'fast-check'
import { expect, test } from 'vitest'
import { printMoment } from '../../src/engine/print-moment.ts'

test('a moment is printed to the letter as toISOString prints it, also before 1970 and beyond the year 9999', () => {
  const moments = fc.oneof(
    fc.integer({ min: -8.64e15, max: 8.64e15 }),
    fc.integer({ min: 0, max: 4e12 }),
    fc.double({ min: -1e6, max: 1e6, noNaN: true }),
  )
  fc.assert(
    fc.property(moments, (moment) => {
      expect(printMoment(moment)).toBe(new Date(moment).toISOString())
    }),
  )
})

test('what is no moment is refused, and the next one is printed as before', () => {
  for (const moment of [Number.NaN, Infinity, 9e15]) expect(() => printMoment(moment)).toThrow(RangeError)
  expect(printMoment(0)).toBe('1970-01-01T00:00:00.000Z')
})
