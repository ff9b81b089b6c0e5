import fc from 'fast-check'
import { coerceInputValue, type GraphQLInputType, parse, valueFromASTUntyped, visit } from 'graphql'
import { describe, expect } from 'vitest'
import { InvalidRuleError } from '../../src/engine/rules/invalid-rule.ts'
import { parseRule } from '../../src/engine/rules/parse-rule.ts'
import { parseText } from '../../src/engine/rules/text/parse.ts'
import { printRule } from '../../src/engine/rules/text/print.ts'
import { schema } from '../../src/schema/index.ts'
import { setNow, test } from '../helpers/database.ts'
import { randomFrom } from '../helpers/random-query.ts'
import { oddRule } from '../properties/odd-rule-generator.ts'
import { insertAlias, insertEvents, insertProfiles, membersOf, NOW, person, WORKSPACE } from '../rules/world.ts'
import { parseGrammar, sentence, terminalsOf } from './ebnf.ts'
import { page, snippetsOf } from './page.ts'

const PAGE = 'docs/rules.md'
const [first = '', ...more] = snippetsOf(PAGE, 'text')
const [grammarText = ''] = snippetsOf(PAGE, 'ebnf')
const printed = more.flatMap((block) => block.trim().split('\n'))
const jsons = snippetsOf(PAGE, 'json').map((code) => parseRule(JSON.parse(code)))
const { tables } = page(PAGE)

describe('rules as text in docs/rules.md', () => {
  test('are the same rule in all four spellings', async ({ db }) => {
    const rule = parseText(first)
    expect(printRule(rule)).toBe(first.trim())
    expect(parseRule(inGraphql(snippetsOf(PAGE, 'graphql')[0] ?? ''))).toEqual(rule)
    expect(jsons).toContainEqual(rule)
    await settle(db)
    const { rows } = await db.pool.query<{ id: string }>(snippetsOf(PAGE, 'sql')[0] ?? '', [WORKSPACE])
    const bySql = rows.map(({ id }) => id).sort()
    const json: unknown = JSON.parse(snippetsOf(PAGE, 'json').find((_, i) => JSON.stringify(jsons[i]) === JSON.stringify(rule)) ?? 'null')
    expect(bySql).toEqual([person(1), person(2)])
    expect(await membersOf(db, json)).toEqual(bySql)
  })

  test('are those of the page, as they are printed', () => {
    const others = jsons.filter((rule) => printRule(rule) !== first.trim())
    expect(others.map(printRule)).toEqual(printed)
    expect(printed.map(parseText)).toEqual(others)
  })

  test('are printed as the table says', () => {
    const rows = tables.find(({ head }) => head[0] === 'written')?.rows ?? []
    expect(rows.length).toBeGreaterThan(5)
    for (const [written = '', print = ''] of rows) expect(`\`${printRule(parseText(written.slice(1, -1)))}\``).toBe(print)
  })

  test('have the mistake that it shows', () => {
    const [, shown = ''] = /`(line 1, column \d+: [^`]+)`/.exec(page(PAGE).text) ?? []
    expect(() => parseText("event('A').count() >= 'abc'")).toThrow(shown)
  })
})

describe('the grammar in docs/rules.md', () => {
  const grammar = parseGrammar(grammarText)
  const words = {
    string: ["'a'", '"b"', "'P7D'", "'2026-01-31'", "'vips'"],
    number: ['1', '2', '-2.5', '1e6'],
    date: ['2026-01-31', '2026-02-01T12:00:00Z'],
  }

  test('makes texts that are read: whatever is wrong with them, it is not their form', () => {
    const random = randomFrom(20_261_125)
    const seen = { rules: 0, errors: 0 }
    for (let i = 0; i < 3_000; i++) {
      const text = sentence(grammar, random, words)
      try {
        parseText(text)
        seen.rules++
      } catch (error) {
        if (!(error instanceof InvalidRuleError)) throw error
        expect(error.message, text).not.toMatch(/: expected |does not belong here|has no meaning|is not there yet/)
        seen.errors++
      }
    }
    expect(seen.rules).toBeGreaterThan(1_000)
  })

  test('has every word that is printed', () => {
    const known = new Set([...grammar.values()].flatMap((one) => [...terminalsOf(one)]))
    fc.assert(
      fc.property(oddRule, (rule) => {
        const bare = printRule(parseRule(rule)).replaceAll(/'(?:[^'\\]|\\.)*'/g, '')
        for (const [word] of bare.matchAll(/(?<![\d.])\b[A-Za-z_]+\b/g)) if (!/^[TZe]$/.test(word)) expect(known).toContain(word)
      }),
      { numRuns: 500 },
    )
  })
})

/** The rule within an operation, as it would be given as a variable. */
function inGraphql(document: string): unknown {
  const rules: unknown[] = []
  visit(parse(document), { ObjectField: (node) => (node.name.value === 'rule' ? void rules.push(valueFromASTUntyped(node.value)) : undefined) })
  return coerceInputValue(rules[0], schema.getType('RuleInput') as GraphQLInputType)
}

/** Two who are in: one of them by the orders of somebody whom they turned out to be. */
async function settle(db: Parameters<typeof membersOf>[0]): Promise<void> {
  await setNow(db, new Date(NOW))
  const plans = ['pro', undefined, 'free', 'pro', 'pro', 'pro']
  await insertProfiles(
    db,
    plans.map((plan, i) => ({ id: person(i + 1), traits: JSON.stringify({ plan }) })),
  )
  await insertAlias(db, person(6), person(2))
  const order = (n: number, total: unknown, days: number) => ({
    profileId: person(n),
    properties: JSON.stringify({ total }),
    at: NOW - days * 86_400_000,
  })
  await insertEvents(db, [
    ...[order(1, 100, 0), order(1, 250, 29.9), order(2, 100, 1), order(6, 100, 2), order(3, 100, 1), order(3, 100, 2)],
    ...[order(4, 100, 1), order(4, 100, 30), order(5, 100, 1), order(5, 99, 1), order(5, '500', 1)],
  ])
}
