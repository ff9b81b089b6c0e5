import { parseFormula } from '../rules/formula/parse-formula.ts'
import { InvalidRuleError } from '../rules/invalid-rule.ts'
import { parseWindow } from '../rules/parse-event.ts'
import { parsePropertyRuleAt } from '../rules/parse-property-rule.ts'
import { parseRule } from '../rules/parse-rule.ts'
import { durationAt, nameAt, numberAt, pathAt, textAt } from '../rules/parse-scalar.ts'
import { elements, fail, fields, only, type Place, required } from '../rules/place.ts'
import type { MeasuredEvents, Rule } from '../rules/rule.ts'
import type { ScoreDefinition, TraitDefinition } from './trait-definition.ts'

const AGGREGATES = ['sum', 'avg', 'min', 'max', 'first', 'last', 'mode', 'uniqueList', 'uniqueCount'] as const
const KINDS = ['count', ...AGGREGATES, 'score', 'formula'] as const
const MOST_PARTS = 100
/** Unless it says otherwise, once is not often. */
const LEAST_FREQUENCY = 2

/** Reads the JSON form of ComputedTraitDefinitionInput; throws InvalidRuleError. */
export function parseTraitDefinition(input: unknown): TraitDefinition {
  const definition = only({ value: input, path: [] }, 'The definition of a computed trait', KINDS)
  switch (definition.kind) {
    case 'count':
      return { kind: 'measure', events: selectionAt(definition) }
    case 'score':
      return scoreAt(definition)
    case 'formula':
      return { kind: 'formula', formula: at(definition, () => parseFormula(textAt(definition))) }
    default:
      return { kind: 'measure', events: aggregateAt(definition, definition.kind) }
  }
}

function selectionAt(place: Place): MeasuredEvents {
  const { event, where, window } = fields(place, 'A selection of events', ['event', 'where', 'window'])
  return eventsAt({ place, event, where, window }, { kind: 'events' })
}

function aggregateAt(place: Place, kind: (typeof AGGREGATES)[number]): MeasuredEvents {
  const { event, property, where, window, minFrequency } = fields(place, 'A measure of a property', [
    'event',
    'property',
    'where',
    'window',
    'minFrequency',
  ])
  const path = pathAt(required(property, place, 'property'))
  if (kind === 'mode')
    return eventsAt({ place, event, where, window }, { kind, path, minFrequency: minFrequency ? frequencyAt(minFrequency) : LEAST_FREQUENCY })
  if (minFrequency) fail(minFrequency, 'minFrequency belongs to `mode` alone.')
  return eventsAt({ place, event, where, window }, { kind, path })
}

function frequencyAt(place: Place): number {
  const count = numberAt(place)
  return Number.isSafeInteger(count) && count > 0 ? count : fail(place, 'minFrequency is a whole number of at least 1.')
}

interface Selected {
  readonly place: Place
  readonly event: Place | undefined
  readonly where?: Place | undefined
  readonly window?: Place | undefined
}

const eventsAt = ({ place, event, where, window }: Selected, measure: MeasuredEvents['measure']): MeasuredEvents => ({
  type: null,
  name: nameAt(required(event, place, 'event')),
  where: where ? parsePropertyRuleAt({ ...where, depth: 1 }) : null,
  window: window ? parseWindow(window) : null,
  measure,
})

function scoreAt(place: Place): ScoreDefinition {
  const { rules, events, min, max } = fields(place, 'A score', ['rules', 'events', 'min', 'max'])
  const parts = { rules: rules ? elements(rules) : [], events: events ? elements(events) : [] }
  const count = parts.rules.length + parts.events.length
  if (count === 0) fail(place, 'A score has rules or events, or both.')
  if (count > MOST_PARTS) fail(place, `A score has at most ${MOST_PARTS} rules and events; this one has ${count}.`)
  const [least, most] = [min ? numberAt(min) : null, max ? numberAt(max) : null]
  if (least !== null && most !== null && least > most) fail(place, `min (${least}) is greater than max (${most}): no score lies between them.`)
  return { kind: 'score', rules: parts.rules.map(scoreRuleAt), events: parts.events.map(scoreEventAt), min: least, max: most }
}

function scoreRuleAt(place: Place): ScoreDefinition['rules'][number] {
  const { rule, points } = fields(place, 'A rule of a score', ['rule', 'points'])
  return { rule: ruleAt(required(rule, place, 'rule')), points: numberAt(required(points, place, 'points')) }
}

function scoreEventAt(place: Place): MeasuredEvents {
  const { event, where, points, halfLife } = fields(place, 'Events of a score', ['event', 'where', 'points', 'halfLife'])
  const each = numberAt(required(points, place, 'points'))
  return eventsAt({ place, event, where }, { kind: 'decay', points: each, halfLife: halfLife ? durationAt(halfLife) : null })
}

const ruleAt = (place: Place): Rule => at(place, () => parseRule(place.value))

/** Says of a mistake inside a place where that place is. */
function at<T>(place: Place, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof InvalidRuleError)) throw error
    throw new InvalidRuleError(error.message, [...place.path, ...error.path], error.position)
  }
}
