import { describe, expect, test } from 'vitest'
import { formatDuration, parseDuration } from '../../src/engine/rules/duration.ts'

const HOUR = 3_600_000
const DAY = 24 * HOUR

describe('a duration', () => {
  test.each<[string, number, string]>([
    ['P30D', 30 * DAY, 'P30D'],
    ['P2W', 14 * DAY, 'P14D'],
    ['P1W2DT3H4M5S', 9 * DAY + 3 * HOUR + 245_000, 'P9DT3H4M5S'],
    ['PT90M', 1.5 * HOUR, 'PT1H30M'],
    ['PT36H', 36 * HOUR, 'P1DT12H'],
    ['PT0.1S', 100, 'PT0.1S'],
    ['PT0.001S', 1, 'PT0.001S'],
    ['PT59.999S', 59_999, 'PT59.999S'],
    ['PT1.5000S', 1500, 'PT1.5S'],
    ['P365000D', 365_000 * DAY, 'P365000D'],
    ['PT0S', 0, 'PT0S'],
    ['P007D', 7 * DAY, 'P7D'],
  ])('%s is %d ms', (text, length, printed) => {
    expect(parseDuration(text)).toBe(length)
    expect(formatDuration(length)).toBe(printed)
    expect(parseDuration(printed)).toBe(length)
  })

  test.each<[string, RegExp]>([
    ['P1Y', /years or months/],
    ['P1Y2D', /years or months/],
    ['P6M', /years or months/],
    ['P0.5Y', /years or months/],
    ['PT0.0001S', /finer than a millisecond/],
    ['P365001D', /longer than/],
    ['P99999999999999999999W', /longer than/],
    ['', /is not a duration/],
    ['P', /is not a duration/],
    ['PT', /is not a duration/],
    ['P1DT', /is not a duration/],
    ['P-1D', /is not a duration/],
    ['-P1D', /is not a duration/],
    ['P1.5D', /is not a duration/],
    ['PT1,5S', /is not a duration/],
    ['PT1.S', /is not a duration/],
    ['P1H', /is not a duration/],
    ['PT1M1H', /is not a duration/],
    ['p1d', /is not a duration/],
    ['P1D\n', /is not a duration/],
    ['30 days', /is not a duration/],
    ['86400', /is not a duration/],
  ])('%j is refused, with the reason', (text, message) => {
    expect(parseDuration(text)).toEqual({ error: expect.stringMatching(message) })
  })
})
