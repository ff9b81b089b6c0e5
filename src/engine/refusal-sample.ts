import { isObject, type Json } from './json.ts'

const MAX_BYTES = 2000
const MAX_DEPTH = 8
const MAX_TEXT = 200
const CUT = '…'

/** A copy of anything, cut down to about 2 KB of JSON that Postgres can hold; what is missing is marked with an ellipsis. */
export function boundedSample(value: Json): Json {
  return copy(value, 0, { left: MAX_BYTES })
}

function copy(value: Json, depth: number, budget: { left: number }): Json {
  if (typeof value === 'string') return text(value, budget)
  if (typeof value === 'number' && !Number.isFinite(value)) return text(String(value), budget)
  if (typeof value !== 'object' || value === null) {
    budget.left -= 24
    return value
  }
  if (depth === MAX_DEPTH) return text(CUT, budget)
  return Array.isArray(value) ? list(value, depth, budget) : isObject(value) ? object(value, depth, budget) : null
}

function list(value: readonly Json[], depth: number, budget: { left: number }): Json {
  const elements: Json[] = []
  budget.left -= 8
  for (const element of value) {
    if (budget.left <= 0) return [...elements, CUT]
    elements.push(copy(element, depth + 1, budget))
  }
  return elements
}

function object(value: { readonly [key: string]: Json }, depth: number, budget: { left: number }): Json {
  const entries: [string, Json][] = []
  budget.left -= 8
  for (const [key, element] of Object.entries(value)) {
    if (budget.left <= 0) {
      entries.push([CUT, CUT])
      break
    }
    entries.push([text(key, budget), copy(element, depth + 1, budget)])
  }
  return Object.fromEntries(entries)
}

function text(value: string, budget: { left: number }): string {
  const shown = boundedText(value, Math.max(0, Math.min(MAX_TEXT, budget.left)))
  budget.left -= Buffer.byteLength(JSON.stringify(shown)) + 2
  return shown
}

/** At most so many characters, all of which Postgres can hold. */
export function boundedText(value: string, max: number): string {
  const shown = value.length > max ? value.slice(0, max) + CUT : value
  return shown.replace(/\0|\p{Surrogate}/gu, '\ufffd')
}
