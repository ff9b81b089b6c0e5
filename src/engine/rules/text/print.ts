import { printPath } from '../path.ts'
import type { PropertyRule, Rule, Sequence, SequenceStep, TraitComparison, ValueTest } from '../rule.ts'
import { one, type Printed, printList, printNot, printPrefixed } from './print-boolean.ts'
import { printEvent, printHead, printWindow } from './print-event.ts'
import { printDuration } from './print-literal.ts'
import { printNumberTest, printValueTest } from './print-test.ts'
import { printString } from './scan-string.ts'

/** A rule as text, on one line; `parseText` reads the same rule again. */
export const printRule = (rule: Rule): string => printedRule(rule).text

function printedRule(rule: Rule): Printed {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return printList(rule.kind, rule.of.map(printedRule))
    case 'not':
      return printNot(printedRule(rule.rule))
    case 'trait':
      return one(`trait(${printString(printPath(rule.path))})${printTraitTest(rule.is)}`)
    case 'event':
      return one(printEvent(rule, printWhere(rule.condition.where)))
    case 'sequence':
      return one(printSequence(rule.sequence))
    case 'audience':
      return one(`audience(${printString(rule.key)})${rule.member ? '' : ' = false'}`)
    case 'identifier':
      return one(`identifier(${printString(rule.type)}).count()${printNumberTest(rule.count)}`)
    case 'related':
      return printPrefixed(rule.quantifier.toUpperCase(), printedRule(rule.rule))
  }
}

function printTraitTest(test: ValueTest | TraitComparison): string {
  switch (test.kind) {
    case 'eqTrait':
    case 'gtTrait':
    case 'ltTrait':
      return ` ${{ eqTrait: '=', gtTrait: '>', ltTrait: '<' }[test.kind]} trait(${printString(printPath(test.path))})`
    default:
      return printValueTest(test)
  }
}

const printWhere = (where: PropertyRule | null): string => (where ? `.where(${printedProperty(where).text})` : '')

function printedProperty(rule: PropertyRule): Printed {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return printList(rule.kind, rule.of.map(printedProperty))
    case 'not':
      return printNot(printedProperty(rule.rule))
    case 'property':
    case 'context':
    case 'trait':
      return one(`${rule.kind}(${printString(printPath(rule.path))})${printValueTest(rule.is)}`)
  }
}

const printSequence = ({ steps, window }: Sequence): string => `sequence(${steps.map(printStep).join(', ')})${printWindow(window)}`

function printStep({ event, where, within, did, occurrence }: SequenceStep): string {
  const which = { ANY: '', FIRST: '.first()', LAST: '.last()' }[occurrence]
  const time = within === null ? '' : `.within(${printDuration(within)})`
  return `${did ? '' : 'NOT '}${printHead({ name: event, type: null })}${printWhere(where)}${which}${time}`
}
