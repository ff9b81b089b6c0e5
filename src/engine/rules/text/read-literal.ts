import type { JsonScalar } from '../../json.ts'
import { parseDuration } from '../duration.ts'
import type { Written } from './origins.ts'
import type { Reader } from './reader.ts'

export function readString(reader: Reader, what: string): Written<string> {
  const { kind, value, at } = reader.peek()
  if (kind !== 'string') throw reader.unexpected(what)
  reader.take()
  return { value, at }
}

export function readNumber(reader: Reader): Written<number> {
  const { kind, value, at } = reader.peek()
  if (kind !== 'number') throw reader.unexpected('a number')
  reader.take()
  return { value: Number(value), at }
}

/** A string, a number, true or false. */
export function readScalar(reader: Reader): Written<JsonScalar> {
  const token = reader.peek()
  if (reader.accept('literal')) return reader.nest(() => enclosed(reader, () => readScalar(reader)))
  if (reader.seesKeyword('NULL')) throw reader.mistake(token.at, 'null is a missing value, which equals nothing; say .absent() or .exists()')
  if (token.kind === 'number') return readNumber(reader)
  const value = token.kind === 'string' ? token.value : booleanOf(reader)
  if (value === null) throw reader.unexpected('a text between quotes, a number, true or false')
  reader.take()
  return { value, at: token.at }
}

function booleanOf(reader: Reader): boolean | null {
  if (reader.seesKeyword('TRUE')) return true
  return reader.seesKeyword('FALSE') ? false : null
}

/** `( … )` */
export function enclosed<T>(reader: Reader, read: () => T): T {
  reader.expect('(')
  const inner = read()
  reader.expect(')')
  return inner
}

/** What stands between commas, up to a closing parenthesis; maybe nothing. */
export function readList<T>(reader: Reader, read: () => T): readonly T[] {
  const items: T[] = []
  if (reader.sees(')')) return items
  do items.push(read())
  while (reader.accept(','))
  return items
}

/** A moment in ISO 8601, in quotes or not; of a day its midnight in UTC. */
export function readMoment(reader: Reader): Written<string> {
  const { kind, value, at } = reader.peek()
  if (kind !== 'date' && kind !== 'string') throw reader.unexpected('a date such as 2026-01-31 or 2026-01-31T12:00:00Z')
  reader.take()
  return { value: /^\d{4}-\d{2}-\d{2}$/.test(value) ? `${value}T00:00:00Z` : value, at }
}

const LETTERS: Record<string, string> = { week: 'W', day: 'D', hour: 'H', minute: 'M', second: 'S' }
const ORDER = 'WDHMS'

/** `7 days`, `1 day 12 hours`, or an ISO 8601 duration in quotes; answers ISO 8601. */
export function readDuration(reader: Reader): Written<string> {
  const { kind, value, at } = reader.peek()
  if (kind === 'number') return { value: checked(reader, spelledOut(reader), at), at }
  if (kind !== 'string') throw reader.unexpected('a duration such as 7 days')
  reader.take()
  return { value: checked(reader, value, at), at }
}

function spelledOut(reader: Reader): string {
  const counts = new Map<string, string>()
  while (reader.peek().kind === 'number') {
    const count = reader.take()
    const unit = reader.peek()
    const letter = unit.kind === 'word' ? LETTERS[unit.source.toLowerCase().replace(/s$/, '')] : undefined
    if (letter === undefined) throw reader.unexpected(unitHint(unit.source))
    if (counts.has(letter)) throw reader.mistake(count.at, `this duration has ${unit.source} already`)
    if (!(letter === 'S' ? /^\d+(\.\d+)?$/ : /^\d+$/).test(count.source))
      throw reader.mistake(count.at, `a whole number of ${unit.source} belongs here, not ${count.source}; only seconds have fractions`)
    reader.take()
    counts.set(letter, `${count.source}${letter}`)
  }
  const [weeks = '', days = '', ...time] = [...ORDER].map((letter) => counts.get(letter) ?? '')
  return `P${weeks}${days}${time.join('') === '' ? '' : `T${time.join('')}`}`
}

const unitHint = (unit: string): string =>
  /^(month|year)s?$/i.test(unit) ? 'days, since months and years vary in length,' : 'weeks, days, hours, minutes or seconds'

function checked(reader: Reader, duration: string, at: number): string {
  const length = parseDuration(duration)
  if (typeof length !== 'number') throw reader.mistake(at, length.error)
  return duration
}
