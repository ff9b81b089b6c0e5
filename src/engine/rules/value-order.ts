import { Big } from 'big.js'
import { isObject, type Json, type JsonObject } from '../json.ts'
import { compareText } from './match-value.ts'

/** A value as text: equal for deeply equal values only, and JSON that reads as the same value. Numbers are written out: SQL's `canonical_json` writes the same. */
export function valueText(value: Json): string {
  if (typeof value === 'number') return numberText(value)
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(valueText).join(',')}]`
  if (isObject(value)) return `{${entriesText(value)}}`
  return JSON.stringify(value)
}

const entriesText = (value: JsonObject): string =>
  Object.entries(value)
    .sort(([a], [b]) => compareText(a, b))
    .map(([key, inner]) => `${JSON.stringify(key)}:${valueText(inner)}`)
    .join(',')

// Whole numbers, which most are, below 1e21 are written out by JavaScript as well.
const numberText = (value: number): string => (Number.isSafeInteger(value) ? String(value + 0) : new Big(value).toFixed())

/**
 * One order of all values: false, true, numbers, strings by code point, lists, objects; the last two by their text.
 * SQL has the same (`valueOrder`).
 */
export function compareValues(a: Json, b: Json): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  if (typeof a === 'string' && typeof b === 'string') return compareText(a, b)
  const rank = rankOf(a) - rankOf(b)
  return rank !== 0 ? rank : compareText(valueText(a), valueText(b))
}

function rankOf(value: Json): number {
  if (value === false) return 0
  if (value === true) return 1
  if (typeof value === 'number') return 2
  if (typeof value === 'string') return 3
  return Array.isArray(value) ? 4 : 5
}
