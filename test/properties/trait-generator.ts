import fc from 'fast-check'
import type { JsonObject } from '../../src/engine/json.ts'
import { LENGTHS, measureOfProperty, propertyRule, rule, windowOf } from './rule-generator.ts'

/** The keys of computed traits; one is also the name of a custom trait. */
export const COMPUTED = ['t0', 't1', 't2', 'score'] as const
export type ComputedKey = (typeof COMPUTED)[number]

export interface GeneratedTrait {
  readonly key: ComputedKey
  readonly definition: JsonObject
}

/** Formulas, and what they are in SQL: `x` has the traits as doubles, null where they are missing. */
export const FORMULAS: Readonly<Record<string, string>> = {
  't0 + score * 2': 'x.t0 + x.score * 2',
  '-(t1 - 0.1) / t0': '-(x.t1 - 0.1::float8) / nullif(x.t0, 0)',
  'round(coalesce(t0, score, 7) / 3)': 'floor(coalesce(x.t0, x.score, 7) / 3 + 0.5)',
  'abs(min(t2, 5)) + max(t0, plan)':
    'abs(case when x.t2 is not null then least(x.t2, 5) end) + case when x.t0 is not null and x.plan is not null then greatest(x.t0, x.plan) end',
  "ceil('t1') - floor(t2 * 0.5)": 'ceil(x.t1) - floor(x.t2 * 0.5::float8)',
  '10 / (t0 - t0)': 'null::float8',
}

const event = fc.constantFrom('Viewed', 'Ordered')

function measure(now: number): fc.Arbitrary<JsonObject> {
  const selected = fc
    .record({ event, where: fc.option(propertyRule(now), { nil: undefined, freq: 2 }), window: windowOf(now) })
    .map(({ where, window, ...rest }): JsonObject => ({ ...rest, ...(where && { where }), ...(window && { window }) }))
  const property = fc.tuple(selected, fc.constantFrom('v', 'tags.*', 'items.*.v', 'nested'), fc.constantFrom(...measureOfProperty))
  return fc.oneof(
    { weight: 1, arbitrary: selected.map((count) => ({ count })) },
    { weight: 3, arbitrary: property.map(([of, path, kind]): JsonObject => ({ [kind]: { ...of, property: path } })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(selected, fc.constantFrom(1, 3))
        .map(([of, minFrequency]): JsonObject => ({ mode: { ...of, property: 'v', minFrequency } })),
    },
  )
}

function score(now: number): fc.Arbitrary<JsonObject> {
  const points = fc.constantFrom(1, 2.5, -3, 0.0001, 100)
  const ruled = fc.record({ rule: rule(now, ['audience_0', 'audience_1']), points })
  const scored = fc.record({ event, points, halfLife: fc.option(fc.constantFrom(...LENGTHS), { nil: undefined }) }).map(
    ({ halfLife, ...rest }): JsonObject => ({
      ...rest,
      ...(halfLife && { halfLife }),
    }),
  )
  return fc
    .record({
      rules: fc.array(ruled, { minLength: 1, maxLength: 2 }),
      events: fc.array(scored, { maxLength: 2 }),
      max: fc.option(fc.constant(50), { nil: undefined, freq: 1 }),
      min: fc.option(fc.constant(-1), { nil: undefined, freq: 1 }),
    })
    .map(({ rules, events, max, min }) => ({
      score: { rules, events, ...(max !== undefined && { max }), ...(min !== undefined && { min }) } as JsonObject,
    }))
}

const formula = fc.constantFrom(...Object.keys(FORMULAS)).map((text): JsonObject => ({ formula: text }))

/** How a trait may be computed; it may depend on others, on audiences, and, which is refused, on itself. */
export const definition = (now: number): fc.Arbitrary<JsonObject> =>
  fc.oneof({ weight: 3, arbitrary: measure(now) }, { weight: 2, arbitrary: score(now) }, { weight: 2, arbitrary: formula })

export const computedTrait = (now: number): fc.Arbitrary<GeneratedTrait> =>
  fc.record({ key: fc.constantFrom(...COMPUTED), definition: definition(now) })

/** Those of the beginning: a trait of events, a formula over it, a score over both. */
export const firstTraits = (now: number): fc.Arbitrary<readonly GeneratedTrait[]> =>
  fc.tuple(measure(now), definition(now), score(now)).map(([t0, t1, last]) => [
    { key: 't1', definition: t1 },
    { key: 'score', definition: last },
    { key: 't0', definition: t0 },
  ])

/** Of an account. */
export const accountTrait = measure
