import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/engine/json.ts'

/** What streams and rules draw their constants from, so that they meet: values, moments and lengths are the same on both sides. */
export const NAMES = ['Viewed', 'Ordered', 'Page Viewed']
export const NUMBERS = [0, 1, 2, 2.5, -3, 0.1, 0.2, 0.3, 1e15, 1e-7]
export const TEXTS = ['', 'x', 'X', 'xyz', 'é', '😀', '\uffee', '5', '2026-03-15', '2026-03-14T12:00:00.000Z', '2026-02-30']
const PATTERNS = ['', '.*', 'x+', '(?i)x.*', '[0-9-]+', '.', '\\PL*']
export const LENGTHS = ['PT0.002S', 'PT30M', 'PT1H', 'P1D', 'P7D', 'P61D']
export const LENGTH_MS = [2, 1_800_000, 3_600_000, 86_400_000, 604_800_000, 61 * 86_400_000]
export const PROPERTIES = ['v', 'tags', 'nested.v', 'tags.*', 'tags.0', 'items.*.v', 'missing']
export const TRAITS = ['plan', 'score', 'seen', 'tags']
/** Custom or computed. */
const READ_TRAITS = [...TRAITS, 't0', 't1']
export const measureOfProperty = ['sum', 'avg', 'min', 'max', 'first', 'last', 'uniqueList', 'uniqueCount', 'mode'] as const

const number = fc.constantFrom(...NUMBERS)
const text = fc.constantFrom(...TEXTS)
const scalar: fc.Arbitrary<Json> = fc.oneof(number, text, fc.boolean())
const length = fc.constantFrom(...LENGTHS)
const small = fc.constantFrom(0, 1, 2, 3, 5)

const range = fc.tuple(number, number).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) }))

export function valueTest(now: number): fc.Arbitrary<JsonObject> {
  const moment = fc.constantFrom(0, 1, -1, ...LENGTH_MS.map((ms) => -ms)).map((ms) => new Date(now + ms).toISOString())
  return fc.oneof(
    fc.record({ eq: scalar }),
    fc.record({ neq: scalar }),
    fc.oneof(fc.record({ gt: number }), fc.record({ gte: text }), fc.record({ lt: text }), fc.record({ lte: number })),
    fc.record({ between: range }),
    fc.record({ in: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ nin: fc.array(scalar, { maxLength: 3 }) }),
    fc.record({ contains: scalar }),
    fc.record({ notContains: scalar }),
    fc.oneof(fc.record({ startsWith: text }), fc.record({ endsWith: text }), fc.record({ matches: fc.constantFrom(...PATTERNS) })),
    fc.record({ exists: fc.boolean() }),
    fc.oneof(fc.record({ before: moment }), fc.record({ after: moment })),
    fc.oneof(
      fc.record({ withinLast: length }),
      fc.record({ beforeLast: length }),
      fc.record({ withinNext: length }),
      fc.record({ afterNext: length }),
    ),
  )
}

const countTest: fc.Arbitrary<JsonObject> = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom({ gte: 1 }, { gte: 2 }, { gte: 3 }) },
  fc.record({ eq: small }),
  fc.record({ neq: small }),
  fc.record({ lt: small }),
  fc.record({ lte: small }),
  fc.record({ gt: fc.constantFrom(0, 1, 2, 40, 63, 64, 70) }),
  fc.tuple(small, small).map(([a, b]) => ({ between: { from: Math.min(a, b), to: Math.max(a, b) } })),
)

const amountTest: fc.Arbitrary<JsonObject> = fc.oneof(
  fc.record({ gte: number }),
  fc.record({ gt: number }),
  fc.record({ lt: number }),
  fc.record({ lte: number }),
  fc.record({ eq: fc.constantFrom(0.3, 0, 2, 3, 5) }),
  fc.record({ neq: number }),
  fc.record({ between: range }),
)

