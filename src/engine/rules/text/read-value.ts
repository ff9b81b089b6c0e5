import type { Json, JsonObject } from '../../json.ts'
import { listOf, objectOf, type Written } from './origins.ts'
import { SIGNS } from './print-test.ts'
import { enclosed, readDuration, readList, readMoment, readNumber, readScalar, readString } from './read-literal.ts'
import type { Reader } from './reader.ts'

type Sign = keyof typeof SIGNS

/** The test that a sign such as >= stands for. */
function signOf(reader: Reader): Sign | null {
  const { source } = reader.peek()
  if (source === '==') return 'eq'
  return (Object.keys(SIGNS) as Sign[]).find((kind) => SIGNS[kind] === source) ?? null
}

/** What compares with one value, by name. */
const COMPARISONS: Record<string, Sign> = { equals: 'eq', differs: 'neq', greater_than: 'gt', at_least: 'gte', less_than: 'lt', at_most: 'lte' }

const DATES: Record<string, string> = { before_date: 'before', after_date: 'after' }
const RELATIVE: Record<string, string> = { within_last: 'withinLast', within_next: 'withinNext', before_last: 'beforeLast', after_next: 'afterNext' }
const LISTS: Record<string, string> = { one_of: 'in', none_of: 'nin' }
const TEXTS: Record<string, string> = { starts_with: 'startsWith', ends_with: 'endsWith', matches: 'matches' }

const KNOWN = [...Object.keys({ ...COMPARISONS, ...LISTS, ...TEXTS, ...DATES, ...RELATIVE }), 'between', 'contains', 'omits', 'exists', 'absent']

/** Reads `('path')` of a trait, a property or a value of the context. */
export const readPath = (reader: Reader, of: string): Written<string> =>
  enclosed(reader, () => {
    if (!reader.sees('parent')) return readString(reader, `the name of a ${of} between quotes`)
    throw reader.mistake(reader.peek().at, 'a comparison with a property of the outer event has no meaning here yet')
  })

/** Reads the test of a value, and makes a rule of it: most often `{ trait: { path, is } }`. */
export function readValueTest(reader: Reader, kind: 'trait' | 'property' | 'context', at: number): JsonObject {
  const path = readPath(reader, kind === 'context' ? 'value of the context' : kind)
  const test = (is: Written<JsonObject>) => objectOf({ [kind]: { value: objectOf({ path, is }), at } })
  const sign = signOf(reader)
  if (sign) {
    reader.take()
    return test(readOperand(reader, kind, sign))
  }
  if (!reader.accept('.')) throw reader.unexpected('a test such as = or .exists()')
  const name = reader.peek()
  if (name.source === 'contains' || name.source === 'omits') return parts(reader, test)
  return test({ value: readFunction(reader, kind), at: name.at })
}

/** What a value compares with: mostly a value that is written here. */
function readOperand(reader: Reader, kind: string, sign: Sign): Written<JsonObject> {
  const { source, at } = reader.peek()
  if (source !== 'trait' && source !== 'property' && source !== 'context') return compared(reader, sign)
  if (kind !== 'trait' || source !== 'trait')
    throw reader.mistake(at, `a comparison of a ${kind} with a ${source} has no meaning here yet; only two traits of a profile compare`)
  const compare = { eq: 'eqTrait', gt: 'gtTrait', lt: 'ltTrait', neq: null, gte: null, lte: null }[sign]
  if (!compare) throw reader.mistake(at, `two traits compare with =, > or <, not with ${SIGNS[sign]}; say it with NOT or OR`)
  reader.take()
  return { value: objectOf({ [compare]: readPath(reader, 'trait') }), at }
}

function compared(reader: Reader, sign: Sign): Written<JsonObject> {
  const { kind, at, source } = reader.peek()
  if (kind !== 'date') return { value: objectOf({ [sign]: readScalar(reader) }), at }
  if (sign === 'lt' || sign === 'gt') return { value: objectOf({ [sign === 'lt' ? 'before' : 'after']: readMoment(reader) }), at }
  throw reader.mistake(at, `a date compares with < and >, or .before_date(…) and .after_date(…); as a text it stands in quotes: '${source}'`)
}

/** `.contains('a', 'b')`: any of the parts; `.omits('a', 'b')`: none of them. */
function parts(reader: Reader, test: (is: Written<JsonObject>) => JsonObject): JsonObject {
  const { source, at } = reader.take()
  const values = enclosed(reader, () => readList(reader, () => readScalar(reader)))
  if (values.length === 0) throw reader.mistake(at, `${source}(…) needs a value`)
  const kind = source === 'contains' ? 'contains' : 'notContains'
  const [first, ...more] = values.map((value) => ({ value: test({ value: objectOf({ [kind]: value }), at: value.at }), at: value.at }))
  if (first && more.length === 0) return first.value
  return objectOf({ [kind === 'contains' ? 'any' : 'all']: { value: listOf(first ? [first, ...more] : more), at } })
}

function readFunction(reader: Reader, of: string): JsonObject {
  const { source, at } = reader.peek()
  const own = <T>(names: Record<string, T>): T | null => (Object.hasOwn(names, source) ? (names[source] ?? null) : null)
  const taken = <T extends Json>(kind: string, read: () => Written<T>) => {
    reader.take()
    return objectOf({ [kind]: enclosed(reader, read) })
  }
  const sign = own(COMPARISONS)
  if (sign) {
    reader.take()
    return enclosed(reader, () => readOperand(reader, of, sign)).value
  }
  const date = own(DATES)
  if (date) return taken(date, () => readMoment(reader))
  const relative = own(RELATIVE)
  if (relative) return taken(relative, () => readDuration(reader))
  const list = own(LISTS)
  if (list) return taken(list, () => ({ value: listOf(readList(reader, () => readScalar(reader))), at }))
  const text = own(TEXTS)
  if (text) return taken(text, () => readString(reader, 'a text between quotes'))
  if (source === 'between') return taken('between', () => ({ value: readRange(reader), at }))
  if (source !== 'exists' && source !== 'absent') throw reader.unexpected(`one of ${KNOWN.join(', ')}`)
  return taken('exists', () => ({ value: source === 'exists', at }))
}

function readRange(reader: Reader): JsonObject {
  const from = readNumber(reader)
  reader.expect(',')
  return objectOf({ from, to: readNumber(reader) })
}

/** Reads the test of a number, as after count(). */
export function readNumberTest(reader: Reader): Written<JsonObject> {
  const sign = signOf(reader)
  if (sign) {
    reader.take()
    const value = readNumber(reader)
    return { value: objectOf({ [sign]: value }), at: value.at }
  }
  if (!reader.accept('.')) throw reader.unexpected('a comparison such as >= 1')
  const { source, at } = reader.peek()
  const named = Object.hasOwn(COMPARISONS, source) ? COMPARISONS[source] : undefined
  if (named === undefined && source !== 'between') throw reader.unexpected(`one of ${Object.keys(COMPARISONS).join(', ')}, between`)
  reader.take()
  const value = enclosed(reader, (): Written<Json> => (named ? readNumber(reader) : { value: readRange(reader), at }))
  return { value: objectOf({ [named ?? 'between']: value }), at }
}
