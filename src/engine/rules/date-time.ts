import { MINUTE, type Millis } from '../clock.ts'

const DATE_TIME = /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)(?::([0-5]\d)(?:\.(\d+))?)?(?:Z|([+-])([01]\d|2[0-3]):?([0-5]\d))$/

/** Reads an ISO 8601 moment with a zone, truncated to milliseconds. Null: it is none, or lies outside the years 1 to 9999 in UTC. */
export function parseDateTime(text: string): Millis | null {
  const [, date = '', time = '', second = '00', fraction = '', sign, hours, minutes] = DATE_TIME.exec(text) ?? []
  const local = new Date(`${date}T${time}:${second}.${fraction.slice(0, 3).padEnd(3, '0')}Z`)
  // A day that the month lacks moves on to the next month, and a text that is no moment gives no date at all.
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(date)) return null
  const offset = (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0)) * MINUTE
  const moment = new Date(local.getTime() - offset)
  const year = moment.getUTCFullYear()
  return year >= 1 && year <= 9999 ? moment.getTime() : null
}
