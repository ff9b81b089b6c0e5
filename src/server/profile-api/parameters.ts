import { DAY, type Millis } from '../../engine/clock.ts'
import { parseDateTime } from '../../engine/rules/date-time.ts'
import { HttpError } from '../http-error.ts'

/** Refuses a parameter. */
export const invalid = (message: string): HttpError => new HttpError({ status: 400, code: 'invalid_request_error', message })

/** How many a page has. */
export interface Limits {
  readonly usual: number
  readonly most: number
}

export const TRAIT_LIMITS: Limits = { usual: 10, most: 200 }
export const EXTERNAL_ID_LIMITS: Limits = { usual: 10, most: 100 }
export const EVENT_LIMITS: Limits = { usual: 10, most: 100 }
export const LINK_LIMITS: Limits = { usual: 10, most: 20 }

export function limitOf(query: URLSearchParams, { usual, most }: Limits): number {
  const text = query.get('limit') ?? ''
  if (text === '') return usual
  const limit = /^\d{1,9}$/.test(text) ? Number(text) : 0
  if (limit < 1 || limit > most) throw invalid(`The parameter \`limit\` is a whole number from 1 to ${most}.`)
  return limit
}

/** A list with commas between; null: there is none. */
export function listIn(query: URLSearchParams, name: string): readonly string[] | null {
  const values = query
    .getAll(name)
    .flatMap((text) => text.split(','))
    .map((text) => text.trim())
    .filter((text) => text !== '')
  return values.length === 0 ? null : values
}

export function oneOf<Value extends string>(query: URLSearchParams, name: string, values: readonly Value[]): Value | null {
  const text = query.get(name) ?? ''
  if (text === '') return null
  const found = values.find((value) => value === text)
  if (!found) throw invalid(`The parameter \`${name}\` is one of ${values.join(', ')}.`)
  return found
}

/** A day, which is its midnight in UTC, or a moment in ISO 8601, in UTC where it has no zone. */
export function momentIn(query: URLSearchParams, name: string): Millis | null {
  const text = query.get(name) ?? ''
  if (text === '') return null
  // A plus sign in a query is a space unless it is escaped.
  const whole = text.replace(' ', '+')
  const moment = parseDateTime(/^\d{4}-\d{2}-\d{2}$/.test(whole) ? `${whole}T00:00Z` : whole) ?? parseDateTime(`${whole}Z`)
  if (moment === null) throw invalid(`The parameter \`${name}\` is a day or a moment in ISO 8601.`)
  return moment
}

export const FORTNIGHT = 14 * DAY
