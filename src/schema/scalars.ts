import { GraphQLError, valueFromASTUntyped } from 'graphql'
import { isObject, type Json, type JsonScalar } from '../engine/json.ts'
import { printMoment } from '../engine/print-moment.ts'
import { parseDateTime } from '../engine/rules/date-time.ts'
import { parseDuration } from '../engine/rules/duration.ts'
import { builder } from './builder.ts'

const invalid = (message: string) => new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } })

builder.scalarType('DateTime', {
  description: 'ISO 8601 in UTC with milliseconds. In input any zone is understood.',
  serialize: (value) => (typeof value === 'string' ? value : printMoment(value instanceof Date ? value.getTime() : value)),
  parseValue: (value) => {
    const moment = typeof value === 'string' ? parseDateTime(value) : null
    if (moment === null) throw invalid('A DateTime is a moment in ISO 8601 with a zone, such as 2026-01-31T12:00:00.000Z.')
    return new Date(moment).toISOString()
  },
})

builder.scalarType('Duration', {
  description: 'ISO 8601 in weeks, days, hours, minutes, seconds (P30D, PT90M), positive. A day is 24 hours; years and months are refused.',
  serialize: (value) => value,
  parseValue: (value) => {
    if (typeof value !== 'string') throw invalid('A Duration is a string such as P30D or PT90M.')
    const length = parseDuration(value)
    if (typeof length !== 'number') throw invalid(length.error)
    return value
  },
})

builder.scalarType('SafeInt', {
  description: 'A whole number up to 2^53 - 1, as a JSON number.',
  serialize: (value) => Number(value),
  parseValue: (value) => {
    if (typeof value === 'number' && Number.isSafeInteger(value)) return value
    throw invalid('A SafeInt is a whole number between -(2^53 - 1) and 2^53 - 1.')
  },
})

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value as Json,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables) as Json,
})

builder.scalarType('JSONObject', {
  description: 'A JSON object.',
  serialize: (value) => value,
  parseValue: object,
  parseLiteral: (node, variables) => object(valueFromASTUntyped(node, variables)),
})

builder.scalarType('JSONScalar', {
  description: 'A string, a number or a boolean; never null (missing is `exists: false`).',
  serialize: (value) => value,
  parseValue: scalar,
})

builder.scalarType('OrderedValue', {
  description: 'A number or a string.',
  serialize: (value) => value,
  parseValue: (value) => {
    const ordered = scalar(value)
    if (typeof ordered === 'boolean') throw invalid('A number or a string belongs here.')
    return ordered
  },
})

function object(value: unknown) {
  if (!isObject(value)) throw invalid('A JSONObject is a JSON object.')
  return value
}

function scalar(value: unknown): JsonScalar {
  if (typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return value
  throw invalid('A string, a number or a boolean belongs here.')
}
