import { EVENT_TYPES } from '../../ingest/message.ts'
import type { CountedText, EventText, StepText, WhereLeaf } from './event-text.ts'
import { objectOf, type Written } from './origins.ts'
import { readBoolean, type Tree } from './read-boolean.ts'
import { enclosed, readDuration, readList, readString } from './read-literal.ts'
import { MEASURES, readMeasure } from './read-measure.ts'
import { readNumberTest, readValueTest } from './read-value.ts'
import { readWindow, WINDOWS } from './read-window.ts'
import type { Reader } from './reader.ts'

const TYPES = EVENT_TYPES.map((type) => type.toLowerCase())

/** The words that begin an event: `event('Name')`, and the types of calls, such as `page()`. */
export const EVENT_WORDS: readonly string[] = ['event', ...TYPES]

/** Reads an event with its filters, and what is measured of it where that is said. */
export function readEvent(reader: Reader): CountedText {
  let event = readHead(reader)
  while (reader.accept('.')) {
    const { source } = reader.peek()
    if (MEASURES.includes(source)) {
      const measure = readMeasure(reader)
      return { event, measure, is: readNumberTest(reader) }
    }
    event = readFilter(reader, event)
  }
  return { event, measure: null, is: null }
}

function readHead(reader: Reader): EventText {
  const { source, at } = reader.take()
  const rest = { at, where: null, window: null, withinParent: null, occurrence: null, steps: [] }
  return enclosed(reader, () => {
    if (source === 'event') {
      const name = readString(reader, 'the name of an event between quotes')
      return { ...rest, name, type: reader.accept(',') ? readType(reader) : null }
    }
    const type = { value: source.toUpperCase(), at }
    const called = (source === 'page' || source === 'screen') && reader.peek().kind === 'string' ? nameIs(reader) : null
    return { ...rest, name: null, type, where: called }
  })
}

/** `page('Pricing')`: the name of a page or a screen is a property of its event. */
function nameIs(reader: Reader): Tree<WhereLeaf> {
  const eq = readString(reader, 'a name')
  const test = objectOf({ path: { value: 'name', at: eq.at }, is: { value: objectOf({ eq }), at: eq.at } })
  return { kind: 'leaf', at: eq.at, leaf: { kind: 'test', rule: objectOf({ property: { value: test, at: eq.at } }) } }
}

function readType(reader: Reader): Written<string> {
  for (const token of ['type', ':']) reader.expect(token)
  const { value, at } = reader.peek()
  if (!TYPES.includes(value)) throw reader.unexpected(`one of ${TYPES.join(', ')}`)
  reader.take()
  return { value: value.toUpperCase(), at }
}

const FILTERS = ['where', ...WINDOWS, 'first', 'last', 'then']

function readFilter(reader: Reader, event: EventText): EventText {
  const { source, at } = reader.peek()
  if (WINDOWS.includes(source)) return readTime(reader, event)
  if (event.steps.length > 0 && (source === 'where' || source === 'first' || source === 'last'))
    throw reader.mistake(at, `${source}(…) of the first event stands before then(…)`)
  switch (source) {
    case 'where':
      reader.take()
      return {
        ...event,
        where: both(
          event.where,
          enclosed(reader, () => reader.nest(() => readBoolean(reader, readWhereLeaf))),
        ),
      }
    case 'first':
    case 'last':
      return { ...event, occurrence: readOccurrence(reader) }
    case 'then':
      if (event.window) throw reader.mistake(event.window.at, 'the window of a sequence stands after its last then(…)')
      reader.take()
      return { ...event, steps: [...event.steps, ...readSteps(reader)] }
    case 'mode':
      throw reader.mistake(at, `${source}(…) is not a condition: what it gives is no number; a computed trait can hold it`)
    case 'sources':
    case 'expires_after':
      throw reader.mistake(at, `${source}(…) has no meaning here yet`)
    default:
      throw reader.unexpected(`one of ${[...FILTERS, ...MEASURES].join(', ')}`)
  }
}

const both = (one: Tree<WhereLeaf> | null, other: Tree<WhereLeaf>): Tree<WhereLeaf> => (one ? { kind: 'all', of: [one, other], at: one.at } : other)

function readTime(reader: Reader, event: EventText): EventText {
  const { at, source } = reader.peek()
  if (event.window || event.withinParent) throw reader.mistake(at, 'an event has one window; this is another')
  const ofParent = source === 'within' ? readWithin(reader) : { window: readWindow(reader) }
  return { ...event, ...ofParent }
}

/** `within(7 days)`, and `within(parent: 7 days)` in an event within where(…). */
function readWithin(reader: Reader): Partial<EventText> {
  const { at } = reader.take()
  return enclosed(reader, () => {
    if (!reader.accept('parent')) return { window: { value: objectOf({ last: readDuration(reader) }), at } }
    reader.expect(':')
    return { withinParent: readDuration(reader) }
  })
}

function readOccurrence(reader: Reader): Written<string> {
  const { source, at } = reader.take()
  reader.expect('(')
  if (!reader.accept(')'))
    throw reader.mistake(at, `${source}(…) of a property is not a condition: a computed trait can hold it; ${source}() is the ${source} event ever`)
  return { value: source.toUpperCase(), at }
}

/** Reads the steps between two parentheses: events, each with or without NOT. */
export const readSteps = (reader: Reader): readonly StepText[] =>
  enclosed(reader, () =>
    reader.nest(() =>
      readList(reader, () => {
        const { at } = reader.peek()
        const did = !reader.acceptKeyword('NOT')
        if (!EVENT_WORDS.includes(reader.peek().source)) throw reader.unexpected("a step such as event('Name')")
        return { at, did, event: readEvent(reader) }
      }),
    ),
  )

function readWhereLeaf(reader: Reader): WhereLeaf {
  const { source, at } = reader.peek()
  if (source === 'property' || source === 'context' || source === 'trait') {
    reader.take()
    return { kind: 'test', rule: readValueTest(reader, source, at) }
  }
  if (EVENT_WORDS.includes(source)) return { kind: 'event', counted: readEvent(reader) }
  if (source === 'entity') throw reader.mistake(at, 'entity(…) has no meaning here yet')
  throw reader.unexpected('a test of the event, such as property(…), context(…) or trait(…),')
}
