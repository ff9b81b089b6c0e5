import type { CountedText, StepText, WhereLeaf } from './event-text.ts'
import type { Tree } from './read-boolean.ts'
import type { Reader } from './reader.ts'

/**
 * The steps of `event('A').where(event('B').within(parent: 5 days).count() >= 1)`: A, then B within five days. Null when no event stands within its
 * where(…).
 */
export function readFunnel(reader: Reader, { event }: CountedText): readonly StepText[] | null {
  const parts = event.where?.kind === 'all' ? event.where.of : event.where ? [event.where] : []
  const [inner, another] = parts.flatMap((part) => (part.kind === 'leaf' && part.leaf.kind === 'event' ? [part.leaf.counted] : []))
  if (!inner) return null
  if (another) throw reader.mistake(another.event.at, 'two events within where(…) have no order; say sequence(…)')
  const where = joined(parts.filter((part) => part.kind !== 'leaf' || part.leaf.kind !== 'event'))
  const first: StepText = { at: event.at, did: true, event: { event: { ...event, where, window: null }, measure: null, is: null } }
  return [first, ...following(reader, inner)]
}

function following(reader: Reader, counted: CountedText): readonly StepText[] {
  const { event, is } = counted
  if (event.window) throw reader.mistake(event.window.at, 'an event within where(…) follows the outer one: say within(parent: 5 days)')
  if (!event.withinParent)
    throw reader.mistake(event.at, 'an event within where(…) follows the outer one: say how soon, as in .within(parent: 5 days)')
  if (!isAtLeastOne(counted))
    throw reader.mistake(
      is?.at ?? event.at,
      "an event within where(…) is there, as count() >= 1; what did not follow is sequence(event('A'), NOT event('B').within(5 days))",
    )
  const [self, ...more] = readFunnel(reader, counted) ?? [{ at: event.at, did: true, event: { event, measure: null, is: null } }]
  return self ? [self, ...more] : []
}

function joined(parts: readonly Tree<WhereLeaf>[]): Tree<WhereLeaf> | null {
  const [first, ...more] = parts
  return first && more.length > 0 ? { kind: 'all', of: parts, at: first.at } : (first ?? null)
}

export const isAtLeastOne = (counted: CountedText): boolean => isOneOf(counted, ['{"gte":1}', '{"gt":0}', '{"neq":0}'])
export const isNone = (counted: CountedText): boolean => isOneOf(counted, ['{"eq":0}', '{"lt":1}', '{"lte":0}'])

const isOneOf = ({ measure, is }: CountedText, tests: readonly string[]): boolean =>
  !measure?.value && tests.includes(JSON.stringify(is?.value ?? { gte: 1 }))
