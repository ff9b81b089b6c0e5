import type { Message } from '../ingest/message.ts'
import type { Json } from '../json.ts'
import { valuesAt } from './match-path.ts'
import { matchesValue } from './match-value.ts'
import type { EventSelection, PropertyRule, SequenceStep } from './rule.ts'

/** What a condition can see of an event. */
export type Matchable = Pick<Message, 'type' | 'name' | 'timestamp' | 'properties' | 'traits' | 'context'>

/** Whether an event is one that the condition counts, leaving its window aside. */
export function matchesEvent(condition: EventSelection, event: Matchable): boolean {
  return (
    (condition.name === null || condition.name === event.name) &&
    (condition.type === null || condition.type === event.type) &&
    (condition.where === null || matchesProperties(condition.where, event))
  )
}

export const matchesStep = ({ event: name, where }: SequenceStep, event: Matchable): boolean =>
  name === event.name && (where === null || matchesProperties(where, event))

function matchesProperties(rule: PropertyRule, event: Matchable): boolean {
  switch (rule.kind) {
    case 'all':
      return rule.of.every((one) => matchesProperties(one, event))
    case 'any':
      return rule.of.some((one) => matchesProperties(one, event))
    case 'not':
      return !matchesProperties(rule.rule, event)
    case 'property':
    case 'context':
    case 'trait':
      return valuesAt(part(rule.kind, event), rule.path).some((value) => matchesValue(rule.is, value, event.timestamp))
  }
}

function part(kind: 'property' | 'context' | 'trait', event: Matchable): Json | undefined {
  switch (kind) {
    case 'property':
      return event.properties
    case 'context':
      return event.context
    case 'trait':
      return event.traits ?? undefined
  }
}
