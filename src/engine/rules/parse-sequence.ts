import { parseWindow } from './parse-event.ts'
import { type Nested, parsePropertyRuleAt } from './parse-property-rule.ts'
import { booleanAt, durationAt, nameAt } from './parse-scalar.ts'
import { elements, fail, fields, type Place, required } from './place.ts'
import type { Sequence, SequenceStep } from './rule.ts'

/** The steps that an event is are kept as bits. */
export const MOST_STEPS = 10

export function parseSequence(place: Nested): Sequence {
  const { steps, window } = fields(place, 'A sequence', ['steps', 'window'])
  const list = elements(required(steps, place, 'steps'))
  if (list.length < 1 || list.length > MOST_STEPS) fail(steps ?? place, `A sequence has 1 to ${MOST_STEPS} steps; this one has ${list.length}.`)
  const parsed = list.map((step, i) => parseStep({ ...step, depth: place.depth }, i === 0))
  return { steps: parsed, window: window ? parseWindow(window) : null }
}

function parseStep(place: Nested, first: boolean): SequenceStep {
  const found = fields(place, 'A step', ['event', 'where', 'within', 'did', 'occurrence'])
  const did = found.did ? booleanAt(found.did) : true
  const occurrence = found.occurrence ? parseOccurrence(found.occurrence) : 'ANY'
  if (first && !did) fail(found.did ?? place, 'The first step is done: there is nothing yet that it could not follow.')
  if (first && found.within)
    fail(found.within, 'The first step follows none that it could be `within` of; `window` says when the sequence takes place.')
  if (!did && occurrence !== 'ANY') fail(found.occurrence ?? place, 'A step that is not done has no occurrence.')
  return {
    event: nameAt(required(found.event, place, 'event')),
    where: found.where ? parsePropertyRuleAt({ ...found.where, depth: place.depth }) : null,
    within: found.within ? durationAt(found.within) : null,
    did,
    occurrence,
  }
}

function parseOccurrence(place: Place): SequenceStep['occurrence'] {
  const known = ['ANY', 'FIRST', 'LAST'] as const
  return known.find((one) => one === place.value) ?? fail(place, `An occurrence is one of ${known.join(', ')}.`)
}
