import type { JsonObject } from '../../json.ts'
import { objectOf, type Written } from './origins.ts'
import { enclosed, readString } from './read-literal.ts'
import { readPath } from './read-value.ts'
import type { Reader } from './reader.ts'

/** What ends an event and makes a number of it. */
export const MEASURES: readonly string[] = ['count', 'utc_days', 'sum', 'avg', 'min', 'max', 'unique']

/** Reads the measure whose name is the next token; null: the number of events. */
export function readMeasure(reader: Reader): Written<JsonObject | null> {
  const { source, at } = reader.take()
  switch (source) {
    case 'count':
      return { value: enclosed(reader, () => null), at }
    case 'utc_days':
      return { value: enclosed(reader, () => objectOf({ unit: { value: 'UTC_DAYS', at } })), at }
    case 'unique': {
      const path = enclosed(reader, () => readProperty(reader))
      for (const token of ['.', 'count', '(', ')']) reader.expect(token)
      return { value: objectOf({ uniqueCount: path }), at }
    }
    default:
      return { value: objectOf({ [source]: enclosed(reader, () => readProperty(reader)) }), at }
  }
}

/** `property('total')`, or only its name. */
function readProperty(reader: Reader): Written<string> {
  const path = reader.accept('property') ? readPath(reader, 'property') : readString(reader, "a property such as property('total')")
  if (reader.acceptKeyword('AS') && !reader.accept('number'))
    throw reader.unexpected('number: values of another type have no sum and no order here yet,')
  return path
}
