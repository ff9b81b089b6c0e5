import type { NumberTest, ValueTest } from '../rule.ts'
import { printDuration, printMoment, printScalar } from './print-literal.ts'
import { printString } from './scan-string.ts'

export const SIGNS = { eq: '=', neq: '!=', gt: '>', gte: '>=', lt: '<', lte: '<=' } as const

/** The functions of values that take no list and no range, by test. */
const FUNCTIONS = {
  contains: 'contains',
  notContains: 'omits',
  startsWith: 'starts_with',
  endsWith: 'ends_with',
  before: 'before_date',
  after: 'after_date',
  withinLast: 'within_last',
  beforeLast: 'before_last',
  withinNext: 'within_next',
  afterNext: 'after_next',
} as const

export function printNumberTest(test: NumberTest): string {
  return test.kind === 'between' ? `.between(${test.from}, ${test.to})` : ` ${SIGNS[test.kind]} ${test.value}`
}

export function printValueTest(test: ValueTest): string {
  switch (test.kind) {
    case 'eq':
    case 'neq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return ` ${SIGNS[test.kind]} ${printScalar(test.value)}`
    case 'between':
      return printNumberTest(test)
    case 'in':
    case 'nin':
      return `.${test.kind === 'in' ? 'one_of' : 'none_of'}(${test.values.map(printScalar).join(', ')})`
    case 'contains':
    case 'notContains':
    case 'startsWith':
    case 'endsWith':
      return `.${FUNCTIONS[test.kind]}(${printScalar(test.value)})`
    case 'matches':
      return `.matches(${printString(test.pattern)})`
    case 'exists':
      return test.value ? '.exists()' : '.absent()'
    case 'before':
    case 'after':
      return `.${FUNCTIONS[test.kind]}(${printMoment(test.value)})`
    case 'withinLast':
    case 'beforeLast':
    case 'withinNext':
    case 'afterNext':
      return `.${FUNCTIONS[test.kind]}(${printDuration(test.length)})`
  }
}
