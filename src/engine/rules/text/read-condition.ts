import type { JsonObject } from '../../json.ts'
import { eventToJson, sequenceToJson } from './event-to-json.ts'
import { objectOf, type Written } from './origins.ts'
import { readUnary, treeToJson } from './read-boolean.ts'
import { EVENT_WORDS, readEvent, readSteps } from './read-event.ts'
import { enclosed, readString } from './read-literal.ts'
import { readNumberTest, readValueTest } from './read-value.ts'
import { readWindow, WINDOWS } from './read-window.ts'
import type { Reader } from './reader.ts'

/** Reads one condition of a rule, in the form of RuleInput. */
export function readCondition(reader: Reader): JsonObject {
  const { source, at } = reader.peek()
  if (EVENT_WORDS.includes(source)) return eventToJson(reader, readEvent(reader))
  for (const quantifier of QUANTIFIERS) if (reader.acceptKeyword(quantifier)) return readRelated(reader, { value: quantifier, at })
  switch (source) {
    case 'trait':
      reader.take()
      return readValueTest(reader, 'trait', at)
    case 'sequence':
      return readSequence(reader)
    case 'audience':
      return readAudience(reader)
    case 'identifier':
      return readIdentifier(reader)
    case 'entity':
      throw reader.mistake(at, 'entity(…) has no meaning here yet')
    case 'property':
    case 'context':
      throw reader.mistake(at, `${source}(…) is a value of one event and stands within where(…)`)
    default:
      throw reader.unexpected('a condition such as event(…), sequence(…), trait(…), audience(…), identifier(…), or NOT, ANY, ALL, NONE or (')
  }
}

const QUANTIFIERS = ['ANY', 'ALL', 'NONE'] as const

/** `ANY trait('plan') = 'pro'`, `ALL (…)`, `NONE …`: about the accounts of a person, or the people of an account. */
function readRelated(reader: Reader, quantifier: Written<(typeof QUANTIFIERS)[number]>): JsonObject {
  const rule = reader.nest(() => readUnary(reader, readCondition))
  return objectOf({ related: { value: objectOf({ quantifier, rule: treeToJson(rule, (condition) => condition) }), at: quantifier.at } })
}

/** `sequence(event('A'), event('B').within(1 day), NOT event('C')).within(7 days)` */
function readSequence(reader: Reader): JsonObject {
  const { at } = reader.take()
  const steps = readSteps(reader)
  if (!reader.accept('.')) return sequenceToJson(reader, { steps, window: null, at })
  if (!WINDOWS.includes(reader.peek().source)) throw reader.unexpected(`one of ${WINDOWS.join(', ')}`)
  return sequenceToJson(reader, { steps, window: readWindow(reader), at })
}

/** `audience('key')`, also `= true` and `= false`. */
function readAudience(reader: Reader): JsonObject {
  const { at } = reader.take()
  const key = enclosed(reader, () => readString(reader, 'the key of an audience between quotes'))
  return objectOf({ audience: { value: objectOf({ key, member: readMember(reader) }), at } })
}

function readMember(reader: Reader): Written<boolean> | null {
  if (!reader.accept('=') && !reader.accept('==')) return null
  const { at } = reader.peek()
  if (reader.acceptKeyword('TRUE')) return { value: true, at }
  if (reader.acceptKeyword('FALSE')) return { value: false, at }
  throw reader.unexpected('true or false')
}

/** `identifier('email').count() >= 1`, for which `.exists()` stands too, and `.absent()` for none. */
function readIdentifier(reader: Reader): JsonObject {
  const { at } = reader.take()
  const type = enclosed(reader, () => readString(reader, 'the type of an identifier between quotes'))
  return objectOf({ identifier: { value: objectOf({ type, count: reader.accept('.') ? readCount(reader) : null }), at } })
}

function readCount(reader: Reader): Written<JsonObject> | null {
  const { source, at } = reader.peek()
  if (source !== 'count' && source !== 'exists' && source !== 'absent') throw reader.unexpected('one of count, exists, absent')
  reader.take()
  enclosed(reader, () => null)
  if (source === 'count') return readNumberTest(reader)
  return source === 'exists' ? null : { value: objectOf({ eq: { value: 0, at } }), at }
}
