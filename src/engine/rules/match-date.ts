import type { Millis } from '../clock.ts'
import type { Json } from '../json.ts'

const DATE = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(?:Z|([+-])(\d{2}):?(\d{2})))?$/

/** `YYYY-MM-DD` (UTC midnight) or ISO 8601 with a zone, valid in the calendar, truncated to milliseconds; anything else is not a date. */
export function dateOf(value: Json | undefined): Millis | undefined {
  if (typeof value !== 'string' || value.length < 10) return undefined
  const match = DATE.exec(value)
  if (!match) return undefined
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0] = match.slice(1, 7).map((part) => Number(part ?? 0))
  if (year < 1 || month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return undefined
  if (hour > 23 || minute > 59 || second > 59) return undefined
  const millis = Number((match[7] ?? '').padEnd(3, '0').slice(0, 3))
  const offset = zoneOffset(match)
  if (offset === undefined) return undefined
  // Date.UTC would read the years 0 to 99 as 1900 to 1999.
  const midnight = new Date(0).setUTCFullYear(year, month - 1, day)
  return midnight + ((hour * 60 + minute - offset) * 60 + second) * 1000 + millis
}

function zoneOffset(match: RegExpExecArray): number | undefined {
  const hours = Number(match[9] ?? 0)
  const minutes = Number(match[10] ?? 0)
  if (hours > 23 || minutes > 59) return undefined
  return (match[8] === '-' ? -1 : 1) * (hours * 60 + minutes)
}

function daysIn(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