export function windowOf(now: number): fc.Arbitrary<JsonObject | undefined> {
  const edge = fc.constantFrom(0, -1, ...LENGTH_MS.map((ms) => -ms), 600_000).map((ms) => now + ms)
  return fc.oneof(
    { weight: 2, arbitrary: fc.constant(undefined) },
    { weight: 5, arbitrary: fc.record({ last: length }) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.nat(LENGTHS.length - 1), fc.nat(LENGTHS.length - 1))
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ ago: { from: LENGTHS[Math.max(a, b)] as string, to: LENGTHS[Math.min(a, b)] as string } })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(edge, edge)
        .filter(([a, b]) => a !== b)
        .map(([a, b]) => ({ range: { from: new Date(Math.min(a, b)).toISOString(), to: new Date(Math.max(a, b)).toISOString() } })),
    },
  )
}

export function propertyRule(now: number): fc.Arbitrary<JsonObject> {
  const leaf = fc.oneof(
    { weight: 4, arbitrary: fc.record({ property: fc.record({ path: fc.constantFrom(...PROPERTIES), is: valueTest(now) }) }) },
    { weight: 1, arbitrary: fc.record({ context: fc.record({ path: fc.constant('app.v'), is: valueTest(now) }) }) },
  )
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ not: leaf }) },
    { weight: 1, arbitrary: fc.record({ all: fc.array(leaf, { maxLength: 2 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(leaf, { maxLength: 2 }) }) },
  )
}

function eventRule(now: number): fc.Arbitrary<JsonObject> {
  const counted = fc.tuple(
    fc.constantFrom(undefined, { unit: 'EVENTS' }, { unit: 'UTC_DAYS' }, { uniqueCount: 'v' }, { uniqueCount: 'tags.*' }),
    countTest,
  )
  const measured = fc.tuple(fc.constantFrom({ sum: 'v' }, { avg: 'v' }, { min: 'v' }, { max: 'v' }, { sum: 'items.*.v' }), amountTest)
  return fc
    .record({
      named: fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...NAMES).map((name): JsonObject => ({ name })) },
        { weight: 1, arbitrary: fc.constantFrom('TRACK', 'IDENTIFY', 'PAGE').map((type): JsonObject => ({ type })) },
        { weight: 1, arbitrary: fc.constant<JsonObject>({ name: 'Viewed', type: 'TRACK' }) },
      ),
      where: fc.option(propertyRule(now), { nil: undefined, freq: 2 }),
      window: windowOf(now),
      test: fc.oneof({ weight: 3, arbitrary: counted }, { weight: 2, arbitrary: measured }),
    })
    .map(({ named, where, window: within, test: [measure, is] }) => ({
      event: { ...named, ...(where && { where }), ...(within && { window: within }), ...(measure && { measure }), is },
    }))
}

const step = (now: number): fc.Arbitrary<JsonObject> =>
  fc
    .record({
      event: fc.constantFrom('Viewed', 'Viewed', 'Ordered', 'Page Viewed'),
      where: fc.option(propertyRule(now), { nil: undefined, freq: 3 }),
      within: fc.option(length, { nil: undefined }),
      kind: fc.constantFrom<JsonObject>({}, {}, {}, { did: false }, { did: false }, { occurrence: 'FIRST' }, { occurrence: 'LAST' }),
    })
    .map(({ event, where, within, kind }) => ({ event, ...(where && { where }), ...(within && { within }), ...kind }))

const sequenceRule = (now: number): fc.Arbitrary<JsonObject> =>
  fc
    .record({ first: step(now), rest: fc.array(step(now), { minLength: 1, maxLength: 3 }), window: windowOf(now) })
    .map(({ first: { within: _within, did: _did, ...first }, rest, window: within }) => ({
      sequence: { steps: [first, ...rest], ...(within && { window: within }) },
    }))

/** What most sequences are. */
const thenSoon: fc.Arbitrary<JsonObject> = fc
  .record({
    first: fc.constantFrom('Viewed', 'Ordered'),
    next: fc.constantFrom('Viewed', 'Ordered'),
    within: length,
    did: fc.constantFrom(true, true, false),
  })
  .map(({ first, next, within, did }) => ({ sequence: { steps: [{ event: first }, { event: next, within, did }] } }))

