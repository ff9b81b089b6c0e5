import { EVENT_TYPES, type EventType } from '../ingest/message.ts'
import { type Nested, parsePropertyRuleAt } from './parse-property-rule.ts'
import { durationAt, momentAt, nameAt, pathAt } from './parse-scalar.ts'
import { parseNumberTest } from './parse-test.ts'
import { fail, fields, only, type Place, required } from './place.ts'
import type { Measure, NumberTest, Rule, Window } from './rule.ts'

/** Unless it says otherwise: at least one. */
export const AT_LEAST_ONE: NumberTest = { kind: 'gte', value: 1 }

export function parseEvent(place: Nested): Extract<Rule, { kind: 'event' }> {
  const event = fields(place, 'An event condition', ['type', 'name', 'where', 'window', 'measure', 'is'])
  if (!event.type && !event.name) fail(place, 'An event condition has a name or a type, or both.')
  return {
    kind: 'event',
    condition: {
      type: event.type ? parseEventType(event.type) : null,
      name: event.name ? nameAt(event.name) : null,
      where: event.where ? parsePropertyRuleAt({ ...event.where, depth: place.depth }) : null,
      window: event.window ? parseWindow(event.window) : null,
      measure: event.measure ? parseMeasure(event.measure) : { kind: 'events' },
    },
    is: event.is ? parseNumberTest(event.is) : AT_LEAST_ONE,
  }
}

function parseEventType(place: Place): EventType {
  return EVENT_TYPES.find((type) => type === place.value) ?? fail(place, `A type of event is one of ${EVENT_TYPES.join(', ')}.`)
}

export function parseWindow(place: Place): Window {
  const window = only(place, 'A window', ['last', 'ago', 'range'])
  switch (window.kind) {
    case 'last':
      return { kind: 'last', length: durationAt(window) }
    case 'ago': {
      const ago = fields(window, 'A window in the past', ['from', 'to'])
      const from = durationAt(required(ago.from, window, 'from'))
      const to = durationAt(required(ago.to, window, 'to'))
      return from > to ? { kind: 'ago', from, to } : fail(window, 'from is not longer ago than to: nothing lies between them.')
    }
    case 'range': {
      const range = fields(window, 'A range of time', ['from', 'to'])
      const from = range.from ? momentAt(range.from) : null
      const to = range.to ? momentAt(range.to) : null
      return from === null || to === null || from < to
        ? { kind: 'range', from, to }
        : fail(window, 'from is not before to: nothing lies between them.')
    }
  }
}

function parseMeasure(place: Place): Measure {
  const measure = only(place, 'A measure', ['unit', 'sum', 'avg', 'min', 'max', 'uniqueCount'])
  if (measure.kind !== 'unit') return { kind: measure.kind, path: pathAt(measure) }
  if (measure.value === 'EVENTS') return { kind: 'events' }
  return measure.value === 'UTC_DAYS' ? { kind: 'utcDays' } : fail(measure, 'A unit is one of EVENTS, UTC_DAYS.')
}
