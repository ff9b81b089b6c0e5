import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/engine/json.ts'
import { LENGTH_MS, NUMBERS, recently, rule, TEXTS, TRAITS } from './rule-generator.ts'
import { accountTrait, COMPUTED, type ComputedKey, computedTrait, firstTraits, type GeneratedTrait } from './trait-generator.ts'

/** A call whose moment is relative to the clock when it is sent; `repeat` sends an earlier call once more instead. */
export interface GeneratedCall {
  readonly call: JsonObject
  readonly offset: number
  readonly repeat: number | null
}

export type Step =
  | { readonly kind: 'send'; readonly calls: readonly GeneratedCall[] }
  /** Many events of one person, more than state keeps one by one. */
  | { readonly kind: 'burst'; readonly person: number; readonly count: number; readonly spacing: number; readonly values: readonly number[] }
  | { readonly kind: 'advance'; readonly by: number }
  /** A worker whose clock is behind takes these calls. */
  | { readonly kind: 'behind'; readonly by: number; readonly calls: readonly GeneratedCall[] }
  | { readonly kind: 'create'; readonly rule: JsonObject }
  /** A computed trait is made, or, where there is one of that key, computed in another way. */
  | ({ readonly kind: 'trait' } & GeneratedTrait)
  | { readonly kind: 'untrait'; readonly key: ComputedKey }
  /** Of one of the people, or of the accounts, the identifiers whose bits are set are taken out, where that is allowed. */
  | { readonly kind: 'split'; readonly entity: 'PROFILE' | 'ACCOUNT'; readonly person: number; readonly bits: number }
  /** Two of the people, or of the accounts, are made one by hand, where that is allowed. */
  | { readonly kind: 'join'; readonly entity: 'PROFILE' | 'ACCOUNT'; readonly one: number; readonly other: number }
  /** Another rule for one of the first audiences, and calls that come while it is computed. */
  | { readonly kind: 'edit'; readonly which: number; readonly rule: JsonObject; readonly calls: readonly GeneratedCall[] }

export interface Scenario {
  readonly rules: readonly JsonObject[]
  /** Of an audience of accounts. */
  readonly accountRule: JsonObject
  /** Whether messages merge accounts. */
  readonly joinAccounts: boolean
  readonly traits: readonly GeneratedTrait[]
  /** The definition of a trait of accounts. */
  readonly accountTrait: JsonObject | null
  readonly steps: readonly Step[]
}

const value: fc.Arbitrary<Json> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<Json>(...NUMBERS) },
  { weight: 2, arbitrary: fc.constantFrom<Json>(...TEXTS) },
  { weight: 1, arbitrary: fc.constantFrom<Json>(true, false, null, [], {}, [1], { v: 1 }) },
)

const list: fc.Arbitrary<Json> = fc.array(value, { maxLength: 3 })

const properties: fc.Arbitrary<JsonObject> = fc.record(
  {
    v: value,
    tags: fc.oneof(list, value),
    nested: fc.record({ v: value }),
    items: fc.array(fc.record({ v: value }, { requiredKeys: [] }), { maxLength: 2 }),
  },
  { requiredKeys: [] },
)

/** Moments at, just before and just after the edges of the windows that rules use, and some in between and to come. */
const offset = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom(...LENGTH_MS), fc.constantFrom(-1, 0, 1)).map(([ms, off]) => off - ms) },
  { weight: 2, arbitrary: fc.integer({ min: -8 * 86_400_000, max: 0 }) },
  { weight: 1, arbitrary: fc.constantFrom(400_000, 3_600_000, 86_400_000) },
)

/** Ids that keep each person within the limits: one user id, three anonymous ids, one e-mail; `mixed` lets people share them. */
function identifiers(mixed: boolean): fc.Arbitrary<JsonObject> {
  const ids = (person: number, other: number) =>
    fc
      .record({
        userId: fc.option(fc.constant(`u${person}`), { nil: undefined, freq: 2 }),
        anonymousId: fc.option(
          fc.nat(2).map((i) => `a${other}-${i}`),
          { nil: undefined, freq: 2 },
        ),
      })
      .map(({ userId, anonymousId }) => ({
        ...(userId && { userId }),
        ...(anonymousId || !userId ? { anonymousId: anonymousId ?? `a${other}-0` } : {}),
      }))
  const person = fc.nat(1)
  return mixed ? fc.tuple(person, person).chain(([a, b]) => ids(a, b)) : person.chain((a) => ids(a, a))
}

/** What calls say of an account; by the id that accounts share they meet. */
const account = fc
  .record({ groupId: fc.constantFrom('g0', 'g1'), crm: fc.option(fc.constantFrom('c0', 'c0', 'c0', 'c1'), { nil: null, freq: 3 }) })
  .map(({ groupId, crm }) => ({ groupId, externalIds: crm ? [{ collection: 'accounts', type: 'crm_id', id: crm, encoding: 'none' }] : [] }))
const track = fc
  .record({
    event: fc.constantFrom('Viewed', 'Ordered'),
    properties,
    app: fc.option(value, { nil: undefined }),
    about: fc.option(account, { nil: undefined, freq: 2 }),
  })
  .map(({ event, properties: props, app, about }) => ({
    ...{ type: 'track', event, properties: props },
    context: { ...(app !== undefined && { app: { v: app } }), ...about },
  }))
