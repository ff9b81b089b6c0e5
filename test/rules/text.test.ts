import { describe, expect, test } from 'vitest'
import { InvalidRuleError } from '../../src/engine/rules/invalid-rule.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { parseText } from '../../src/engine/rules/text/parse.ts'
import { printRule } from '../../src/engine/rules/text/print.ts'
import { toJson } from '../../src/engine/rules/to-json.ts'

const read = (text: string) => toJson(parseText(text))

function mistake(text: string): InvalidRuleError {
  try {
    parseText(text)
  } catch (error) {
    if (error instanceof InvalidRuleError) return error
    throw error
  }
  throw new Error('It was accepted.')
}

const plan = (is: object) => ({ trait: { path: 'plan', is } })
const viewed = (more: object) => ({ event: { name: 'Viewed', ...more } })
const price = (is: object) => ({ property: { path: 'price', is } })

describe('the text of a rule', () => {
  test.for<[string, object]>([
    ["trait('plan') = 'pro'", plan({ eq: 'pro' })],
    ["trait('plan') != false", plan({ neq: false })],
    ["trait('plan') > -2.5", plan({ gt: -2.5 })],
    ["trait('plan') >= 'a'", plan({ gte: 'a' })],
    ["trait('plan') < 1e+21", plan({ lt: 1e21 })],
    ["trait('plan') <= 1e-7", plan({ lte: 1e-7 })],
    ["trait('plan').between(1, 5)", plan({ between: { from: 1, to: 5 } })],
    ["trait('plan').one_of('a', 5, true)", plan({ in: ['a', 5, true] })],
    ["trait('plan').none_of()", plan({ nin: [] })],
    ["trait('plan').contains('a')", plan({ contains: 'a' })],
    ["trait('plan').omits(5)", plan({ notContains: 5 })],
    ["trait('plan').starts_with('a')", plan({ startsWith: 'a' })],
    ["trait('plan').ends_with('')", plan({ endsWith: '' })],
    [String.raw`trait('plan').matches('\\d+|\'')`, plan({ matches: "\\d+|'" })],
    ["trait('plan').exists()", plan({ exists: true })],
    ["trait('plan').absent()", plan({ exists: false })],
    ["trait('plan').before_date(2026-01-31)", plan({ before: '2026-01-31T00:00:00.000Z' })],
    ["trait('plan').after_date(2026-01-31T12:00:00.005Z)", plan({ after: '2026-01-31T12:00:00.005Z' })],
    ["trait('plan').within_last(90 minutes)", plan({ withinLast: 'PT1H30M' })],
    ["trait('plan').within_next(1 day)", plan({ withinNext: 'P1D' })],
    ["trait('plan').before_last(11 days)", plan({ beforeLast: 'P11D' })],
    ["trait('plan').after_next(2 days 3 hours 0.5 seconds)", plan({ afterNext: 'P2DT3H0.5S' })],
    ["trait('plan') = trait('tier')", plan({ eqTrait: 'tier' })],
    ["trait('plan') > trait('a.*.b')", plan({ gtTrait: 'a.*.b' })],
    [String.raw`trait('plan') < trait('example\\.com')`, plan({ ltTrait: String.raw`example\.com` })],
    ["audience('vips')", { audience: { key: 'vips' } }],
    ["audience('vips') = false", { audience: { key: 'vips', member: false } }],
    ["identifier('email').count() >= 1", { identifier: { type: 'email' } }],
    ["identifier('ios.id').count().between(1, 3)", { identifier: { type: 'ios.id', count: { between: { from: 1, to: 3 } } } }],
    ["event('Viewed').count() >= 1", viewed({})],
    ["event('Viewed', type: page).count() = 0", viewed({ type: 'PAGE', is: { eq: 0 } })],
    ['identify().count() != 2', { event: { type: 'IDENTIFY', is: { neq: 2 } } }],
    ["event('Viewed').within(7 days).utc_days() < 3", viewed({ window: { last: 'P7D' }, measure: { unit: 'UTC_DAYS' }, is: { lt: 3 } })],
    ["event('Viewed').between(30 days ago, 7 days ago).count() > 2", viewed({ window: { ago: { from: 'P30D', to: 'P7D' } }, is: { gt: 2 } })],
    [
      "event('Viewed').between(2026-01-01, 2026-02-01).count() <= 2",
      viewed({ window: { range: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' } }, is: { lte: 2 } }),
    ],
    ["event('Viewed').after(2026-01-01).count() >= 1", viewed({ window: { range: { from: '2026-01-01T00:00:00.000Z' } } })],
    ["event('Viewed').until(2026-01-01T01:00:00Z).count() >= 1", viewed({ window: { range: { to: '2026-01-01T01:00:00.000Z' } } })],
    ["event('Viewed').any_time().count() >= 1", viewed({ window: { range: {} } })],
    ["event('Viewed').sum(property('price')) >= 100", viewed({ measure: { sum: 'price' }, is: { gte: 100 } })],
    ["event('Viewed').avg(property('items.*.price')) < 1.5", viewed({ measure: { avg: 'items.*.price' }, is: { lt: 1.5 } })],
    ["event('Viewed').min(property('price')) = 1", viewed({ measure: { min: 'price' }, is: { eq: 1 } })],
    ["event('Viewed').max(property('price')).between(1, 2)", viewed({ measure: { max: 'price' }, is: { between: { from: 1, to: 2 } } })],
    ["event('Viewed').unique(property('sku')).count() >= 3", viewed({ measure: { uniqueCount: 'sku' }, is: { gte: 3 } })],
    [
      "event('Viewed').where(property('price') >= 5 AND (context('ip').exists() OR NOT trait('plan') = 'x')).count() >= 1",
      viewed({ where: { all: [price({ gte: 5 }), { any: [{ context: { path: 'ip', is: { exists: true } } }, { not: plan({ eq: 'x' }) }] }] } }),
    ],
    [
      "sequence(event('A').where(property('price') = 5).first(), event('B').last().within(1 day), NOT event('C').within(1 hour)).within(7 days)",
      {
        sequence: {
          steps: [
            { event: 'A', where: price({ eq: 5 }), occurrence: 'FIRST' },
            { event: 'B', within: 'P1D', occurrence: 'LAST' },
            { event: 'C', within: 'PT1H', did: false },
          ],
          window: { last: 'P7D' },
        },
      },
    ],
    [
      "ALL (NOT audience('a') OR NONE audience('b'))",
      {
        related: {
          quantifier: 'ALL',
          rule: { any: [{ not: { audience: { key: 'a' } } }, { related: { quantifier: 'NONE', rule: { audience: { key: 'b' } } } }] },
        },
      },
    ],
    ["NOT ANY audience('a')", { not: { related: { rule: { audience: { key: 'a' } } } } }],
    ["sequence(event('A'))", { sequence: { steps: [{ event: 'A' }] } }],
    ['true', { all: [] }],
    ['false', { any: [] }],
    ["(AND audience('a'))", { all: [{ audience: { key: 'a' } }] }],
    ["(OR (audience('a') OR NOT true))", { any: [{ any: [{ audience: { key: 'a' } }, { not: { all: [] } }] }] }],
  ])('is printed as it is read: %s', ([text, json]) => {
    expect(read(text)).toEqual(json)
    expect(printRule(parseRule(json))).toBe(text)
  })

  const [a, b, c] = ['a', 'b', 'c'].map((key) => ({ audience: { key } }))
  test.for<[string, object]>([
    ['a AND b OR c', { any: [{ all: [a, b] }, c] }],
    ['a OR b AND c', { any: [a, { all: [b, c] }] }],
    ['(a OR b) AND c', { all: [{ any: [a, b] }, c] }],
    ['(a AND b) AND c', { all: [{ all: [a, b] }, c] }],
    ['a AND b AND c', { all: [a, b, c] }],
    ['a OR (b OR c)', { any: [a, { any: [b, c] }] }],
    ['NOT a AND b', { all: [{ not: a }, b] }],
    ['NOT (a AND b)', { not: { all: [a, b] } }],
    ['NOT NOT a', { not: { not: a } }],
    ['NOT (a OR b) OR NOT c', { any: [{ not: { any: [a, b] } }, { not: c }] }],
  ])('has no more parentheses than it needs: %s', ([short, json]) => {
    const text = short.replaceAll(/\b[abc]\b/g, "audience('$&')")
    expect(read(text)).toEqual(json)
    expect(printRule(parseRule(json))).toBe(text)
  })

  test.for<[string, string]>([
    ["((trait('a')=='x'))and\n\tnot(trait(\"b\").equals(5)) -- why", "trait('a') = 'x' AND NOT trait('b') = 5"],
    ["trait('a').differs(1) OR trait('a').greater_than(1)", "trait('a') != 1 OR trait('a') > 1"],
    ["trait('a').at_least(1) OR trait('a').less_than(1)", "trait('a') >= 1 OR trait('a') < 1"],
    ["trait('a').at_most(literal(1)) OR trait('a').equals(trait('b'))", "trait('a') <= 1 OR trait('a') = trait('b')"],
    ["trait('a').contains('x', 'y')", "trait('a').contains('x') OR trait('a').contains('y')"],
    ["trait('a').omits('x', 'y')", "trait('a').omits('x') AND trait('a').omits('y')"],
    [
      "NOT ( event('Shoes Bought').count() >= 1 AND trait('total_spend') > 200 )",
      "NOT (event('Shoes Bought').count() >= 1 AND trait('total_spend') > 200)",
    ],
    [
      "ALL ( event('Shoes Bought').count() >= 1 AND trait('total_spend') > 200 )",
      "ALL (event('Shoes Bought').count() >= 1 AND trait('total_spend') > 200)",
    ],
    ["ALL NOT event('Shoes Bought').count() >= 1 -- accounts: nobody bought", "ALL NOT event('Shoes Bought').count() >= 1"],
    [
      "event('Shoes Bought').where(property('price') >= 100).within(7 days).count() >= 1",
      "event('Shoes Bought').where(property('price') >= 100).within(7 days).count() >= 1",
    ],
    ["trait('a') > 2026-01-31 OR trait('a') < '2026-01-31'", "trait('a').after_date(2026-01-31) OR trait('a') < '2026-01-31'"],
    ["trait('a').before_date('2026-01-31T13:00:00+01:00')", "trait('a').before_date(2026-01-31T12:00:00Z)"],
    ["trait('a').within_last('P1W') OR trait('a').within_last(36 hours)", "trait('a').within_last(7 days) OR trait('a').within_last(36 hours)"],
    [String.raw`trait('example\.com') = 'C:\dir'`, String.raw`trait('example\\.com') = 'C:\\dir'`],
    [String.raw`trait('a') = '\u{1f600}\u0041\t'`, String.raw`trait('a') = '😀A\t'`],
    ["event('A')", "event('A').count() >= 1"],
    ["event('A').count().at_least(2)", "event('A').count() >= 2"],
    ["event('A').max('price' as number) > 2", "event('A').max(property('price')) > 2"],
    ["event('A').max(property('price') as number) > 2", "event('A').max(property('price')) > 2"],
    ["event('A').between(7 days, 30 days)", "event('A').between(30 days ago, 7 days ago).count() >= 1"],
    ["event('A').where(property('x') = 1).where(property('y') = 2)", "event('A').where(property('x') = 1 AND property('y') = 2).count() >= 1"],
    ["page('Pricing').within(1 week)", "page().where(property('name') = 'Pricing').within(7 days).count() >= 1"],
    ["identifier('email').exists() AND identifier('email')", "identifier('email').count() >= 1 AND identifier('email').count() >= 1"],
    ["identifier('phone').absent()", "identifier('phone').count() = 0"],
    ["audience('a') = true AND NOT audience('b')", "audience('a') AND NOT audience('b')"],
    [
      "event('A').then(event('B').within(1 day)).then(NOT event('C')).within(7 days)",
      "sequence(event('A'), event('B').within(1 day), NOT event('C')).within(7 days)",
    ],
    ["event('A').first().then(event('B'), event('C'))", "sequence(event('A').first(), event('B'), event('C'))"],
    ["event('A').last().within(7 days)", "sequence(event('A').last()).within(7 days)"],
  ])('may be written otherwise: %s', ([text, printed]) => {
    expect(printRule(parseText(text))).toBe(printed)
  })

  test.for<[string, string]>([
    [
      "event('A').where(event('B').within(parent: 5 days).count() >= 1).within(30 days).count() >= 1",
      "sequence(event('A'), event('B').within(5 days)).within(30 days)",
    ],
    [
      "event('A').where(property('x') = 1 AND event('B').within(parent: 2 hours)).count() > 0",
      "sequence(event('A').where(property('x') = 1), event('B').within(2 hours))",
    ],
    [
      "event('A').where(event('B').where(event('C').within(parent: 1 day).count() >= 1 AND property('x') = 1).within(parent: 5 days).count() >= 1).count() = 0",
      "NOT sequence(event('A'), event('B').where(property('x') = 1).within(5 days), event('C').within(1 day))",
    ],
  ])('is a sequence when an event stands within where(…): %s', ([funnel, sequence]) => {
    expect(parseText(funnel)).toEqual(parseText(sequence))
    expect(printRule(parseText(funnel))).toBe(sequence)
  })

  test('takes what is just within its limits', () => {
    expect(parseText(Array(500).fill("trait('a') = 1").join(' OR '))).toBeDefined()
    expect(parseText(`${'NOT '.repeat(31)}true`)).toBeDefined()
    expect(parseText(`trait('a') = '${'x'.repeat(249_000)}'`)).toBeDefined()
  })
})

describe('a mistake in the text of a rule', () => {
  test.for<[string, number, string]>([
    ['', 1, 'expected a condition such as event(…), sequence(…), trait(…), audience(…), identifier(…), or NOT, ANY, ALL, NONE or (, found the end'],
    ["plan = 'pro'", 1, 'found plan'],
    ["trait('a')", 11, 'expected a test such as = or .exists() after ), found the end'],
    ['trait(a) = 1', 7, 'expected the name of a trait between quotes after (, found a'],
    ["trait('a') = 1 trait('b') = 2", 16, 'expected AND, OR or the end after 1, found trait'],
    ["(trait('a') = 1", 16, 'expected AND, OR or ) after 1, found the end'],
    ["trait('a') = pro", 14, 'expected a text between quotes, a number, true or false after =, found pro'],
    ["trait('a') = 'pro", 14, "the text that begins here has no closing '"],
    ["trait('😀') = null", 14, 'null is a missing value'],
    [String.raw`trait('a') = 'x\u{110000}'`, 16, String.raw`\u is followed by four hexadecimal digits`],
    [String.raw`trait('a') = '\ud800'`, 14, 'no lone surrogates'],
    ["trait('a') = 1 && trait('b') = 1", 16, '& does not belong here; say AND'],
    ["!trait('a').exists()", 1, '! does not belong here; say NOT'],
    ["trait('a') = 😀", 14, '😀 does not belong here'],
    ["trait('a').like('x')", 12, 'expected one of equals, differs,'],
    ["trait('a') != trait('b')", 15, 'two traits compare with =, > or <, not with !='],
    ["trait('a') = property('b')", 14, 'a comparison of a trait with a property has no meaning here yet'],
    ["trait('a') = 2026-01-31", 14, "as a text it stands in quotes: '2026-01-31'"],
    ["trait('a').before_date(2026-02-30)", 24, 'A moment in ISO 8601 with a zone'],
    ["trait('a').between(5, 1)", 12, 'from (5) is greater than to (1)'],
    ["trait('a').matches('(')", 20, 'no pattern of RE2'],
    ["trait('a').contains()", 12, 'contains(…) needs a value'],
    ["trait('a..b') = 1", 7, 'A path has no empty segment'],
    ["event('A').count() >= 'abc'", 23, "expected a number after >=, found 'abc'"],
    ["event('A').count() >= 1e999", 23, 'A finite number belongs here'],
    ["event('A').count()", 19, 'expected a comparison such as >= 1 after ), found the end'],
    ["event('A').size() > 1", 12, 'expected one of where, within, between, after, until, any_time, first, last, then, count,'],
    ["event('') = 1", 11, 'expected AND, OR or the end after ), found ='],
    ["event('').count() = 1", 7, 'A name is not empty'],
    ["event('A', type: mail)", 18, 'expected one of track, identify, page, screen, group, alias after :, found mail'],
    ["event('A').within(7)", 20, 'expected weeks, days, hours, minutes or seconds after 7, found )'],
    ["event('A').within(2 months)", 21, 'expected days, since months and years vary in length,'],
    ["event('A').within(1.5 days)", 19, 'a whole number of days belongs here, not 1.5'],
    ["event('A').within(1 day 2 days)", 25, 'this duration has days already'],
    ["event('A').within(0 days)", 19, 'A duration is longer than nothing'],
    ["event('A').within('P1M')", 19, 'counts years or months'],
    ["event('A').within(400000 days)", 19, 'longer than P365000D'],
    ["event('A').between(7 days, 7 days)", 12, 'nothing lies between them'],
    ["event('A').between(2026-02-01, 2026-01-01)", 12, 'from is not before to'],
    ["event('A').within(1 day).after(2026-01-01)", 26, 'an event has one window'],
    ["event('A').within(parent: 1 day)", 27, 'there is no outer event'],
    ["event('A').where(event('B').count() >= 1)", 18, 'say how soon, as in .within(parent: 5 days)'],
    ["event('A').where(event('B').within(1 day).count() >= 1)", 29, 'say within(parent: 5 days)'],
    ["event('A').where(event('B').within(parent: 1 day).count() = 0)", 61, "sequence(event('A'), NOT event('B').within(5 days))"],
    ["event('A').where(event('B').within(parent: 1 day)).count() >= 2", 63, 'it is not counted'],
    ["event('A').where(event('B').within(parent: 1 day) AND event('C').within(parent: 1 day))", 55, 'have no order'],
    ["event('A').where(event('B').within(parent: 1 day) OR property('x') = 1)", 18, 'alone or beside AND'],
    ["event('A').where(audience('x'))", 18, 'expected a test of the event'],
    ["property('x') = 1", 1, 'stands within where(…)'],
    ["event('A').where(property(parent: 'x') = 1)", 27, 'has no meaning here yet'],
    ["event('A').sum(trait('x')) > 1", 16, "a property such as property('total')"],
    ["event('A').max(property('x') as string) > 1", 33, 'expected number'],
    ["event('A').then(event('B').count() >= 2)", 28, 'it is not counted'],
    ["event('A').then(trait('b') = 1)", 17, "expected a step such as event('Name') after (, found trait"],
    ["event('A').then(event('B')).count() >= 1", 29, 'it is not counted'],
    ["event('A').within(1 day).then(event('B'))", 12, 'stands after its last then(…)'],
    ["event('A').then(event('B')).where(property('x') = 1)", 29, 'stands before then(…)'],
    ['sequence()', 1, 'A sequence has 1 to 10 steps; this one has 0'],
    ["sequence(NOT event('A'))", 10, 'The first step is done'],
    ["sequence(event('A').within(1 day))", 21, 'the window of the whole sequence stands behind it'],
    ["sequence(event('A'), event('B').after(2026-01-01))", 33, 'and no other window'],
    ["sequence(event('A'), NOT event('B').first())", 37, 'has no occurrence'],
    ["sequence(event('A'), page())", 22, "such as event('Page Viewed')"],
    ["sequence(event('A')).count() > 1", 22, 'expected one of within, between,'],
    ["audience('VIPs')", 10, 'A key begins with a letter'],
    ["audience('vips') = 'yes'", 20, 'expected true or false'],
    ["identifier('email') >= 1", 21, 'expected AND, OR or the end'],
  ])('is found: %s', ([text, column, message]) => {
    const error = mistake(text)
    expect(error.position).toEqual({ line: 1, column })
    expect(error.message).toContain(`line 1, column ${column}: `)
    expect(error.message).toContain(message)
  })

  test.for<[string, number, string]>([
    [
      "event('Shoes Bought').where(property('price') >= trait('avg_spend') AND event('Shoes Returned').within(parent: 5 days).count() >= 1).within(30 days).count() >= 1",
      50,
      'a comparison of a property with a trait has no meaning here yet',
    ],
    ["entity('orders').where(entity('order-products').count() >= 1).count() >= 1", 1, 'entity(…) has no meaning here yet'],
    ["entity('orders').count() >= 1 OR trait('VIP') = 'true'", 1, 'entity(…) has no meaning here yet'],
    ["event('Shoes Bought').within(30 days).avg(property('spend'))", 61, 'expected a comparison such as >= 1'],
    ["event('Shoes Bought').within(30 days).mode(property('spend'), 2)", 39, 'mode(…) is not a condition'],
    ["event('Shoes Bought').first(property('spend'))", 23, 'first(…) of a property is not a condition'],
    ["event('A').sources({exclude: ['x']}).count() >= 1", 12, 'sources(…) has no meaning here yet'],
    ["event('A').expires_after(3 days).count() >= 1", 12, 'expires_after(…) has no meaning here yet'],
  ])('is said to be what Segment has and we have not: %s', ([text, column, message]) => {
    expect(mistake(text)).toMatchObject({ position: { line: 1, column }, message: expect.stringContaining(message) })
  })

  test('is found in any line', () => {
    const message = "line 3, column 5: expected AND, OR or the end after 'é', found trait"
    expect(mistake("-- Who pays\r\ntrait('plan')\r = 'é'trait(")).toMatchObject({ message: expect.stringContaining('line 3, column 7') })
    expect(mistake("trait('plan')\n -- Who pays\n'é' trait(").position).toEqual({ line: 3, column: 1 })
    expect(mistake("trait('plan') =\n\n'é' trait(").message).toBe(message)
  })

  test.for<[string, string]>([
    ['501 conditions', Array(501).fill("trait('a') = 1").join(' AND ')],
    ['33 levels', `${'NOT '.repeat(32)}true`],
    ['thousands of negations', `${'NOT '.repeat(60_000)}true`],
    ['thousands of parentheses', '('.repeat(200_000)],
    ['thousands of events', "event('a').where(".repeat(10_000)],
    ['thousands of steps', "event('a').then(".repeat(10_000)],
    ['thousands of literals', `trait('a') = ${'literal('.repeat(20_000)}`],
    ['a long text', ' '.repeat(250_001)],
    ['a long comment', `--${' -'.repeat(120_000)}`],
    ['an endless word', 'x'.repeat(240_000)],
    ['an endless number', `trait('a') = ${'9'.repeat(240_000)}`],
  ])('is found in %s', ([, text]) => {
    const { message, position } = mistake(text)
    expect(position).not.toBeNull()
    expect(message.length).toBeLessThan(300)
  })
})
