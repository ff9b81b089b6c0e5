import type { Millis } from '../clock.ts'
import type { Json, JsonScalar } from '../json.ts'
import { canonicalJson } from './leaf.ts'
import { dateOf } from './match-date.ts'
import { matchesPattern } from './pattern.ts'
import type { TraitComparison, ValueTest } from './rule.ts'

/** Whether a value passes; undefined and null are missing. `now` is what relative dates count from. */
export function matchesValue(test: ValueTest, value: Json | undefined, now: Millis): boolean {
  if (test.kind === 'exists') return test.value === (value !== undefined && value !== null)
  if (value === undefined || value === null) return false
  switch (test.kind) {
    case 'eq':
      return value === test.value
    case 'neq':
      return value !== test.value
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return ordered(test.kind, value, test.value)
    case 'between':
      return typeof value === 'number' && value >= test.from && value <= test.to
    case 'in':
      return test.values.some((one) => one === value)
    case 'nin':
      return !test.values.some((one) => one === value)
    case 'contains':
      return contains(value, test.value) === true
    case 'notContains':
      return contains(value, test.value) === false
    case 'startsWith':
      return typeof value === 'string' && value.startsWith(test.value)
    case 'endsWith':
      return typeof value === 'string' && value.endsWith(test.value)
    case 'matches':
      return typeof value === 'string' && matchesPattern(test, value)
    case 'before':
    case 'after':
    case 'withinLast':
    case 'beforeLast':
    case 'withinNext':
    case 'afterNext':
      return matchesDate(test, value, now)
  }
}

/** Whether a trait compares so with another; undefined and null are missing. */
export function matchesTrait({ kind }: TraitComparison, value: Json | undefined, other: Json | undefined): boolean {
  if (value === undefined || value === null || other === undefined || other === null) return false
  switch (kind) {
    case 'eqTrait':
      return canonicalJson(value) === canonicalJson(other)
    case 'gtTrait':
    case 'ltTrait':
      return (typeof other === 'number' || typeof other === 'string') && ordered(kind === 'gtTrait' ? 'gt' : 'lt', value, other)
  }
}

type DateTest = Extract<ValueTest, { kind: 'before' | 'after' | 'withinLast' | 'beforeLast' | 'withinNext' | 'afterNext' }>

function matchesDate(test: DateTest, value: Json, now: Millis): boolean {
  const date = dateOf(value)
  if (date === undefined) return false
  switch (test.kind) {
    case 'before':
      return date < test.value
    case 'after':
      return date > test.value
    case 'withinLast':
      return date > now - test.length && date <= now
    case 'beforeLast':
      return date <= now - test.length
    case 'withinNext':
      return date > now && date <= now + test.length
    case 'afterNext':
      return date > now + test.length
  }
}

/** When the clock alone can next change the answer about this value; Infinity: never. May be early. */
export function nextValueChange(test: ValueTest | TraitComparison, value: Json | undefined, now: Millis): Millis {
  if (!('length' in test)) return Number.POSITIVE_INFINITY
  const date = dateOf(value)
  if (date === undefined) return Number.POSITIVE_INFINITY
  return [date - test.length, date, date + test.length].find((at) => at > now) ?? Number.POSITIVE_INFINITY
}

function ordered(kind: 'gt' | 'gte' | 'lt' | 'lte', value: Json, bound: number | string): boolean {
  let sign: number
  if (typeof value === 'number' && typeof bound === 'number') sign = value - bound
  else if (typeof value === 'string' && typeof bound === 'string') sign = compareText(value, bound)
  else return false
  switch (kind) {
    case 'gt':
      return sign > 0
    case 'gte':
      return sign >= 0
    case 'lt':
      return sign < 0
    case 'lte':
      return sign <= 0
  }
}

/** Undefined: the question does not apply to this type. */
function contains(value: Json, part: JsonScalar): boolean | undefined {
  if (Array.isArray(value)) return value.includes(part)
  if (typeof value === 'string' && typeof part === 'string') return value.includes(part)
  return undefined
}

/** The order of code points, which is also that of UTF-8 bytes (`collate "C"`); `<` would compare UTF-16 units. */
export function compareText(a: string, b: string): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    // A surrogate stands for a code point above all of those that are one unit.
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1
  }
  return a.length - b.length
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff
