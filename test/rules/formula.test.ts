import { describe, expect, test } from 'vitest'
import type { JsonObject } from '../../src/engine/json.ts'
import { compileFormula } from '../../src/engine/rules/formula/evaluate-formula.ts'
import { parseFormula } from '../../src/engine/rules/formula/parse-formula.ts'
import { InvalidRuleError } from '../../src/engine/rules/invalid-rule.ts'

const TRAITS: JsonObject = { a: 6, b: 2.5, zero: 0, text: '5', plan: { price: 10, 'per seat': 3 }, list: [7, 8], 'my trait': 4, min: 9, huge: 1e308 }
const resultOf = (text: string) => compileFormula(parseFormula(text))(TRAITS)

describe('a formula', () => {
  test.for([
    ['1 + 2 * 3 - 4 / 2', 5],
    ['(1 + 2) * -3', -9],
    ['10 - 4 - 3', 3],
    ['2 / 4 / 2', 0.25],
    ['--a', 6],
    ['1e3 + .5', null],
    ['1.5e1', 15],
    ["a*b + plan.price - plan.'per seat'", 22],
    ['list.1 + "my trait"', 12],
    ['min + min(a, b, min)', 11.5],
    ['max(a, b) + abs(-1)', 7],
    ['round(2.5) + round(-2.5)', 1],
    ['ceil(2.1) + floor(-2.1)', 0],
    ['coalesce(nothing, text, zero, a)', 0],
    ['0 * -1', 0],
  ] as const)('%s', ([text, value]) => {
    if (value === null) expect(() => parseFormula(text)).toThrow(InvalidRuleError)
    else expect(resultOf(text)).toBe(value)
  })

  test.for([
    'a + nothing',
    'a * text',
    'a / zero',
    'zero / zero',
    'huge * 10',
    'min(a, nothing)',
    'plan',
    'coalesce(nothing, text)',
    '-nothing',
    'constructor',
  ])('%s comes to nothing', (text) => {
    expect(resultOf(text)).toBeNull()
  })

  test.for([
    ['', 1, 'expected a number, a trait, a function or (, found the end'],
    ['a +', 4, 'found the end'],
    ['a b', 3, 'expected an operator or the end, found b'],
    ['(a', 3, 'expected ), found the end'],
    ['a % b', 3, '% does not belong in a formula'],
    ['sum(a)', 1, 'there is no function sum; there are abs, ceil'],
    ['abs(a, b)', 1, 'abs takes at most 1 value; here are 2'],
    ["'a", 1, "has no closing '"],
    ["''", 1, 'a part of a path is not empty'],
    ['a.', 3, 'expected a part of a path'],
    ['1e999', 1, '1e999 is too large'],
    [`${'('.repeat(70)}1${')'.repeat(70)}`, 65, 'formulas nest at most 64 deep'],
    ['1+'.repeat(2001), 4001, 'a formula has at most 4000 characters'],
  ] as const)('%s is refused with its place', ([text, column, message]) => {
    const refused = expect(() => parseFormula(text))
    refused.toThrow(expect.objectContaining({ code: 'RULE_INVALID', position: { line: 1, column } }))
    refused.toThrow(message)
  })

  test('as long as it may be is computed', () => {
    expect(resultOf(`${'1+'.repeat(1999)}1`)).toBe(2000)
  })
})
