import fc from 'fast-check'
import type { Json, JsonObject } from '../../src/engine/json.ts'
import { parsePath } from '../../src/engine/rules/path.ts'

/** Every kind of rule in its JSON form, of any depth that is allowed, with names and values as odd as they may be. */

const ODD = [
  "'",
  '"',
  '\\',
  "\\'",
  '\\n',
  '\n',
  '\r',
  '\t',
  '\\u{1}',
  '\\.',
  '--',
  '\u202e',
  '\u2028',
  '\u0001',
  'AND',
  "') OR event('x",
  '😀',
  '5',
  '*',
]
const text = fc.oneof(
  fc.array(fc.constantFrom(...ODD), { maxLength: 4 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 8 }).filter((one) => !one.includes('\0')),
  fc.string({ unit: 'grapheme', maxLength: 8 }),
)
const name = text.filter((one) => one !== '')
const path = fc
  .array(fc.oneof(name, fc.constantFrom('*', '0', 'total')), { minLength: 1, maxLength: 4 })
  .map((segments) => segments.join('.'))
  .filter((one) => parsePath(one) !== null)
const number = fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer(), fc.constantFrom(0, -0, 1, 1e21, 1e-7, -3.25, 5e-324))
const scalar: fc.Arbitrary<Json> = fc.oneof(number, text, fc.boolean())
const DAY = 86_400_000
const millis = fc.oneof(
  fc.integer({ min: 1, max: 1e6 }),
  fc.integer({ min: 1, max: 365_000 }).map((days) => days * DAY),
  fc.integer({ min: 1, max: 400 * DAY }),
)
const length = millis.map((ms) => `PT${Math.floor(ms / 1000)}.${String(ms % 1000).padStart(3, '0')}S`)
const moment = fc
  .oneof(
    fc.integer({ min: Date.parse('0001-01-01'), max: Date.parse('9999-12-31') }),
    fc.integer({ min: -500_000, max: 900_000 }).map((days) => days * DAY),
  )
  .map((ms) => new Date(ms).toISOString())
const ordered = <T extends Json>(pair: fc.Arbitrary<readonly [T, T]>, compare: (a: T, b: T) => boolean) =>
  pair.map(([a, b]) => (compare(a, b) ? { from: a, to: b } : { from: b, to: a }))

const field = <K extends string>(keys: readonly K[], value: fc.Arbitrary<Json>): fc.Arbitrary<JsonObject> =>
  fc.tuple(fc.constantFrom(...keys), value).map(([key, one]) => ({ [key]: one }))

const range = ordered(fc.tuple(number, number), (a, b) => a <= b)
const numberTest = fc.oneof(fc.constant({ gte: 1 }), field(['eq', 'neq', 'gt', 'gte', 'lt', 'lte'], number), field(['between'], range))
const valueTest = fc.oneof(
  field(['eq', 'neq', 'contains', 'notContains'], scalar),
  field(['gt', 'gte', 'lt', 'lte'], fc.oneof(number, text)),
  field(['between'], range),
  field(['in', 'nin'], fc.array(scalar, { maxLength: 4 })),
  field(['startsWith', 'endsWith'], text),
  field(['matches'], fc.constantFrom('', '.*', "'", '\\d+', "[\\\\']", '\\x{1f600}\n', '\\pL|\\.')),
  field(['exists'], fc.boolean()),
  field(['before', 'after'], moment),
  field(['withinLast', 'beforeLast', 'withinNext', 'afterNext'], length),
)
const window = fc.oneof(
  field(['last'], length),
  fc.tuple(fc.integer({ min: 1, max: 1e9 }), fc.integer({ min: 1, max: 1e9 })).map(([a, b]) => ({ ago: { from: `PT${a + b}S`, to: `PT${a}S` } })),
  ordered(
    fc.tuple(moment, moment).filter(([a, b]) => a !== b),
    (a, b) => Date.parse(a) < Date.parse(b),
  ).map((both) => ({ range: both })),
  field(['from', 'to'], moment).map((one) => ({ range: one })),
  fc.constant({ range: {} }),
)
const measure = fc.oneof(fc.constantFrom({ unit: 'EVENTS' }, { unit: 'UTC_DAYS' }), field(['sum', 'avg', 'min', 'max', 'uniqueCount'], path))

/** An object some of whose fields are left out. */
const some = (fields: Record<string, fc.Arbitrary<Json>>): fc.Arbitrary<JsonObject> =>
  fc.record(fields, { requiredKeys: [] }) as fc.Arbitrary<JsonObject>

/** Lists and negations of conditions, and what else is made of rules. */
function nest(
  condition: fc.Arbitrary<JsonObject>,
  more: (rule: fc.Arbitrary<JsonObject>) => fc.Arbitrary<JsonObject>[] = () => [],
): fc.Arbitrary<JsonObject> {
  const { rule } = fc.letrec<{ rule: JsonObject }>((tie) => ({
    rule: fc.oneof(
      { maxDepth: 5, depthSize: 'small' },
      condition,
      field(['all', 'any'], fc.array(tie('rule'), { maxLength: 3 })),
      field(['not'], tie('rule')),
      ...more(tie('rule')),
    ),
  }))
  return rule
}

const tested = (test: fc.Arbitrary<Json>) => fc.record({ path, is: test })
const where = nest(field(['property', 'context', 'trait'], tested(valueTest)))
const event = fc
  .tuple(
    fc.oneof(
      fc.record({ name }),
      fc.record({ type: fc.constantFrom('TRACK', 'IDENTIFY', 'PAGE', 'SCREEN', 'GROUP', 'ALIAS') }),
      fc.record({ name, type: fc.constantFrom('PAGE', 'ALIAS') }),
    ),
    some({ where, window, measure, is: numberTest }),
  )
  .map(([named, rest]) => ({ event: { ...named, ...rest } }))
const step = fc.tuple(
  fc.record({ event: name }),
  some({ where, within: length }),
  fc.constantFrom({}, { did: false }, { occurrence: 'FIRST' }, { occurrence: 'LAST' }),
)
const sequence = fc
  .tuple(
    fc.tuple(fc.record({ event: name }), some({ where }), some({ occurrence: fc.constantFrom('FIRST', 'LAST') })),
    fc.array(step, { maxLength: 3 }),
    some({ window }),
  )
  .map(([first, rest, more]) => ({ sequence: { steps: [first, ...rest].map((parts) => Object.assign({}, ...parts) as JsonObject), ...more } }))

export const oddRule: fc.Arbitrary<JsonObject> = nest(
  fc.oneof(
    field(['trait'], tested(fc.oneof(valueTest, field(['eqTrait', 'gtTrait', 'ltTrait'], path)))),
    event,
    sequence,
    fc.record({ audience: fc.record({ key: fc.stringMatching(/^[a-z][a-z0-9_]{0,5}$/), member: fc.boolean() }) }),
    fc.record({ identifier: fc.tuple(fc.record({ type: name }), some({ count: numberTest })).map(([type, rest]) => ({ ...type, ...rest })) }),
  ),
  (rule) => [
    field(
      ['related'],
      fc.tuple(fc.record({ rule }), some({ quantifier: fc.constantFrom('ANY', 'ALL', 'NONE') })).map(([of, rest]) => ({ ...of, ...rest })),
    ),
  ],
)
