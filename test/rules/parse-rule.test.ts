import { describe, expect, test } from 'vitest'
import { audienceReferences, leafRules } from '../../src/engine/rules/conditions.ts'
import { InvalidRuleError } from '../../src/engine/rules/invalid-rule.ts'
import { parsePropertyRule } from '../../src/engine/rules/parse-property-rule.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'

const DAY = 86_400_000
const key = (...keys: readonly string[]) => keys.map((one) => ({ kind: 'key', key: one }))
const event = (more: object) => ({ event: { name: 'Order Completed', ...more } })
const trait = (is: unknown) => ({ trait: { path: 'plan', is } })
const nested = (depth: number): object => (depth === 1 ? { all: [] } : { not: nested(depth - 1) })
const nestedWhere = (depth: number): object => (depth === 1 ? { all: [] } : { not: nestedWhere(depth - 1) })

function mistake(read: () => unknown): { readonly path: string; readonly message: string } {
  try {
    read()
  } catch (error) {
    if (error instanceof InvalidRuleError) return { path: error.path.join('.'), message: error.message }
    throw error
  }
  throw new Error('It was accepted.')
}

describe('parseRule', () => {
  test('reads every kind of rule', () => {
    const rule = parseRule({
      all: [
        { any: [] },
        { not: { audience: { key: 'vips' } } },
        { audience: { key: 'staff', member: false } },
        { identifier: { type: 'email' } },
        { identifier: { type: 'ios.id', count: { between: { from: 1, to: 2 } } } },
        { trait: { path: 'address.city', is: { in: ['Berlin', 5, true] } } },
      ],
    })
    expect(rule).toEqual({
      kind: 'all',
      of: [
        { kind: 'any', of: [] },
        { kind: 'not', rule: { kind: 'audience', key: 'vips', member: true } },
        { kind: 'audience', key: 'staff', member: false },
        { kind: 'identifier', type: 'email', count: { kind: 'gte', value: 1 } },
        { kind: 'identifier', type: 'ios.id', count: { kind: 'between', from: 1, to: 2 } },
        { kind: 'trait', path: key('address', 'city'), is: { kind: 'in', values: ['Berlin', 5, true] } },
      ],
    })
  })

  test('reads an event condition, with the defaults of the schema', () => {
    expect(parseRule({ event: { name: 'Order Completed' } })).toEqual({
      kind: 'event',
      condition: { type: null, name: 'Order Completed', where: null, window: null, measure: { kind: 'events' } },
      is: { kind: 'gte', value: 1 },
    })
    const where = {
      any: [{ property: { path: 'items.*.sku', is: { startsWith: 'a' } } }, { not: { context: { path: 'ip', is: { exists: false } } } }],
    }
    expect(parseRule(event({ type: 'TRACK', where, window: { last: 'P30D' }, measure: { sum: 'price' }, is: { gt: 100 } }))).toEqual({
      kind: 'event',
      condition: {
        type: 'TRACK',
        name: 'Order Completed',
        where: {
          kind: 'any',
          of: [
            { kind: 'property', path: [...key('items'), { kind: 'any' }, ...key('sku')], is: { kind: 'startsWith', value: 'a' } },
            { kind: 'not', rule: { kind: 'context', path: key('ip'), is: { kind: 'exists', value: false } } },
          ],
        },
        window: { kind: 'last', length: 30 * DAY },
        measure: { kind: 'sum', path: key('price') },
      },
      is: { kind: 'gt', value: 100 },
    })
  })

  test('reads every window and measure', () => {
    const condition = (more: object) => {
      const rule = parseRule(event(more))
      return rule.kind === 'event' ? rule.condition : undefined
    }
    const at = Date.parse('2026-01-01T00:00:00.000Z')
    expect(condition({ window: { ago: { from: 'P2D', to: 'PT1H' } } })?.window).toEqual({ kind: 'ago', from: 2 * DAY, to: DAY / 24 })
    expect(condition({ window: { range: { from: '2026-01-01T00:00:00.000Z' } } })?.window).toEqual({ kind: 'range', from: at, to: null })
    expect(condition({ window: { range: { to: '2026-01-01T01:00:00+01:00' } } })?.window).toEqual({ kind: 'range', from: null, to: at })
    expect(condition({ measure: { unit: 'EVENTS' } })?.measure).toEqual({ kind: 'events' })
    expect(condition({ measure: { unit: 'UTC_DAYS' } })?.measure).toEqual({ kind: 'utcDays' })
    for (const kind of ['sum', 'avg', 'min', 'max', 'uniqueCount'])
      expect(condition({ measure: { [kind]: 'a' } })?.measure).toEqual({ kind, path: key('a') })
  })

  test.each<[object, object]>([
    [{ eq: 'pro' }, { kind: 'eq', value: 'pro' }],
    [{ neq: false }, { kind: 'neq', value: false }],
    [{ gt: 1.5 }, { kind: 'gt', value: 1.5 }],
    [{ gte: 'a' }, { kind: 'gte', value: 'a' }],
    [{ eq: -0 }, { kind: 'eq', value: 0 }],
    [{ between: { from: 1, to: 1 } }, { kind: 'between', from: 1, to: 1 }],
    [{ in: [] }, { kind: 'in', values: [] }],
    [{ nin: ['a'] }, { kind: 'nin', values: ['a'] }],
    [{ contains: '' }, { kind: 'contains', value: '' }],
    [{ notContains: 5 }, { kind: 'notContains', value: 5 }],
    [{ endsWith: '😀' }, { kind: 'endsWith', value: '😀' }],
    [{ exists: true }, { kind: 'exists', value: true }],
    [{ before: '2026-01-01T00:00:00Z' }, { kind: 'before', value: Date.parse('2026-01-01') }],
    [{ after: '2026-01-01T00:00:00Z' }, { kind: 'after', value: Date.parse('2026-01-01') }],
    [{ withinLast: 'P1D' }, { kind: 'withinLast', length: DAY }],
    [{ beforeLast: 'P1D' }, { kind: 'beforeLast', length: DAY }],
    [{ withinNext: 'P1D' }, { kind: 'withinNext', length: DAY }],
    [{ afterNext: 'P1D' }, { kind: 'afterNext', length: DAY }],
  ])('reads the test %j', (is, expected) => {
    expect(parseRule(trait(is))).toEqual({ kind: 'trait', path: key('plan'), is: expected })
    expect(parsePropertyRule({ property: { path: 'plan', is } })).toEqual({ kind: 'property', path: key('plan'), is: expected })
  })

  test('takes null for an omitted field, as GraphQL sends it', () => {
    const without = event({})
    expect(parseRule({ ...without, all: null, trait: null })).toEqual(parseRule(without))
    expect(parseRule(event({ type: null, where: null, window: null, measure: null, is: null }))).toEqual(parseRule(without))
    expect(parseRule(event({ is: { gt: null, gte: 1 } }))).toEqual(parseRule(without))
  })

  test.each<[string, unknown, string, RegExp]>([
    ['no object', null, '', /^A rule is an object with all, any, not, trait, event, sequence, audience, identifier, related\.$/],
    ['a list', [], '', /is an object/],
    ['nothing set', {}, '', /exactly one of .* none/],
    ['two set', { all: [], any: [] }, '', /exactly one of .* several/],
    ['an unknown field', { like: {} }, 'like', /no field "like" here\. A rule has all, any, not,/],
    ['an unknown field among known ones', { all: [], like: null }, 'like', /no field "like"/],
    ['an unknown quantifier', { related: { quantifier: 'SOME', rule: { all: [] } } }, 'related.quantifier', /ANY, ALL, NONE/],
    ['nothing about what is related', { related: {} }, 'related.rule', /missing/],
    ['an inherited name', JSON.parse('{"__proto__": {"all": []}}'), '__proto__', /no field "__proto__"/],
    ['parts that are no list', { all: {} }, 'all', /list/],
    ['a wrong part', { any: [{ all: [] }, { all: [{ not: { nor: [] } }] }] }, 'any.1.all.0.not.nor', /no field "nor"/],
    ['an event without name and type', { event: { window: { last: 'P1D' } } }, 'event', /name or a type/],
    ['an empty name', { event: { name: '' } }, 'event.name', /not empty/],
    ['a wrong type of event', { event: { type: 'track' } }, 'event.type', /TRACK, IDENTIFY/],
    [
      'a duration in months',
      { any: [{ all: [] }, { all: [] }, event({ window: { ago: { from: 'P1M', to: 'P1D' } } })] },
      'any.2.event.window.ago.from',
      /months/,
    ],
    [
      'an ago turned round',
      { any: [{ all: [] }, { all: [] }, event({ window: { ago: { from: 'P1D', to: 'P2D' } } })] },
      'any.2.event.window.ago',
      /not longer ago/,
    ],
    ['an ago of nothing', event({ window: { ago: { from: 'P1D', to: 'P1D' } } }), 'event.window.ago', /not longer ago/],
    ['an ago without to', event({ window: { ago: { from: 'P1D' } } }), 'event.window.ago.to', /missing/],
    ['no time', event({ window: { last: 'PT0S' } }), 'event.window.last', /longer than nothing/],
    ['a number for a duration', event({ window: { last: 30 } }), 'event.window.last', /string/],
    ['two windows', event({ window: { last: 'P1D', range: {} } }), 'event.window', /several/],
    [
      'a range turned round',
      event({ window: { range: { from: '2026-01-02T00:00:00Z', to: '2026-01-01T00:00:00Z' } } }),
      'event.window.range',
      /not before/,
    ],
    [
      'a range of nothing',
      event({ window: { range: { from: '2026-01-01T00:00:00Z', to: '2026-01-01T00:00:00Z' } } }),
      'event.window.range',
      /not before/,
    ],
    ['a moment without zone', event({ window: { range: { from: '2026-01-01T00:00:00' } } }), 'event.window.range.from', /ISO 8601/],
    ['an unknown unit', event({ measure: { unit: 'DAYS' } }), 'event.measure.unit', /EVENTS, UTC_DAYS/],
    ['an empty path of a measure', event({ measure: { sum: '' } }), 'event.measure.sum', /empty segment/],
    ['an infinite number', event({ is: { gt: Number.POSITIVE_INFINITY } }), 'event.is.gt', /finite/],
    ['a text for a number', event({ is: { gt: '5' } }), 'event.is.gt', /number/],
    ['a range of numbers turned round', event({ is: { between: { from: 2, to: 1 } } }), 'event.is.between', /greater than/],
    ['half a range of numbers', event({ is: { between: { from: 2 } } }), 'event.is.between.to', /missing/],
    ['a test of a value for a number', event({ is: { exists: true } }), 'event.is.exists', /no field "exists"/],
    ['a missing path', { trait: { is: { eq: 1 } } }, 'trait.path', /missing/],
    ['an empty path', { trait: { path: '', is: { eq: 1 } } }, 'trait.path', /empty segment/],
    ['an endless path', { trait: { path: Array(33).fill('a').join('.'), is: { eq: 1 } } }, 'trait.path', /at most 32/],
    ['a missing test', { trait: { path: 'a' } }, 'trait.is', /missing/],
    ['an unknown test', trait({ like: '.*' }), 'trait.is.like', /no field "like" here\. A test of a value has eq, neq,/],
    ['a pattern of another kind', trait({ matches: '(?=a)' }), 'trait.is.matches', /no pattern of RE2/],
    ['half a pattern', trait({ matches: '(a' }), 'trait.is.matches', /no pattern of RE2/],
    ['an endless pattern', trait({ matches: 'a'.repeat(1001) }), 'trait.is.matches', /at most 1000/],
    ['a pattern that explodes', trait({ matches: '((a{100}){100}){100}' }), 'trait.is.matches', /no pattern of RE2/],
    ['an empty path of another trait', trait({ eqTrait: '' }), 'trait.is.eqTrait', /empty segment/],
    [
      'a comparison of traits within an event',
      event({ where: { property: { path: 'a', is: { eqTrait: 'b' } } } }),
      'event.where.property.is.eqTrait',
      /no field "eqTrait"/,
    ],
    ['a sequence without steps', { sequence: {} }, 'sequence.steps', /missing/],
    ['a sequence of nothing', { sequence: { steps: [] } }, 'sequence.steps', /1 to 10 steps; this one has 0/],
    ['eleven steps', { sequence: { steps: Array(11).fill({ event: 'a' }) } }, 'sequence.steps', /this one has 11/],
    ['a step without event', { sequence: { steps: [{ did: true }] } }, 'sequence.steps.0.event', /missing/],
    ['a first step that is not done', { sequence: { steps: [{ event: 'a', did: false }] } }, 'sequence.steps.0.did', /first step is done/],
    ['a first step within nothing', { sequence: { steps: [{ event: 'a', within: 'P1D' }] } }, 'sequence.steps.0.within', /follows none/],
    [
      'the first of what is not done',
      { sequence: { steps: [{ event: 'a' }, { event: 'b', did: false, occurrence: 'FIRST' }] } },
      'sequence.steps.1.occurrence',
      /no occurrence/,
    ],
    ['an unknown occurrence', { sequence: { steps: [{ event: 'a', occurrence: 'SECOND' }] } }, 'sequence.steps.0.occurrence', /ANY, FIRST, LAST/],
    ['a list as a scalar', trait({ eq: [1] }), 'trait.is.eq', /string, a number or a boolean/],
    ['a null in a list', trait({ in: ['a', null] }), 'trait.is.in.1', /string, a number or a boolean/],
    ['a boolean in order', trait({ gt: true }), 'trait.is.gt', /number or a string/],
    ['a number as a part of a text', trait({ startsWith: 5 }), 'trait.is.startsWith', /string/],
    ['a text as a boolean', trait({ exists: 'true' }), 'trait.is.exists', /true or false/],
    ['U+0000', trait({ eq: 'a\0' }), 'trait.is.eq', /U\+0000/],
    ['a lone surrogate', trait({ contains: 'a\ud800' }), 'trait.is.contains', /surrogates/],
    ['a lone surrogate in a name', { event: { name: '\udc00' } }, 'event.name', /surrogates/],
    ['a wrong key', { audience: { key: 'VIPs' } }, 'audience.key', /key begins/],
    ['a long key', { audience: { key: 'a'.repeat(64) } }, 'audience.key', /key begins/],
    ['a missing key', { audience: { member: true } }, 'audience.key', /missing/],
    ['an empty type', { identifier: { type: '' } }, 'identifier.type', /not empty/],
    [
      'a wrong place within where',
      event({ where: { all: [{ property: { path: 'a', is: { gt: [] } } }] } }),
      'event.where.all.0.property.is.gt',
      /number or a string/,
    ],
    ['a rule within where', event({ where: { event: { name: 'a' } } }), 'event.where.event', /A rule about properties has all, any, not, property,/],
    ['501 conditions', { all: Array(501).fill(trait({ eq: 1 })) }, '', /at most 500 conditions; this one has 501/],
    ['10,000 conditions', { all: Array(10_000).fill(event({})) }, '', /this one has 10000/],
    ['501 empty lists', { all: Array(501).fill({ all: [] }) }, '', /at most 500/],
    [
      'conditions within where',
      { all: Array(250).fill(event({ where: { all: [{ property: { path: 'a', is: { eq: 1 } } }, { property: { path: 'a', is: { eq: 1 } } }] } })) },
      '',
      /has 750/,
    ],
    ['33 levels', nested(33), Array(32).fill('not').join('.'), /at most 32 deep/],
    ['thousands of levels', JSON.parse(`${'{"not":'.repeat(5000)}{"all":[]}${'}'.repeat(5000)}`), Array(32).fill('not').join('.'), /at most 32 deep/],
    ['33 levels through where', event({ where: nestedWhere(32) }), `event.where.${Array(31).fill('not').join('.')}`, /at most 32 deep/],
  ])('refuses %s, saying where', (_title, input, path, message) => {
    const found = mistake(() => parseRule(input))
    expect(found).toEqual({ path, message: expect.stringMatching(message) })
  })

  test('takes what is just within its limits', () => {
    expect(parseRule({ all: Array(500).fill(trait({ eq: 1 })) })).toBeDefined()
    expect(parseRule(nested(32))).toBeDefined()
    expect(parseRule(event({ where: nestedWhere(31) }))).toBeDefined()
    expect(parseRule({ audience: { key: `a${'_'.repeat(62)}` } })).toBeDefined()
  })
})

describe('a rule', () => {
  test('names the audiences and the conditions that need state within it', () => {
    const rule = parseRule({
      any: [{ not: { audience: { key: 'a' } } }, { all: [{ audience: { key: 'b', member: false } }, event({})] }, { audience: { key: 'a' } }],
    })
    expect([...audienceReferences(rule, 'PROFILE')].map(({ key }) => key)).toEqual(['a', 'b', 'a'])
    expect([...leafRules(rule)]).toMatchObject([{ kind: 'event', condition: { name: 'Order Completed' } }])
  })
})
