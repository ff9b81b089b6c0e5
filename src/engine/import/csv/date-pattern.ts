import { MINUTE, type Millis } from '../../clock.ts'
import { parseDateTime } from '../../rules/date-time.ts'

/** Reads a cell as a date: what is written as JSON, or null. */
export type ReadDate = (text: string) => string | null

const PARTS: Readonly<Record<string, string>> = {
  yyyy: '(?<y>\\d{4})',
  MM: '(?<M>\\d{1,2})',
  dd: '(?<d>\\d{1,2})',
  HH: '(?<H>\\d{1,2})',
  mm: '(?<m>\\d{2})',
  ss: '(?<s>\\d{2})',
  SSS: '(?<S>\\d{3})',
}
const TOKEN = /yyyy|MM|dd|HH|mm|ss|SSS/g
const ZONE = /^([+-])(\d{2}):(\d{2})$/

/** Date formats: `iso`, `unix` (seconds), `unix_ms`, or a pattern of yyyy MM dd HH mm ss SSS with anything between. Null: it is none. */
export function datePattern(format: string, zone: string): ReadDate | null {
  const shift = zoneShift(zone)
  if (shift === null) return null
  switch (format) {
    case 'iso':
      return (text) => isoDate(text, zone)
    case 'unix':
      return (text) => moment(/^-?\d{1,11}(\.\d+)?$/.test(text) ? Math.trunc(Number(text) * 1000) : null)
    case 'unix_ms':
      return (text) => moment(/^-?\d{1,14}$/.test(text) ? Number(text) : null)
    default:
      return byPattern(format, shift)
  }
}

function byPattern(format: string, shift: Millis): ReadDate | null {
  const tokens: readonly string[] = format.match(TOKEN) ?? []
  const daily = ['yyyy', 'MM', 'dd'].every((token) => tokens.includes(token))
  if (!daily || new Set(tokens).size !== tokens.length) return null
  const literal = (text: string) => text.replaceAll(/[\\^$.*+?()[\]{}|/-]/g, '\\$&')
  const source = format.split(/(yyyy|MM|dd|HH|mm|ss|SSS)/).map((part) => PARTS[part] ?? literal(part))
  const pattern = new RegExp(`^${source.join('')}$`)
  const hasTime = tokens.includes('HH')
  return (text) => {
    const { y = '', M = '', d = '', H = '0', m = '00', s = '00', S = '000' } = pattern.exec(text)?.groups ?? {}
    const iso = `${y}-${M.padStart(2, '0')}-${d.padStart(2, '0')}T${H.padStart(2, '0')}:${m}:${s}.${S}Z`
    const at = parseDateTime(iso)
    if (at === null) return null
    return hasTime ? moment(at - shift) : iso.slice(0, 10)
  }
}

/** ISO 8601; a blank for the T will do, and what names no zone is in ours. */
function isoDate(text: string, zone: string): string | null {
  const [, date = '', time, given] = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?)(Z|[+-]\d{2}:?\d{2})?)?$/.exec(text) ?? []
  if (time === undefined) return parseDateTime(`${date}T00:00Z`) === null ? null : date
  return moment(parseDateTime(`${date}T${time}${given ?? (zone === 'UTC' ? 'Z' : zone)}`))
}

function moment(at: Millis | null): string | null {
  if (at === null || !Number.isFinite(at)) return null
  const iso = new Date(at).toISOString()
  return /^\d{4}-/.test(iso) ? iso : null
}

function zoneShift(zone: string): Millis | null {
  if (zone === 'UTC') return 0
  const [, sign, hours, minutes] = ZONE.exec(zone) ?? []
  if (sign === undefined || Number(hours) > 23 || Number(minutes) > 59) return null
  return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) * MINUTE
}
