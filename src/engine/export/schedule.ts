import { CronExpressionParser } from 'cron-parser'
import type { Millis } from '../clock.ts'
import { ValidationError } from '../errors.ts'

/** When an export runs by itself. */
export interface Schedule {
  /** Five fields: minute, hour, day of the month, month, day of the week. */
  readonly cron: string
  readonly timeZone: string
}

/** The first time after a moment; null: it never comes. */
export function nextRun({ cron, timeZone }: Schedule, after: Millis): Millis | null {
  const expression = CronExpressionParser.parse(cron, { tz: timeZone, currentDate: new Date(after) })
  return expression.hasNext() ? expression.next().getTime() : null
}

/** Throws what is wrong with it. */
export function checkSchedule(schedule: Schedule, now: Millis): Millis {
  const refuse = (message: string, field: string) => new ValidationError(message, ['schedule', field])
  if (schedule.cron.trim().split(/\s+/).length !== 5 || schedule.cron.length > 200)
    throw refuse('A cron expression has five fields: minute, hour, day of the month, month, day of the week.', 'cron')
  // Of cron-parser's own: a moment that it makes up anew each time.
  if (/(^|[\s,])H/.test(schedule.cron)) throw refuse('A cron expression has no H.', 'cron')
  if (!isTimeZone(schedule.timeZone)) throw refuse(`"${schedule.timeZone}" is no time zone such as Europe/Vienna.`, 'timeZone')
  let next: Millis | null
  try {
    next = nextRun(schedule, now)
  } catch (error) {
    throw refuse(`The cron expression cannot be read: ${error instanceof Error ? error.message : String(error)}.`, 'cron')
  }
  if (next === null) throw refuse('The cron expression names no time that ever comes.', 'cron')
  return next
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
