import { DAY, HOUR, MINUTE, type Millis, SECOND } from '../../clock.ts'
import type { JsonScalar } from '../../json.ts'
import { printString } from './scan-string.ts'

export const printScalar = (value: JsonScalar): string => (typeof value === 'string' ? printString(value) : String(value))

const UNITS = [
  [DAY, 'day'],
  [HOUR, 'hour'],
  [MINUTE, 'minute'],
  [SECOND, 'second'],
] as const

/** More of one unit than this are easier to read in several. */
const READABLE = 120

/** `7 days`, `90 minutes`, `1 day 2 hours 0.5 seconds`. */
export function printDuration(length: Millis): string {
  const whole = UNITS.find(([size]) => length % size === 0 && length > 0)
  if (whole && (whole[0] === DAY || length / whole[0] <= READABLE)) return plural(length / whole[0], whole[1])
  const parts = UNITS.map(([size, unit], i) => {
    const rest = length % (UNITS[i - 1]?.[0] ?? Number.POSITIVE_INFINITY)
    return [size === SECOND ? rest / size : Math.floor(rest / size), unit] as const
  })
  return parts.flatMap(([count, unit]) => (count > 0 ? [plural(count, unit)] : [])).join(' ')
}

const plural = (count: number, unit: string): string => `${count} ${unit}${count === 1 ? '' : 's'}`

/** A day when it is midnight in UTC, otherwise a moment, without milliseconds where there are none. */
export const printMoment = (moment: Millis): string => new Date(moment).toISOString().replace('T00:00:00.000Z', '').replace('.000Z', 'Z')