const page = fc.record({ properties }).map(({ properties: props }) => ({ type: 'page', name: 'Home', properties: props }))
const traits = fc.dictionary(fc.constantFrom(...TRAITS), fc.oneof(value, list), { maxKeys: 3 })
const group = fc.record({ about: account, traits }).map(({ about: { groupId, externalIds }, traits: said }) => ({
  ...{ type: 'group', groupId, traits: said },
  context: { externalIds },
}))
const identify = fc.tuple(traits, fc.boolean()).map(([said, email]) => ({ said, email }))

export function call(mixed: boolean): fc.Arbitrary<GeneratedCall> {
  const content = fc.tuple(
    identifiers(mixed),
    fc.oneof(
      { weight: 6, arbitrary: track },
      { weight: 1, arbitrary: page },
      { weight: 1, arbitrary: group },
      { weight: 2, arbitrary: identify.map(({ said, email }) => ({ type: 'identify', traits: said, email })) },
    ),
  )
  return fc.record({
    call: content.map(([ids, body]) => withEmail(ids, body)),
    offset,
    repeat: fc.option(fc.nat(20), { nil: null, freq: 8 }),
  })
}

/** An e-mail belongs to its person as ids do. */
function withEmail(ids: JsonObject, body: JsonObject): JsonObject {
  const { email, ...rest } = body
  if (body['type'] !== 'identify' || email !== true) return { ...ids, ...rest }
  const person = String(ids['userId'] ?? ids['anonymousId']).slice(1, 2)
  return { ...ids, ...rest, traits: { ...(rest['traits'] as JsonObject), email: `p${person}@example.com` } }
}

/** One in three has computed traits: to compare them takes as long as all the rest. */
export const scenario = (now: number, mixed: boolean): fc.Arbitrary<Scenario> =>
  fc.constantFrom(true, false, false).chain((computes) => scenarioWith(now, { mixed, computes }))

function scenarioWith(now: number, { mixed, computes }: { readonly mixed: boolean; readonly computes: boolean }): fc.Arbitrary<Scenario> {
  const send = fc.array(call(mixed), { minLength: 2, maxLength: 8 }).map((calls): Step => ({ kind: 'send', calls }))
  const burst = fc.record({
    kind: fc.constant('burst' as const),
    person: fc.nat(1),
    count: fc.integer({ min: 65, max: 140 }),
    spacing: fc.constantFrom(0, 1, 30_000, 3_600_000, 43_200_000),
    values: fc.array(fc.constantFrom(...NUMBERS), { minLength: 1, maxLength: 4 }),
  })
  const advance = fc
    .tuple(fc.constantFrom(1, ...LENGTH_MS), fc.constantFrom(-1, 0, 1))
    .map(([ms, off]): Step => ({ kind: 'advance', by: Math.max(1, ms + off) }))
  const behind = fc.record({
    kind: fc.constant('behind' as const),
    by: fc.constantFrom(1, ...LENGTH_MS),
    calls: fc.array(call(mixed), { minLength: 1, maxLength: 3 }),
  })
  const create = rule(now, ['audience_0']).map((made): Step => ({ kind: 'create', rule: made }))
  const trait = computedTrait(now).map((made): Step => ({ kind: 'trait', ...made }))
  const untrait = fc.constantFrom(...COMPUTED).map((key): Step => ({ kind: 'untrait', key }))
  const entity = fc.constantFrom('PROFILE' as const, 'PROFILE' as const, 'ACCOUNT' as const)
  const split = fc.record({ kind: fc.constant('split' as const), entity, person: fc.nat(2), bits: fc.integer({ min: 1, max: 30 }) })
  const join = fc.record({ kind: fc.constant('join' as const), entity, one: fc.nat(2), other: fc.nat(2) })
  const calls = fc.array(call(mixed), { maxLength: 3 })
  // The first audience is the one that others refer to.
  const edit = fc.oneof(
    fc.record({ kind: fc.constant('edit' as const), which: fc.constant(0), rule: fc.oneof(recently, rule(now)), calls }),
    fc.record({ kind: fc.constant('edit' as const), which: fc.constantFrom(1, 2), rule: rule(now, ['audience_0']), calls }),
  )
  return fc.record({
    accountRule: fc.oneof(recently, rule(now)),
    joinAccounts: fc.constantFrom(true, true, false),
    traits: computes ? firstTraits(now) : fc.constant([]),
    accountTrait: computes ? accountTrait(now) : fc.constant(null),
    rules: fc.tuple(recently, rule(now, ['audience_0']), rule(now, ['audience_0'])),
    // Time passes after something has happened, or it changes nothing.
    steps: fc
      .tuple(
        send,
        advance,
        send,
        advance,
        fc.array(
          fc.oneof(
            { weight: 4, arbitrary: send },
            { weight: 2, arbitrary: burst },
            { weight: 4, arbitrary: advance },
            { weight: 2, arbitrary: create },
            { weight: 2, arbitrary: edit },
            ...(computes
              ? [
                  { weight: 2, arbitrary: trait },
                  { weight: 1, arbitrary: untrait },
                ]
              : []),
            { weight: 1, arbitrary: behind },
            { weight: 3, arbitrary: split },
            { weight: 2, arbitrary: join },
          ),
          {
            maxLength: 6,
          },
        ),
      )
      .map(([one, two, three, four, rest]) => [one, two, three, four, ...rest]),
  })
}
