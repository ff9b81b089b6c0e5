import { DAY, HOUR, MINUTE, type Millis, SECOND, WEEK } from '../clock.ts'

const DURATION = /^P(?=.)(?:(\d+)W)?(?:(\d+)D)?(?:T(?=.)(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)(?:\.(\d{1,3})0*)?S)?)?$/

/** A thousand years: with it, every moment that a window can reach is one that Postgres can hold. */
const LONGEST: Millis = 365_000 * DAY

/** Reads an ISO 8601 duration in weeks, days, hours, minutes and seconds; says what is wrong where it is none. */
export function parseDuration(text: string): Millis | { readonly error: string } {
  const match = DURATION.exec(text)
  if (!match) return { error: complaint(text) }
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = match.slice(1, 6).map((digits) => Number(digits ?? 0))
  const millis = Number((match[6] ?? '').padEnd(3, '0'))
  const length = weeks * WEEK + days * DAY + hours * HOUR + minutes * MINUTE + seconds * SECOND + millis
  return length <= LONGEST ? length : { error: `${text} is longer than P365000D, a thousand years.` }
}

/** The shortest text in days, hours, minutes and seconds. */
export function formatDuration(length: Millis): string {
  const unit = (size: Millis, letter: string, within = Number.POSITIVE_INFINITY) => {
    const count = Math.floor((length % within) / size)
    return count > 0 ? `${count}${letter}` : ''
  }
  const seconds = (length % MINUTE) / SECOND
  const time = `${unit(HOUR, 'H', DAY)}${unit(MINUTE, 'M', HOUR)}${seconds > 0 ? `${seconds}S` : ''}`
  if (length === 0) return 'PT0S'
  return `P${unit(DAY, 'D')}${time === '' ? '' : `T${time}`}`
}

function complaint(text: string): string {
  if (/^P[^T]*\d[YM]/.test(text)) return `${text} counts years or months, whose length varies; use days, as in P30D.`
  if (/\.\d{4,}/.test(text)) return `${text} is finer than a millisecond.`
  return `${JSON.stringify(text)} is not a duration in weeks, days, hours, minutes and seconds, such as P30D, PT90M or PT0.5S.`
}
