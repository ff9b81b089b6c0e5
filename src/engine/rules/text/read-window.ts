import type { Json, JsonObject } from '../../json.ts'
import { parseDuration } from '../duration.ts'
import { objectOf, type Written } from './origins.ts'
import { enclosed, readDuration, readMoment } from './read-literal.ts'
import type { Reader } from './reader.ts'

export const WINDOWS: readonly string[] = ['within', 'between', 'after', 'until', 'any_time']

/** Reads the window whose name is the next token. */
export function readWindow(reader: Reader): Written<JsonObject> {
  const { source, at } = reader.take()
  const only = (key: string, value: Written<Json>): Written<JsonObject> => ({ value: objectOf({ [key]: value }), at })
  return enclosed(reader, () => {
    switch (source) {
      case 'within':
        return only('last', readDuration(reader))
      case 'after':
        return only('range', { value: objectOf({ from: readMoment(reader) }), at })
      case 'until':
        return only('range', { value: objectOf({ to: readMoment(reader) }), at })
      case 'any_time':
        return only('range', { value: objectOf({}), at })
      default:
        return readBetween(reader, at)
    }
  })
}

/** Two moments, or two durations ago, of which either may come first. */
function readBetween(reader: Reader, at: number): Written<JsonObject> {
  if (reader.peek().kind === 'date') {
    const from = readMoment(reader)
    reader.expect(',')
    return { value: objectOf({ range: { value: objectOf({ from, to: readMoment(reader) }), at } }), at }
  }
  const one = readAgo(reader)
  reader.expect(',')
  const other = readAgo(reader)
  const [from, to] = Number(parseDuration(one.value)) < Number(parseDuration(other.value)) ? [other, one] : [one, other]
  return { value: objectOf({ ago: { value: objectOf({ from, to }), at } }), at }
}

function readAgo(reader: Reader): Written<string> {
  if (reader.peek().kind !== 'number' && reader.peek().kind !== 'string')
    throw reader.unexpected('a duration such as 7 days, or a date such as 2026-01-31')
  const length = readDuration(reader)
  reader.acceptKeyword('AGO')
  return length
}
