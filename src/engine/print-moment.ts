import { DAY, MINUTE, type Millis, SECOND } from './clock.ts'

const digits = (width: number) => (_: unknown, n: number) => String(n).padStart(width, '0')
const TWO = Array.from({ length: 60 }, digits(2))
const MINUTES = Array.from({ length: DAY / MINUTE }, (_, minute) => `${TWO[Math.floor(minute / 60)]}:${TWO[minute % 60]}:`)
const MILLIS = Array.from({ length: SECOND }, digits(3))

// Of a list most are of the same day.
let latest = { day: Number.NaN, text: '' }

/** A moment in ISO 8601, in UTC with milliseconds, to the letter as toISOString prints it: an answer has hundreds, and that takes four times as long. */
export function printMoment(moment: Millis): string {
  const at = Math.trunc(moment)
  const day = Math.floor(at / DAY)
  if (day !== latest.day) latest = { day, text: new Date(day * DAY).toISOString().replace(/T.*/, 'T') }
  const ofDay = at - day * DAY
  const minute = Math.floor(ofDay / MINUTE)
  const ofMinute = ofDay - minute * MINUTE
  const second = Math.floor(ofMinute / SECOND)
  return `${latest.text}${MINUTES[minute]}${TWO[second]}.${MILLIS[ofMinute - second * SECOND]}Z`
}
