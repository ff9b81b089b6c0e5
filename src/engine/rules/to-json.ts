import type { Json, JsonObject } from '../json.ts'
import { formatDuration } from './duration.ts'
import { printPath } from './path.ts'
import type { EventCondition, Measure, NumberTest, PropertyRule, Rule, Sequence, SequenceStep, TraitComparison, ValueTest, Window } from './rule.ts'

/** The JSON form of a rule, without what is the default; `parseRule` reads the same rule again. */
export function toJson(rule: Rule): JsonObject {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { [rule.kind]: rule.of.map(toJson) }
    case 'not':
      return { not: toJson(rule.rule) }
    case 'trait':
      return { trait: { path: printPath(rule.path), is: testToJson(rule.is) } }
    case 'event':
      return { event: { ...conditionToJson(rule.condition), ...(!isAtLeastOne(rule.is) && { is: numberTestToJson(rule.is) }) } }
    case 'sequence':
      return { sequence: sequenceToJson(rule.sequence) }
    case 'audience':
      return { audience: { key: rule.key, ...(!rule.member && { member: false }) } }
    case 'identifier':
      return { identifier: { type: rule.type, ...(!isAtLeastOne(rule.count) && { count: numberTestToJson(rule.count) }) } }
    case 'related':
      return { related: { ...(rule.quantifier !== 'any' && { quantifier: rule.quantifier.toUpperCase() }), rule: toJson(rule.rule) } }
  }
}

const isAtLeastOne = (test: NumberTest): boolean => test.kind === 'gte' && test.value === 1

const conditionToJson = ({ type, name, where, window, measure }: EventCondition): JsonObject => ({
  ...(type !== null && { type }),
  ...(name !== null && { name }),
  ...(where && { where: whereToJson(where) }),
  ...(window && { window: windowToJson(window) }),
  ...(measure.kind !== 'events' && { measure: measureToJson(measure) }),
})

const sequenceToJson = ({ steps, window }: Sequence): JsonObject => ({
  steps: steps.map(stepToJson),
  ...(window && { window: windowToJson(window) }),
})

const stepToJson = ({ event, where, within, did, occurrence }: SequenceStep): JsonObject => ({
  event,
  ...(where && { where: whereToJson(where) }),
  ...(within !== null && { within: formatDuration(within) }),
  ...(!did && { did }),
  ...(occurrence !== 'ANY' && { occurrence }),
})

function whereToJson(rule: PropertyRule): JsonObject {
  switch (rule.kind) {
    case 'all':
    case 'any':
      return { [rule.kind]: rule.of.map(whereToJson) }
    case 'not':
      return { not: whereToJson(rule.rule) }
    case 'property':
    case 'context':
    case 'trait':
      return { [rule.kind]: { path: printPath(rule.path), is: testToJson(rule.is) } }
  }
}

function windowToJson(window: Window): JsonObject {
  switch (window.kind) {
    case 'last':
      return { last: formatDuration(window.length) }
    case 'ago':
      return { ago: { from: formatDuration(window.from), to: formatDuration(window.to) } }
    case 'range':
      return { range: { ...(window.from !== null && { from: moment(window.from) }), ...(window.to !== null && { to: moment(window.to) }) } }
  }
}

function measureToJson(measure: Measure): JsonObject {
  switch (measure.kind) {
    case 'events':
      return { unit: 'EVENTS' }
    case 'utcDays':
      return { unit: 'UTC_DAYS' }
    case 'sum':
    case 'avg':
    case 'min':
    case 'max':
    case 'uniqueCount':
      return { [measure.kind]: printPath(measure.path) }
  }
}

const numberTestToJson = (test: NumberTest): JsonObject =>
  test.kind === 'between' ? { between: { from: test.from, to: test.to } } : { [test.kind]: test.value }

const testToJson = (test: ValueTest | TraitComparison): JsonObject => ({ [test.kind]: operandOf(test) })

function operandOf(test: ValueTest | TraitComparison): Json {
  switch (test.kind) {
    case 'eq':
    case 'neq':
    case 'contains':
    case 'notContains':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
    case 'startsWith':
    case 'endsWith':
    case 'exists':
      return test.value
    case 'between':
      return { from: test.from, to: test.to }
    case 'in':
    case 'nin':
      return test.values
    case 'matches':
      return test.pattern
    case 'before':
    case 'after':
      return moment(test.value)
    case 'withinLast':
    case 'beforeLast':
    case 'withinNext':
    case 'afterNext':
      return formatDuration(test.length)
    case 'eqTrait':
    case 'gtTrait':
    case 'ltTrait':
      return printPath(test.path)
  }
}

const moment = (at: number): string => new Date(at).toISOString()
