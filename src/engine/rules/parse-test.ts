import { booleanAt, durationAt, momentAt, numberAt, orderedAt, pathAt, scalarAt, textAt } from './parse-scalar.ts'
import { patternAt } from './pattern.ts'
import { elements, fail, fields, only, type Place, required } from './place.ts'
import type { NumberTest, TraitComparison, ValueTest } from './rule.ts'

const ORDER = ['eq', 'neq', 'gt', 'gte', 'lt', 'lte', 'between'] as const
const DATES = ['before', 'after', 'withinLast', 'beforeLast', 'withinNext', 'afterNext'] as const
const VALUE = [...ORDER, 'in', 'nin', 'contains', 'notContains', 'startsWith', 'endsWith', 'matches', 'exists', ...DATES] as const
const COMPARISONS = ['eqTrait', 'gtTrait', 'ltTrait'] as const

export function parseNumberTest(place: Place): NumberTest {
  const test = only(place, 'A test of a number', ORDER)
  return test.kind === 'between' ? parseBetween(test) : { kind: test.kind, value: numberAt(test) }
}

/** A test of a trait, which may be compared with another one. */
export function parseTraitTest(place: Place): ValueTest | TraitComparison {
  const test = only(place, 'A test of a value', [...VALUE, ...COMPARISONS])
  switch (test.kind) {
    case 'eqTrait':
    case 'gtTrait':
    case 'ltTrait':
      return { kind: test.kind, path: pathAt(test) }
    default:
      return valueTest({ ...test, kind: test.kind })
  }
}

export const parseValueTest = (place: Place): ValueTest => valueTest(only(place, 'A test of a value', VALUE))

function valueTest(test: Place & { readonly kind: (typeof VALUE)[number] }): ValueTest {
  switch (test.kind) {
    case 'eq':
    case 'neq':
    case 'contains':
    case 'notContains':
      return { kind: test.kind, value: scalarAt(test) }
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return { kind: test.kind, value: orderedAt(test) }
    case 'between':
      return parseBetween(test)
    case 'in':
    case 'nin':
      return { kind: test.kind, values: elements(test).map(scalarAt) }
    case 'startsWith':
    case 'endsWith':
      return { kind: test.kind, value: textAt(test) }
    case 'matches':
      return { kind: test.kind, pattern: patternAt(test) }
    case 'exists':
      return { kind: test.kind, value: booleanAt(test) }
    case 'before':
    case 'after':
      return { kind: test.kind, value: momentAt(test) }
    case 'withinLast':
    case 'beforeLast':
    case 'withinNext':
    case 'afterNext':
      return { kind: test.kind, length: durationAt(test) }
  }
}

function parseBetween(place: Place) {
  const range = fields(place, 'A range of numbers', ['from', 'to'])
  const from = numberAt(required(range.from, place, 'from'))
  const to = numberAt(required(range.to, place, 'to'))
  return from <= to ? { kind: 'between' as const, from, to } : fail(place, `from (${from}) is greater than to (${to}): nothing lies between them.`)
}
