import { printPath } from '../path.ts'
import type { EventCondition, Measure, Rule, Window } from '../rule.ts'
import { printDuration, printMoment } from './print-literal.ts'
import { printNumberTest } from './print-test.ts'
import { printString } from './scan-string.ts'

export const printEvent = ({ condition, is }: Extract<Rule, { kind: 'event' }>, where: string): string =>
  `${printHead(condition)}${where}${printWindow(condition.window)}${printMeasure(condition.measure)}${printNumberTest(is)}`

export function printHead({ name, type }: Pick<EventCondition, 'name' | 'type'>): string {
  const call = type?.toLowerCase() ?? ''
  if (name === null) return `${call}()`
  return `event(${printString(name)}${type === null ? '' : `, type: ${call}`})`
}

export function printWindow(window: Window | null): string {
  switch (window?.kind) {
    case undefined:
      return ''
    case 'last':
      return `.within(${printDuration(window.length)})`
    case 'ago':
      return `.between(${printDuration(window.from)} ago, ${printDuration(window.to)} ago)`
    case 'range':
      return printRange(window.from, window.to)
  }
}

function printRange(from: number | null, to: number | null): string {
  if (from === null) return to === null ? '.any_time()' : `.until(${printMoment(to)})`
  return to === null ? `.after(${printMoment(from)})` : `.between(${printMoment(from)}, ${printMoment(to)})`
}

function printMeasure(measure: Measure): string {
  switch (measure.kind) {
    case 'events':
      return '.count()'
    case 'utcDays':
      return '.utc_days()'
    case 'uniqueCount':
      return `.unique(property(${printString(printPath(measure.path))})).count()`
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
      return `.${measure.kind}(property(${printString(printPath(measure.path))}))`
  }
}
