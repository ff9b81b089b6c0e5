import { MINUTE, type Millis } from '../clock.ts'
import type { Json } from '../json.ts'

const ISO = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[Tt ](\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d+))?)?(?:([Zz])|([+-])(\d{2}):?(\d{2})?)?)?$/
/** What nearly every client writes, of a day that every month has: the engine's own reader is right about it, and faster. */
const CANONICAL = /^(?:19[7-9]|[2-9]\d\d)\d-\d\d-(?:[01]\d|2[0-8])T(?:[01]\d|2[0-3]):\d\d:\d\d\.\d{3}Z$/
const END_OF_9999 = Date.UTC(9999, 11, 31, 23, 59, 59, 999)
const CLOCK_ERROR = 5 * MINUTE

/**
 * Reads ISO 8601 between 1970 and 9999, truncated to milliseconds. Lenient where nothing is ambiguous: one digit for a month, day or hour, a
 * blank for the T, no zone (UTC). Null: not readable.
 */
export function parseTimestamp(value: Json): Millis | null {
  if (typeof value !== 'string') return null
  return CANONICAL.test(value) ? numberOrNull(Date.parse(value)) : parseAnyTimestamp(value)
}

const numberOrNull = (at: number): Millis | null => (Number.isNaN(at) ? null : at)

function parseAnyTimestamp(value: string): Millis | null {
  const parts = ISO.exec(value)
  if (!parts) return null
  const [, year, month, day, hour = 0, minute = 0, second = 0, fraction = '', , sign, zoneHour = 0, zoneMinute = 0] = parts
  const [m, d, h, min, s] = [Number(month), Number(day), Number(hour), Number(minute), Number(second)]
  if (h > 23 || min > 59 || s > 59 || Number(zoneHour) > 23 || Number(zoneMinute) > 59) return null
  const midnight = Date.UTC(Number(year), m - 1, d)
  if (d < 1 || m < 1 || m > 12 || d > daysOf(Number(year), m)) return null
  const zone = (Number(zoneHour) * 60 + Number(zoneMinute)) * (sign === '-' ? -1 : 1)
  const at = midnight + ((h * 60 + min - zone) * 60 + s) * 1000 + (fraction ? Number(fraction.slice(0, 3).padEnd(3, '0')) : 0)
  // Also keeps out the years 0 to 99, which Date.UTC takes for those of the 20th century.
  return Number(year) >= 1969 && inRange(at) ? at : null
}

const daysOf = (year: number, month: number): number =>
  month === 2 ? (isLeap(year) ? 29 : 28) : month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0)

const inRange = (at: Millis): boolean => at >= 0 && at <= END_OF_9999

/** When it happened: the client's clock corrected by what it said when the request left. */
export function correctedTimestamp(original: Millis | null, sentAt: Millis | null, receivedAt: Millis): Millis {
  if (original === null) return receivedAt
  const at = sentAt === null ? original : receivedAt - (sentAt - original)
  // A little in the future is an error of the clock; what is later is meant and takes effect when its time comes.
  return !inRange(at) || (at > receivedAt && at <= receivedAt + CLOCK_ERROR) ? receivedAt : at
}