/** Sums over more than is kept one by one, whose window cuts through what is kept in buckets. */
const spentLately: fc.Arbitrary<JsonObject> = fc
  .record({ last: fc.constantFrom('PT30M', 'PT1H', 'P1D'), measure: fc.constantFrom({ sum: 'v' }, { avg: 'v' }, { unit: 'EVENTS' }), is: amountTest })
  .map(({ last, measure, is }) => ({ event: { name: 'Ordered', window: { last }, measure, is: measure.unit ? { gt: 70 } : is } }))

/** What most audiences are, and what the clock changes most: did something lately. */
export const recently: fc.Arbitrary<JsonObject> = fc
  .record({ name: fc.constantFrom('Viewed', 'Ordered'), last: length, gte: fc.constantFrom(1, 1, 2) })
  .map(({ name, last, gte }) => ({ event: { name, window: { last }, is: { gte } } }))

const comparison: fc.Arbitrary<JsonObject> = fc
  .record({
    path: fc.constantFrom(...READ_TRAITS, 'tags.*'),
    kind: fc.constantFrom('eqTrait', 'gtTrait', 'ltTrait'),
    other: fc.constantFrom(...READ_TRAITS, 'tags.*'),
  })
  .map(({ path, kind, other }) => ({ trait: { path, is: { [kind]: other } } }))

/** About the accounts of a person, or the people of an account. */
function relatedRule(now: number): fc.Arbitrary<JsonObject> {
  const inner = fc.oneof(
    recently,
    eventRule(now),
    fc.record({ trait: fc.record({ path: fc.constantFrom(...READ_TRAITS), is: valueTest(now) }) }) as fc.Arbitrary<JsonObject>,
  )
  const related = (of: fc.Arbitrary<JsonObject>) =>
    fc.record({ quantifier: fc.constantFrom('ANY', 'ALL', 'NONE'), rule: of }).map((made): JsonObject => ({ related: made }))
  return fc.oneof({ weight: 5, arbitrary: related(inner) }, { weight: 1, arbitrary: related(related(inner)) })
}

/** A rule as a user would send it, about what the streams hold; `keys` are audiences it may refer to. */
export function rule(now: number, keys: readonly string[] = []): fc.Arbitrary<JsonObject> {
  const leaf = fc.oneof(
    { weight: 6, arbitrary: recently },
    { weight: 6, arbitrary: eventRule(now) },
    { weight: 2, arbitrary: spentLately },
    { weight: 3, arbitrary: sequenceRule(now) },
    { weight: 3, arbitrary: thenSoon },
    { weight: 1, arbitrary: comparison },
    { weight: 3, arbitrary: relatedRule(now) },
    { weight: 2, arbitrary: fc.record({ trait: fc.record({ path: fc.constantFrom(...READ_TRAITS, 'tags.*'), is: valueTest(now) }) }) },
    { weight: 1, arbitrary: fc.record({ identifier: fc.record({ type: fc.constantFrom('user_id', 'anonymous_id', 'email'), count: countTest }) }) },
    ...(keys.length > 0
      ? [
          {
            weight: 2,
            arbitrary: fc.record({ audience: fc.record({ key: fc.constantFrom(...keys), member: fc.boolean() }) }) as fc.Arbitrary<JsonObject>,
          },
        ]
      : []),
  )
  return fc.oneof(
    { weight: 5, arbitrary: leaf },
    { weight: 1, arbitrary: fc.record({ not: leaf }) },
    { weight: 1, arbitrary: fc.record({ all: fc.array(leaf, { maxLength: 3 }) }) },
    { weight: 1, arbitrary: fc.record({ any: fc.array(leaf, { maxLength: 3 }) }) },
    { weight: 1, arbitrary: leaf.map((one) => ({ not: { any: [{ not: one }] } })) },
  )
}
