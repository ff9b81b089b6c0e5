import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/engine/json.ts'

/** What calls are about: names of events with the properties that they carry, and traits, each with values that occur. */
export interface Vocabulary {
  readonly events: readonly { readonly name: string; readonly count: number; readonly properties: ReadonlyMap<string, readonly Json[]> }[]
  readonly traits: ReadonlyMap<string, readonly Json[]>
}

const MOST_VALUES = 40

/** The names and values of calls; of each property the first few that occur. */
export function readVocabulary(calls: readonly JsonObject[]): Vocabulary {
  const events = new Map<string, { count: number; properties: Map<string, Json[]> }>()
  const traits = new Map<string, Json[]>()
  for (const call of calls) {
    collect(traits, call['traits'])
    if (call['type'] !== 'track') continue
    const name = String(call['event'])
    const event = events.get(name) ?? { count: 0, properties: new Map<string, Json[]>() }
    events.set(name, event)
    event.count++
    collect(event.properties, call['properties'])
  }
  return { events: [...events].map(([name, event]) => ({ name, ...event })), traits }
}

function collect(into: Map<string, Json[]>, document: Json | undefined): void {
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return
  for (const [key, value] of Object.entries(document)) {
    if (!/^\w+$/.test(key) || typeof value === 'object' || value === undefined) continue
    const known = into.get(key) ?? []
    into.set(key, known)
    if (known.length < MOST_VALUES && !known.includes(value)) known.push(value)
  }
}

type Event = Vocabulary['events'][number]

const length = fc.constantFrom('P1D', 'P7D', 'P30D', 'P90D', 'P200D', 'PT12H')
const window = fc.option(
  fc.oneof(
    length.map((last): JsonObject => ({ last })),
    fc.constantFrom<JsonObject>({ ago: { from: 'P90D', to: 'P30D' } }, { ago: { from: 'P200D', to: 'P7D' } }),
  ),
  { nil: undefined, freq: 3 },
)
const counted = fc.tuple(
  fc.constantFrom<JsonObject | undefined>(undefined, { unit: 'UTC_DAYS' }),
  fc.constantFrom<JsonObject>({ gte: 1 }, { gte: 3 }, { eq: 2 }, { lt: 5 }, { gt: 20 }, { between: { from: 2, to: 9 } }),
)

function valueTest(values: readonly Json[]): fc.Arbitrary<JsonObject> {
  return fc.constantFrom(...values).chain((value) => {
    if (typeof value === 'number') return fc.constantFrom('gt', 'gte', 'lt', 'lte', 'eq', 'neq').map((kind): JsonObject => ({ [kind]: value }))
    if (typeof value !== 'string') return fc.constant<JsonObject>({ eq: value })
    const part = value.slice(0, 3)
    return fc.constantFrom<JsonObject>({ eq: value }, { neq: value }, { contains: part }, { startsWith: part }, { gte: value })
  })
}

/** Numbers of its properties, to be compared with what is measured of them. */
function measured({ properties }: Event): fc.Arbitrary<[JsonObject | undefined, JsonObject]> {
  const bounds = [...properties].flatMap(([path, values]) => values.filter((value) => typeof value === 'number').map((value) => ({ path, value })))
  if (bounds.length === 0) return counted
  return fc
    .tuple(fc.constantFrom('sum', 'min', 'max', 'uniqueCount'), fc.constantFrom(...bounds), fc.constantFrom('gt', 'lte'))
    .map(([kind, { path, value }, test]) => [{ [kind]: path }, { [test]: value }])
}

function did(event: Event): fc.Arbitrary<JsonObject> {
  const where =
    event.properties.size === 0
      ? fc.constant(undefined)
      : fc.constantFrom(...event.properties).chain(([path, values]) => valueTest(values).map((is): JsonObject => ({ property: { path, is } })))
  return fc
    .record({ where: fc.option(where, { nil: undefined }), within: window, test: fc.oneof(counted, measured(event)) })
    .map(({ where: what, within, test: [measure, is] }) => ({
      event: { name: event.name, ...(what && { where: what }), ...(within && { window: within }), ...(measure && { measure }), is },
    }))
}

/** Steps of events that are rare enough for every pair of them to be looked at. */
function sequence(events: readonly Event[]): fc.Arbitrary<JsonObject> {
  const name = fc.constantFrom(...events.filter(({ count }) => count < 100_000).map((event) => event.name))
  return fc
    .record({ first: name, next: name, within: length, did: fc.boolean() })
    .map(({ first, next, ...rest }) => ({ sequence: { steps: [{ event: first }, { event: next, ...rest }] } }))
}

/** Rules of every kind about these names, with these values. */
export function ruleAbout({ events, traits }: Vocabulary): fc.Arbitrary<JsonObject> {
  const trait = fc.constantFrom(...traits).chain(([path, values]) => valueTest(values).map((is): JsonObject => ({ trait: { path, is } })))
  const leaf = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...events).chain(did) },
    { weight: 2, arbitrary: sequence(events) },
    ...(traits.size > 0 ? [{ weight: 2, arbitrary: trait }] : []),
  )
  return fc.oneof(
    { weight: 4, arbitrary: leaf },
    { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([a, b]): JsonObject => ({ all: [a, { not: b }] })) },
    { weight: 1, arbitrary: fc.tuple(leaf, leaf).map(([a, b]): JsonObject => ({ any: [a, b] })) },
  )
}
